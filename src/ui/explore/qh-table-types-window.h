/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "exchange/qh-csv-frame.h"

G_BEGIN_DECLS

/**
 * QhTableTyped:
 * @types: (transfer full): what variables are where the guess is wrong, as
 *   qh_csv_frame_new() takes it
 */
typedef void (*QhTableTyped) (char **types, gpointer user_data);

GtkWidget *qh_table_types_window_open (GtkWidget *from, const QhCsvFrame *csv, QhTableTyped typed, gpointer user_data);

G_END_DECLS
