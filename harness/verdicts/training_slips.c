#include "training_slips.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

static const training_slip slips[] = {
    {"nothing is trained: the parameters are as they were given", .frozen = ALL_FROZEN},
    {"the gradients are never set back to zero, so that those of all steps add up",
     .clearing = NEVER_CLEARED},
    {"the gradients are set to zero once an epoch, not once a step",
     .clearing = CLEARED_EVERY_EPOCH},
    {"steps uphill: it adds learning_rate v instead of subtracting it", .steps = STEPS_UP},
    {"the gradient is divided by the batch size twice", .mean = MEAN_TAKEN_TWICE},
    {"the gradient is that of the sum over the batch, not of the mean", .mean = NO_MEAN},
    {"a last, smaller batch is divided by the full batch size, not by its own",
     .mean = MEAN_OF_FULL_BATCH},
    {"the gradient of a batch is divided by the number of all samples", .mean = MEAN_OF_ALL},
    {"the last batch is left out where it is smaller", .batches = SMALL_BATCH_LEFT_OUT},
    {"the last batch is left out where it is smaller", .batches = SMALL_BATCH_EMPTY},
    {"every step takes the first batch", .batches = FIRST_BATCH_ONLY},
    {"takes one step an epoch: the first batch's", .batches = ONE_STEP_AN_EPOCH},
    {"takes the samples from the last to the first", .backwards = true},
    {"momentum is left out", .velocity = NO_VELOCITY},
    {"(1 - momentum) g enters the velocity, not g", .velocity = VELOCITY_DAMPED},
    {"the velocity starts at zero again in every epoch", .velocity = VELOCITY_RESTARTS},
    {"v = momentum v - learning_rate g, and then w - v: the sign is turned twice",
     .velocity = VELOCITY_NEGATED},
    {"the step is Nesterov's, learning_rate (g + momentum v)", .steps = STEPS_LOOK_AHEAD},
    {"weight decay is left out", .decay = NOTHING_DECAYS},
    {"weight_decay itself is added, not weight_decay w", .decay = DECAY_WITHOUT_WEIGHT},
    {"the biases do not decay, but all parameters should", .decay = BIASES_DO_NOT_DECAY},
    {"the weights do not decay, but all parameters should", .decay = WEIGHTS_DO_NOT_DECAY},
    {"weight decay is left out where momentum is 0", .decay = DECAY_NEEDS_MOMENTUM},
    {"weight decay is taken from w directly and not added to the velocity",
     .decay = DECAY_BESIDE_VELOCITY},
    {"a layer's weights are stepped before the gradient of the layer below is found with them",
     .steps_on_the_way = true},
    {"the biases are not trained", .frozen = BIASES_FROZEN},
    {"the first layer is not trained: no gradient reaches it", .frozen = FIRST_FROZEN},
    {"the last layer is not trained", .frozen = LAST_FROZEN},
    {"stops after one epoch", .epochs = FIRST_EPOCH},
    {"trains one epoch, however many are asked for", .epochs = ONE_EPOCH},
    {"trains one epoch too many", .epochs = EPOCH_TOO_MANY},
    {"trains one epoch too few", .epochs = EPOCH_TOO_FEW},
    {"the hidden activation's derivative is left out", .slope = NO_SLOPE},
    {"the hidden activation's value stands where its derivative belongs", .slope = SLOPE_IS_VALUE},
    {"the hidden activation's derivative is taken at its value, not at what goes into it",
     .slope = SLOPE_OF_VALUE},
    {"the gradient passes where the hidden unit is off, and not where it is on",
     .slope = SLOPE_ON_LEFT},
    {"the hidden activation's slope left of 0 is taken for 0", .slope = SLOPE_WITHOUT_LEFT},
    {"the gradient is multiplied by the derivative of the output's sigmoid or softmax although "
     "p - y contains it",
     .output = OUTPUT_SLOPE_TOO},
    {"the derivative of the output's sigmoid is left out", .output = NO_OUTPUT_SLOPE},
    {"the gradients are twice too large", .factor = DOUBLED},
    {"the gradients are half of what they should be", .factor = HALVED},
    {"the gradient is divided by the number of outputs", .factor = OVER_OUTPUTS},
    {"the mean over the outputs is left out of the gradient", .factor = TIMES_OUTPUTS},
};

size_t training_slip_count(void)
{
    return sizeof slips / sizeof *slips;
}

const training_slip *training_slip_at(size_t i)
{
    return &slips[i];
}

/* Layer l of a network that is computed sample by sample, as plainly as can be. */
typedef struct plain_layer {
    size_t in, out;
    double *W, *b;           /* the parameters themselves */
    double *dW, *db, *v, *u; /* gradients and velocities, of W and of b */
    double *Z, *A, *dZ;      /* of the batch: what goes into the activation, and what comes out */
    const activation *f;
} plain_layer;

