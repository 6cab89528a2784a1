/* junit_file.h - JUnit reports read back and checked, for tests. */
#ifndef JUNIT_FILE_H
#define JUNIT_FILE_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "testing.h"
#include "xml.h"

/* Schemas that other programs check reports with lie here, beside some checkouts. */
#define OTHER_SCHEMAS SOURCE_DIR "/../shared/xsd"

static inline xmlDoc *load_with_schema(const char *report, const char *schema_path)
{
    error problem;
    xml_schema *schema = NULL;
    xmlDoc *doc = NULL;
    ck_assert_msg(xml_schema_open(&schema, schema_path, &problem), "%s", problem.text);
    ck_assert_msg(xml_load(&doc, report, schema, &problem), "%s: %s", schema_path, problem.text);
    xml_schema_close(schema);
    return doc;
}

static inline int is_schema(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".xsd") == 0;
}

/* Reads a report, which must fit reports/junit.xsd and all other schemas that are here; the caller
 * releases it with xmlFreeDoc. */
static inline xmlDoc *load_report(const char *report)
{
    struct dirent **entries = NULL;
    int count = scandir(OTHER_SCHEMAS, &entries, is_schema, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", OTHER_SCHEMAS, entries[i]->d_name);
        xmlFreeDoc(load_with_schema(report, path));
        free(entries[i]);
    }
    free(entries);
    return load_with_schema(report, SOURCE_DIR "/reports/junit.xsd");
}

static inline void say_which_schemas(void)
{
    if (access(OTHER_SCHEMAS, R_OK) != 0)
        puts("skipped: no schemas of other programs are here; reports/junit.xsd is applied");
}

#endif
