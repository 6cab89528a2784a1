#!/bin/sh
# test_template.sh TEMPLATE GRADE - uses the folder that is handed out as a student does, in an
# empty place: builds it every way, solves an op, gets it wrong.
set -eu
template=$(cd "$1" && pwd)
grade=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 1' HUP INT TERM
# The compiler and make, but no grade that happens to be installed.
PATH=$(getconf PATH)
export PATH
MAKEFLAGS=-j$(nproc 2>/dev/null || echo 2)
export MAKEFLAGS
unset GRADE MFLAGS

die() {
    echo "test_template.sh: $*" >&2
    [ ! -f "$place/output" ] || cat "$place/output" >&2
    exit 1
}

# expect STATUS COMMAND...: runs it and holds its exit status against 0 or "not 0" (1).
expect() {
    wanted=$1 got=0
    shift
    "$@" >"$place/output" 2>&1 || got=1
    [ "$got" -eq "$wanted" ] || die "'$*' was to $([ "$wanted" -eq 0 ] || echo 'not ')succeed"
}

# says PATTERN, lacks PATTERN: about what the last command printed.
says() {
    grep -Eq -- "$1" "$place/output" || die "nothing like '$1' was printed"
}
lacks() {
    ! grep -Eq -- "$1" "$place/output" || die "something like '$1' was printed"
}

# checks: how many of the folder's own tests ran.
checks() {
    sed -n 's/.*Checks: \([0-9]*\),.*/\1/p' "$place/output"
}

write_relu() {
    cat >ops/relu.c <<END
#include "contract.h"

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = in[0]->data[i] > 0 ? in[0]->data[i] : 0;
    return OP_OK;
}

op_status relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        $1;
    return OP_OK;
}
END
}

mkdir "$place/folder"
tar -C "$template" --exclude=./build --exclude=./submission.so -cf - . | tar -C "$place/folder" -xf -
cd "$place/folder"

expect 0 make
lacks 'warning:'
[ -f submission.so ] || die "make built no submission.so"
expect 0 make
lacks '(gcc|cc|clang) ' # nothing to do the second time

expect 0 make check
says '100%: Checks: [0-9]+, Failures: 0, Errors: 0'
says 'Not implemented yet, forward \([0-9]+ of [0-9]+\)'
says 'grade is not installed here'
untouched=$(checks)

expect 1 make check GRADE="$grade"
says '^ *square +ok .*ok '
says '^ *relu +not implemented +not implemented'
lacks 'WRONG'
expect 1 make check GRADE="$place/no-such-grade"
says 'no program .*no-such-grade'

expect 0 make asan
says '100%: Checks: [0-9]+, Failures: 0, Errors: 0'

expect 0 cmake -S . -B cmake-build -DGRADE=GRADE-NOTFOUND
expect 0 cmake --build cmake-build
lacks 'warning:'
[ -f cmake-build/submission.so ] || die "CMake built no submission.so"
expect 0 ctest --test-dir cmake-build --no-tests=error
says '100% tests passed'
expect 1 "$grade" --public cmake-build/submission.so
says '^ *square +ok .*ok '

write_relu 'din[0]->data[i] += in[0]->data[i] > 0 ? dout->data[i] : 0'
expect 0 make check
says '100%: Checks: [0-9]+, Failures: 0, Errors: 0'
# Of the three lists of what is not implemented, relu stands only in that of jvp.
[ "$(grep -Ec ' relu( |$)' "$place/output")" -eq 1 ] || die "relu was to be missing once, as jvp"
[ "$(checks)" -gt "$untouched" ] || die "a solved relu added no test to the $untouched before"
expect 0 make asan
expect 0 "$grade" --public --op relu submission.so
says '^ *relu +ok .*ok '
expect 0 "$grade" --op relu --seed template submission.so
expect 1 make check GRADE="$grade"
says '^ *relu +ok .*ok '
expect 1 make check GRADE="$grade" ASSIGNMENT=fr
says '--public -a fr submission.so'
says '^ *engine +not implemented'

write_relu 'din[0]->data[i] += in[0]->data[i] > 0'
expect 1 make check
says 'relu_backward \(public_cases.c:[0-9]+\)'
lacks 'relu_forward'
expect 1 "$grade" --public --op relu submission.so
says '^ *relu +ok .*WRONG '
says 'relu backward'

expect 0 make clean
[ ! -e submission.so ] && [ ! -e build ] || die "make clean left something behind"
