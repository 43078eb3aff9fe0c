/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-figure.h"
#include "ui/qh-session.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

/**
 * QhFigureRows:
 *
 * The rows of an editor by which a person says what a figure counts: what, of
 * which records, on which days, and only which of them.
 */
typedef struct _QhFigureRows QhFigureRows;

/**
 * QhFigureChanged:
 *
 * A person changed the figure.
 */
typedef void (*QhFigureChanged) (gpointer data);

QhFigureRows   *qh_figure_rows_new  (QhEditor *editor, QhSession *session, const char *title, gboolean optional,
                                     QhFigure *figure, QhFigureChanged changed, gpointer data);
void            qh_figure_rows_free (QhFigureRows *self);
QhFigure       *qh_figure_rows_get  (QhFigureRows *self);

G_END_DECLS
