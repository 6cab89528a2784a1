/* Bad assignments, and bad data for their trainings. */
#include "bad_input.h"

#define ROW(row, said) BAD(OWN("", row), said)
#define TRAINING(attributes)                                                                       \
    "<training name='t' train='hw1_regression' data='line' " attributes "/>"
#define DIGITS(attributes) "<training name='t' train='mlp_relu' data='digits' " attributes "/>"
static const bad_file own_files[] = {
    BAD("<assignment title='T'>\n" OP "</assignment>", ":1: "),
    BAD("<assignment name='own'>\n" OP "</assignment>", ":1: "),
    BAD("<assignment name='own' title=' '>\n" OP "</assignment>", ":1: "),
    BAD("<assignment name='own' title='a&#10;b'>\n" OP "</assignment>", ":1: "),
    BAD("<assignment name='other' title='T'>\n" OP "</assignment>",
        ":1: name=\"other\"; expected \"own\", the name of its file"),
    BAD("<assignment name='../own' title='T'>\n" OP "</assignment>", ":1: "),
    BAD("<cases op='relu'>\n<case id='a' shape='2'/></cases>", ":1: Element 'cases'"),
    BAD(OWN(" seed='a b'", OP), ":1: "),
    BAD(OWN(" seed=''", OP), ":1: "),
    BAD(OWN(" seed='\xc3\xa4'", OP), ":1: "),
    BAD(OWN(" reveal='all'", OP), ":1: "),
    BAD(OWN(" reveal=' full '", OP), ":1: "),
    BAD(OWN(" follow-through='2'", OP), ":1: "),
    BAD(OWN(" follow-through='-0.1'", OP), ":1: "),
    BAD(OWN(" follow-through='NaN'", OP), ":1: "),
    BAD(OWN(" follow-through='0,5'", OP), ":1: "),
    BAD(OWN(" bogus='1'", OP), ":1: "),
    ROW("", ":1: "),
    ROW("<tolerance/>\n<tolerance/>" OP, ":3: "),
    ROW("<limits/>\n<tolerance/>" OP, ":3: "),
    ROW(OP "\n<limits/>", ":3: "),
    ROW("<tolerance rounding='0.5'/>" OP, ":2: rounding is 0.5"),
    ROW("<tolerance rounding='NaN'/>" OP, ":2: "),
    ROW("<tolerance proof='INF'/>" OP, ":2: "),
    ROW("<tolerance proof='1000001'/>" OP, ":2: "),
    ROW("<limits call-seconds='0'/>" OP, ":2: "),
    ROW("<limits call-seconds='0.0001'/>" OP, ":2: call-seconds is 0.0001"),
    ROW("<limits wall-factor='0.5'/>" OP, ":2: "),
    ROW("<limits memory-mebibytes='1e3'/>" OP, ":2: "),
    ROW("<limits memory-mebibytes='63'/>" OP, ":2: memory-mebibytes is 63"),
    ROW("<limits printed-kibibytes='-1'/>" OP, ":2: "),
    ROW("<limits file-mebibytes='1000001'/>" OP, ":2: "),
    ROW("<op name='rellu' forward='1'/>",
        ":2: no op 'rellu'; expected one that grade --list names; "
        "is relu meant?"),
    ROW("<op name='rleu' forward='1'/>",
        ":2: no op 'rleu'; expected one that grade --list names; is relu meant?"),
    ROW("<op name='../relu' forward='1'/>", ":2: "),
    ROW("<op forward='1'/>", ":2: "),
    ROW("<op name='relu'/>", ":2: no points"),
    ROW("<op name='relu' forward='NaN'/>", ":2: "),
    ROW("<op name='relu' forward='-1'/>", ":2: "),
    ROW("<op name='relu' forward='1e7'/>", ":2: "),
    ROW("<op name='relu' forward='1'>words</op>", ":2: "),
    ROW(OP "\n" OP, ":3: a second row for relu"),
    ROW("<op name='relu' forward='1' public='nope'/>", ":2: relu has no case nope to be public"),
    ROW("<op name='relu' forward='1' public='NO'/>", ":2: "),
    ROW("<every-op/>", ":2: no points"),
    ROW("<every-op forward='1'/>\n<every-op forward='1'/>", ":3: a second <every-op>"),
    ROW("<function name='blurr' points='1'/>", ":2: no function 'blurr'; expected one of "
                                               "functions.h; is blur meant?"),
    ROW("<function name='blur'/>", ":2: "),
    ROW("<function name='blur' points='0'/>", ":2: no points"),
    ROW("<function name='blur' points='1' public='nope'/>", ":2: blur has no case nope"),
    ROW("<every-function points='0'/>", ":2: no points"),
    ROW("<graph name='hw9' value='1'/>", ":2: no graph 'hw9'"),
    ROW("<graph name='hw1'/>", ":2: no points"),
    ROW("<engine/>", ":2: no points"),
    ROW("<engine forward='1'/>\n<engine jvp='1'/>", ":3: a second <engine>"),
    ROW("<engine name='x' forward='1'/>", ":2: "),
    ROW("<training name='t' data='line' steps='1' train='hw1_regresion'/>",
        ":2: no training 'hw1_regresion'; expected one of training.h; is hw1_regression meant?"),
    ROW("<training name='t' train='hw1_regression' steps='1'/>", ":2: "),
    ROW(TRAINING(""), ":2: no points"),
    ROW(TRAINING("steps='1'") "\n" TRAINING("steps='1'"), ":3: a second training t"),
    ROW(TRAINING("steps='1' public='nope'"), ":2: t has no case nope to be public"),
    ROW(TRAINING("steps='1' memory-mebibytes='63'"), ":2: memory-mebibytes is 63"),
    ROW(TRAINING("steps='1' how=' ops '"), ":2: "),
    ROW(TRAINING("steps='1' how='ops' ops='nope'"), ":2: training t: there is no op nope"),
    ROW(TRAINING("steps='1' how='ops' ops=''"), ":2: training t: \"\" does not end in a loss"),
    ROW(TRAINING("steps='1' how='ops' ops='relu'"), ":2: training t: \"relu\" does not end in"),
    ROW(TRAINING("steps='1' ops='relu'"), ":2: ops= alone"),
    {"<assignment name='own' title='T'>\n<training name='t' train='hw1_regression' data='line' "
     "steps='1' how='ops' ops='",
     "relu ", 40, "'/></assignment>", ":"},
    ROW(TRAINING("steps='1' layers='3'"), ":2: training t: hw1_regression: has 1 hidden layers"),
    ROW(TRAINING("steps='1' layers='8'"), ":2: layers is 8"),
    ROW(TRAINING("steps='1' hidden='4097'"), ":2: hidden is 4097"),
    ROW(TRAINING("steps='1' samples='60001'"), ":2: samples is 60001"),
    ROW(TRAINING("steps='1' epochs='1000001'"), ":2: epochs is 1000001"),
    ROW(TRAINING("steps='1' seeds='31'"), ":2: seeds is 31"),
    ROW(TRAINING("steps='1' classes='1 7'"), ":2: classes or sides"),
    ROW(TRAINING("steps='1' sides='8'"), ":2: classes or sides"),
    ROW(TRAINING("threshold='1' measure='loss' at-most='-1'"),
        ":2: training t: the reference reac"),
    ROW(TRAINING("threshold='1' at-most='1 2'"), ":2: at-most has 2 numbers"),
    ROW(TRAINING("threshold='1' at-most='NaN'"), ":2: 'NaN' in at-most"),
    ROW(TRAINING("sweep='1'"), ":2: half a sweep"),
    ROW(TRAINING("steps='1' rates='1'"), ":2: half a sweep"),
    ROW(TRAINING("sweep='1' rates='0 1'"), ":2: 0 in rates"),
    ROW(TRAINING("sweep='1' depths='-1'"), ":2: -1 in depths"),
    ROW(TRAINING("sweep='1' depths='1.5'"), ":2: 1.5 in depths"),
    ROW(TRAINING("sweep='1' widths='-1'"), ":2: -1 in widths"),
    ROW(TRAINING("sweep='1' widths='1e9'"), ":2: 1e+09 in widths"),
    ROW(TRAINING("sweep='1' widths='1 2 3 4 5'"), ":2: "),
    ROW(DIGITS("steps='1' classes='1'"), ":2: classes of one digit"),
    ROW(DIGITS("steps='1' classes='3 3'"), ":2: classes of one digit"),
    ROW(DIGITS("steps='1' classes='-1 5'"), ":2: -1 in classes"),
    ROW(DIGITS("steps='1' classes='1e300 5'"), ":2: 1e+300 in classes"),
    ROW(DIGITS("steps='1' sides='0'"), ":2: 0 in sides"),
    ROW(DIGITS("steps='1' sides='29'"), ":2: 29 in sides"),
    ROW(DIGITS("steps='1' sides='2.5'"), ":2: 2.5 in sides"),
};

