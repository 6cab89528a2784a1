#include "score.h"

score score_cases(double points, double credit, size_t passed, size_t judged)
{
    score s = {.possible = points, .passed = passed, .judged = judged};
    if (judged)
        s.earned = points * credit / (double)judged;
    return s;
}

score score_add(score a, score b)
{
    return (score){.earned = a.earned + b.earned,
                   .possible = a.possible + b.possible,
                   .passed = a.passed + b.passed,
                   .judged = a.judged + b.judged};
}

bool score_full(const score *s)
{
    return s->passed == s->judged;
}
