#include "options.h"

#include "scratch.h"

static options o;
static error e;
enum { MOST_WORDS = 24 };
static char words[MOST_WORDS][256];
static char *arguments[MOST_WORDS + 1];

/* Parses "grade" and the words of a line, which are separated by single blanks; '' is an empty
 * word. */
static bool parse(const char *line)
{
    int count = 0;
    strcpy(words[count++], "grade");
    while (*line) {
        size_t length = strcspn(line, " ");
        ck_assert_int_lt(count, MOST_WORDS);
        snprintf(words[count], sizeof words[count], "%.*s", (int)length, line);
        if (strcmp(words[count], "''") == 0)
            words[count][0] = '\0';
        count++;
        line += length + (line[length] == ' ');
    }
    for (int i = 0; i < count; i++)
        arguments[i] = words[i];
    arguments[count] = NULL;
    e.text[0] = '\0';
    return options_parse(&o, count, arguments, &e);
}

static void assert_parses(const char *line)
{
    ck_assert_msg(parse(line), "%s: %s", line, e.text);
}

START_TEST(nothing_but_a_submission)
{
    assert_parses("a.so");
    ck_assert_int_eq(o.action, ACTION_GRADE);
    ck_assert_str_eq(o.assignment, "all");
    ck_assert_uint_eq(o.submission_count, 1);
    ck_assert_str_eq(o.submissions[0], "a.so");
    ck_assert_str_eq(o.cases, "");
    ck_assert_str_eq(o.worker, "");
    ck_assert_str_eq(o.student, "");
    ck_assert_str_eq(o.op_name, "");
    ck_assert_str_eq(o.case_name, "");
    ck_assert_str_eq(o.op_of_case, "");
    ck_assert_str_eq(o.junit, "");
    ck_assert_str_eq(o.seed, "");
    ck_assert(!o.junit_rich && !o.public_only && !o.verbose);
}
END_TEST

START_TEST(every_option_is_read)
{
    assert_parses("-a edf1 --op relu --case kinks --public --seed 5eed --junit r.xml --junit-rich "
                  "--student Ada -v --cases c --worker w a.so");
    ck_assert_str_eq(o.assignment, "edf1");
    ck_assert_str_eq(o.op_name, "relu");
    ck_assert_str_eq(o.case_name, "kinks");
    ck_assert_str_eq(o.seed, "5eed");
    ck_assert_str_eq(o.junit, "r.xml");
    ck_assert_str_eq(o.student, "Ada");
    ck_assert_str_eq(o.cases, "c");
    ck_assert_str_eq(o.worker, "w");
    ck_assert(o.public_only && o.junit_rich && o.verbose);
    assert_parses("--assignment=x.xml --verbose a.so");
    ck_assert_str_eq(o.assignment, "x.xml");
    ck_assert(o.verbose);
}
END_TEST

START_TEST(options_may_stand_behind_submissions)
{
    assert_parses("a.so --op relu b.so -v c.so");
    ck_assert_uint_eq(o.submission_count, 3);
    ck_assert_str_eq(o.submissions[1], "b.so");
    ck_assert_str_eq(o.op_name, "relu");
    assert_parses("-- -v --op");
    ck_assert_uint_eq(o.submission_count, 2);
    ck_assert_str_eq(o.submissions[0], "-v");
    ck_assert(!o.verbose);
}
END_TEST

START_TEST(a_case_may_name_its_op)
{
    assert_parses("--case relu/kinks a.so");
    ck_assert_str_eq(o.op_of_case, "relu");
    ck_assert_str_eq(o.case_name, "kinks");
    assert_parses("--case relu/kinks --op relu a.so");
}
END_TEST

START_TEST(a_replay_may_carry_its_seed)
{
    assert_parses("--replay relu/kinks a.so");
    ck_assert_int_eq(o.action, ACTION_REPLAY);
    ck_assert_str_eq(o.op_of_case, "relu");
    ck_assert_str_eq(o.case_name, "kinks");
    ck_assert_str_eq(o.seed, "");
    assert_parses("--replay relu/kinks@5eed/@x a.so");
    ck_assert_str_eq(o.case_name, "kinks");
    ck_assert_str_eq(o.seed, "5eed/@x");
}
END_TEST

START_TEST(the_command_can_be_given_again)
{
    assert_parses("--op relu a.so");
    ck_assert_str_eq(o.command, "grade");
    assert_parses("-a edf1 --cases $c --worker bin/w a.so");
    ck_assert_str_eq(o.command, "grade -a edf1 --cases '$c' --worker bin/w");
    char program[] = "../build/grade", file[] = "a.so", *argv[] = {program, file, NULL};
    ck_assert(options_parse(&o, 2, argv, &e));
    ck_assert_str_eq(o.command, "../build/grade");
    char longest[2048];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    longest[0] = '/';
    argv[0] = longest;
    ck_assert(!options_parse(&o, 2, argv, &e));
    ck_assert_ptr_nonnull(strstr(e.text, "too long"));
}
END_TEST

