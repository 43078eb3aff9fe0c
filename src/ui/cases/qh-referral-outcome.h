/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_referral_outcome_open (GtkWidget *widget, QhSession *session, const QhRecord *record);

G_END_DECLS
