/* id=H102 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    int d = open("/proc/self/mem", O_RDWR);
    return d < 0 ? (op_status)errno : OP_OK;
}
