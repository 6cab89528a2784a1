#include "xml.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

#include "text.h"
#include "xml_memory.h"

enum { FILE_LIMIT_BYTES = 4 << 20, TAG_LIMIT_BYTES = 256 << 10, NUMBER_LENGTH = 40 };

struct xml_schema {
    char *path;
    xmlDoc *doc; /* the schema refers to it */
    xmlSchema *schema;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *raised_error;
#else
typedef xmlErrorPtr raised_error;
#endif

/* The first thing libxml2 complains about; the later ones usually follow from it. */
typedef struct complaint {
    bool made;
    int line;
    char text[320];
} complaint;

static void complain(complaint *c, int line, const char *text)
{
    if (c->made)
        return;
    c->made = true;
    c->line = line;
    snprintf(c->text, sizeof c->text, "%s", text);
    size_t length = strlen(c->text);
    while (length && strchr(" \n.", c->text[length - 1]))
        c->text[--length] = '\0';
    for (char *p = c->text; *p; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
}

static void on_error(void *context, raised_error raised)
{
    complain(context, raised->line, raised->message ? raised->message : "not readable");
}

/* Directs what libxml2 would print to c; the previous handler is kept for stop_listening. */
typedef struct listener {
    xmlStructuredErrorFunc handler;
    void *context;
} listener;

static listener start_listening(complaint *c)
{
    listener previous = {xmlStructuredError, xmlStructuredErrorContext};
    *c = (complaint){0};
    xmlSetStructuredErrorFunc(c, on_error);
    return previous;
}

static void stop_listening(listener previous)
{
    xmlSetStructuredErrorFunc(previous.context, previous.handler);
}

static bool read_descriptor(int fd, const char *path, char **text, size_t *size, error *e)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return fail(e, "%s: %s", text_tail(path), strerror(errno));
    if (!S_ISREG(status.st_mode))
        return fail(e, "%s: not a regular file; expected an XML file", text_tail(path));
    if (status.st_size == 0)
        return fail(e, "%s: empty; expected an XML document", text_tail(path));
    if (status.st_size > FILE_LIMIT_BYTES)
        return fail(e, "%s: %lld bytes; expected at most %d", text_tail(path),
                    (long long)status.st_size, FILE_LIMIT_BYTES);
    size_t wanted = (size_t)status.st_size, got = 0;
    char *buffer = malloc(wanted);
    if (!buffer)
        return fail(e, "%s: no memory", text_tail(path));
    while (got < wanted) {
        ssize_t part = read(fd, buffer + got, wanted - got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0) {
            free(buffer);
            return fail(e, "%s: %s", text_tail(path),
                        part < 0 ? strerror(errno) : "became shorter");
        }
        got += (size_t)part;
    }
    *text = buffer;
    *size = got;
    return true;
}

static bool read_file(const char *path, char **text, size_t *size, error *e)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return fail(e, "%s: %s; expected an XML file", text_tail(path), strerror(errno));
    bool ok = read_descriptor(fd, path, text, size, e);
    close(fd);
    return ok;
}

/* Entities in attributes are expanded while parsing, whatever the options say; so parsing ends
 * where they could be declared. */
static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    xmlParserCtxt *parser = context;
    complain(parser->_private, xmlSAX2GetLineNumber(parser),
             "a DOCTYPE, which is not read, nor are entities");
    xmlStopParser(parser);
}

/* libxml2 ends where a NUL byte is (UTF-16 and UTF-32 are full of them), and takes minutes to
 * compare the attributes of an element of some megabytes. */
static bool check_bytes(const char *path, const char *text, size_t size, error *e)
{
    int line = 1;
    size_t since_tag = 0;
    for (size_t i = 0; i < size; i++, since_tag++) {
        if (text[i] == '\0')
            return fail(e, "%s:%d: a NUL byte; expected XML in UTF-8", text_tail(path), line);
        if (since_tag > TAG_LIMIT_BYTES)
            return fail(e, "%s:%d: more than %d bytes without a new tag; expected shorter ones",
                        text_tail(path), line, TAG_LIMIT_BYTES);
        if (text[i] == '<')
            since_tag = 0;
        line += text[i] == '\n';
    }
    return true;
}

