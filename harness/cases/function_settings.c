/* function_settings.c - the fields of a function's settings by their names. */
#include <stddef.h>

#include "function_cases.h"

const setting_field setting_fields[SETTING_FIELDS] = {
    {"h", SETTING_REAL, offsetof(settings, h)},
    {"learning_rate", SETTING_REAL, offsetof(settings, learning_rate)},
    {"momentum", SETTING_REAL, offsetof(settings, momentum)},
    {"dampening", SETTING_REAL, offsetof(settings, dampening)},
    {"weight_decay", SETTING_REAL, offsetof(settings, weight_decay)},
    {"nesterov", SETTING_FLAG, offsetof(settings, nesterov)},
    {"step", SETTING_COUNT, offsetof(settings, step)},
    {"max_norm", SETTING_REAL, offsetof(settings, max_norm)},
    {"steps", SETTING_COUNT, offsetof(settings, steps)},
    {"clamp", SETTING_FLAG, offsetof(settings, clamp)},
    {"blur_image", SETTING_REAL, offsetof(settings, blur_image)},
    {"blur_gradient", SETTING_REAL, offsetof(settings, blur_gradient)},
    {"mean", SETTING_REAL, offsetof(settings, mean)},
    {"std", SETTING_REAL, offsetof(settings, std)},
    {"scales", SETTING_COUNT, offsetof(settings, scales)},
};

double setting_get(const settings *set, const setting_field *field)
{
    const char *place = (const char *)set + field->offset;
    switch (field->kind) {
    case SETTING_FLAG:
        return *(const int *)(const void *)place;
    case SETTING_COUNT:
        return (double)*(const size_t *)(const void *)place;
    default:
        return *(const double *)(const void *)place;
    }
}

void setting_put(settings *set, const setting_field *field, double value)
{
    char *place = (char *)set + field->offset;
    switch (field->kind) {
    case SETTING_FLAG:
        *(int *)(void *)place = (int)value;
        break;
    case SETTING_COUNT:
        *(size_t *)(void *)place = (size_t)value;
        break;
    default:
        *(double *)(void *)place = value;
    }
}

size_t settings_steps(const settings *set)
{
    return set->steps * (set->scales ? set->scales : 1);
}
