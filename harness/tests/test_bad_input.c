/* Bad case files, and what may stand in the place of one. */
#include "bad_input.h"

/* The case is on line 2, and what stands in it begins on line 3. */
#define RELU(attributes, body)                                                                     \
    "<cases op='relu'>\n<case id='a' " attributes ">\n" body "</case>\n</cases>"
#define TWO(body) RELU("shape='2'", body)
#define LINEAR(attributes, body)                                                                   \
    "<cases op='linear'>\n<case id='a' " attributes ">\n" body "</case>\n</cases>"
#define BLUR(root, attributes, body)                                                               \
    "<cases function='blur'" root ">\n<case id='a' " attributes ">\n" body "</case>\n</cases>"
#define GIVEN "<tensor name='x'>1 -2</tensor>\n"
#define DRAWN(attributes) TWO("<input name='x' " attributes "/>\n")

/* ops/relu.xml. */
static const bad_file relu_files[] = {
    /* the root */
    BAD("<assignment name='own' title='T'><op name='relu'/></assignment>", ":1: Element 'assign"),
    BAD("<case id='a' shape='2'/>", ":1: Element 'case'"),
    BAD("<cases>\n<case id='a' shape='2'/></cases>", ":1: cases of ''; expected op=\"relu\""),
    BAD("<cases op='elu'>\n<case id='a' shape='2'/></cases>", ":1: cases of 'elu'"),
    BAD("<cases op='../relu'>\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<cases op='relu' function='blur'>\n<case id='a' shape='2'/></cases>", ":1: both op= and"),
    BAD("<cases function='relu'>\n<case id='a' shape='2'/></cases>", ":1: cases of ''"),
    BAD("<cases op='relu' kink='no'>\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<cases op='relu' kink=' pinned '>\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<cases op='relu' bogus='1'>\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<cases op='relu' op='relu'>\n<case id='a' shape='2'/></cases>", ":1: Attribute op redef"),
    BAD("<cases op='relu'>\n</cases>", ":1: "),
    BAD("<cases op='relu'>\n<case id='a' shape='2'/>\n<input name='x'/></cases>", ":3: "),
    BAD("<cases op='relu'>\nwords\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<cases op='relu'>\n<bogus/></cases>", ":2: "),
    /* namespaces */
    BAD("<cases op='relu' xmlns='urn:x'>\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<c:cases op='relu' xmlns:c='urn:x'>\n<case id='a' shape='2'/></c:cases>", ":1: "),
    BAD("<c:cases op='relu'>\n<case id='a' shape='2'/></c:cases>", ":1: Namespace prefix c"),
    BAD("<cases op='relu'>\n<case xmlns='urn:x' id='a' shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu' xmlns:c='urn:x'>\n<case id='a' c:shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu' xml:base='/'>\n<case id='a' shape='2'/></cases>", ":1: "),
    BAD("<cases op='relu' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>\n"
        "<case id='a' shape='2' i:type='tensor'/></cases>",
        ":2: "),
    /* cases */
    BAD("<cases op='relu'>\n<case shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu'>\n<case id='' shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu'>\n<case id='A' shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu'>\n<case id=' a' shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu'>\n<case id='../a' shape='2'/></cases>", ":2: "),
    BAD("<cases op='relu'>\n<case id='a' shape='2'/>\n<case id='a' shape='3'/></cases>",
        ":3: a second case 'a'"),
    BAD(RELU("shape='2' public='yes'", ""), ":2: "),
    BAD(RELU("shape='2' public=' true '", ""), ":2: "),
    BAD(RELU("shape='2' status='ok'", ""), ":2: a status in a case of an op"),
    BAD(RELU("shape='2' id='b'", ""), ":2: Attribute id redefined"),
    /* shapes */
    BAD(RELU("", ""), ":2: no shape for 'x'"),
    BAD(RELU("shape='0'", ""), ":2: "),
    BAD(RELU("shape='-1'", ""), ":2: "),
    BAD(RELU("shape='1.5'", ""), ":2: "),
    BAD(RELU("shape='1e3'", ""), ":2: "),
    BAD(RELU("shape='3,5'", ""), ":2: "),
    BAD(RELU("shape='NaN'", ""), ":2: "),
    BAD(RELU("shape='1 1 1 1 1'", ""), ":2: "),
    BAD(RELU("shape='4097'", ""), ":2: extent 4097; expected a whole number from 1 to 4096"),
    BAD(RELU("shape='99999999999999999999999'", ""), ":2: extent 1e+23"),
    BAD(RELU("shape='4096 4096 4096 4096'", ""), ":2: shape with more than 4096 elements"),
    BAD(RELU("shape='65536 65536 65536 65536'", ""), ":2: extent 65536"),
    BAD(RELU("shape='2' extents='N=2'", ""), ":2: extent 'N=2' is not of this op"),
    /* numbers */
    BAD(TWO("<tensor name='x'>1</tensor>\n"), ":3: 1 numbers; expected 2"),
    BAD(TWO("<tensor name='x'>1 2 3</tensor>\n"), ":3: 3 numbers; expected 2"),
    BAD(TWO("<tensor name='x'></tensor>\n"), ":3: 0 numbers; expected 2"),
    BAD(TWO("<tensor name='x'>1 NaN</tensor>\n"), ":3: 'NaN' in tensor"),
    BAD(TWO("<tensor name='x'>1 INF</tensor>\n"), ":3: 'INF' in tensor"),
    BAD(TWO("<tensor name='x'>1 1e999</tensor>\n"), ":3: '1e999' in tensor"),
    BAD(TWO("<tensor name='x'>1 0x1p3</tensor>\n"), ":3: "),
    BAD(TWO("<tensor name='x'>1,5 2</tensor>\n"), ":3: "),
    BAD(TWO("<tensor name='x'>1 \xc2\xa0 2</tensor>\n"), ":3: "),
    BAD(TWO("<tensor name='x'>1 <b>2</b></tensor>\n"), ":3: "),
    BAD(TWO("<tensor name='x'>1e308 -1e308</tensor>\n"), ":2: "),
    {"<cases op='relu'>\n<case id='a' shape='2'><tensor name='x'>1 1.", "0", 100,
     "</tensor></case></cases>", "of at most 39 digits"},
    BAD(TWO(GIVEN GIVEN), ":4: a second <tensor>"),
    BAD(TWO("<tensor>1 2</tensor>\n"), ":3: "),
    BAD(TWO("<tensor name='y'>1 2</tensor>\n"), ":3: relu has no input 'y'"),
    BAD(TWO("<upstream>0 0</upstream>\n"), ":2: "),
    BAD(TWO("<upstream>1e308 1e308</upstream>\n"), ":2: "),
    BAD(TWO("<index>0 0</index>\n"), ":3: relu has no index"),
    BAD(TWO("<attribute name='k' value='1'/>\n"), ":3: relu has no attribute 'k'"),
    BAD(TWO("<attribute name='k' value='one'/>\n"), ":3: "),
    BAD(TWO("<setting name='h' value='1'/>\n"), ":3: unknown element <setting>"),
    BAD(TWO("<f name='sin'/>\n"), ":3: unknown element <f>"),
    BAD(TWO("<jitter below='3'/>\n"), ":3: unknown element <jitter>"),
    BAD(TWO("<jitter below='-3'/>\n"), ":3: "),
    BAD(TWO("<jitter>70000</jitter>\n"), ":3: "),
    /* expected values */
    BAD(TWO(GIVEN "<expect name='y'>NaN 0</expect>\n"), ":4: 'NaN' in expect"),
    BAD(TWO(GIVEN "<expect name='y'>1 -INF</expect>\n"), ":4: '-INF' in expect"),
    BAD(TWO(GIVEN "<expect name='y'>1</expect>\n"), ":4: 1 numbers; expected 2"),
    BAD(TWO(GIVEN "<expect name='y'>9 0</expect>\n"), ":2: relu: case a expects another y"),
    BAD(TWO(GIVEN "<expect name='z'>1 0</expect>\n"), ":4: the output of relu is not 'z'"),
    BAD(TWO(GIVEN "<expect>1 0</expect>\n"), ":4: <expect> of neither"),
    BAD(TWO(GIVEN "<expect name='y' gradient='x'>1 0</expect>\n"), ":4: <expect> of neither"),
    BAD(TWO(GIVEN "<expect gradient='x'>1 0</expect>\n"), ":4: expects a gradient where the up"),
    BAD(TWO("<expect name='y'>1 0</expect>\n"), ":3: expects numbers where 'x' is drawn"),
    /* draws */
    BAD(DRAWN("") "<!", ":5: "),
    BAD(TWO("<input name='x'/>\n<input name='x'/>\n"), ":4: a second <input> for x"),
    BAD(DRAWN("distribution='unifrom'"), ":3: "),
    BAD(DRAWN("distribution=' uniform '"), ":3: "),
    BAD(DRAWN("low='NaN'"), ":3: 'NaN' in low"),
    BAD(DRAWN("low='-INF'"), ":3: '-INF' in low"),
    BAD(DRAWN("low='1' high='1'"), ":2: low 1, high 1"),
    BAD(DRAWN("low='-1e308' high='1e308'"), ":2: "),
    BAD(DRAWN("mean='1'"), ":3: uniform has no parameter 'mean'"),
    BAD(DRAWN("distribution='normal' deviation='0'"), ":2: deviation 0"),
    BAD(DRAWN("distribution='normal' deviation='1e308'"), ":2: "),
    BAD(DRAWN("distribution='log-uniform' low='-1'"), ":2: low -1"),
    BAD(DRAWN("distribution='choice'"), ":2: choice without values"),
    BAD(DRAWN("domain='positive'"), ":2: draws numbers from -2 to 2; expected numbers above 0"),
    BAD(DRAWN("margin='-1'"), ":2: margin -1"),
    BAD(DRAWN("avoid='slope' margin='1'"), ":2: avoid=\"slope\""),
    BAD(DRAWN("avoid='NaN' margin='1'"), ":3: 'NaN' in avoid"),
    BAD(DRAWN("avoid='0' margin='3'"), ":2: nothing between -2 and 2"),
    BAD(DRAWN("avoid='0' margin='1.9999999'"), ":2: nothing between -2 and 2"),
    BAD(DRAWN("distribution='normal' avoid='0' margin='1e6'"), ":2: nothing between -inf"),
    BAD(DRAWN("distribution='log-uniform' low='1e-3' high='1' avoid='0.5' margin='0.499'"),
        ":2: nothing between 0.001 and 1"),
    /* what is no XML */
    BAD(" \n\n\t ", ":3: "),
    BAD("words\n", ":1: "),
    BAD("<", ":1: "),
    BAD("<cases op='relu'", ":1: "),
    BAD("<cases op='relu'>\n<case id='a' shape='2'>\n</cases>", ":3: Opening and ending tag mism"),
    BAD("<cases op='relu'>\n<case id='a' shape='2'/>", ":2: Premature end"),
    BAD(TWO("") "\nwords", ":5: Extra content"),
    BAD(TWO("") "\n<cases/>", ":5: Extra content"),
    BAD("\n<?xml version='1.0'?>" TWO(""), ":2: XML declaration"),
    BAD("<?xml version='2.0'?>" TWO(""), ":1: Unsupported version"),
    BAD("<cases op=relu>\n<case id='a' shape='2'/></cases>", ":1: AttValue"),
    BAD("<cases op='relu'>\n<case id='a&b' shape='2'/></cases>", ":2: EntityRef"),
    BAD("<cases op='relu'>\n<case id='a&nbsp;' shape='2'/></cases>", ":2: Entity 'nbsp'"),
    BAD("<cases op='relu'>\n<case id='a&#0;' shape='2'/></cases>", ":2: "),
    /* entities, and what would fetch a file */
    BAD("<!DOCTYPE cases [<!ENTITY a '1 1'><!ENTITY b '&a;&a;&a;&a;'>]>\n" TWO("&b;"), ":1: a DOC"),
    BAD("<!DOCTYPE cases [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n" TWO("&a;"), ":1: a DOCTYPE"),
    BAD("<!DOCTYPE cases [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]>\n" TWO(""), ":1: a DOC"),
    BAD("<!DOCTYPE cases SYSTEM 'http://127.0.0.1:1/x.dtd'>\n" TWO(""), ":1: a DOCTYPE"),
    {"<!DOCTYPE cases [<!ENTITY a '", "1 ", 50000, "'>]>\n<cases op='relu'>&a;&a;&a;</cases>",
     ":1: a DOCTYPE"},
    BAD("<cases op='relu' xmlns:i='http://www.w3.org/2001/XInclude'>\n<i:include href='relu.xml'/>"
        "</cases>",
        ":2: "),
    /* too much of it */
    {"<cases op='relu'>\n<case id='a' shape='2'><tensor name='x'>", "1 ", 1000000,
     "</tensor></case></cases>", ":2: more than 262144 bytes without a new tag"},
    {"<cases op='relu'>\n<case id='a' shape='2'><tensor name='x'>", "1 ", 100000,
     "</tensor></case></cases>", ":2: tensor has too many numbers"},
    {"<cases op='relu'>\n", "<a/>", 1000000, "</cases>", ":2: "},
    {"<cases op='relu'>\n", "<a/>", 1100000, "</cases>", " bytes; expected at most 4194304"},
    {"<cases op='relu'>\n", "<a>", 100000, "", ":2: Excessive depth"},
    {"<cases op='relu'>\n", "<input name='x'/>", 200000, "<case id='a'/></cases>", ":2: a second"},
    {"<cases op='relu'>\n", "<case id='a'/>", 200000, "</cases>", ":2: no shape"},
    {"<cases op='relu'>\n<case id='", "a", 200000, "' shape='2'/></cases>", ":2: "},
    {"<cases op='relu'>\n<", "a", 200000, "/></cases>", ":2: Name too long"},
    {"<cases op='relu'>\n<case ", "a='' ", 50000, "/></cases>", ":2: Attribute a redefined"},
    {"<cases op='relu'>", "\n", 70000, "<case id='a'/></cases>", ":70001: no shape"},
};

