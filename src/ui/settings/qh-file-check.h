/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-verify.h"

G_BEGIN_DECLS

void qh_file_check_run (GtkWidget *from, QhStore *store, GCancellable *cancellable);

G_END_DECLS