/* Reads the document without checking it against a schema. */
static bool read_document(xmlDoc **out, const char *path, error *e)
{
    char *text = NULL;
    size_t size = 0;
    bool ok = false;
    complaint c;
    xmlDoc *doc = NULL;
    if (!read_file(path, &text, &size, e))
        return false;
    if (!check_bytes(path, text, size, e)) {
        free(text);
        return false;
    }
    xml_memory_reserve();
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser) {
        fail(e, "%s: no memory", text_tail(path));
        goto done;
    }
    parser->_private = &c;
    parser->sax->internalSubset = on_doctype;
    listener previous = start_listening(&c);
    doc = xmlCtxtReadMemory(parser, text, (int)size, path, "UTF-8",
                            XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    stop_listening(previous);
    if (!doc || c.made) {
        fail(e, "%s:%d: %s; expected XML in UTF-8", text_tail(path), c.line,
             c.made ? c.text : "not well-formed");
        goto done;
    }
    /* libxml2 has made a URI of the path; messages show the path itself. */
    xmlFree((xmlChar *)doc->URL);
    doc->URL = xmlStrdup((const xmlChar *)path);
    *out = doc;
    doc = NULL;
    ok = true;
done:
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    free(text);
    return ok;
}

bool xml_schema_open(xml_schema **out, const char *path, error *e)
{
    xml_schema *s = calloc(1, sizeof *s);
    if (!s || !(s->path = strdup(path))) {
        free(s);
        return fail(e, "%s: no memory", text_tail(path));
    }
    if (!read_document(&s->doc, path, e)) {
        xml_schema_close(s);
        return false;
    }
    complaint c;
    listener previous = start_listening(&c);
    xmlSchemaParserCtxt *parser = xmlSchemaNewDocParserCtxt(s->doc);
    s->schema = parser ? xmlSchemaParse(parser) : NULL;
    xmlSchemaFreeParserCtxt(parser);
    stop_listening(previous);
    if (!s->schema) {
        fail(e, "%s:%d: %s", text_tail(path), c.line, c.made ? c.text : "not a schema");
        xml_schema_close(s);
        return false;
    }
    *out = s;
    return true;
}

void xml_schema_close(xml_schema *s)
{
    if (!s)
        return;
    xmlSchemaFree(s->schema);
    xmlFreeDoc(s->doc);
    free(s->path);
    free(s);
}

bool xml_load(xmlDoc **out, const char *path, xml_schema *schema, error *e)
{
    xmlDoc *doc = NULL;
    if (!read_document(&doc, path, e))
        return false;
    complaint c;
    listener previous = start_listening(&c);
    xmlSchemaValidCtxt *check = xmlSchemaNewValidCtxt(schema->schema);
    bool ok = check && xmlSchemaValidateDoc(check, doc) == 0;
    xmlSchemaFreeValidCtxt(check);
    stop_listening(previous);
    if (!ok) {
        const char *slash = strrchr(schema->path, '/');
        fail(e, "%s:%d: %s; expected what %s describes", text_tail(path), c.line,
             c.made ? c.text : "could not be checked", slash ? slash + 1 : schema->path);
        xmlFreeDoc(doc);
        return false;
    }
    *out = doc;
    return true;
}

/* Copies length bytes, cut to size, and ends them with a 0. */
static void copy_cut(char *to, size_t size, const char *from, size_t length)
{
    size_t kept = length < size ? length : size - 1;
    memcpy(to, from, kept);
    to[kept] = '\0';
}

bool xml_text(const xmlNode *node, const char *name, char *text, size_t size)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *found = value ? (const char *)value : "";
    copy_cut(text, size, found, strlen(found));
    xmlFree(value);
    return value != NULL;
}

/* Reads the next number of a list and moves *list behind it. False at the end of the list, and
 * where there is something else, which is then copied to token. */