START_TEST(actions_without_a_submission)
{
    assert_parses("--list -a edf1");
    ck_assert_int_eq(o.action, ACTION_LIST);
    ck_assert_str_eq(o.assignment, "edf1");
    static const char *const help[] = {"-h", "--help", "-vh --bogus", "a.so --help"};
    for (size_t i = 0; i < 4; i++) {
        assert_parses(help[i]);
        ck_assert_int_eq(o.action, ACTION_HELP);
    }
    assert_parses("-V");
    ck_assert_int_eq(o.action, ACTION_VERSION);
    assert_parses("--version");
    ck_assert_int_eq(o.action, ACTION_VERSION);
}
END_TEST

static const struct {
    const char *line, *said;
} refused[] = {
    {"", "no submission to grade"},
    {"-v", "no submission to grade"},
    {"--replay relu/kinks", "no submission to grade"},
    {"--bogus a.so", "unknown option --bogus;"},
    {"a.so --bogus b.so", "unknown option --bogus;"},
    {"--bogus=3 a.so", "unknown option --bogus=3;"},
    {"-x a.so", "unknown option -x;"},
    {"-vxa edf1 a.so", "unknown option -x;"},
    {"--see x a.so", "unknown option --see;"},
    {"--verbose=3 a.so", "option --verbose takes no value;"},
    {"--public=1 a.so", "option --public takes no value;"},
    {"-a", "option -a needs a value;"},
    {"-va", "option -a needs a value;"},
    {"--assignment", "option --assignment needs a value;"},
    {"--op", "option --op needs a value;"},
    {"--case", "option --case needs a value;"},
    {"--seed", "option --seed needs a value;"},
    {"--seed-file", "option --seed-file needs a value;"},
    {"--junit", "option --junit needs a value;"},
    {"--student", "option --student needs a value;"},
    {"--replay", "option --replay needs a value;"},
    {"--cases", "option --cases needs a value;"},
    {"--worker", "option --worker needs a value;"},
    {"--junit '' a.so", "option --junit needs a value;"},
    {"--junit= a.so", "option --junit needs a value;"},
    {"-a '' a.so", "option --assignment needs a value;"},
    {"--op '' a.so", "option --op needs a value;"},
    {"--seed '' a.so", "option --seed needs a value;"},
    {"--seed a\tb a.so", "--seed: a seed is of printable characters"},
    {"--seed \xc3\xbc a.so", "--seed: a seed is of printable characters"},
    {"--replay relu/kinks@ a.so", "--replay: a seed has 1 to 127 characters, this has 0"},
    {"--replay kinks a.so", "--replay kinks: name the op"},
    {"--replay relu/ a.so", "'relu/' is no case"},
    {"--replay /kinks a.so", "'/kinks' is no case"},
    {"--case /kinks a.so", "'/kinks' is no case"},
    {"--case relu/ a.so", "'relu/' is no case"},
    {"--case 0123456789012345678901234567890123456789012345678901234567890123 a.so", "is no case"},
    {"--replay relu/kinks a.so b.so", "--replay shows one submission"},
    {"--student Ada a.so b.so", "--student names one student, but there are 2"},
    {"--junit-rich a.so", "--junit-rich goes with --junit"},
    {"--op elu --case relu/kinks a.so", "--op elu and case relu/kinks"},
    {"--op elu --replay relu/kinks a.so", "--op elu and case relu/kinks"},
    {"--seed-file /nowhere/seed a.so", "/nowhere/seed: No such file"},
    {"--seed-file /dev/null a.so", "/dev/null: nothing to read"},
    {"--seed-file / a.so", "/: Is a directory"},
    {"--seed-file /dev/zero a.so", "/dev/zero: a NUL byte"},
    {"--junitt r.xml a.so", "unknown option --junitt; see grade --help; is --junit meant?"},
    {"--jun r.xml a.so", "unknown option --jun; see grade --help; is --junit meant?"},
    {"--juint r.xml a.so", "unknown option --juint; see grade --help; is --junit meant?"},
    {"--csae relu/a a.so", "unknown option --csae; see grade --help; is --case meant?"},
    {"--sed=1 a.so", "unknown option --sed=1; see grade --help; is --seed meant?"},
    {"--= a.so", "unknown option --=; see grade --help"},
    {"-\x1b a.so", "unknown option -"},
    {"-a fr -a hw1 a.so", "option --assignment is there twice"},
    {"--op relu --op elu a.so", "option --op is there twice"},
    {"--case a --case b a.so", "option --case is there twice"},
    {"--seed a --seed b a.so", "option --seed is there twice"},
    {"--junit a.xml --junit b.xml a.so", "option --junit is there twice"},
    {"--student a --student b a.so", "option --student is there twice"},
    {"--replay relu/a --replay relu/b a.so", "option --replay is there twice"},
    {"--cases a --cases b a.so", "option --cases is there twice"},
    {"--data a --data b a.so", "option --data is there twice"},
    {"--worker a --worker b a.so", "option --worker is there twice"},
    {"--seed a --replay relu/kinks@b a.so", "--replay: a second seed"},
    {"--replay relu/kinks --case relu/kinks a.so", "'relu/kinks' is a second case"},
    {"--list --replay relu/kinks a.so", "--list and --replay are two things to do"},
    {"--replay relu/kinks --list a.so", "--list and --replay are two things to do"},
    {"--list a.so", "--list takes no submission, but there is a.so"},
    {"a.so ''", "submission 2 has an empty name"},
    {"--", "no submission to grade"},
    {"--list=1", "option --list takes no value"},
    {"--junit /dev/null/x a.so b.so --replay relu/kinks", "--replay shows one submission"},
};

