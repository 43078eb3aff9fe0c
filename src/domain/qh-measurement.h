/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-dictionary.h"

G_BEGIN_DECLS

/**
 * QhMeasurement:
 * @QH_MEASUREMENT_NOMINAL: categories without an order
 * @QH_MEASUREMENT_ORDINAL: categories that are more and less
 * @QH_MEASUREMENT_SCALE: numbers
 * @QH_MEASUREMENT_DATE: days
 * @QH_MEASUREMENT_TIME: times of day
 *
 * What may be computed of a variable.
 */
typedef enum
{
  QH_MEASUREMENT_NOMINAL,
  QH_MEASUREMENT_ORDINAL,
  QH_MEASUREMENT_SCALE,
  QH_MEASUREMENT_DATE,
  QH_MEASUREMENT_TIME,
} QhMeasurement;

QhMeasurement qh_measurement_of_field  (const QhField *field);
const char   *qh_measurement_to_name   (QhMeasurement measurement);
const char   *qh_measurement_get_label (QhMeasurement measurement);
gboolean      qh_measurement_from_name (const char *name, QhMeasurement *measurement);

G_END_DECLS