/* ops/linear.xml. */
static const bad_file linear_files[] = {
    BAD(LINEAR("extents='N=3 D=2'", ""), ":2: no extent M for 'W'"),
    BAD(LINEAR("extents='N=3 D=2 M=2 N=3'", ""), ":2: extent 'N=3' is given twice"),
    BAD(LINEAR("extents='N=3 D=2 M=2 Q=3'", ""), ":2: extent 'Q=3' is not of this op"),
    BAD(LINEAR("extents='N=0 D=2 M=2'", ""), ":2: "),
    BAD(LINEAR("extents='N=-1 D=2 M=2'", ""), ":2: "),
    BAD(LINEAR("extents='N=3,D=2,M=2'", ""), ":2: "),
    BAD(LINEAR("extents='N=99999999999999999999 D=2 M=2'", ""), ":2: extent 'N=9"),
    BAD(LINEAR("extents='N=4096 D=4096 M=1'", ""), ":2: 'X' has 16777216 elements"),
    BAD(LINEAR("shape='3 5' extents='N=3 D=2 M=2'", ""), ":2: a shape where linear has none"),
    BAD(LINEAR("extents='N=3 D=2 M=2'", "<input name='X' shape='5 5'/>"),
        ":2: extent 0 of 'X' is 5"),
    BAD(LINEAR("extents='N=3 D=2 M=2'", "<tensor name='X' shape='1 2'>1 2</tensor>"),
        ":2: extent 0 of 'X' is 1, and N is 3"),
    BAD(LINEAR("extents='N=3 D=2 M=2'", "<input name='b' shape='2 1'/>"), ":2: b is [2,1]"),
    {"<cases op='linear'>\n<case id='a' extents='N=3", " ", 200, "D=2 M=5000'/></cases>",
     ":2: extent 'M=5000'"},
};

