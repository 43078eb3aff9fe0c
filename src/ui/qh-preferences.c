/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-preferences.h"

#include "config.h"

#define MAX_RECENT 10

/**
 * qh_preferences_new:
 *
 * Returns: (transfer full) (nullable): what this computer remembers; %NULL where
 *   the program runs without being installed.
 */
GSettings *
qh_preferences_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, QH_APP_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * qh_preferences_get_string:
 *
 * Returns: (transfer full): the value, or "".
 */
char *
qh_preferences_get_string (GSettings  *settings,
                           const char *key)
{
  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup ("");
}

void
qh_preferences_set_string (GSettings  *settings,
                           const char *key,
                           const char *value)
{
  if (settings != NULL)
    g_settings_set_string (settings, key, value);
}

/**
 * qh_preferences_remember_workspace:
 *
 * Makes @path the workspace to offer next time, and the first of the recent ones.
 */
void
qh_preferences_remember_workspace (GSettings  *settings,
                                   const char *path)
{
  g_auto (GStrv) recent = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  if (settings == NULL)
    return;
  recent = g_settings_get_strv (settings, "recent-workspaces");
  g_ptr_array_add (paths, (char *) path);
  for (guint i = 0; recent[i] != NULL && paths->len < MAX_RECENT; i++)
    if (!g_str_equal (recent[i], path))
      g_ptr_array_add (paths, recent[i]);
  g_ptr_array_add (paths, NULL);
  g_settings_set_strv (settings, "recent-workspaces", (const char *const *) paths->pdata);
  g_settings_set_string (settings, "last-workspace", path);
}

/**
 * qh_preferences_list_recent:
 *
 * Returns: (transfer full): the workspaces opened lately that are still there,
 *   the latest first.
 */
GStrv
qh_preferences_list_recent (GSettings *settings)
{
  g_auto (GStrv) recent = settings != NULL ? g_settings_get_strv (settings, "recent-workspaces") : g_new0 (char *, 1);
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; recent[i] != NULL; i++)
    if (g_file_test (recent[i], G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add (paths, g_strdup (recent[i]));
  g_ptr_array_add (paths, NULL);
  return (GStrv) g_ptr_array_free (paths, FALSE);
}

/**
 * qh_preferences_get_worker:
 *
 * Returns: the id of the worker who uses the workspace at @path on this computer, or 0.
 */
gint64
qh_preferences_get_worker (GSettings  *settings,
                           const char *path)
{
  g_autoptr (GVariant) workers = NULL;
  gint64 worker = 0;

  if (settings == NULL)
    return 0;
  workers = g_settings_get_value (settings, "workers");
  g_variant_lookup (workers, path, "x", &worker);
  return worker;
}

void
qh_preferences_set_worker (GSettings  *settings,
                           const char *path,
                           gint64      worker)
{
  g_autoptr (GVariant) workers = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key;
  gint64 value;

  if (settings == NULL)
    return;
  workers = g_settings_get_value (settings, "workers");
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_iter_init (&iter, workers);
  while (g_variant_iter_next (&iter, "{&sx}", &key, &value))
    if (!g_str_equal (key, path))
      g_variant_builder_add (&builder, "{sx}", key, value);
  g_variant_builder_add (&builder, "{sx}", path, worker);
  g_settings_set_value (settings, "workers", g_variant_builder_end (&builder));
}
