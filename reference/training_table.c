#include "training_table.h"

#include <assert.h>
#include <string.h>

#include "training/models.h"

#define COUNT_TRAINING(id, parameters, text) +1
enum { TRAINING_COUNT = 0 TRAININGS(COUNT_TRAINING) };
#undef COUNT_TRAINING

static const training *table(void)
{
#define ROW(id, parameters, text)                                                                  \
    {.name = #id,                                                                                  \
     .signature = parameters,                                                                      \
     .formula = text,                                                                              \
     .train = train_##id,                                                                          \
     .model = &model_##id},
    static training rows[TRAINING_COUNT] = {TRAININGS(ROW)};
#undef ROW
    static bool parsed;
    for (size_t i = 0; !parsed && i < TRAINING_COUNT; i++) {
        const char *text = rows[i].signature;
        rows[i].parameter_count = signature_parse(&text, rows[i].parameter, MAX_PARAMETERS);
    }
    parsed = true;
    return rows;
}

size_t training_count(void)
{
    return TRAINING_COUNT;
}

const training *training_at(size_t i)
{
    assert(i < TRAINING_COUNT);
    return &table()[i];
}

const training *training_find(const char *name)
{
    for (size_t i = 0; i < TRAINING_COUNT; i++)
        if (strcmp(training_at(i)->name, name) == 0)
            return training_at(i);
    return NULL;
}

bool training_takes_labels(const training *t)
{
    return t->model->loss == LOSS_SOFTMAX_CROSS_ENTROPY;
}

bool training_is_deepenable(const training *t)
{
    return training_takes_labels(t) && t->parameter_count > 2;
}
