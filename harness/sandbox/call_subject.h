/* call_subject.h - what a call to a submission is about. */
#ifndef CALL_SUBJECT_H
#define CALL_SUBJECT_H

typedef enum call_subject {
    CALL_OF_OP,       /* op_forward, op_backward or op_jvp of contract.h */
    CALL_OF_FUNCTION, /* course_function of functions.h */
    CALL_OF_TRAINING, /* train_function of training.h */
    CALL_OF_ENGINE,   /* a program that runs on the engine of engine.h */
    CALL_OF_GRAPH     /* a graph_builder of engine.h */
} call_subject;

#endif