typedef struct plain_net {
    const training_slip *slip;
    const mlp_model *model;
    const recipe *r;
    size_t layer_count;
    plain_layer layer[MAX_PARAMETERS / 2];
    double *X; /* of the batch, in the order it is taken */
    double *y;
    size_t *label;
    double *memory; /* that all of them lie in */
} plain_net;

/* Element W[i,j], from input i to output j, however it is stored. */
static size_t at(const plain_net *n, const plain_layer *l, size_t i, size_t j)
{
    return n->model->transposed ? j * l->in + i : i * l->out + j;
}

static size_t rows_most(const recipe *r)
{
    return r->batch_size < r->X->dims[0] ? r->batch_size : r->X->dims[0];
}

/* Cuts an array of that many elements off the memory. */
static double *cut(double **rest, size_t count)
{
    double *array = *rest;
    *rest += count;
    return array;
}

static void net_close(plain_net *n)
{
    free(n->memory);
    free(n->label);
}

static bool net_open(plain_net *n, const training_slip *s, const training_job *j, parameters *p)
{
    const recipe *r = &j->recipe;
    const size_t rows = rows_most(r), D = r->X->dims[1], M = r->y ? r->y->dims[1] : 1;
    *n = (plain_net){
        .slip = s, .model = j->t->model, .r = r, .layer_count = p->count / 2, .label = NULL};
    size_t count = rows * (D + M);
    for (size_t i = 0; i < p->count; i++)
        count += 2 * element_count(p->at[i]);
    for (size_t i = 1; i < p->count; i += 2)
        count += 3 * rows * p->at[i]->dims[0];
    n->memory = calloc(count, sizeof *n->memory);
    n->label = calloc(rows, sizeof *n->label);
    if (!n->memory || !n->label) {
        net_close(n);
        return false;
    }
    double *rest = n->memory;
    n->X = cut(&rest, rows * D);
    n->y = cut(&rest, rows * M);
    for (size_t i = 0; i < n->layer_count; i++) {
        plain_layer *l = &n->layer[i];
        l->in = i ? l[-1].out : D;
        l->out = p->at[2 * i + 1]->dims[0];
        l->W = p->at[2 * i]->data;
        l->b = p->at[2 * i + 1]->data;
        l->dW = cut(&rest, l->in * l->out);
        l->v = cut(&rest, l->in * l->out);
        l->db = cut(&rest, l->out);
        l->u = cut(&rest, l->out);
        l->Z = cut(&rest, rows * l->out);
        l->A = cut(&rest, rows * l->out);
        l->dZ = cut(&rest, rows * l->out);
        l->f = i + 1 < n->layer_count ? &n->model->hidden : &n->model->output;
    }
    return true;
}

/* Takes the batch's samples in the order the slip says. */
static void fetch(plain_net *n, size_t first, size_t rows)
{
    const recipe *r = n->r;
    const size_t N = r->X->dims[0], D = r->X->dims[1], M = r->y ? r->y->dims[1] : 0;
    for (size_t k = 0; k < rows; k++) {
        const size_t place = n->slip->batches == FIRST_BATCH_ONLY ? k : first + k;
        const size_t row = n->slip->backwards ? N - 1 - place : place;
        memcpy(n->X + k * D, r->X->data + row * D, D * sizeof *n->X);
        if (r->y)
            memcpy(n->y + k * M, r->y->data + row * M, M * sizeof *n->y);
        if (r->label)
            n->label[k] = r->label[row];
    }
}

static void forward(plain_net *n, size_t rows)
{
    for (size_t i = 0; i < n->layer_count; i++) {
        plain_layer *l = &n->layer[i];
        const double *in = i ? l[-1].A : n->X;
        for (size_t k = 0; k < rows; k++)
            for (size_t j = 0; j < l->out; j++) {
                double z = l->b[j];
                for (size_t d = 0; d < l->in; d++)
                    z += in[k * l->in + d] * l->W[at(n, l, d, j)];
                l->Z[k * l->out + j] = z;
            }
        memcpy(l->A, l->Z, rows * l->out * sizeof *l->A);
        activation_apply(l->f, l->A, rows * l->out);
    }
}

/* dZ = dA times what the slip takes for the activation's derivative. */
static void hidden_backward(const plain_net *n, const plain_layer *l, size_t count)
{
    const activation *f = l->f;
    double *dZ = l->dZ;
    switch (n->slip->slope) {
    case RIGHT_SLOPE:
        activation_backward(f, l->A, dZ, count);
        break;
    case NO_SLOPE:
        break;
    case SLOPE_IS_VALUE:
        for (size_t i = 0; i < count; i++)
            dZ[i] *= l->A[i];
        break;
    case SLOPE_OF_VALUE:
        for (size_t i = 0; i < count; i++) {
            double y = l->A[i];
            activation_apply(f, &y, 1);
            activation_backward(f, &y, &dZ[i], 1);
        }
        break;
    case SLOPE_ON_LEFT:
        for (size_t i = 0; i < count; i++)
            dZ[i] *= l->Z[i] > 0 ? 0 : 1;
        break;
    case SLOPE_WITHOUT_LEFT:
        for (size_t i = 0; i < count; i++)
            dZ[i] *= l->Z[i] > 0 ? f->right : 0;
        break;
    }
}

