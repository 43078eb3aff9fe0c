/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_NEW_PASSPHRASE (qh_new_passphrase_get_type ())
G_DECLARE_FINAL_TYPE (QhNewPassphrase, qh_new_passphrase, QH, NEW_PASSPHRASE, GtkWidget)

const char *qh_new_passphrase_check (QhNewPassphrase *self);
const char *qh_new_passphrase_get   (QhNewPassphrase *self);

G_END_DECLS
