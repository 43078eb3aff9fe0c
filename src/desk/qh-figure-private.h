/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-figure.h"

G_BEGIN_DECLS

/**
 * QhFigureWord:
 * @member: of the definition
 * @value: (nullable): what it holds; %NULL where it is the name of a kind or field
 *
 * How a definition says what is computed.
 */
typedef struct
{
  const char *member;
  const char *value;
  QhFigureOp op;
} QhFigureWord;

extern const QhFigureWord qh_figure_words[QH_FIGURE_N_OPS]; /* in the order of the ops */

void qh_figure_with_free (gpointer with);

G_END_DECLS
