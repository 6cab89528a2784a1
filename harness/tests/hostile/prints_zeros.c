/* id=P13 outcome=completed */
#include "prelude.h"

/* Neither text nor valid UTF-8: what is reported of it has neither. */
FORWARD
{
    static const char bytes[] = "a\0b\x80\xff\xc0\xaf\xed\xa0\x80\ufffe]]>&#0;<![CDATA[";
    fwrite(bytes, 1, sizeof bytes, stdout);
    return right(x, n, y);
}
