#include "progress.h"

#include <time.h>
#include <unistd.h>

#include "text.h"

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

progress progress_start(FILE *stream, const char *label)
{
    return (progress){
        .stream = isatty(fileno(stream)) ? stream : NULL, .label = label, .started = seconds_now()};
}

void progress_step(void *data, size_t done, size_t all, const char *item)
{
    progress *p = data;
    double now = seconds_now();
    char label[64];
    if (!p->stream || now - p->started < 0.3 || now - p->shown < 0.05)
        return;
    fprintf(p->stream, "\r\033[K%s: %zu of %zu, %s", text_escape(label, sizeof label, p->label, 0),
            done, all, item);
    fflush(p->stream);
    p->shown = now;
    p->drawn = true;
}

void progress_end(progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", p->stream);
}
