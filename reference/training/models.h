/* models.h - the models of the contract's table TRAININGS: model_NAME for every row. */
#ifndef MODELS_H
#define MODELS_H

#include "mlp.h"

#define DECLARE_MODEL(name, parameters, text) extern const mlp_model model_##name;
TRAININGS(DECLARE_MODEL)
#undef DECLARE_MODEL

#endif
