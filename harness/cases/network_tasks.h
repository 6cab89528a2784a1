/* network_tasks.h - the networks that are trained on a submission's ops, as a table: the chain of
 * ops, the data, the recipe, and what has to be reached.
 *
 * They are small, for every op goes through the worker in every step. */
#ifndef NETWORK_TASKS_H
#define NETWORK_TASKS_H

#include "op_training.h"

typedef enum network_data {
    DATA_LINE,          /* dataset_line */
    DATA_POINTS,        /* dataset_point_cloud */
    DATA_QUADRIC,       /* dataset_quadric */
    DATA_DIGITS,        /* dataset_digits, scaled down to side x side pixels */
    DATA_BINARY_DIGITS, /* the zeros and ones of these */
} network_data;

typedef struct network_task {
    const char *name;
    const char *ops; /* see op_network.h */
    network_data data;
    size_t side, count; /* of the digits' images; of samples, to train on and to test on each */
    size_t hidden, epochs, batch_size;
    double learning_rate;
    double most_error;  /* see op_training; NAN: none is asked */
    double loss_factor; /* the loss may be that many times the reference's; NAN: any */
    bool every_step;
} network_task;

size_t network_task_count(void);
const network_task *network_task_at(size_t i);
const network_task *network_task_find(const char *name);

/* A task with data drawn from a seed, and what the reference makes of it. */
typedef struct drawn_network drawn_network;

/* Fails where the reference itself does not reach what is asked. The caller releases *out with
 * network_free. */
bool network_draw(drawn_network **out, const network_task *task, const char *seed, error *e);
void network_free(drawn_network *d);

/* Borrowed. */
const op_training *network_training(const drawn_network *d);
const op_training_result *network_reference(const drawn_network *d);

#endif