/* dZ = the vector-Jacobian product of the softmax or sigmoid with dZ. Overwrites A, which nothing
 * below the last layer reads. */
static void output_slope_too(const plain_net *n, const plain_layer *l, size_t rows)
{
    const size_t M = l->out;
    for (size_t k = 0; k < rows; k++) {
        const double *z = l->Z + k * M;
        double *d = l->dZ + k * M, *p = l->A + k * M, sum = 0, inner = 0, most = z[0];
        for (size_t i = 0; i < M; i++)
            most = fmax(most, z[i]);
        for (size_t i = 0; i < M; i++)
            sum += p[i] = exp(z[i] - most);
        for (size_t i = 0; i < M; i++)
            inner += (p[i] /= sum) * d[i];
        for (size_t i = 0; i < M; i++)
            if (n->model->loss == LOSS_SOFTMAX_CROSS_ENTROPY) {
                d[i] = p[i] * (d[i] - inner);
            } else {
                const double s = 1 / (1 + exp(-z[i]));
                d[i] *= s * (1 - s);
            }
    }
}

static double divisor(const plain_net *n, size_t rows)
{
    switch (n->slip->mean) {
    case MEAN_TAKEN_TWICE:
        return (double)rows * (double)rows;
    case MEAN_OF_FULL_BATCH:
        return (double)n->r->batch_size;
    case NO_MEAN:
        return 1;
    case MEAN_OF_ALL:
        return (double)n->r->X->dims[0];
    default:
        return (double)rows;
    }
}

static double factor(const plain_net *n, size_t outputs)
{
    static const double plain[] = {[RIGHT_FACTOR] = 1, [DOUBLED] = 2, [HALVED] = 0.5};
    return n->slip->factor == OVER_OUTPUTS    ? 1 / (double)outputs
           : n->slip->factor == TIMES_OUTPUTS ? (double)outputs
                                              : plain[n->slip->factor];
}

static void add_gradient(const plain_net *n, plain_layer *l, const double *in, size_t rows)
{
    for (size_t k = 0; k < rows; k++)
        for (size_t j = 0; j < l->out; j++) {
            const double dz = l->dZ[k * l->out + j];
            l->db[j] += dz;
            for (size_t d = 0; d < l->in; d++)
                l->dW[at(n, l, d, j)] += in[k * l->in + d] * dz;
        }
}

/* What weight decay adds to the gradient of an element. */
static double decay(const plain_net *n, double w, bool is_bias)
{
    const double rate = n->r->weight_decay;
    switch (n->slip->decay) {
    case NOTHING_DECAYS:
    case DECAY_BESIDE_VELOCITY:
        return 0;
    case DECAY_WITHOUT_WEIGHT:
        return rate;
    case BIASES_DO_NOT_DECAY:
        return is_bias ? 0 : rate * w;
    case WEIGHTS_DO_NOT_DECAY:
        return is_bias ? rate * w : 0;
    case DECAY_NEEDS_MOMENTUM:
        return n->r->momentum > 0 ? rate * w : 0;
    default:
        return rate * w;
    }
}

static void step(const plain_net *n, double *w, const double *gradient, double *v, size_t count,
                 bool is_bias)
{
    const double mu = n->r->momentum, rate = n->r->learning_rate;
    const training_slip *s = n->slip;
    for (size_t i = 0; i < count; i++) {
        const double g = gradient[i] + decay(n, w[i], is_bias);
        const double beside =
            s->decay == DECAY_BESIDE_VELOCITY ? rate * n->r->weight_decay * w[i] : 0;
        v[i] = s->velocity == NO_VELOCITY        ? g
               : s->velocity == VELOCITY_DAMPED  ? mu * v[i] + (1 - mu) * g
               : s->velocity == VELOCITY_NEGATED ? mu * v[i] - g
                                                 : mu * v[i] + g;
        w[i] += (s->steps == STEPS_UP           ? rate * v[i]
                 : s->steps == STEPS_LOOK_AHEAD ? -rate * (g + mu * v[i])
                                                : -rate * v[i]) -
                beside;
    }
}

