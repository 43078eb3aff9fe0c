/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-profile-private.h"

#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-error.h"

#define PROFILES_PATH "/org/quehacer/Quehacer/profiles"

void
qh_import_source_free (QhImportSource *source)
{
  if (source == NULL)
    return;
  g_free (source->column);
  g_free (source->constant);
  g_clear_pointer (&source->map, g_hash_table_unref);
  g_clear_pointer (&source->missing, g_hash_table_unref);
  g_strfreev (source->otherwise);
  g_free (source->blank);
  g_free (source);
}

void
qh_import_feed_free (QhImportFeed *feed)
{
  if (feed == NULL)
    return;
  g_free (feed->field);
  qh_import_source_free (feed->source);
  g_free (feed);
}

void
qh_import_own_field_free (QhImportOwnField *own_field)
{
  if (own_field == NULL)
    return;
  g_free (own_field->name);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    g_free (own_field->labels[i]);
  qh_import_source_free (own_field->source);
  g_clear_pointer (&own_field->translations, g_hash_table_unref);
  g_free (own_field);
}

void
qh_import_case_free (QhImportCase *group)
{
  if (group == NULL)
    return;
  qh_import_source_free (group->source);
  g_free (group->prefix);
  g_clear_pointer (&group->feeds, g_ptr_array_unref);
  g_free (group);
}

void
qh_import_served_free (QhImportServed *served)
{
  if (served == NULL)
    return;
  qh_import_source_free (served->count);
  qh_import_source_free (served->sex);
  qh_import_source_free (served->age);
  qh_import_source_free (served->age_group);
  g_free (served);
}

QhImportProfile *
qh_import_profile_alloc (void)
{
  QhImportProfile *self = g_atomic_rc_box_new0 (QhImportProfile);

  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_feed_free);
  self->own_fields = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_own_field_free);
  return self;
}

static void
clear_profile (gpointer data)
{
  QhImportProfile *self = data;

  g_free (self->id);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    {
      g_free (self->names[i]);
      g_free (self->descriptions[i]);
    }
  g_ptr_array_unref (self->notes);
  g_free (self->kind);
  g_ptr_array_unref (self->feeds);
  g_ptr_array_unref (self->own_fields);
  qh_import_case_free (self->group);
  qh_import_served_free (self->served);
}

QhImportProfile *
qh_import_profile_ref (QhImportProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
qh_import_profile_unref (QhImportProfile *self)
{
  g_atomic_rc_box_release_full (self, clear_profile);
}

static QhImportProfile *
load_shipped (const char  *file_name,
              GError     **error)
{
  g_autofree char *path = g_strconcat (PROFILES_PATH "/", file_name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;
  const char *json;

  if (bytes == NULL)
    return NULL;
  json = g_bytes_get_data (bytes, &length);
  return qh_import_profile_new_from_json (json, length, file_name, error);
}

/**
 * qh_import_profile_list_shipped:
 *
 * Returns: (transfer full) (element-type QhImportProfile): the profiles that come
 *   with the program, by id
 */
GPtrArray *
qh_import_profile_list_shipped (void)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_profile_unref);
  g_auto (GStrv) names = g_resources_enumerate_children (PROFILES_PATH,
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      QhImportProfile *profile = load_shipped (names[i], &error);

      if (profile != NULL)
        g_ptr_array_add (profiles, profile);
      else
        g_critical ("%s", error->message);
    }
  return profiles;
}

/**
 * qh_import_profile_suggest:
 * @table: a table
 *
 * Returns: (transfer full) (element-type QhImportProfile): the shipped profiles
 *   whose columns are all in @table
 */
GPtrArray *
qh_import_profile_suggest (QhCsvReader *table)
{
  g_autoptr (GPtrArray) shipped = qh_import_profile_list_shipped ();
  GPtrArray *fitting = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_profile_unref);

  for (guint i = 0; i < shipped->len; i++)
    {
      QhImportProfile *profile = g_ptr_array_index (shipped, i);

      if (qh_import_profile_check_columns (profile, table, NULL))
        g_ptr_array_add (fitting, qh_import_profile_ref (profile));
    }
  return fitting;
}

/**
 * qh_import_profile_open:
 * @id_or_path: the id of a shipped profile, or a profile's file
 * @error: return location
 *
 * Returns: (transfer full): the profile
 */
QhImportProfile *
qh_import_profile_open (const char  *id_or_path,
                        GError     **error)
{
  g_autoptr (GError) read_error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = g_filename_display_basename (id_or_path);
  g_autofree char *json = NULL;
  gsize length;

  if (strchr (id_or_path, G_DIR_SEPARATOR) == NULL)
    {
      g_autofree char *file_name = g_strconcat (id_or_path, ".json", NULL);
      QhImportProfile *shipped = load_shipped (file_name, NULL);

      if (shipped != NULL)
        return shipped;
    }
  file = g_file_new_for_commandline_arg (id_or_path);
  if (!g_file_load_contents (file, NULL, &json, &length, NULL, &read_error))
    {
      g_autoptr (GPtrArray) profiles = NULL;
      GString *ids;

      if (!g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ, _("“%s” could not be read: %s"), name, qh_error_explain_file (read_error));
          return NULL;
        }
      profiles = qh_import_profile_list_shipped ();
      ids = g_string_new (NULL);
      for (guint i = 0; i < profiles->len; i++)
        g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                                ((QhImportProfile *) profiles->pdata[i])->id);
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ,
                   _("There is no import profile “%s”. Name a profile's file, or one of: %s."),
                   id_or_path, ids->str);
      g_string_free (ids, TRUE);
      return NULL;
    }
  return qh_import_profile_new_from_json (json, length, name, error);
}
