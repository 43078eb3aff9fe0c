/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-export-private.h"

G_BEGIN_DECLS

/**
 * QhCodebookRow:
 * @variable: its name, the same in every language
 * @label: the header of its column
 * @type: what its values are
 * @unit: of measurement, or ""
 * @sensitivity: in words
 * @code: a code, in the rows of a code, or ""
 * @meaning: the code's label; of a variable: what else there is to know
 *
 * One row of a codebook: first a variable, then its codes.
 */
typedef struct
{
  char *variable;
  char *label;
  char *type;
  char *unit;
  char *sensitivity;
  char *code;
  char *meaning;
} QhCodebookRow;

GPtrArray *qh_codebook_new (const QhExportPlan *plan);

G_END_DECLS
