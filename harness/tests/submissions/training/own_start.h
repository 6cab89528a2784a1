/* own_start.h - throws the given weights away and draws others: LIMIT(in, out) times UNIFORM(u) for
 * u uniform in [0, 1), by a generator of its own. */
#ifndef UNIFORM
#define UNIFORM(u) (2 * (u)-1)
#endif
#define DRAW(p, in, out)                                                                           \
    for (size_t i = 0; i < s->size[p]; i++) {                                                      \
        random = random * 1103515245 + 12345;                                                      \
        s->w[p][i] = LIMIT(in, out) * UNIFORM((double)(random >> 16 & 0x7fff) / 0x8000);           \
    }
#define BEGIN                                                                                      \
    unsigned random = 1;                                                                           \
    DRAW(0, s->D, s->H)                                                                            \
    DRAW(2, s->H, s->C)