/* functions/blur.xml. */
#define NINE "extents='H=3 W=3'"
static const bad_file blur_files[] = {
    BAD(BLUR("", "", ""), ":2: no extent H for 'x'"),
    BAD(BLUR(" op='relu'", NINE, ""), ":1: op= in <cases> of a function"),
    BAD(BLUR(" kink='pinned'", NINE, ""), ":1: kink= in <cases> of a function"),
    BAD(BLUR("", NINE " shape='3 3'", ""), ":2: shape= in <case> of a function"),
    BAD(BLUR("", NINE, "<input name='x' shape='5 5'/>"), ":3: shape= in <input> of a function"),
    BAD(BLUR("", NINE, "<input name='x' domain='unit'/>"), ":3: domain= in <input>"),
    BAD(BLUR("", NINE, "<input name='x' avoid='slope'/>"), ":3: avoid=\"slope\""),
    BAD(BLUR("", NINE, "<input name='x' distribution='normal' avoid='0' margin='1e9'/>"),
        ":2: noth"),
    BAD(BLUR("", NINE, "<tensor name='x' shape='9'>1 2</tensor>"), ":3: shape= in <tensor>"),
    BAD(BLUR("", NINE, "<tensor name='x'>1 2</tensor>"), ":3: 2 numbers; expected 9"),
    BAD(BLUR("", NINE, "<expect gradient='x'>1</expect>"), ":3: gradient= in <expect>"),
    BAD(BLUR("", NINE, "<expect name='y'>1</expect>"), ":3: expects numbers where 'x' is drawn"),
    BAD(BLUR("", NINE, "<upstream>1</upstream>"), ":3: <upstream> in a case of a function"),
    BAD(BLUR("", NINE, "<setting name='h' value='1'/>"), ":3: blur has no setting 'h'"),
    BAD(BLUR("", NINE, "<f name='sin'/>"), ":3: blur takes no f"),
    BAD(BLUR("", NINE, "<jitter below='2'/>"), ":3: blur takes no jitter"),
    BAD(BLUR("", NINE " status='maybe'", ""), ":2: "),
    BAD(BLUR("", NINE " status='bad-input'", ""), ":2: blur: case a: the reference returns"),
    BAD(BLUR("", "extents='H=3 W=3 Q=3'", ""), ":2: extent 'Q=3'"),
    BAD(BLUR("", "extents='H=3 W=3 H=3'", ""), ":2: extent 'H=3'"),
    BAD(BLUR("", "extents='H=4096 W=4096'", ""), ":2: 'x' has 16777216 elements"),
    BAD(BLUR("", "extents='H=99999999999999999999 W=3'", ""), ":2: extent 'H=9"),
};

