#include "strokes.h"

#include <assert.h>

enum { STYLES = 4 };

/* Ways to write each digit, in the manner of the plotter fonts: a point is a column a to m and a
 * row A to Q of a grid; a blank lifts the pen. */
static const char *const written[10][STYLES] = {
    {"gAcCaIcOgQkOmIkCgA", "jCgAcCaIcOgQkOmIkDgAeB", "iAdDbIcNfQiOkIjDhA"},
    {"gAgQ", "dDgAgAgQ", "cEhAhAgQ cQkQ", "hAgIfQ"},
    {"aDcAiAlDkHfMaQaQmQ", "aDdAjAlEiKcQaPbNfOmQ", "bBhAkEhKaQaQkPmN"},
    {"aCeAjAlDjGfHfHjHmKlOgQbPaN", "aAlAlAfGfGkImLkPfQaO", "bCgAkDfHfHlLiPdQaO"},
    {"dAaJaJmJ jAjQ", "iAaLaLmL iAiQ", "cAbHeJlH lAkHiQ", "jAeFaKaKlK kFiQ"},
    {"lAbAbAaHaHgGlImLjPeQaO", "cAbHiGmKjPdQaO cAmA", "mAdBaGgHkKjOeQaP"},
    {"jAeDbIaMdQiQlNkJgIbL", "kBfAbGaMdQjQmMjIeIaL", "gAcGaLcPhQkNiKdKaN"},
    {"aAlAlAgIdQ", "aAlAlAeQ cIjI", "aCbAbAmAmAhHfQ", "aBlAlAjHhQ"},
    {"gHcFbCgAkCjFgHbKaNgQlNkKgH", "kCgAbCeGkKlOgQbObKiGkC", "hHdDhAkDhHeLgQjNhH"},
    {"lEiAdAaEcIhIlElEkKiQ", "lDhAbBaFeIkGlDlJhPbQ", "lCgAaEeIlDlDlQ", "kDfAbDdHjFkBkBiJfQ"},
};

size_t glyph_style_count(size_t digit)
{
    size_t count = 0;
    while (count < STYLES && written[digit][count])
        count++;
    return count;
}

glyph glyph_read(size_t digit, size_t style)
{
    glyph g = {.count = 1};
    for (const char *c = written[digit][style]; *c;) {
        if (*c == ' ') {
            g.count++;
            assert(g.count <= MAX_STROKES);
            c++;
            continue;
        }
        stroke *s = &g.strokes[g.count - 1];
        assert(s->count < MAX_STROKE_POINTS);
        s->at[s->count++] = (point){.x = (c[0] - 'g') / 8.0, .y = (c[1] - 'I') / 8.0};
        c += 2;
    }
    return g;
}