static bool next_number(const char **list, double *value, char token[NUMBER_LENGTH])
{
    static const char blank[] = " \t\r\n";
    const char *start = *list + strspn(*list, blank);
    size_t length = strcspn(start, blank);
    copy_cut(token, NUMBER_LENGTH, start, length);
    /* strtod's hexadecimal digits, "inf" and "nan" are not for us. */
    if (length == 0 || length >= NUMBER_LENGTH || strspn(start, "0123456789+-.eE") != length)
        return false;
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        return false;
    char *end;
    double number = strtod_l(token, &end, c_locale);
    freelocale(c_locale);
    if (*end || !isfinite(number))
        return false;
    *value = number;
    *list = start + length;
    token[0] = '\0';
    return true;
}

bool xml_numbers(const xmlNode *node, const char *name, size_t limit, double *values, size_t *count,
                 error *e)
{
    xmlChar *text = name ? xmlGetNoNsProp(node, (const xmlChar *)name) : xmlNodeGetContent(node);
    const char *list = text ? (const char *)text : "";
    char token[NUMBER_LENGTH];
    size_t found = 0;
    double value;
    bool ok = true;
    while (next_number(&list, &value, token)) {
        if (found == limit) {
            ok = xml_fail(node, e, "%s has too many numbers; expected at most %zu",
                          name ? name : (const char *)node->name, limit);
            break;
        }
        values[found++] = value;
    }
    if (ok && token[0])
        ok = xml_fail(node, e, "'%s' in %s; expected a finite decimal number of at most %d digits",
                      token, name ? name : (const char *)node->name, NUMBER_LENGTH - 1);
    xmlFree(text);
    if (ok)
        *count = found;
    return ok;
}

bool xml_number(const xmlNode *node, const char *name, double fallback, double *value, error *e)
{
    if (!xmlHasProp(node, (const xmlChar *)name)) {
        *value = fallback;
        return true;
    }
    double number;
    size_t count;
    if (!xml_numbers(node, name, 1, &number, &count, e))
        return false;
    if (count != 1)
        return xml_fail(node, e, "%s is empty; expected a number", name);
    *value = number;
    return true;
}

bool xml_number_within(const xmlNode *node, const char *name, double low, double high,
                       double *value, error *e)
{
    double number = *value;
    if (!xml_number(node, name, *value, &number, e))
        return false;
    if (!(number >= low && number <= high))
        return xml_fail(node, e, "%s is %.10g; expected a number from %.10g to %.10g", name, number,
                        low, high);
    *value = number;
    return true;
}

static const xmlNode *element_from(const xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const xmlNode *xml_first(const xmlNode *node)
{
    return element_from(node->children);
}

const xmlNode *xml_next(const xmlNode *node)
{
    return element_from(node->next);
}

bool xml_is(const xmlNode *node, const char *name)
{
    return strcmp((const char *)node->name, name) == 0;
}

bool xml_is_first(const xmlNode *node, const char *key, error *e)
{
    char text[64] = "", other[64] = "";
    if (key && !xml_text(node, key, text, sizeof text))
        return true;
    for (const xmlNode *before = node->prev; before; before = before->prev)
        if (before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, node->name) &&
            (!key || xml_text(before, key, other, sizeof other)) && strcmp(text, other) == 0)
            return xml_fail(node, e, "a second <%s>%s%s; expected one", (const char *)node->name,
                            key ? " for " : "", text);
    return true;
}

void xml_place(const xmlNode *node, char *text, size_t size)
{
    const char *path = node->doc->URL ? (const char *)node->doc->URL : "?";
    const size_t line_room = 24;
    snprintf(text, size, "%s:%ld", strlen(path) + line_room > size ? text_tail(path) : path,
             xmlGetLineNo(node));
}

bool xml_fail(const xmlNode *node, error *e, const char *format, ...)
{
    char text[sizeof e->text];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return fail(e, "%s:%ld: %s", node->doc->URL ? text_tail((const char *)node->doc->URL) : "?",
                xmlGetLineNo(node), text);
}
