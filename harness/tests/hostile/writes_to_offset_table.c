/* id=X78 outcome=crashed code=11 */
#include "prelude.h"

#include <elf.h>
#include <link.h>

/* The worker's table of library functions is bound and closed before the submission comes. */
static int spoil(struct dl_phdr_info *object, size_t size, void *unused)
{
    (void)size, (void)unused;
    for (int i = 0; i < object->dlpi_phnum; i++)
        if (object->dlpi_phdr[i].p_type == PT_GNU_RELRO)
            *(volatile char *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr) = 1;
    return 1;
}

FORWARD
{
    dl_iterate_phdr(spoil, NULL);
    return right(x, n, y);
}
