#include "verdict.h"

static const struct {
    const char *name;
    verdict_class class;
} kinds[VERDICT_KIND_COUNT] = {
    [VERDICT_PASSED] = {"Passed", CLASS_PASSED},
    [VERDICT_NOT_IMPLEMENTED] = {"NotImplemented", CLASS_SKIPPED},
    [VERDICT_WRONG_VALUE] = {"WrongValue", CLASS_FAILURE},
    [VERDICT_WRONG_GRADIENT] = {"WrongGradient", CLASS_FAILURE},
    [VERDICT_WRONG_TANGENT] = {"WrongTangent", CLASS_FAILURE},
    [VERDICT_IMPRECISE] = {"Imprecise", CLASS_FAILURE},
    [VERDICT_NON_FINITE] = {"NonFinite", CLASS_FAILURE},
    [VERDICT_NOT_WRITTEN] = {"NotWritten", CLASS_FAILURE},
    [VERDICT_OVERWRITTEN] = {"Overwritten", CLASS_FAILURE},
    [VERDICT_UNSTEADY] = {"Unsteady", CLASS_FAILURE},
    [VERDICT_OUT_OF_BOUNDS] = {"OutOfBounds", CLASS_FAILURE},
    [VERDICT_WRONG_CALLS] = {"WrongCalls", CLASS_FAILURE},
    [VERDICT_LEAKED] = {"Leak", CLASS_FAILURE},
    [VERDICT_TOO_MANY_NODES] = {"TooManyNodes", CLASS_FAILURE},
    [VERDICT_MISSED_THRESHOLD] = {"MissedThreshold", CLASS_FAILURE},
    [VERDICT_RETURNED] = {"ErrorReturned", CLASS_FAILURE},
    [VERDICT_CRASHED] = {"Crash", CLASS_ERROR},
    [VERDICT_EXITED] = {"Exited", CLASS_ERROR},
    [VERDICT_TIMED_OUT] = {"Timeout", CLASS_ERROR},
    [VERDICT_FORBIDDEN_CALL] = {"ForbiddenSystemCall", CLASS_ERROR},
    [VERDICT_MEMORY_LIMIT] = {"MemoryLimit", CLASS_ERROR},
    [VERDICT_OUTPUT_LIMIT] = {"OutputLimit", CLASS_ERROR},
    [VERDICT_PROTOCOL] = {"ProtocolViolation", CLASS_ERROR},
    [VERDICT_LOAD_FAILED] = {"LoadFailed", CLASS_ERROR},
    [VERDICT_NOT_RUN] = {"NotRun", CLASS_ERROR},
    [VERDICT_REJECTED] = {"Rejected", CLASS_ERROR},
    [VERDICT_INTERRUPTED] = {"Interrupted", CLASS_SKIPPED},
};

verdict_class verdict_class_of(verdict_kind kind)
{
    return kinds[kind].class;
}

const char *verdict_kind_name(verdict_kind kind)
{
    return kinds[kind].name;
}
