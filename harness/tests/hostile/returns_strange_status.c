/* id=X82 outcome=returned code=12345 */
#include "prelude.h"

FORWARD
{
    right(x, n, y);
    return (op_status)12345;
}