/* functions/numeric_gradient.xml, gradient_descent.xml and jacobian_softmax.xml; what stands in the
 * case is on line 2. */
#define FUNCTION(name, extents, body)                                                              \
    "<cases function='" name "'>\n<case id='a' extents='" extents "'>" body "</case>\n</cases>"
#define QUOTIENT(body) FUNCTION("numeric_gradient", "n=3", body)
#define H "<setting name='h' value='0.1'/>"
static const bad_file quotient_files[] = {
    BAD(QUOTIENT(""), ":2: no h; expected <setting name=\"h\""),
    BAD(QUOTIENT(H), ":2: no f; expected <f name="),
    BAD(QUOTIENT(H H), ":2: a second <setting> for h"),
    BAD(QUOTIENT(H "<f name='sine'/>"), ":2: no callback 'sine'"),
    BAD(QUOTIENT(H "<f name='bowl'/>"), ":2: f bowl is for images; expected one for vectors"),
    BAD(QUOTIENT(H "<f name='sin'/><f name='exp'/>"), ":2: a second <f>"),
    BAD(QUOTIENT(H "<f name='sin' gives='both'/>"), ":2: "),
    BAD(QUOTIENT(H "<f name='sin' fails-at='-1'/>"), ":2: "),
    BAD(QUOTIENT(H "<f name='sin' fails-at='1'/>"), ":2: numeric_gradient: case a: the reference"),
    BAD(QUOTIENT("<setting name='h' value='0'/><f name='sin'/>"), ":2: "),
    BAD(QUOTIENT("<setting name='h' value='1e-320'/><f name='sin'/>"), ":2: "),
    BAD(QUOTIENT("<setting name='h' value='NaN'/><f name='sin'/>"), ":2: 'NaN' in value"),
    BAD(FUNCTION("numeric_gradient", "n=4096", H "<f name='sin'/>"), ":2: "),
};

