/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-classes.h"

G_BEGIN_DECLS

/**
 * QhLoss:
 * @QH_LOSS_CERTAINTY: normalised certainty penalty (Xu and others, 2006): how wide the groups are,
 *   as a part of all; 0 to 1
 * @QH_LOSS_DISCERNIBILITY: discernibility (Bayardo and Agrawal, 2005): from how many records each
 *   cannot be told apart, as a part of all; 0 to 1
 * @QH_LOSS_CLASS_SIZE: average class size, C_avg (LeFevre, DeWitt and Ramakrishnan, 2006): records
 *   a class, in multiples of k
 *
 * By what the ways to generalise are compared.
 */
typedef enum
{
  QH_LOSS_CERTAINTY,
  QH_LOSS_DISCERNIBILITY,
  QH_LOSS_CLASS_SIZE,
  QH_N_LOSSES,
} QhLoss;

QhLoss      qh_loss_parse          (const char *word);
const char *qh_loss_get_word       (QhLoss loss);
const char *qh_loss_get_label      (QhLoss loss);
const char *qh_loss_get_short      (QhLoss loss);
const char *qh_loss_get_definition (QhLoss loss);
char       *qh_loss_dup_figure     (QhLoss loss, double figure);
double      qh_loss_of_classes     (QhLoss loss, const QhClasses *classes, const guint8 *fails, guint n_records, guint k);

G_END_DECLS
