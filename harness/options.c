#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

const char options_help[] =
    "Usage: grade [OPTION]... SUBMISSION.so...\n"
    "Marks students' implementations of differentiable ops: forward against the\n"
    "reference, backward against the reference, proved by finite differences.\n"
    "\n"
    "What to mark:\n"
    "  -a, --assignment NAME|FILE  the assignment (default: all ops); see --list\n"
    "      --op NAME               only this op\n"
    "      --case [OP/]NAME        only this case\n"
    "      --public                only the public cases, which depend on no secret\n"
    "      --seed TEXT             the secret that hidden cases are drawn from\n"
    "      --seed-file FILE        the same, from the first line of a file\n"
    "      --data DIR              train on MNIST's files in DIR, not on made digits\n"
    "\n"
    "What to say:\n"
    "      --junit FILE            write JUnit XML\n"
    "      --junit-rich            with file, line and properties for every case\n"
    "      --student NAME          the name in the reports (default: from the path)\n"
    "      --replay OP/CASE[@SEED] show one case with all its numbers\n"
    "  -v, --verbose               show every failed case, not one of each function\n"
    "\n"
    "      --list                  list assignments, and the ops of the chosen one\n"
    "      --cases DIR             read assignments and cases from DIR\n"
    "      --worker FILE           the grade-worker to run submissions in\n"
    "  -h, --help                  show this help\n"
    "  -V, --version               show the version\n"
    "\n"
    "Exit status: 0 full marks, 1 not full marks, 2 the grader could not grade, or\n"
    "not all: SIGINT and SIGTERM end it with reports of what is known by then.\n";

enum {
    OPTION_OP = 256,
    OPTION_CASE,
    OPTION_PUBLIC,
    OPTION_SEED,
    OPTION_SEED_FILE,
    OPTION_JUNIT,
    OPTION_JUNIT_RICH,
    OPTION_STUDENT,
    OPTION_REPLAY,
    OPTION_LIST,
    OPTION_CASES,
    OPTION_DATA,
    OPTION_WORKER
};

static const struct option long_options[] = {
    {"assignment", required_argument, NULL, 'a'},
    {"op", required_argument, NULL, OPTION_OP},
    {"case", required_argument, NULL, OPTION_CASE},
    {"public", no_argument, NULL, OPTION_PUBLIC},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"seed-file", required_argument, NULL, OPTION_SEED_FILE},
    {"junit", required_argument, NULL, OPTION_JUNIT},
    {"junit-rich", no_argument, NULL, OPTION_JUNIT_RICH},
    {"student", required_argument, NULL, OPTION_STUDENT},
    {"replay", required_argument, NULL, OPTION_REPLAY},
    {"verbose", no_argument, NULL, 'v'},
    {"list", no_argument, NULL, OPTION_LIST},
    {"cases", required_argument, NULL, OPTION_CASES},
    {"data", required_argument, NULL, OPTION_DATA},
    {"worker", required_argument, NULL, OPTION_WORKER},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* A seed is text: printable, so that it can be written in a report and typed again. */
static bool set_seed(options *o, const char *seed, const char *source, error *e)
{
    size_t length = strlen(seed);
    if (length == 0 || length >= sizeof o->seed)
        return fail(e, "%s: a seed has 1 to %zu characters, this has %zu", source,
                    sizeof o->seed - 1, length);
    for (size_t i = 0; i < length; i++)
        if (!isgraph((unsigned char)seed[i]))
            return fail(e, "%s: a seed is of printable characters without blanks", source);
    strcpy(o->seed, seed);
    return true;
}

static bool read_seed(options *o, const char *path, error *e)
{
    char line[SEED_TEXT + 2];
    FILE *file = fopen(path, "re");
    if (!file)
        return fail(e, "%s: %s; --seed-file wants a readable file", path, strerror(errno));
    bool got = fgets(line, sizeof line, file);
    fclose(file);
    if (!got)
        return fail(e, "%s: nothing to read; its first line is to hold the seed", path);
    line[strcspn(line, "\r\n")] = '\0';
    return set_seed(o, line, path, e);
}

/* OP/CASE, or CASE alone. */
static bool set_case(options *o, const char *text, error *e)
{
    const char *slash = strchr(text, '/');
    const char *name = slash ? slash + 1 : text;
    size_t op_length = slash ? (size_t)(slash - text) : 0;
    if (!*name || strlen(name) >= sizeof o->case_name || op_length >= sizeof o->op_of_case ||
        (slash && !op_length))
        return fail(e, "'%.80s' is no case; a case is written OP/NAME, as in relu/kinks", text);
    strcpy(o->case_name, name);
    memcpy(o->op_of_case, text, op_length);
    o->op_of_case[op_length] = '\0';
    return true;
}

/* OP/CASE, or OP/CASE@SEED. */
static bool set_replay(options *o, char *text, error *e)
{
    char *at = strchr(text, '@');
    o->action = ACTION_REPLAY;
    if (at) {
        *at = '\0';
        if (!set_seed(o, at + 1, "--replay", e))
            return false;
    }
    if (!strchr(text, '/'))
        return fail(e, "--replay %.80s: name the op, too, as in relu/kinks", text);
    return set_case(o, text, e);
}

