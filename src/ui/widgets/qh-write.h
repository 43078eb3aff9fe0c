/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhWritten:
 * @error: (nullable): why it was refused; %NULL when it was written
 */
typedef void (*QhWritten) (const GError *error, gpointer data);

void qh_write        (GtkWidget *from, QhStore *store, QhChange *change, const char *words, QhWritten written, gpointer data);
void qh_write_put    (GtkWidget *from, QhStore *store, QhRecord *record, const char *words);
void qh_write_tick   (GtkCheckButton *check, QhStore *store, QhRecord *record, const char *words);
void qh_write_delete (GtkWidget *from, QhStore *store, QhRecord *record, const char *words);

G_END_DECLS
