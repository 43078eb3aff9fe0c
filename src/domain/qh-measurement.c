/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/qh-measurement.h"

#include <glib/gi18n-lib.h>

/* The second name is the dictionary's word for a field that is measured so. */
static const struct
{
  const char *name;
  const char *also;
  const char *label;
} measurements[] = {
  { "nominal", "code", N_ ("Nominal") },
  { "ordinal", "ordered", N_ ("Ordinal") },
  { "scale", "number", N_ ("Scale") },
  { "date", "day", N_ ("Date") },
  { "time", "hour", N_ ("Time of day") },
};

/**
 * qh_measurement_of_field:
 *
 * Returns: the level at which @field is measured, as the dictionary describes it.
 */
QhMeasurement
qh_measurement_of_field (const QhField *field)
{
  switch (field->type)
    {
    case QH_TYPE_DATE:
      return QH_MEASUREMENT_DATE;
    case QH_TYPE_TIME:
      return QH_MEASUREMENT_TIME;
    case QH_TYPE_MINUTES:
    case QH_TYPE_COUNT:
    case QH_TYPE_NUMBER:
      return QH_MEASUREMENT_SCALE;
    default:
      return field->ordered ? QH_MEASUREMENT_ORDINAL : QH_MEASUREMENT_NOMINAL;
    }
}

/**
 * qh_measurement_to_name:
 *
 * Returns: the word for it in files and options.
 */
const char *
qh_measurement_to_name (QhMeasurement measurement)
{
  return measurements[measurement].name;
}

/**
 * qh_measurement_get_label:
 *
 * Returns: (transfer none): the word for it on the screen.
 */
const char *
qh_measurement_get_label (QhMeasurement measurement)
{
  return _ (measurements[measurement].label);
}

/**
 * qh_measurement_from_name:
 * @name: such as "nominal" or "code"
 * @measurement: (out): the level
 *
 * Returns: whether @name is a level's.
 */
gboolean
qh_measurement_from_name (const char *name, QhMeasurement *measurement)
{
  for (guint i = 0; i < G_N_ELEMENTS (measurements); i++)
    if (g_str_equal (name, measurements[i].name) || g_str_equal (name, measurements[i].also))
      {
        *measurement = (QhMeasurement)i;
        return TRUE;
      }
  return FALSE;
}
