/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-labelled.h"

G_BEGIN_DECLS

#define QH_SUMMARY_BINS 12

/**
 * QhLabelledSummary:
 * @n: values that are there
 * @empty: rows in which nothing was noted
 * @missing: how often each kind of missing is
 * @counts: (nullable): of each label of the variable
 * @least: of numbers, and the following; of a date in days
 * @bins: of numbers: how many fall in each of as many equal parts between @least and @most
 *
 * What a codebook tells of a variable.
 */
typedef struct
{
  guint n;
  guint empty;
  guint missing[QH_N_MISSING + 1];
  guint *counts;
  double least;
  double most;
  double mean;
  double deviation;
  guint bins[QH_SUMMARY_BINS];
} QhLabelledSummary;

GPtrArray *qh_labelled_summarise (QhLabelled *labelled);

G_END_DECLS
