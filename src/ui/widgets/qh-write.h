/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-store.h"

G_BEGIN_DECLS

void qh_write        (GtkWidget *from, QhStore *store, QhChange *change);
void qh_write_put    (GtkWidget *from, QhStore *store, QhRecord *record);
void qh_write_delete (GtkWidget *from, QhStore *store, QhRecord *record);

G_END_DECLS
