/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-backup.h"

G_BEGIN_DECLS

#define QH_TYPE_SECRET_ROWS (qh_secret_rows_get_type ())
G_DECLARE_FINAL_TYPE (QhSecretRows, qh_secret_rows, QH, SECRET_ROWS, GtkWidget)

QhSecret qh_secret_rows_dup     (QhSecretRows *self);
gboolean qh_secret_rows_is_empty (QhSecretRows *self);
void     qh_secret_rows_clear   (QhSecretRows *self);

G_END_DECLS