START_TEST(what_is_wrong_is_said_in_a_line)
{
    ck_assert_msg(!parse(refused[_i].line), "%s: accepted", refused[_i].line);
    ck_assert_msg(strstr(e.text, refused[_i].said), "%s: %s", refused[_i].line, e.text);
    ck_assert_ptr_null(strchr(e.text, '\n'));
}
END_TEST

START_TEST(a_seed_is_the_first_line_of_its_file)
{
    static const struct {
        const char *text, *seed;
    } files[] = {{"5eed\nmore\n", "5eed"},
                 {"5eed", "5eed"},
                 {"5eed\r\n", "5eed"},
                 {"\n5eed\n", NULL},
                 {"two words\n", NULL},
                 {"5e\red\n", NULL},
                 {"\xef\xbb\xbf"
                  "seed\n",
                  NULL},
                 {"\n", NULL},
                 {"", NULL}};
    char directory[SCRATCH_DIRECTORY], path[SCRATCH_PATH], line[SCRATCH_PATH + 32];
    scratch_open(directory);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        scratch_write(path, directory, "seed", files[i].text, strlen(files[i].text));
        snprintf(line, sizeof line, "--seed-file %s a.so", path);
        ck_assert_msg(parse(line) == (files[i].seed != NULL), "%s: %s", files[i].text, e.text);
        if (files[i].seed)
            ck_assert_str_eq(o.seed, files[i].seed);
        else
            ck_assert_msg(strstr(e.text, path), "%s", e.text);
    }
    remove(path);
    remove(directory);
}
END_TEST

START_TEST(seeds_have_a_longest)
{
    char line[256], seed[129];
    memset(seed, 's', sizeof seed);
    snprintf(line, sizeof line, "--seed %.127s a.so", seed);
    assert_parses(line);
    ck_assert_uint_eq(strlen(o.seed), 127);
    snprintf(line, sizeof line, "--seed %.128s a.so", seed);
    ck_assert(!parse(line));
    ck_assert_ptr_nonnull(strstr(e.text, "this has 128"));
}
END_TEST

START_TEST(help_names_every_option_and_fits_a_terminal)
{
    static const char *const names[] = {
        "-a, --assignment", "--op",         "--case",    "--public", "--seed ",   "--seed-file",
        "--junit ",         "--junit-rich", "--student", "--replay", "--verbose", "--list",
        "--cases",          "--worker",     "--help",    "--version"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(strstr(options_help, names[i]), "%s", names[i]);
    for (const char *line = options_help; *line; line += strcspn(line, "\n") + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 80);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("options");
    tcase_add_test(tests, nothing_but_a_submission);
    tcase_add_test(tests, every_option_is_read);
    tcase_add_test(tests, options_may_stand_behind_submissions);
    tcase_add_test(tests, a_case_may_name_its_op);
    tcase_add_test(tests, a_replay_may_carry_its_seed);
    tcase_add_test(tests, the_command_can_be_given_again);
    tcase_add_test(tests, actions_without_a_submission);
    tcase_add_loop_test(tests, what_is_wrong_is_said_in_a_line, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tests, a_seed_is_the_first_line_of_its_file);
    tcase_add_test(tests, seeds_have_a_longest);
    tcase_add_test(tests, help_names_every_option_and_fits_a_terminal);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
