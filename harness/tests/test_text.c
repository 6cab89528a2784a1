#include "testing.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text, *one_line, *lines;
} escaped[] = {
    {"plain", "plain", "plain"},
    {"", "", ""},
    {"a\nb", "a b", "a\nb"},
    {"\x1b[31mred", "#x1B[31mred", "#x1B[31mred"},
    {"\x01\x08\t\r\x7f", "#x01#x08#x09#x0D#x7F", "#x01#x08#x09#x0D#x7F"},
    {"<&>\"']]>", "<&>\"']]>", "<&>\"']]>"},
    {"gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80",
     "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80",
     "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80"},
    /* not UTF-8: a lone continuation, a cut sequence, Latin-1, an impossible byte */
    {"\x80", "#x80", "#x80"},
    {"\xe2\x82", "#xE2#x82", "#xE2#x82"},
    {"\xfc"
     "ber",
     "#xFCber", "#xFCber"},
    {"\xff\xfe", "#xFF#xFE", "#xFF#xFE"},
    /* overlong forms of / and of NUL, a surrogate, beyond the last character */
    {"\xc0\xaf", "#xC0#xAF", "#xC0#xAF"},
    {"\xe0\x80\x80", "#xE0#x80#x80", "#xE0#x80#x80"},
    {"\xf0\x80\x80\xaf", "#xF0#x80#x80#xAF", "#xF0#x80#x80#xAF"},
    {"\xed\xa0\x80", "#xED#xA0#x80", "#xED#xA0#x80"},
    {"\xf4\x90\x80\x80", "#xF4#x90#x80#x80", "#xF4#x90#x80#x80"},
    /* what XML excludes, and controls in two bytes */
    {"\xef\xbf\xbe\xef\xbf\xbf", "#xEF#xBF#xBE#xEF#xBF#xBF", "#xEF#xBF#xBE#xEF#xBF#xBF"},
    {"\xc2\x9b"
     "31m",
     "#xC2#x9B31m", "#xC2#x9B31m"},
    /* marks of direction: an override, an isolate, a right-to-left and an Arabic mark */
    {"\xe2\x80\xae", "#xE2#x80#xAE", "#xE2#x80#xAE"},
    {"\xe2\x81\xa6", "#xE2#x81#xA6", "#xE2#x81#xA6"},
    {"\xe2\x80\x8f", "#xE2#x80#x8F", "#xE2#x80#x8F"},
    {"\xd8\x9c", "#xD8#x9C", "#xD8#x9C"},
};

START_TEST(what_may_not_be_shown_is_escaped)
{
    char safe[64];
    ck_assert_ptr_eq(text_escape(safe, sizeof safe, escaped[_i].text, 0), safe);
    ck_assert_str_eq(safe, escaped[_i].one_line);
    ck_assert_str_eq(text_escape(safe, sizeof safe, escaped[_i].text, 1), escaped[_i].lines);
}
END_TEST

START_TEST(escaping_cuts_between_characters)
{
    static const char text[] = "a\xc3\xbc\x01\xf0\x9f\x98\x80z";
    static const char whole[] = "a\xc3\xbc#x01\xf0\x9f\x98\x80z";
    static const size_t ends[] = {0, 1, 3, 7, 11, 12}; /* of the pieces of whole */
    for (size_t size = 1; size <= sizeof whole; size++) {
        char *safe = malloc(size); /* of exactly that size, for the sanitizer to watch */
        size_t expected = 0;
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (ends[i] < size)
                expected = ends[i];
        text_escape(safe, size, text, 0);
        ck_assert_uint_eq(strlen(safe), expected);
        ck_assert_int_eq(memcmp(safe, whole, expected), 0);
        free(safe);
    }
    char nothing = 'x';
    text_escape(&nothing, 0, text, 0);
    ck_assert_int_eq(nothing, 'x');
}
END_TEST

/* What a shell makes of the word. */
static void let_shell_read(char *read, size_t size, const char *word)
{
    char command[1024];
    snprintf(command, sizeof command, "printf '%%s|' %s", word);
    FILE *shell = popen(command, "r");
    ck_assert_ptr_nonnull(shell);
    size_t got = fread(read, 1, size - 1, shell);
    read[got] = '\0';
    ck_assert_int_eq(pclose(shell), 0);
}

static const struct {
    const char *path, *read;
} words[] = {
    {"a.so", "a.so|"},
    {"dir/sub-1/relu@5eed", "dir/sub-1/relu@5eed|"},
    {"oh no.so", "oh no.so|"},
    {"it's", "it's|"},
    {"''", "''|"},
    {"$(echo x)`echo y`;#&*?~\\\"", "$(echo x)`echo y`;#&*?~\\\"|"},
    {"-rf", "./-rf|"},
    {"-r f", "./-r f|"},
    {"", "|"},
    {"a\x1b[2Jb", "a#x1B[2Jb|"},
};