static bool set_option(options *o, int option, char *value, error *e)
{
    switch (option) {
    case 'a':
        o->assignment = value;
        return true;
    case OPTION_OP:
        o->op_name = value;
        return true;
    case OPTION_CASE:
        return set_case(o, value, e);
    case OPTION_PUBLIC:
        o->public_only = true;
        return true;
    case OPTION_SEED:
        return set_seed(o, value, "--seed", e);
    case OPTION_SEED_FILE:
        return read_seed(o, value, e);
    case OPTION_JUNIT:
        o->junit = value;
        return true;
    case OPTION_JUNIT_RICH:
        o->junit_rich = true;
        return true;
    case OPTION_STUDENT:
        o->student = value;
        return true;
    case OPTION_REPLAY:
        return set_replay(o, value, e);
    case 'v':
        o->verbose = true;
        return true;
    case OPTION_LIST:
        o->action = ACTION_LIST;
        return true;
    case OPTION_CASES:
        o->cases = value;
        return true;
    case OPTION_DATA:
        o->data = value;
        return true;
    case OPTION_WORKER:
        o->worker = value;
        return true;
    case 'h':
        o->action = ACTION_HELP;
        return true;
    case 'V':
        o->action = ACTION_VERSION;
        return true;
    default:
        return fail(e, "unknown option; see grade --help");
    }
}

/* What is wrong with the word that getopt stumbled over at `letter`, which is a short option, the
 * value that stands for a long one, or 0. */
static bool reject_word(int option, int letter, const char *word, error *e)
{
    bool is_long = strncmp(word, "--", 2) == 0;
    if (option == ':')
        return is_long ? fail(e, "option %s needs a value; see grade --help", word)
                       : fail(e, "option -%c needs a value; see grade --help", letter);
    if (is_long && letter)
        return fail(e, "option %.*s takes no value; see grade --help", (int)strcspn(word, "="),
                    word);
    if (letter)
        return fail(e, "unknown option -%c; see grade --help", letter);
    return fail(e, "unknown option %s; see grade --help", word);
}

/* No option means anything with an empty value, which is what an unset variable of a shell leaves.
 */
static bool check_value(int option, const char *value, error *e)
{
    const struct option *o = long_options;
    if (!value || *value)
        return true;
    while (o->val != option)
        o++;
    return fail(e, "option --%s needs a value; see grade --help", o->name);
}

static bool check(const options *o, error *e)
{
    if (o->action != ACTION_GRADE && o->action != ACTION_REPLAY)
        return true;
    if (o->submission_count == 0)
        return fail(e, "no submission to grade; usage: grade [OPTION]... SUBMISSION.so...");
    if (o->action == ACTION_REPLAY && o->submission_count > 1)
        return fail(e, "--replay shows one submission at a time");
    if (*o->student && o->submission_count > 1)
        return fail(e, "--student names one student, but there are %zu submissions",
                    o->submission_count);
    if (o->junit_rich && !*o->junit)
        return fail(e, "--junit-rich goes with --junit FILE");
    if (*o->op_of_case && *o->op_name && strcmp(o->op_of_case, o->op_name) != 0)
        return fail(e, "--op %.60s and case %s/%s are about different ops", o->op_name,
                    o->op_of_case, o->case_name);
    return true;
}

/* Adds a word for the shell, and its option in front. False: no room. */
static bool add_word(options *o, const char *option, const char *value)
{
    char word[sizeof o->command + 2]; /* so that one that was cut does not fit */
    size_t used = strlen(o->command);
    text_shell_word(word, sizeof word, value);
    int length = snprintf(o->command + used, sizeof o->command - used, "%s%s", option, word);
    return (size_t)length < sizeof o->command - used;
}

static bool compose_command(options *o, const char *program, error *e)
{
    bool on_path = !strchr(program, '/'), is_default = strcmp(o->assignment, "all") == 0;
    o->command[0] = '\0';
    return (add_word(o, "", on_path ? "grade" : program) &&
            (is_default || add_word(o, " -a ", o->assignment)) &&
            (!*o->cases || add_word(o, " --cases ", o->cases)) &&
            (!*o->data || add_word(o, " --data ", o->data)) &&
            (!*o->worker || add_word(o, " --worker ", o->worker))) ||
           fail(e,
                "the paths of the command line are too long to be told again; give shorter ones");
}

bool options_parse(options *o, int argc, char **argv, error *e)
{
    *o = (options){.assignment = "all",
                   .cases = "",
                   .worker = "",
                   .data = "",
                   .student = "",
                   .op_name = "",
                   .junit = ""};
    opterr = 0;
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, ":a:vhV", long_options, NULL)) != -1;) {
        if (option == '?' || option == ':')
            return reject_word(option, optopt, argv[optind - 1], e);
        if (!check_value(option, optarg, e) || !set_option(o, option, optarg, e))
            return false;
        if (o->action == ACTION_HELP || o->action == ACTION_VERSION)
            return true;
    }
    o->submissions = argv + optind;
    o->submission_count = (size_t)(argc - optind);
    return check(o, e) && compose_command(o, argv[0], e);
}
