/* id=F24 outcome=exited code=0 phase=loading */
#include "prelude.h"

int chosen(void) __attribute__((ifunc("choose")));

__attribute__((used)) static int (*choose(void))(void)
{
    __asm__ volatile("syscall" : : "a"(SYS_exit_group), "D"(0) : "rcx", "r11", "memory");
    return NULL;
}

FORWARD
{
    y[0] = chosen();
    return right(x, n, y);
}
