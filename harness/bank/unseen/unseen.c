#include "unseen.h"

#include <string.h>

/* UNSEEN_OPS(OP) lists the files of ops/: the build writes it. */
#include "unseen_ops.h"

#define DECLARE(op) extern const wrong_op unseen_##op;
UNSEEN_OPS(DECLARE)

wrong_op unseen_variants(const char *op_name)
{
    static const struct {
        const char *name;
        const wrong_op *variants;
    } ops[] = {
#define ROW(op) {#op, &unseen_##op},
        UNSEEN_OPS(ROW)
#undef ROW
    };
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (strcmp(ops[i].name, op_name) == 0)
            return *ops[i].variants;
    return (wrong_op){0};
}
