#include "error.h"

#include <stdarg.h>
#include <stdio.h>

bool(fail)(error *e, const char *format, ...)
{
    if (e) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(e->text, sizeof e->text, format, arguments);
        va_end(arguments);
    }
    return false;
}