START_TEST(a_shell_reads_back_the_word)
{
    char word[256], read[256];
    text_shell_word(word, sizeof word, words[_i].path);
    let_shell_read(read, sizeof read, word);
    ck_assert_str_eq(read, words[_i].read);
}
END_TEST

START_TEST(ordinary_words_are_not_quoted)
{
    char word[64];
    ck_assert_str_eq(text_shell_word(word, sizeof word, "build/a-1_b.so"), "build/a-1_b.so");
    ck_assert_str_eq(text_shell_word(word, sizeof word, "a b"), "'a b'");
}
END_TEST

START_TEST(a_word_that_is_cut_is_still_one)
{
    char read[64];
    for (size_t size = 8; size < 24; size++) {
        char *word = malloc(size);
        text_shell_word(word, size, "it's one's own; 'echo no'");
        ck_assert_uint_lt(strlen(word), size);
        let_shell_read(read, sizeof read, word);
        ck_assert_ptr_eq(strchr(read, '|'), read + strlen(read) - 1);
        free(word);
    }
}
END_TEST

static char *print(const char *text, size_t at, size_t indent)
{
    char *printed = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&printed, &size);
    ck_assert_ptr_nonnull(stream);
    text_print(stream, text, at, indent);
    ck_assert_int_eq(fclose(stream), 0);
    return printed;
}

START_TEST(lines_are_broken_between_words)
{
    char *printed = print("0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
                          "0123456789 012\n4567 9",
                          0, 4);
    ck_assert_str_eq(printed, "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
                              "0123456789 012\n    4567 9");
    free(printed);
    /* 76 columns behind the label, and 4 of text: full to the last column */
    printed = print("abcd ef", 76, 2);
    ck_assert_str_eq(printed, "abcd\n  ef");
    free(printed);
    printed = print("abc e", 76, 2);
    ck_assert_str_eq(printed, "abc\n  e");
    free(printed);
    printed = print("abc e fg", 75, 2);
    ck_assert_str_eq(printed, "abc e\n  fg");
    free(printed);
}
END_TEST

START_TEST(a_word_longer_than_a_line_stays_whole)
{
    char word[101] = "", text[128], expected[128];
    memset(word, 'w', sizeof word - 1);
    snprintf(text, sizeof text, "a %s b", word);
    snprintf(expected, sizeof expected, "a\n  %s\n  b", word);
    char *printed = print(text, 10, 2);
    ck_assert_str_eq(printed, expected);
    free(printed);
}
END_TEST

START_TEST(columns_are_characters_and_text_is_made_safe)
{
    char text[200] = "", expected[220];
    for (int i = 0; i < 40; i++)
        strcat(text, "\xc3\xbc"); /* 80 bytes in 40 columns */
    snprintf(expected, sizeof expected, "%s #x1B[0m", text);
    strcat(text, " \x1b[0m");
    char *printed = print(text, 0, 0);
    ck_assert_str_eq(printed, expected);
    free(printed);
    printed = print("", 3, 5);
    ck_assert_str_eq(printed, "");
    free(printed);
}
END_TEST

START_TEST(a_buffer_grows)
{
    text_buffer b = {0};
    for (int i = 0; i < 1000; i++)
        text_append(&b, "%03d,", i);
    ck_assert(!b.failed);
    ck_assert_uint_eq(b.length, 4000);
    ck_assert_uint_eq(strlen(b.text), 4000);
    ck_assert_int_eq(strncmp(b.text + 4 * 517, "517,", 4), 0);
    text_append(&b, "%s", "");
    ck_assert_uint_eq(b.length, 4000);
    text_free(&b);
    ck_assert_ptr_null(b.text);
    ck_assert_uint_eq(b.length, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("text");
    tcase_add_loop_test(tests, what_may_not_be_shown_is_escaped, 0,
                        sizeof escaped / sizeof *escaped);
    tcase_add_test(tests, escaping_cuts_between_characters);
    tcase_add_loop_test(tests, a_shell_reads_back_the_word, 0, sizeof words / sizeof *words);
    tcase_add_test(tests, ordinary_words_are_not_quoted);
    tcase_add_test(tests, a_word_that_is_cut_is_still_one);
    tcase_add_test(tests, lines_are_broken_between_words);
    tcase_add_test(tests, a_word_longer_than_a_line_stays_whole);
    tcase_add_test(tests, columns_are_characters_and_text_is_made_safe);
    tcase_add_test(tests, a_buffer_grows);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
