/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a JSON object, written one by one. */
#include "domain/qh-json.h"

#include <math.h>

/**
 * qh_json_text:
 * @text: (nullable): %NULL for null
 */
void
qh_json_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/**
 * qh_json_optional_text:
 * @text: (nullable): %NULL for no member
 */
void
qh_json_optional_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text != NULL)
    qh_json_text (builder, name, text);
}

void
qh_json_count (JsonBuilder *builder, const char *name, gint64 count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
}

/**
 * qh_json_real:
 * @real: NaN for null
 */
void
qh_json_real (JsonBuilder *builder, const char *name, double real)
{
  json_builder_set_member_name (builder, name);
  if (isnan (real))
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, real);
}

/**
 * qh_json_to_text:
 * @builder: with its one object, which has ended
 *
 * Returns: (transfer full): it as text.
 */
char *
qh_json_to_text (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, pretty);
}