static void copy_cases(void)
{
    char command[4 * SCRATCH_PATH];
    snprintf(command, sizeof command, "cp -r '%s'/ops '%s'/functions '%s'", GRADE_CASES,
             GRADE_CASES, cases);
    run_shell(command);
}

START_TEST(assignments)
{
    copy_cases();
    assert_all_refused("own.xml", ALL(own_files));
}
END_TEST

/* What may be in a folder of IDX files, in the shell. Their headers come out of printf. */
#define IMAGES                                                                                     \
    "printf '\\0\\0\\10\\3\\0\\0\\0\\2\\0\\0\\0\\34\\0\\0\\0\\34' > train-images-idx3-ubyte;"
#define PIXELS "head -c 1568 /dev/zero >> train-images-idx3-ubyte;"
#define LABELS(count, bytes)                                                                       \
    "printf '\\0\\0\\10\\1\\0\\0\\0" count bytes "' > train-labels-idx1-ubyte;"
static const struct {
    const char *command, *said;
} bad_data[] = {
    {"true", "data: neither train-images-idx3-ubyte nor"},
    {IMAGES PIXELS, "data: neither train-labels-idx1-ubyte nor"},
    {IMAGES PIXELS LABELS("\\2", "\\1\\2"), "data: neither t10k-images-idx3-ubyte nor"},
    {"mkdir train-images-idx3-ubyte;" LABELS("\\2", "\\1\\2"),
     "data/train-images-idx3-ubyte: is a directory, not an IDX file"},
    {"mkfifo train-images-idx3-ubyte;" LABELS("\\2", "\\1\\2"),
     "data/train-images-idx3-ubyte: is a device or a pipe"},
    {"ln -s /dev/zero train-images-idx3-ubyte;" LABELS("\\2", "\\1\\2"), "is a device or a pipe"},
    {": > train-images-idx3-ubyte;" LABELS("\\2", "\\1\\2"), "ends in its header; it is cut off"},
    {"head -c 99 /dev/zero > train-images-idx3-ubyte;" LABELS("\\2", "\\1\\2"),
     "starts with 0x00000000; an IDX file of images starts with 0x00000803"},
    {"printf '\\0\\0\\10\\3\\377\\377\\377\\377\\0\\0\\0\\34\\0\\0\\0\\34' > "
     "train-images-idx3-ubyte;" LABELS("\\2", "\\1\\2"),
     "4294967295 images; expected 1 to"},
    {IMAGES LABELS("\\2", "\\1\\2"), "train-images-idx3-ubyte: ends in its pixels"},
    {IMAGES PIXELS PIXELS LABELS("\\2", "\\1\\2"), "train-images-idx3-ubyte: goes on behind"},
    {IMAGES PIXELS LABELS("\\3", "\\1\\2\\3"), "train-labels-idx1-ubyte: 3 labels, but"},
    {IMAGES PIXELS LABELS("\\2", "\\1"), "train-labels-idx1-ubyte: ends in its labels"},
    {IMAGES PIXELS LABELS("\\2", "\\1\\12"), "label 1 is 10; expected 0 to 9"},
    {IMAGES PIXELS LABELS("\\2", "\\1\\2") "gzip -c train-images-idx3-ubyte | head -c 30 > "
                                           "train-images-idx3-ubyte.gz; rm train-images-idx3-ubyte",
     "train-images-idx3-ubyte.gz: "},
};

