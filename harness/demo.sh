#!/bin/sh
# demo.sh - builds grade and shows what it says about three submissions: all right, hardly begun,
# and wrong in classic ways. Works from any directory; the second time, only the grading is left.
#
# Exit status: 0 all three were graded as they should be, 1 not, 2 the build could not be set up.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 2
jobs=$(nproc 2>/dev/null || echo 2)

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

say() {
    printf '%s%s%s\n' "$bold" "$*" "$plain"
}

# Builds into build/; called with its output going to a file.
build() {
    CC=${CC:-gcc} cmake -S . -B build &&
        cmake --build build -j "$jobs" --target grade reference_so submission mistakes
}

# What a student does with the folder that was handed out: unpack, make.
build_template() {
    copy=build/student_template
    rm -rf $copy/ops $copy/check
    mkdir -p $copy &&
        tar -C student_template --exclude=./build --exclude=./submission.so -cf - . |
        tar -C $copy -xf - &&
        make -C $copy -j "$jobs"
}

# quietly NAME COMMAND...: shows what the command printed only if it failed.
quietly() {
    log=build/$1.log
    shift
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        echo "demo.sh: the build failed; its output stands above and in $root/$log" >&2
        exit 2
    fi
}

# show STATUS NAME SUBMISSION HEADING: grades one and holds the exit status against the expected.
show() {
    printf '\n'
    say "== $4"
    build/grade --student "$2" --junit "reports/$2.junit.xml" "$3"
    status=$?
    if [ $status -ne "$1" ]; then
        echo "demo.sh: grade ended with status $status, expected $1" >&2
        failed=1
    fi
}

sh harness/setup.sh || exit 2
mkdir -p build reports
say "Building in build/"
quietly demo-build build
quietly demo-template build_template

failed=0
show 0 reference build/reference.so "Every op solved: full marks"
show 1 template build/student_template/submission.so \
    "The template as handed out: one op solved as an example, nothing else begun"
show 1 mistakes build/mistakes.so "Classic mistakes, each named by what is wrong"

printf '\n'
say "JUnit reports:"
ls reports/reference.junit.xml reports/template.junit.xml reports/mistakes.junit.xml || failed=1
exit $failed
