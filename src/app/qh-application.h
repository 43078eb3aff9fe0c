/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_APPLICATION (qh_application_get_type ())
G_DECLARE_FINAL_TYPE (QhApplication, qh_application, QH, APPLICATION, AdwApplication)

QhApplication *qh_application_new          (GSettings *settings);
GSettings     *qh_application_get_settings (QhApplication *self);

G_END_DECLS
