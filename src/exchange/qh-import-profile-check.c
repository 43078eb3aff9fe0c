/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-profile.h"

#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_LENGTH 32

static gboolean
check_codes (char         **codes,
             const char    *catalogue,
             const char    *what,
             QhCatalogues  *catalogues,
             GError       **error)
{
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    if (qh_catalogues_find_code (catalogues, catalogue, codes[i]) == NULL)
      {
        g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_CODE,
                     _("The profile gives “%s” the code “%s”, which the catalogue “%s” lacks. "
                       "Correct the profile or add the code."), what, codes[i], catalogue);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_source (const QhImportSource  *source,
              const char            *catalogue,
              const char            *what,
              QhCatalogues          *catalogues,
              GError               **error)
{
  GHashTableIter iter;
  gpointer value;
  char *constant[] = { source->constant, NULL };
  char *blank[] = { source->blank, NULL };

  if (!check_codes (blank, "missing", what, catalogues, error))
    return FALSE;
  g_hash_table_iter_init (&iter, source->missing);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      char *codes[] = { value, NULL };

      if (!check_codes (codes, "missing", what, catalogues, error))
        return FALSE;
    }
  if (catalogue == NULL)
    return TRUE;
  if (!check_codes (constant, catalogue, what, catalogues, error)
      || !check_codes (source->otherwise, catalogue, what, catalogues, error))
    return FALSE;
  if (source->map == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, source->map);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!check_codes (value, catalogue, what, catalogues, error))
      return FALSE;
  return TRUE;
}

static gboolean
can_feed (const QhField *field)
{
  if (field->type == QH_TYPE_REFERENCE)
    return g_strcmp0 (field->kind, "worker") == 0;
  return field->type != QH_TYPE_REFERENCES && field->type != QH_TYPE_ROWS;
}

static gboolean
check_feeds (GPtrArray     *feeds,
             QhKind        *kind,
             QhCatalogues  *catalogues,
             GError       **error)
{
  for (guint i = 0; i < feeds->len; i++)
    {
      const QhImportFeed *feed = g_ptr_array_index (feeds, i);
      const QhField *field = qh_kind_find_field (kind, feed->field);

      if (field == NULL)
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_FIELD,
                       _("The profile feeds a field “%s”, which the kind of record “%s” lacks. "
                         "Correct its name, or make the column a field of the unit's own."),
                       feed->field, kind->name);
          return FALSE;
        }
      if (!can_feed (field))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_FIELD,
                       _("The profile feeds the field “%s”, which a column cannot feed. "
                         "Remove it."), feed->field);
          return FALSE;
        }
      if (!check_source (feed->source, field->catalogue, feed->field, catalogues, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_fed (GPtrArray  *feeds,
        const char *name)
{
  for (guint i = 0; i < feeds->len; i++)
    if (g_str_equal (((QhImportFeed *) g_ptr_array_index (feeds, i))->field, name))
      return TRUE;
  return FALSE;
}

/* The importer fills a worker, and a function from the activity's type. */
static gboolean
check_required (GPtrArray          *feeds,
                QhKind             *kind,
                const char *const  *filled,
                GError            **error)
{
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (!field->required || field->own || is_fed (feeds, field->name)
          || g_strv_contains (filled, field->name))
        continue;
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                   _("The profile feeds nothing to “%s”, which every “%s” must have. Add it."),
                   field->name, kind->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_own_type (QhType type)
{
  return type == QH_TYPE_TEXT || type == QH_TYPE_CODE || type == QH_TYPE_COUNT
         || type == QH_TYPE_NUMBER || type == QH_TYPE_DATE || type == QH_TYPE_TIME
         || type == QH_TYPE_MINUTES;
}

static gboolean
is_variable_name (const char *name)
{
  if (!g_ascii_islower (name[0]) || strlen (name) > NAME_LENGTH)
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
      return FALSE;
  return TRUE;
}

static gboolean
check_own_fields (QhImportProfile  *self,
                  QhKind           *kind,
                  QhCatalogues     *catalogues,
                  GError          **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->own_fields->len; i++)
    {
      const QhImportOwnField *own_field = g_ptr_array_index (self->own_fields, i);
      const QhField *known = qh_kind_find_field (kind, own_field->name);

      if (!is_variable_name (own_field->name))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                       _("“%s” cannot name a field of the unit's own: use up to %d small letters "
                         "without accents, digits and _."), own_field->name, NAME_LENGTH);
          return FALSE;
        }
      if (!is_own_type (own_field->type) || own_field->source->constant != NULL)
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                       _("The profile's own field “%s” must be a text, code, count, number, date, "
                         "time or minutes that a column feeds."), own_field->name);
          return FALSE;
        }
      if (known != NULL && (!known->own || known->type != own_field->type))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                       _("There is already another field “%s”. Give the profile's field another name."),
                       own_field->name);
          return FALSE;
        }
      if (!g_hash_table_add (names, own_field->name))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                       _("The profile has two own fields “%s”. Give one another name."),
                       own_field->name);
          return FALSE;
        }
      if (own_field->type == QH_TYPE_CODE && (own_field->source->map || own_field->source->otherwise))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                       _("The profile's own field “%s” has a map, but its codes are made of the values "
                         "in the file. Remove the map."), own_field->name);
          return FALSE;
        }
      if (!check_source (own_field->source, NULL, own_field->name, catalogues, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_served (QhImportServed  *served,
              QhKind          *kind,
              QhCatalogues    *catalogues,
              GError         **error)
{
  if (served == NULL)
    return TRUE;
  if (qh_kind_find_field (kind, "served") == NULL)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_FIELD,
                   _("The profile counts people served, which the kind of record “%s” does not hold."),
                   kind->name);
      return FALSE;
    }
  return check_source (served->count, NULL, "served.count", catalogues, error)
         && check_source (served->sex, "sex", "served.sex", catalogues, error)
         && (served->age == NULL
             || check_source (served->age, NULL, "served.age", catalogues, error))
         && (served->age_group == NULL
             || check_source (served->age_group, "age_group", "served.age_group", catalogues, error));
}

