/* graph_table.h - the graphs of engine.h that a submission can be asked to draw. */
#ifndef GRAPH_TABLE_H
#define GRAPH_TABLE_H

typedef struct graph_row graph_row;

/* The graph of that name ("edf1_a"), or NULL. */
const graph_row *graph_find(const char *name);

#endif
