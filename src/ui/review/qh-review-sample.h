/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

GtkWidget *qh_review_sample_new (GtkWidget *from, QhSession *session, QhDay first, QhDay last);

G_END_DECLS
