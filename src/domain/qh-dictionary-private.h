/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "domain/qh-dictionary.h"

G_BEGIN_DECLS

void     qh_labels_read  (char *labels[QH_N_LANGUAGES], JsonObject *object, const char *member);
void     qh_labels_clear (char *labels[QH_N_LANGUAGES]);

QhField *qh_field_read   (JsonObject *object, GError **error);
QhField *qh_field_copy   (const QhField *field);

G_END_DECLS
