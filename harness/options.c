#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "near_miss.h"
#include "paths.h"
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
    "not all: SIGHUP, SIGINT and SIGTERM end it with reports of what is known.\n";

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
    if (*o->seed)
        return fail(e, "%s: a second seed; give one", source);
    if (length == 0 || length >= sizeof o->seed)
        return fail(e, "%s: a seed has 1 to %zu characters, this has %zu", source,
                    sizeof o->seed - 1, length);
    for (size_t i = 0; i < length; i++)
        if (!isgraph((unsigned char)seed[i]))
            return fail(e, "%s: a seed is of printable characters without blanks", source);
    strcpy(o->seed, seed);
    return true;
}

/* Opens without waiting for a writer, if it is a pipe. NULL with errno. */
static FILE *open_to_read(const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
    if (!file && fd >= 0)
        close(fd);
    if (file)
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    return file;
}

static bool read_seed(options *o, const char *path, error *e)
{
    char line[SEED_TEXT + 2];
    FILE *file = open_to_read(path);
    if (!file)
        return fail(e, "%s: %s; --seed-file wants a readable file", text_tail(path),
                    strerror(errno));
    size_t length = fread(line, 1, sizeof line - 1, file);
    int reason = ferror(file) ? errno : 0;
    fclose(file);
    if (reason)
        return fail(e, "%s: %s; --seed-file wants a readable file", text_tail(path),
                    strerror(reason));
    if (length == 0)
        return fail(e, "%s: nothing to read; its first line is to hold the seed", text_tail(path));
    char *end = memchr(line, '\n', length);
    if (end)
        length = (size_t)(end - line);
    length -= length && line[length - 1] == '\r';
    if (memchr(line, '\0', length))
        return fail(e, "%s: a NUL byte; a seed is of printable characters without blanks",
                    text_tail(path));
    line[length] = '\0';
    o->seed_file = path;
    return set_seed(o, line, path, e);
}

/* OP/CASE, or CASE alone. */
static bool set_case(options *o, const char *text, error *e)
{
    if (*o->case_name)
        return fail(e, "'%.80s' is a second case; give one, by --case or --replay", text);
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
    if (o->action == ACTION_LIST)
        return fail(e, "--list and --replay are two things to do; give one");
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
        if (o->action == ACTION_REPLAY)
            return fail(e, "--list and --replay are two things to do; give one");
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

/* An option that somebody may have meant: one that begins so, or is spelt almost so. */
static const char *question(const char *word, char text[80])
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    near_miss near = near_miss_start(name);
    for (const struct option *o = long_options; o->name; o++)
        if (near.distance && *name && strncmp(o->name, name, strlen(name)) == 0) {
            near.closest = o->name;
            near.distance = 0;
        } else {
            near_miss_try(&near, o->name);
        }
    snprintf(text, 80, near.closest ? "; is --%s meant?" : "%s", near.closest ? near.closest : "");
    return text;
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
        return fail(e, "unknown option -%c; see grade --help; before the name of a file put ./",
                    letter);
    char meant[80];
    return fail(e, "unknown option %.200s; see grade --help%s", word,
                is_long ? question(word, meant) : "");
}

/* No option means anything with an empty value, which is what an unset variable of a shell leaves,
 * or has room for two values. */
static bool check_value(unsigned *seen, int option, const char *value, error *e)
{
    unsigned i = 0;
    while (long_options[i].val != option)
        i++;
    if (value && !*value)
        return fail(e, "option --%s needs a value; see grade --help", long_options[i].name);
    if (value && *seen >> i & 1)
        return fail(e, "option --%s is there twice; give it once", long_options[i].name);
    *seen |= 1u << i;
    return true;
}

/* The report must not take the place of what is read. */
static bool check_report(const options *o, error *e)
{
    bool is_read =
        paths_same_file(o->junit, o->assignment) || paths_same_file(o->junit, o->seed_file);
    for (size_t i = 0; i < o->submission_count; i++)
        is_read = is_read || paths_same_file(o->junit, o->submissions[i]);
    return !is_read ||
           fail(e, "--junit %s: this file is to be read, not written; name another", o->junit);
}

static bool check(const options *o, error *e)
{
    if (o->action == ACTION_LIST)
        return o->submission_count == 0 ||
               fail(e, "--list takes no submission, but there is %s", o->submissions[0]);
    if (o->submission_count == 0)
        return fail(e, "no submission to grade; usage: grade [OPTION]... SUBMISSION.so...");
    for (size_t i = 0; i < o->submission_count; i++)
        if (!*o->submissions[i])
            return fail(e, "submission %zu has an empty name; name its file", i + 1);
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
    return check_report(o, e);
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
                   .junit = "",
                   .seed_file = ""};
    unsigned seen = 0;
    opterr = 0;
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, ":a:vhV", long_options, NULL)) != -1;) {
        if (option == '?' || option == ':')
            return reject_word(option, optopt, argv[optind - 1], e);
        if (!check_value(&seen, option, optarg, e) || !set_option(o, option, optarg, e))
            return false;
        if (o->action == ACTION_HELP || o->action == ACTION_VERSION)
            return true;
    }
    o->submissions = argv + optind;
    o->submission_count = (size_t)(argc - optind);
    return check(o, e) && compose_command(o, argv[0], e);
}
