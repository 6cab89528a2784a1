/* id=H093 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    int d = open("/proc/1/mem", O_RDONLY);
    return d < 0 ? (op_status)errno : OP_OK;
}