static void step_layer(const plain_net *n, plain_layer *l)
{
    const bool first = l == n->layer, last = l == &n->layer[n->layer_count - 1];
    const training_slip *s = n->slip;
    if (s->frozen == ALL_FROZEN || (s->frozen == FIRST_FROZEN && first) ||
        (s->frozen == LAST_FROZEN && last))
        return;
    step(n, l->W, l->dW, l->v, l->in * l->out, false);
    if (s->frozen != BIASES_FROZEN)
        step(n, l->b, l->db, l->u, l->out, true);
}

/* Gradients and steps of a batch whose forward pass is done. */
static void backward(plain_net *n, size_t rows)
{
    plain_layer *l = &n->layer[n->layer_count - 1];
    loss_gradient(n->model->loss, l->A, rows, l->out, (loss_targets){n->y, n->label},
                  factor(n, l->out) / divisor(n, rows), l->dZ);
    if (n->slip->output == OUTPUT_SLOPE_TOO)
        output_slope_too(n, l, rows);
    if (n->slip->output != NO_OUTPUT_SLOPE)
        activation_backward(l->f, l->A, l->dZ, rows * l->out);
    for (;; l--) {
        add_gradient(n, l, l == n->layer ? n->X : l[-1].A, rows);
        if (n->slip->steps_on_the_way)
            step_layer(n, l);
        if (l == n->layer)
            break;
        plain_layer *below = l - 1;
        for (size_t k = 0; k < rows; k++)
            for (size_t i = 0; i < l->in; i++) {
                double sum = 0;
                for (size_t j = 0; j < l->out; j++)
                    sum += l->dZ[k * l->out + j] * l->W[at(n, l, i, j)];
                below->dZ[k * l->in + i] = sum;
            }
        hidden_backward(n, below, rows * l->in);
    }
    for (size_t i = 0; i < n->layer_count && !n->slip->steps_on_the_way; i++)
        step_layer(n, &n->layer[i]);
}

static void clear(const plain_net *n, bool gradients)
{
    for (size_t i = 0; i < n->layer_count; i++) {
        const plain_layer *l = &n->layer[i];
        memset(gradients ? l->dW : l->v, 0, l->in * l->out * sizeof *l->v);
        memset(gradients ? l->db : l->u, 0, l->out * sizeof *l->u);
    }
}

static void train_epoch(plain_net *n)
{
    const training_slip *s = n->slip;
    const size_t N = n->r->X->dims[0], most = rows_most(n->r);
    if (s->velocity == VELOCITY_RESTARTS)
        clear(n, false);
    if (s->clearing == CLEARED_EVERY_EPOCH)
        clear(n, true);
    for (size_t first = 0; first < N; first += n->r->batch_size) {
        size_t rows = N - first < most ? N - first : most;
        if (s->batches == SMALL_BATCH_EMPTY && rows < n->r->batch_size)
            rows = 0;
        if (s->batches == SMALL_BATCH_LEFT_OUT && rows < n->r->batch_size)
            continue;
        if (s->clearing == GRADIENT_IS_CLEARED)
            clear(n, true);
        fetch(n, first, rows);
        forward(n, rows);
        backward(n, rows);
        if (s->batches == ONE_STEP_AN_EPOCH)
            break;
    }
}

/* Whether the mistake can be made in this training, and is none of the others. */
static bool applies(const training_slip *s, const training_job *j, size_t layer_count)
{
    const mlp_model *m = j->t->model;
    const bool hidden = layer_count > 1;
    if (s->slope == SLOPE_WITHOUT_LEFT || s->slope == SLOPE_ON_LEFT)
        return hidden && m->hidden.kind == ACTIVATION_LINEAR &&
               (s->slope == SLOPE_ON_LEFT || m->hidden.left > 0);
    if (s->slope != RIGHT_SLOPE || s->steps_on_the_way || s->frozen == FIRST_FROZEN ||
        s->frozen == LAST_FROZEN)
        return hidden;
    if (s->output == OUTPUT_SLOPE_TOO)
        return m->loss == LOSS_SOFTMAX_CROSS_ENTROPY || m->loss == LOSS_SIGMOID_BCE;
    return s->output != NO_OUTPUT_SLOPE || m->output.kind == ACTIVATION_SIGMOID;
}

static size_t epochs(const plain_net *n)
{
    const size_t asked = n->r->epochs;
    switch (n->slip->epochs) {
    case FIRST_EPOCH:
        return asked ? 1 : 0;
    case ONE_EPOCH:
        return 1;
    case EPOCH_TOO_MANY:
        return asked + 1;
    case EPOCH_TOO_FEW:
        return asked ? asked - 1 : 0;
    default:
        return asked;
    }
}

bool training_slip_train(const training_slip *s, const training_job *j, parameters *p)
{
    plain_net n;
    bool trained = applies(s, j, p->count / 2) && net_open(&n, s, j, p);
    if (!trained)
        return false;
    for (size_t epoch = 0; epoch < epochs(&n); epoch++)
        train_epoch(&n);
    net_close(&n);
    return true;
}
