/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhDataSetChosen:
 * @name: a variable's name
 */
typedef void (*QhDataSetChosen) (const char *name, gpointer user_data);

void qh_data_set_choose (GtkWidget *from, QhFrame *frame, QhLanguage language, const char *const *left_out,
                         QhDataSetChosen chosen, gpointer user_data);

G_END_DECLS
