/* outcome=completed callbacks=3 calls=2 */
#include "calling.h"

static sigjmp_buf back;

static void jump(int number)
{
    (void)number;
    siglongjmp(back, 1);
}

/* Out of the copying at either end of a callback, three times. */
CALLING
{
    tensor nowhere = {1, in[0]->dims, (double *)64};
    signal(SIGSEGV, jump);
    for (volatile int i = 0; i < 3; i++)
        if (sigsetjmp(back, 1) == 0)
            set->f(set->context, in[0], &nowhere);
    if (sigsetjmp(back, 1) == 0)
        set->f(set->context, &nowhere, out[0]);
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = 2;
    return OP_OK;
}
