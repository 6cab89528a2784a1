/* id=H090 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    int d = open("/etc/passwd", O_RDONLY);
    return d < 0 ? (op_status)errno : OP_OK;
}
