/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void  qh_json_text          (JsonBuilder *builder, const char *name, const char *text);
void  qh_json_optional_text (JsonBuilder *builder, const char *name, const char *text);
void  qh_json_count         (JsonBuilder *builder, const char *name, gint64 count);
void  qh_json_real          (JsonBuilder *builder, const char *name, double real);
char *qh_json_to_text       (JsonBuilder *builder, gboolean pretty);

G_END_DECLS
