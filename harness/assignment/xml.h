/* xml.h - reading XML: the one door to libxml2's parser and schemas.
 *
 * Files are in UTF-8, whatever they declare. Entities are not expanded and nothing is fetched;
 * every message names file and line. */
#ifndef XML_H
#define XML_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "error.h"

typedef struct xml_schema xml_schema;

/* Reads a schema (XSD). Used for any number of documents. */
bool xml_schema_open(xml_schema **out, const char *path, error *e);
void xml_schema_close(xml_schema *s);

/* Reads a regular file of at most 4 MiB, 256 KiB from one tag to the next, and checks it against
 * the schema. Fails with "FILE:LINE: what is wrong; what was expected". The caller releases *out
 * with xmlFreeDoc. */
bool xml_load(xmlDoc **out, const char *path, xml_schema *schema, error *e);

/* An attribute's text copied to text, cut to size; false and "" where there is none. */
bool xml_text(const xmlNode *node, const char *name, char *text, size_t size);

/* An attribute as a number; the fallback where there is none. Fails where it is not a number, or
 * not finite. Numbers are read with a decimal point in every locale. */
bool xml_number(const xmlNode *node, const char *name, double fallback, double *value, error *e);

/* Reads an attribute that must lie between low and high; where there is none, *value stays. */
bool xml_number_within(const xmlNode *node, const char *name, double low, double high,
                       double *value, error *e);

/* The numbers of an attribute, or of the element's own text where name is NULL, separated by white
 * space: at most limit of them, all finite. *count is 0 where there are none. */
bool xml_numbers(const xmlNode *node, const char *name, size_t limit, double *values, size_t *count,
                 error *e);

/* Fails where a sibling before the node is the same element and has the same key="..."; the same
 * element at all, where key is NULL. */
bool xml_is_first(const xmlNode *node, const char *key, error *e);

/* "FILE:LINE" of the node; of a FILE that is too long for size, its end. */
void xml_place(const xmlNode *node, char *text, size_t size);

/* Fills in "FILE:LINE: " of the node and the message, and returns false. */
bool xml_fail(const xmlNode *node, error *e, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The child elements, in order: the first, and the next after it; NULL at the end. */
const xmlNode *xml_first(const xmlNode *node);
const xmlNode *xml_next(const xmlNode *node);
bool xml_is(const xmlNode *node, const char *name);

#endif
