/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/findings/qh-findings-read.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

GtkWidget    *qh_findings_row_new      (QhSession *session, const QhFindingsItem *item);
GtkWidget    *qh_findings_row_new_more (QhFindingKind kind, guint n_more);
QhFindingKind qh_findings_row_get_kind (gpointer row);
void          qh_findings_row_activate (gpointer row);
gboolean      qh_findings_row_press    (gpointer row, guint keyval);

G_END_DECLS
