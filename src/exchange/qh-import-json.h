/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "domain/qh-language.h"

G_BEGIN_DECLS

/* Of all of them: @where is the place in the profile that an error names. */

gboolean qh_import_json_fail          (GError **error, const char *where, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean qh_import_json_check_members (JsonObject *object, const char *const *known, const char *where, GError **error);
gboolean qh_import_json_read_text     (JsonObject *object, const char *member, gboolean required, const char *where, char **text, GError **error);
gboolean qh_import_json_read_object   (JsonObject *object, const char *member, const char *where, JsonObject **found, GError **error);
gboolean qh_import_json_read_labels   (JsonObject *object, const char *member, gboolean required, const char *where, char *labels[QH_N_LANGUAGES], GError **error);
gboolean qh_import_json_read_word     (JsonObject *object, const char *member, const char *const *words, guint *place, const char *where, GError **error);

G_END_DECLS
