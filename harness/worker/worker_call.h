/* worker_call.h - one call of a submission's function. */
#ifndef WORKER_CALL_H
#define WORKER_CALL_H

#include "worker_protocol.h"

/* Calls the function, of the message's kind, with a frame's arguments. */
op_status worker_call(void *function, const call_message *m, const call_frame *f);

/* The settings.f of a call: asks grade. context: the exchange in the call's frame. */
callback worker_relay;

#endif
