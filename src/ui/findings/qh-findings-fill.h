/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/findings/qh-findings-read.h"

G_BEGIN_DECLS

typedef struct _QhFindingsFill QhFindingsFill;

QhFindingsFill *qh_findings_fill_new    (GtkListBox *list);
void            qh_findings_fill_free   (QhFindingsFill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhFindingsFill, qh_findings_fill_free)

void            qh_findings_fill_start  (QhFindingsFill *self, QhSession *session, QhFindingsRead *read, guint least);
void            qh_findings_fill_finish (QhFindingsFill *self);
void            qh_findings_fill_clear  (QhFindingsFill *self);

G_END_DECLS