#define STEPS(steps)                                                                               \
    "<setting name='learning_rate' value='0.1'/><setting name='steps' value='" steps "'/>"
#define DESCENT(body) FUNCTION("gradient_descent", "H=4 W=4", "<f name='bowl'/>" body)
static const bad_file descent_files[] = {
    BAD(DESCENT("<setting name='steps' value='3'/>"), ":2: no learning_rate"),
    BAD(DESCENT(STEPS("1001")), ":2: steps is 1001; expected a whole number from 0 to 1000"),
    BAD(DESCENT(STEPS("1.5")), ":2: steps is 1.5"),
    BAD(DESCENT(STEPS("3") "<setting name='clamp' value='2'/>"), ":2: clamp is 2"),
    BAD(DESCENT(STEPS("3") "<setting name='scales' value='1000'/>"), ":2: "),
    BAD(DESCENT(STEPS("3") "<setting name='std' value='1e-300'/>"), ":2: "),
    BAD(DESCENT(STEPS("3") "<setting name='momentum' value='1'/>"), ":2: gradient_descent has no"),
    BAD(DESCENT(STEPS("3") "<jitter>1 2 3</jitter>"), ":2: 3 numbers; expected 6"),
    BAD(FUNCTION("gradient_descent", "H=4 W=4", "<f name='sin'/>" STEPS("3")),
        ":2: f sin is for vectors; expected one for images"),
    BAD(FUNCTION("gradient_descent", "H=64 W=64", "<f name='bowl'/>" STEPS("3")), ":2: "),
};

