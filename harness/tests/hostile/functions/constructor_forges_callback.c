/* outcome=protocol phase=loading callbacks=0 */
#include "calling.h"

CONSTRUCTOR
{
    uint32_t report[108] = {6, 0};
    send(3, report, sizeof report, 0);
}

CALLING
{
    return set->f(set->context, in[0], out[0]);
}
