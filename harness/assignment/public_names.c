#include "public_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool public_names_read(public_names *p, const xmlNode *node, error *e)
{
    xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)"public");
    char *rest = (char *)text;
    bool ok = true;
    p->given = text != NULL;
    xml_place(node, p->place, sizeof p->place);
    for (char *name; text && (name = strtok_r(rest, " \t\r\n", &rest));) {
        void *grown = realloc(p->name, (p->count + 1) * sizeof *p->name);
        if (!grown) {
            ok = xml_fail(node, e, "no memory");
            break;
        }
        p->name = grown;
        snprintf(p->name[p->count++], sizeof *p->name, "%s", name);
    }
    xmlFree(text);
    return ok;
}

void public_names_free(public_names *p)
{
    free(p->name);
    *p = (public_names){0};
}

bool public_names_allow(const public_names *p, const char *case_name, bool by_default)
{
    if (!p->given)
        return by_default;
    for (size_t i = 0; i < p->count; i++)
        if (strcmp(p->name[i], case_name) == 0)
            return true;
    return false;
}
