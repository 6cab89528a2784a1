/* id=X67 outcome=completed */
#include "prelude.h"

char *variables[] = {"LD_PRELOAD=/tmp/evil.so", "GRADE=100", NULL};
char **environ = variables, **__environ = variables;

FORWARD
{
    return right(x, n, y);
}