static const bad_file jacobian_files[] = {
    BAD(FUNCTION("jacobian_softmax", "n=4096", ""), ":2: 'J' has 16777216 elements"),
    BAD(FUNCTION("jacobian_softmax", "n=64", ""), ":2: "),
};

/* Encodings, whose bytes may be 0. */
#define BYTES(text) text, sizeof text - 1
static const struct {
    const char *bytes;
    size_t size;
    const char *said;
} encodings[] = {
    {BYTES("<?xml version='1.0' encoding='UTF-8'?>\n<!-- \xff -->" TWO("")), ":2: "},
    {BYTES("<?xml version='1.0' encoding='ISO-8859-1'?>\n<!-- \xe4 -->" TWO("")), ":2: "},
    {BYTES("\n<!-- \xe4 -->" TWO("")), ":2: "},
    {BYTES("\n<!-- \xc0\x80 -->" TWO("")), ":2: "},
    {BYTES("\n<!-- \xed\xa0\x80 -->" TWO("")), ":2: "},
    {BYTES("\n<!-- \x1b[2J -->" TWO("")), ":2: "},
    {BYTES("\xff\xfe<\0c\0a\0s\0e\0s\0/\0>\0"), ":1: a NUL byte; expected XML in UTF-8"},
    {BYTES("\0<\0c\0a\0s\0e\0s\0/\0>"), ":1: a NUL byte"},
    {BYTES("\xff\xfe\0\0<\0\0\0c\0\0\0"), ":1: a NUL byte"},
    {BYTES("<cases op='relu'>\n<case id='a'\0 shape='2'/></cases>"), ":2: a NUL byte"},
    {BYTES(TWO("") "\n\0\0\0"), ":5: a NUL byte"},
    {BYTES("\x1f\x8b\x08\x01\x01"), ":1: "},
};

/* What may be there in the place of ops/relu.xml, which the shell calls $F. */
static const struct {
    const char *command, *said;
} no_files[] = {
    {"true", "No such file"},
    {": > $F", "empty"},
    {"mkdir $F", "not a regular file"},
    {"mkfifo $F", "not a regular file"},
    {"ln -s /dev/zero $F", "not a regular file"},
    {"ln -s /dev/full $F", "not a regular file"},
    {"ln -s /nowhere $F", "No such file"},
    {"ln -s $F $F", "Too many levels"},
    {"truncate -s 2G $F", "2147483648 bytes; expected at most"},
    {"truncate -s 200000 $F", ":1: a NUL byte"},
};

