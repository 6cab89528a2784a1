#!/bin/sh
# Writes reports/feedback.md: what students are told of twenty mistakes, as it comes out of grade.
# Usage: sh harness/bank/examples.sh [BUILD], from the root of the repository.
set -eu
build=${1:-build}
page=reports/feedback.md

# The number of a variant among those of its op: the round that has it.
round() {
    grep -oE 'WRONG_(FORWARD|BACKWARD|JVP)\([a-z_]+' "harness/bank/wrong/$1.c" |
        sed 's/.*(//' | grep -nx "$2" | cut -d: -f1
}

# What is said of one item: from its heading to the next empty line.
feedback() {
    "$build/grade" -a "$1" --op "$2" --seed examples "$3" 2>/dev/null |
        awk -v head="^  $2 (forward|backward|jvp|steps|threshold)(:|\$)" \
            '$0 ~ head { on = 1 } /^$/ { on = 0 } on' | sed 's/^  //' |
        grep -v '^ *again:'
}

example() {
    printf '\n### %s\n\n```text\n' "$1"
    feedback "$2" "$3" "$4"
    printf '```\n'
}

wrong() {
    example "$3" all "$1" "$build/bank/wrong/round_$(($(round "$1" "$2") - 1)).so"
}

{
    cat <<'END'
# What a student is told

Twenty mistakes, and what `grade` says of each: the mistake in the op's own symbols, a hint one step
short of the solution, and the public case that shows it with numbers. Of hidden cases an assignment
reveals as much as its `reveal` allows, and never a number below the level `full`. Made by
`sh harness/bank/examples.sh` from the banks of `harness/bank`; the lines with the command that shows
the case again are left out.
END
    wrong sigmoid input_for_output "The input where the output belongs"
    wrong relu mask_on_upstream "The mask on the wrong tensor"
    wrong leaky_relu fixed_slope_backward "An attribute taken for a constant"
    wrong tanh of_sigmoid "The derivative of another function"
    wrong gelu first_term_only "Half of the product rule"
    wrong log guarded_backward "A guard in one direction only"
    wrong mul swapped "Two factors exchanged"
    wrong div b_not_squared "A power too low"
    wrong affine bias_last_row "A sum that is not one"
    wrong affine weights_not_transposed "A matrix that is not transposed"
    wrong linear bias_of_ten_rows "A batch size put down as a number"
    wrong expand averaged "A mean where a sum belongs"
    wrong softmax diagonal "Only the diagonal of the Jacobian"
    wrong softmax unshifted "An overflow"
    wrong softmax_cross_entropy not_divided_backward "A mean forgotten"
    wrong cross_entropy of_the_logits "The gradient of something else"
    example "Something kept between calls" all sigmoid "$build/bank/broken/remembers_output.so"
    example "Memory that was never written" all sum "$build/bank/broken/scratch_not_cleared.so"
    example "Past the end" all affine "$build/bank/broken/batch_of_ten.so"
    example "A training loop" harness/tests/assignments/trainings.xml sigmoid \
        "$build/tests/submissions/training/L3.so"
} >"$page"
