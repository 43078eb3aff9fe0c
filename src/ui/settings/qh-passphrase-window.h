/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_PASSPHRASE_WINDOW (qh_passphrase_window_get_type ())
G_DECLARE_FINAL_TYPE (QhPassphraseWindow, qh_passphrase_window, QH, PASSPHRASE_WINDOW, AdwWindow)

QhPassphraseWindow *qh_passphrase_window_open (GtkWidget *from, QhStore *store);

G_END_DECLS
