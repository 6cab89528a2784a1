/* sheet.h - the mark sheet of one submission: what every report is made from.
 *
 * A sheet has items (an op, a function, an engine, a training task); an item has parts that points
 * are given for (forward, backward, ...); a part has cases, all of the same weight. Whatever there
 * is to say of a case is said here in words, already cut to what the assignment reveals of it. */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "digest.h"
#include "error.h"
#include "plan.h"
#include "score.h"
#include "verdict.h"

enum { STUDENT_NAME = 128, LAYERS_TEXT = 256, MAX_PARTS = 3 };

typedef struct case_mark {
    const char *name;  /* borrowed from the plan */
    const char *place; /* FILE:LINE of its specification, borrowed */
    bool is_public;
    bool revealed; /* everything may be told */
    verdict_kind kind;
    double credit; /* the share of its points that the case earns: 1 where it passed */
    bool follows;  /* wrong, but it follows from another mistake */
    double seconds;
    char reason[400];     /* one line: why it did not pass; "" where it did */
    char numbers[240];    /* the numbers at the worst element, "" where there are none to tell */
    char note[160];       /* one line: what there is to tell of it, passed or not; or "" */
    char *printed;        /* what the submission printed, raw and 0-terminated, or NULL; owned */
    size_t printed_bytes; /* how much that was before it was cut */
} case_mark;

typedef struct part {
    const char *name; /* "backward" */
    double points;
    size_t count; /* 0: not asked for */
    case_mark *cases;
    char mistake[400]; /* one sentence, "" where the mistake has no name */
    char advice[200];  /* where to look for it, or "" */
    char hint[200];    /* what may be behind a missing function, or "" */
    score score;
} part;

typedef struct item {
    const char *group; /* "ops": items of a group have parts of the same names; borrowed */
    const char *name;  /* "relu", unique in its group; borrowed */
    part parts[MAX_PARTS];
    double seconds;
} item;

typedef struct sheet {
    const plan *plan;           /* borrowed */
    const char *path;           /* of the submission; borrowed */
    const char *command;        /* how it was graded, without the cases; "grade"; borrowed */
    char student[STUDENT_NAME]; /* safe to show */
    char sha256[DIGEST_TEXT];   /* "" where the file was not readable */
    char layers[LAYERS_TEXT];   /* of the lock */
    bool rejected;              /* the file itself was refused: nothing in it was run */
    error rejection;
    bool interrupted;   /* the grader stopped in the middle: some items were not graded */
    error interruption; /* why */
    bool absent;        /* rejected because there is no regular file that may be read */
    size_t item_count;
    size_t graded_count; /* of the items, the first ones: fewer where interrupted */
    item *items;
    score total;
    double seconds;
    time_t started;
} sheet;

/* An empty sheet of so many items; NULL when there is no memory. The student's name is the given
 * one or, where it is "", that of the file or of its folder. */
sheet *sheet_new(const plan *p, const char *path, const char *student, size_t item_count);
void sheet_free(sheet *s);

/* The student's name as one word without dots or slashes, for names that are made of several. */
void sheet_student_word(char word[STUDENT_NAME], const sheet *s);

/* Adds a number to the student's name where that of a sheet before it has the same word. */
void sheet_tell_apart(sheet *s, sheet *const before[], size_t count);

/* The command that shows a case again. */
char *sheet_replay_command(char *text, size_t size, const sheet *s, const item *it,
                           const case_mark *c);

/* Makes room for a part's cases. */
bool part_open(part *p, const char *name, double points, size_t case_count);

/* Scores a part whose cases are filled in, and adds it to the sheet's total. */
void sheet_score(sheet *s, part *p);

/* Whether all that is wrong in the part follows from another mistake, and something is. */
bool part_follows(const part *p);

/* Whether no case of the part was attempted. */
bool part_missing(const part *p);

/* Whether the grader was stopped before it came to the part. */
bool part_interrupted(const part *p);

/* Says of an item, marked with all its cases, that it was not graded after all, and why. */
void item_interrupt(item *it, const char *why);

/* Takes out what was said of an item, as before it was marked. */
void item_clear(item *it);

#endif