/* One bad file is told of in the list of all, but for what editors and systems hide beside them. */
START_TEST(a_list_with_a_bad_assignment)
{
    copy_cases();
    write_own(OP);
    write_file(".own.xml", "<", 1);
    process_end p = RUN("--list", "--cases", cases, "-a", "own");
    assert_quiet(&p, 0);
    assert_says(p.out, "\n  own      T\n");
    process_release(&p);
    write_file("two.xml", "<", 1);
    p = RUN("--list", "--cases", cases, "-a", "own");
    assert_fails(&p, "/two.xml:1: ");
    process_release(&p);
}
END_TEST

START_TEST(data)
{
    char folder[SCRATCH_PATH], command[4 * SCRATCH_PATH];
    scratch_path(folder, "data");
    write_own(DIGITS("steps='1'"));
    for (size_t i = 0; i < sizeof bad_data / sizeof *bad_data; i++) {
        snprintf(command, sizeof command, "rm -rf '%s' && mkdir '%s' && cd '%s' && { %s\n}", folder,
                 folder, folder, bad_data[i].command);
        run_shell(command);
        process_end p =
            RUN("--cases", cases, "-a", "own", "--data", folder, "--junit", junit, REFERENCE);
        assert_fails(&p, bad_data[i].said);
        ck_assert_str_eq(p.out, "");
        process_release(&p);
    }
    char *kept = read_file(junit);
    ck_assert_str_eq(kept, report);
    free(kept);
}
END_TEST

START_TEST(good_frames)
{
    static const char *const rows[] = {OP, TRAINING("steps='1'"),
                                       DIGITS("steps='1' classes='1 7' sides='8'")};
    copy_cases();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_own(rows[i]);
        process_end p = RUN("--cases", cases, "-a", "own", REFERENCE);
        assert_quiet(&p, 0);
        process_release(&p);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bad_assignment");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up_cases, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, good_frames);
    tcase_add_test(tests, assignments);
    tcase_add_test(tests, a_list_with_a_bad_assignment);
    tcase_add_test(tests, data);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
