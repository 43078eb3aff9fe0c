/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "research/qh-answer.h"

G_BEGIN_DECLS

GtkWidget *qh_answer_view_new (const QhAnswer *answer);

G_END_DECLS