/**
 * qh_import_profile_check:
 * @self: a profile
 * @dictionary: the workspace's dictionary
 * @catalogues: the workspace's codes
 * @error: return location
 *
 * Checks all that the profile says of the workspace: kinds, fields, codes, kinds
 * of missing, names of own fields.
 *
 * Returns: whether records can be made by it
 */
gboolean
qh_import_profile_check (QhImportProfile  *self,
                         QhDictionary     *dictionary,
                         QhCatalogues     *catalogues,
                         GError          **error)
{
  static const char *const filled[] = { "worker", "function", NULL };
  static const char *const filled_case[] = { "worker", "opened", NULL };
  QhKind *kind = qh_dictionary_find_kind (dictionary, self->kind);
  QhKind *case_kind = qh_dictionary_get_kind (dictionary, QH_KIND_CASE);

  if (kind == NULL || kind->number != QH_KIND_ACTIVITY)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                   _("The profile makes records of the kind “%s”: only “activity” can be imported."),
                   self->kind);
      return FALSE;
    }
  return check_feeds (self->feeds, kind, catalogues, error)
         && check_required (self->feeds, kind, filled, error)
         && check_own_fields (self, kind, catalogues, error)
         && check_served (self->served, kind, catalogues, error)
         && (self->group == NULL
             || (check_feeds (self->group->feeds, case_kind, catalogues, error)
                 && check_required (self->group->feeds, case_kind, filled_case, error)));
}

static gboolean
check_column (const char   *column,
              QhCsvReader  *table,
              GError      **error)
{
  int place;

  if (column == NULL)
    return TRUE;
  place = qh_csv_reader_find_column (table, column);
  if (place < 0)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_COLUMN,
                   _("“%s” has no column “%s”, which the profile reads. "
                     "Choose another profile or correct the column's name."),
                   qh_csv_reader_get_file_name (table), column);
      return FALSE;
    }
  if (qh_csv_reader_is_duplicate (table, place))
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_COLUMN,
                   _("“%s” has more than one column “%s”, which the profile reads. "
                     "Rename one of them in the file."),
                   qh_csv_reader_get_file_name (table), column);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_feed_columns (GPtrArray    *feeds,
                    QhCsvReader  *table,
                    GError      **error)
{
  for (guint i = 0; i < feeds->len; i++)
    if (!check_column (((QhImportFeed *) g_ptr_array_index (feeds, i))->source->column, table, error))
      return FALSE;
  return TRUE;
}

/**
 * qh_import_profile_check_columns:
 * @self: a profile
 * @table: a table
 * @error: return location
 *
 * Returns: whether @table has each column that the profile reads, once
 */
gboolean
qh_import_profile_check_columns (QhImportProfile  *self,
                                 QhCsvReader      *table,
                                 GError          **error)
{
  const QhImportServed *served = self->served;

  if (!check_feed_columns (self->feeds, table, error))
    return FALSE;
  for (guint i = 0; i < self->own_fields->len; i++)
    {
      const QhImportOwnField *own_field = g_ptr_array_index (self->own_fields, i);

      if (!check_column (own_field->source->column, table, error))
        return FALSE;
    }
  if (self->group != NULL
      && (!check_column (self->group->source->column, table, error)
          || !check_feed_columns (self->group->feeds, table, error)))
    return FALSE;
  return served == NULL
         || (check_column (served->count->column, table, error)
             && check_column (served->sex->column, table, error)
             && (served->age == NULL || check_column (served->age->column, table, error))
             && (served->age_group == NULL
                 || check_column (served->age_group->column, table, error)));
}
