/* id=H060 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    int d = open("/tmp/grade-hostile", O_CREAT | O_RDWR, 0600);
    return d < 0 ? (op_status)errno : OP_OK;
}