START_TEST(cases_of_an_op)
{
    write_own(OP);
    assert_all_refused("ops/relu.xml", ALL(relu_files));
    write_own("<op name='linear' forward='1'/>");
    assert_all_refused("ops/linear.xml", ALL(linear_files));
}
END_TEST

/* What differs from piece to piece: attributes, whose number costs libxml2 time by its square, and
 * cases. */
static void assert_many_refused(const char *head, const char *piece, int count, const char *tail,
                                const char *said)
{
    FILE *file;
    char path[SCRATCH_PATH];
    scratch_path(path, "cases/ops/relu.xml");
    ck_assert_ptr_nonnull(file = fopen(path, "w"));
    fputs(head, file);
    for (int i = 0; i < count; i++)
        fprintf(file, piece, i);
    fputs(tail, file);
    ck_assert_int_eq(fclose(file), 0);
    assert_refused("ops/relu.xml", said);
}

START_TEST(cases_of_other_functions)
{
    write_own("<function name='numeric_gradient' points='1'/>");
    assert_all_refused("functions/numeric_gradient.xml", ALL(quotient_files));
    write_own("<function name='gradient_descent' points='1'/>");
    assert_all_refused("functions/gradient_descent.xml", ALL(descent_files));
    write_own("<function name='jacobian_softmax' points='1'/>");
    assert_all_refused("functions/jacobian_softmax.xml", ALL(jacobian_files));
}
END_TEST

START_TEST(many_of_a_kind)
{
    write_own(OP);
    assert_many_refused("<cases op='relu'>\n<case ", "a%d='' ", 100000, "/></cases>",
                        ":2: more than 262144 bytes without a new tag");
    assert_many_refused("<cases op='relu'>\n<case ", "a%d='' ", 20000, "/></cases>", ":2: ");
    assert_many_refused("<cases op='relu'>\n", "<case id='a%d' shape='2'/>\n", 1001, "</cases>",
                        ":1002: more than 1000 cases");
}
END_TEST

START_TEST(cases_of_a_function)
{
    write_own("<function name='blur' points='1'/>");
    assert_all_refused("functions/blur.xml", ALL(blur_files));
}
END_TEST

START_TEST(other_encodings)
{
    write_own(OP);
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        write_file("ops/relu.xml", encodings[i].bytes, encodings[i].size);
        assert_refused("ops/relu.xml", encodings[i].said);
    }
}
END_TEST

START_TEST(what_is_no_file)
{
    write_own(OP);
    for (size_t i = 0; i < sizeof no_files / sizeof *no_files; i++) {
        char command[4 * SCRATCH_PATH];
        snprintf(command, sizeof command, "F='%s/ops/relu.xml'; rm -rf \"$F\"; %s", cases,
                 no_files[i].command);
        run_shell(command);
        assert_refused("ops/relu.xml", no_files[i].said);
    }
}
END_TEST

/* The tables' frames are good: what is refused is what stands in them. */
START_TEST(good_frames)
{
    static const struct {
        const char *row, *name, *text;
    } good[] = {
        {OP, "ops/relu.xml", TWO(GIVEN "<expect name='y'>1 0</expect>\n")},
        {OP, "ops/relu.xml", DRAWN("avoid='0' margin='1'")},
        {OP, "ops/relu.xml", "\xef\xbb\xbf<?x y?>" TWO("<!-- -->")},
        {"<op name='linear' forward='1'/>", "ops/linear.xml", LINEAR("extents='N=3 D=2 M=2'", "")},
        {"<function name='blur' points='1'/>", "functions/blur.xml", BLUR("", NINE, "")},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        write_own(good[i].row);
        write_file(good[i].name, good[i].text, strlen(good[i].text));
        process_end p = RUN("--cases", cases, "-a", "own", REFERENCE);
        assert_quiet(&p, 0);
        process_release(&p);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bad_input");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up_cases, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, good_frames);
    tcase_add_test(tests, cases_of_an_op);
    tcase_add_test(tests, many_of_a_kind);
    tcase_add_test(tests, cases_of_a_function);
    tcase_add_test(tests, cases_of_other_functions);
    tcase_add_test(tests, other_encodings);
    tcase_add_test(tests, what_is_no_file);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
