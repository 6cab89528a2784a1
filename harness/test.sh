#!/bin/sh
# test.sh [--quick | --slow | --fuzz] - runs all tests, with warnings as errors: a gcc build and its
# tests; a clang build with sanitizers, most tests and the fuzzers, 20 seconds each; then format,
# clang-tidy, scripts, man page and case files. --fuzz: only the fuzzers.
# --quick: only the gcc build and its tests. --slow: only the gcc build and what takes minutes, which
# all else leaves out: tests, and the analyser of clang-tidy on all sources. Works from any directory.
#
# Says how each part went, and what went wrong in full; the output of every part is left in
# build/test-logs. Exit status: 0 all passed, 1 not, 2 the tests could not be set up.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 2
jobs=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0
logs=build/test-logs
summaries=

# run NAME COMMAND...: runs a part and says how it went.
run() {
    name=$1
    log=$logs/$(echo "$name" | tr ' ' '-').log
    shift
    begin=$(date +%s) result=ok
    "$@" >"$log" 2>&1 || result=FAILED
    [ $result = ok ] || cat "$log"
    printf '%-6s %s (%d s)\n' $result "$name" $(($(date +%s) - begin))
    [ $result = ok ]
}

# part NAME COMMAND...: runs a part that counts as one.
part() {
    if run "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        false
    fi
}

# build DIRECTORY PRESET: configures and builds everything.
build() {
    cmake --preset "$2" -B "$1" && cmake --build "$1" -j "$jobs"
}

# run_tests DIRECTORY [CTEST OPTION]...
run_tests() {
    directory=$1
    shift
    ctest --test-dir "$directory" -j "$jobs" --output-on-failure --timeout 300 \
        --no-tests=error "$@"
}

# tree NAME DIRECTORY PRESET [CTEST OPTION]...: a build, which counts as one, and its tests, which
# count each. ctest may fail without any of them, as when there are none.
tree() {
    tree=$1 directory=$2 preset=$3
    shift 3
    part "$tree build" build "$directory" "$preset" || return
    run "$tree tests" run_tests "$directory" "$@"
    status=$?
    line=$(grep 'tests passed, .* tests failed out of' "$logs/$tree-tests.log")
    lost=$(echo "$line" | sed -n 's/.*passed, \([0-9]*\) tests failed.*/\1/p')
    all=$(echo "$line" | sed -n 's/.*out of \([0-9]*\).*/\1/p')
    [ $status -eq 0 ] || [ "${lost:-0}" -gt 0 ] || failed=$((failed + 1))
    passed=$((passed + ${all:-0} - ${lost:-0}))
    failed=$((failed + ${lost:-0}))
    summaries="$summaries$tree: ${line:-no tests were run}
"
}

# The fuzzers alone.
build_fuzzers() {
    cmake --preset clang -B build-clang && cmake --build build-clang -j "$jobs" --target fuzz
}

run_fuzzers() {
    ctest --test-dir build-clang -j "$jobs" --output-on-failure --no-tests=error -L fuzz
}

sources() {
    find harness reference student_template -name build -prune -o -name "$1" -print
}

check_format() {
    sources '*.[ch]' | xargs clang-format --dry-run -Werror
}

# check_tidy CHECKS PATTERN: those of .clang-tidy and CHECKS, for sources whose path has the pattern.
# The longest files first, so that no processor waits for the last one. Assertions tell the analyser
# what holds.
check_tidy() {
    sources '*.c' |
        grep -vE '^(harness/(tests|demo|fuzz|bank)|student_template)/' |
        grep -E "$2" |
        xargs ls -S |
        xargs -P "$jobs" -n 4 clang-tidy --quiet --checks="$1" --extra-arg=-UNDEBUG -p build-clang
}

# All of clang-tidy everywhere: its analyser of paths takes ten times as long as the rest.
analyse() {
    cmake --preset clang -B build-clang && check_tidy '' .
}

check_scripts() {
    for script in harness/*.sh harness/tests/*.sh harness/bank/*.sh; do
        sh -n "$script" || return
    done
    if command -v shellcheck >/dev/null; then
        shellcheck -S warning harness/*.sh harness/tests/*.sh harness/bank/*.sh .ci/run
    fi
}

# man reports what it thinks of a page as warnings, and succeeds all the same.
check_man_page() {
    warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 \
        man --warnings -E UTF-8 -l -Tutf8 -Z harness/grade.1 2>&1 >/dev/null)
    printf '%s' "$warnings"
    [ -z "$warnings" ] || return
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W warning harness/grade.1
    fi
}

check_case_files() {
    xmllint --nonet --noout cases/*.xsd &&
        xmllint --nonet --noout --schema cases/cases.xsd cases/ops/*.xml &&
        xmllint --nonet --noout --schema cases/assignment.xsd cases/*.xml
}

quick=false slow=false fuzz=false
case ${1:-} in
'') ;;
--quick) quick=true ;;
--slow) quick=true slow=true ;;
--fuzz) fuzz=true ;;
*)
    echo "usage: sh harness/test.sh [--quick | --slow | --fuzz]" >&2
    exit 2
    ;;
esac
if $quick; then
    sh harness/setup.sh || exit 2
else
    sh harness/setup.sh --test || exit 2
fi
mkdir -p $logs

if $fuzz; then
    part "fuzz build" build_fuzzers && part "fuzz" run_fuzzers
    exit $failed
fi
if $slow; then
    tree gcc build gcc -L slow
    part "analyser" analyse
else
    tree gcc build gcc -LE slow
fi
if ! $quick; then
    tree clang build-clang clang -LE 'slow|fuzz' &&
        part "fuzz" run_fuzzers
    part "format" check_format
    part "clang-tidy" check_tidy '-clang-analyzer-*' .
    part "analyser" check_tidy '' '^harness/(assignment|observations|sandbox|worker)/' # foreign bytes
    part "scripts" check_scripts
    part "man page" check_man_page
    part "case files" check_case_files
fi

printf '\n%s\n%d passed, %d failed\n' "$summaries" $passed $failed
[ $failed -eq 0 ]
