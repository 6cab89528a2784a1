#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "margins.h"

enum { WIDTH = 760, HEIGHT = 300, LEFT = 60, TOP = 40, BOTTOM = 50, PLOT = WIDTH - 2 * LEFT };

static double x_of(double decade)
{
    return LEFT + PLOT * (decade - LOWEST_DECADE) / (HIGHEST_DECADE - LOWEST_DECADE);
}

static size_t most_of(const size_t bins[MARGIN_BINS])
{
    size_t most = 1;
    for (size_t i = 0; i < MARGIN_BINS; i++)
        most = bins[i] > most ? bins[i] : most;
    return most;
}

/* Bars as high as their share of the highest; few still show, because the height goes by the root.
 */
static void put_bars(FILE *f, const size_t bins[MARGIN_BINS], const char *class)
{
    const double most = sqrt((double)most_of(bins)), floor = HEIGHT - BOTTOM;
    for (size_t i = 0; i < MARGIN_BINS; i++) {
        const double left = x_of(LOWEST_DECADE + (double)i / BINS_PER_DECADE);
        const double right = x_of(LOWEST_DECADE + (double)(i + 1) / BINS_PER_DECADE);
        const double height = (floor - TOP) * sqrt((double)bins[i]) / most;
        if (bins[i])
            fprintf(f,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                    class, left, floor - height, right - left - 1, height);
    }
}

static void put_axis(FILE *f)
{
    const int floor = HEIGHT - BOTTOM;
    fprintf(f, "<path class=\"axis\" d=\"M%d %dH%d\"/>\n", LEFT, floor, LEFT + PLOT);
    for (int decade = LOWEST_DECADE; decade <= HIGHEST_DECADE; decade += 2)
        fprintf(
            f, "<text x=\"%.0f\" y=\"%d\">%s10<tspan dy=\"-5\" font-size=\"9\">%d</tspan></text>\n",
            x_of(decade), floor + 20,
            decade == LOWEST_DECADE    ? "\xe2\x89\xa4 "
            : decade == HIGHEST_DECADE ? "\xe2\x89\xa5 "
                                       : "",
            decade);
    fprintf(f,
            "<text x=\"%d\" y=\"%d\">largest error of a variant on a seed's cases, in tolerances"
            "</text>\n",
            WIDTH / 2, HEIGHT - 8);
}

bool margins_draw(const margins *m, const char *svg_path, error *e)
{
    FILE *f = fopen(svg_path, "w");
    if (!f)
        return fail(e, "%s: %s", svg_path, strerror(errno));
    const int floor = HEIGHT - BOTTOM;
    const double low = x_of(-log10(MARGIN)), high = x_of(log10(MARGIN));
    fprintf(f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "font-family=\"sans-serif\" font-size=\"12\" text-anchor=\"middle\">\n"
            "<style>.right{fill:#2a78b5}.wrong{fill:#c8553d}.between{fill:#e8e8e8}"
            ".axis{stroke:#555;fill:none}.pass{stroke:#555;stroke-dasharray:4 3}</style>\n"
            "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n"
            "<rect class=\"between\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
            WIDTH, HEIGHT, WIDTH, WIDTH, HEIGHT, low, TOP - 10, high - low, floor - TOP + 10);
    put_bars(f, m->right, "right");
    put_bars(f, m->wrong, "wrong");
    fprintf(f, "<path class=\"pass\" d=\"M%.1f %dV%d\"/>\n", x_of(0), TOP - 10, floor);
    put_axis(f);
    fprintf(f,
            "<text x=\"%.0f\" y=\"20\" fill=\"#2a78b5\">%zu right, at most %.2g</text>\n"
            "<text x=\"%.0f\" y=\"20\" fill=\"#c8553d\">%zu wrong, at least %.2g</text>\n</svg>\n",
            x_of(-3), m->right_count, m->largest_right, x_of(9), m->wrong_count, m->smallest_wrong);
    if (fclose(f) != 0)
        return fail(e, "%s: %s", svg_path, strerror(errno));
    return true;
}
