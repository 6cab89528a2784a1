#include "wrong.h"

#include <string.h>

/* WRONG_OPS(OP) lists the files of wrong/: the build writes it. */
#include "wrong_ops.h"

#define DECLARE(op) extern const wrong_op wrong_##op;
WRONG_OPS(DECLARE)

wrong_op wrong_variants(const char *op_name)
{
    static const struct {
        const char *name;
        const wrong_op *variants;
    } ops[] = {
#define ROW(op) {#op, &wrong_##op},
        WRONG_OPS(ROW)
#undef ROW
    };
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (strcmp(ops[i].name, op_name) == 0)
            return *ops[i].variants;
    return (wrong_op){0};
}
