/* id=H091 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    int d = open("/", O_RDONLY | O_DIRECTORY);
    return d < 0 ? (op_status)errno : OP_OK;
}
