/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_STRENGTH_METER (qh_strength_meter_get_type ())
G_DECLARE_FINAL_TYPE (QhStrengthMeter, qh_strength_meter, QH, STRENGTH_METER, GtkWidget)

void     qh_strength_meter_set_passphrase (QhStrengthMeter *self, const char *passphrase);
gboolean qh_strength_meter_is_enough      (QhStrengthMeter *self);

G_END_DECLS
