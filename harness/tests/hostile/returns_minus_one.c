/* id=H078 outcome=returned code=-1 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    return (op_status)-1;
}
