/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "exchange/qh-csv-frame.h"

G_BEGIN_DECLS

/**
 * QhTableTyped:
 * @types: (transfer full): what variables are where the guess is wrong, as
 *   qh_csv_frame_new() takes it
 * @no_answer: (transfer full): what stands for no answer
 */
typedef void (*QhTableTyped) (char **types, char **no_answer, gpointer user_data);

GtkWidget *qh_table_types_window_open (GtkWidget *from, const QhCsvFrame *csv, QhTableTyped typed, gpointer user_data);

G_END_DECLS
