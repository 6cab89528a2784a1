/* unseen.h - wrong variants that the bank does not have, and that the diagnosis was not made for.
 */
#ifndef UNSEEN_H
#define UNSEEN_H

#include "wrong.h"

/* As wrong_variants. */
wrong_op unseen_variants(const char *op_name);

#endif
