/* strokes.h - the lines that make up handwritten digits. */
#ifndef STROKES_H
#define STROKES_H

#include <stddef.h>

/* x to the right and y down; a digit fills [-0.75, 0.75] x [-1, 1]. */
typedef struct point {
    double x, y;
} point;

enum { MAX_STROKE_POINTS = 16, MAX_STROKES = 3 };

/* A curve through all its points. Where it shall have a corner, the point is there twice. */
typedef struct stroke {
    size_t count;
    point at[MAX_STROKE_POINTS];
} stroke;

typedef struct glyph {
    size_t count;
    stroke strokes[MAX_STROKES];
} glyph;

/* The number of ways to write a digit, 0 to 9. */
size_t glyph_style_count(size_t digit);

/* One of them: style < glyph_style_count(digit). */
glyph glyph_read(size_t digit, size_t style);

#endif
