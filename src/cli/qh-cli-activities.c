/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-private.h"

/**
 * QhCliActivities:
 *
 * Prints activities as rows, with names in place of references.
 */
struct _QhCliActivities
{
  QhStore *store;
  QhCatalogues *catalogues;
  QhLanguage language;
  gboolean labels; /* text shows labels alone; csv and JSON codes too */
  QhCliOutput *output;
  GHashTable *names; /* id → "folio\nname" of a case, or name of a worker */
};

typedef struct
{
  const char *name;
  const char *field;
  gboolean number;
  gboolean text; /* whether it is shown in text, where room is short */
} Column;

static const Column columns[] = {
  { "id", NULL, FALSE, FALSE },
  { "date", "date", FALSE, TRUE },
  { "start", "start", FALSE, TRUE },
  { "minutes", "minutes", TRUE, TRUE },
  { "worker", "worker", FALSE, TRUE },
  { "folio", "case", FALSE, TRUE },
  { "case", "case", FALSE, TRUE },
  { "type", "type", FALSE, FALSE },
  { "type_label", "type", FALSE, TRUE },
  { "function", "function", FALSE, FALSE },
  { "level", "level", FALSE, FALSE },
  { "field", "field", FALSE, FALSE },
  { "contact_mode", "contact_mode", FALSE, FALSE },
  { "place", "place", FALSE, FALSE },
  { "outcome", "outcome", FALSE, FALSE },
  { "outcome_label", "outcome", FALSE, TRUE },
  { "note", "note", FALSE, TRUE },
};

QhCliActivities *
qh_cli_activities_new (QhCli   *cli,
                       QhStore *store,
                       GError **error)
{
  QhCliActivities *self = g_new0 (QhCliActivities, 1);
  const QhKind *kind = qh_store_get_kind (store, QH_KIND_ACTIVITY);
  QhCliColumn shown[G_N_ELEMENTS (columns)];
  guint n = 0;

  self->store = g_object_ref (store);
  self->catalogues = qh_store_ref_catalogues (store);
  self->language = qh_store_get_language (store);
  self->labels = cli->format == QH_CLI_TEXT;
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    {
      const QhField *field = columns[c].field != NULL ? qh_kind_find_field (kind, columns[c].field) : NULL;
      const char *label = field != NULL ? qh_field_get_label (field, self->language) : NULL;

      if (self->labels && !columns[c].text)
        continue;
      shown[n++] = (QhCliColumn){ columns[c].name, g_str_equal (columns[c].name, "folio") ? _("Folio") : label, columns[c].number };
    }
  self->output = qh_cli_output_new (cli, shown, n);
  return self;
}

static const char *
remember (QhCliActivities *self,
          gint64           id,
          char            *name)
{
  g_hash_table_insert (self->names, g_memdup2 (&id, sizeof id), name);
  return name;
}

/* A name, or in text a dash for one that is closed to who asks. */
static const char *
get_name (QhCliActivities *self,
          const QhRecord  *record,
          const char      *name)
{
  return record->closed && self->labels ? QH_CLI_CLOSED : name;
}

static const char *
find_worker (QhCliActivities *self,
             gint64           id,
             GError         **error)
{
  const char *name = g_hash_table_lookup (self->names, &id);
  g_autoptr (QhRecord) record = NULL;

  if (name != NULL)
    return name;
  record = qh_store_get (self->store, QH_KIND_WORKER, id, error);
  return record != NULL ? remember (self, id, g_strdup (get_name (self, record, qh_record_get_text (record, "name")))) : NULL;
}

static const char *
find_case (QhCliActivities *self,
           gint64           id,
           GError         **error)
{
  const char *name = g_hash_table_lookup (self->names, &id);
  g_autoptr (QhRecord) record = NULL;
  g_autofree char *title = NULL;

  if (name != NULL)
    return name;
  record = qh_store_get (self->store, QH_KIND_CASE, id, error);
  if (record == NULL)
    return NULL;
  title = qh_cli_make_case_name (self->store, record);
  return remember (self, id, g_strdup_printf ("%s\n%s", get_name (self, record, qh_record_get_text (record, "folio")),
                                              get_name (self, record, title)));
}

/* A code's text, or a kind of missing's. */
static char *
make_code (QhCliActivities *self,
           const QhValue   *value,
           gboolean         label)
{
  const QhEntry *entry = value->tag == QH_VALUE_NONE ? NULL : qh_catalogues_find (self->catalogues, value->integer);

  if (entry == NULL)
    return NULL;
  return g_strdup (label ? qh_entry_get_label (entry, self->language) : entry->code);
}

static char *
make_value (QhCliActivities *self,
            const QhField   *field,
            const QhValue   *value,
            gboolean         label)
{
  char iso[QH_DAY_ISO_SIZE];

  if (value->tag == QH_VALUE_MISSING || (field->type == QH_TYPE_CODE && value->tag == QH_VALUE_INTEGER))
    return make_code (self, value, label);
  if (value->tag == QH_VALUE_TEXT)
    return g_strdup (value->text);
  if (value->tag != QH_VALUE_INTEGER)
    return NULL;
  if (field->type == QH_TYPE_DATE)
    {
      qh_day_to_iso ((QhDay) value->integer, iso);
      return g_strdup (iso);
    }
  if (field->type == QH_TYPE_TIME)
    return g_strdup_printf ("%02d:%02d", (int) value->integer / 60, (int) value->integer % 60);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
}

static gboolean
make_cell (QhCliActivities *self,
           const QhRecord  *activity,
           const Column    *column,
           char           **cell,
           GError         **error)
{
  const QhField *field = column->field != NULL ? qh_kind_find_field (activity->kind, column->field) : NULL;
  const QhValue *value = field != NULL ? qh_record_get_value (activity, field) : NULL;
  const char *name;

  *cell = NULL;
  if (field == NULL)
    *cell = g_strdup_printf ("%" G_GINT64_FORMAT, activity->id);
  else if (field->type != QH_TYPE_REFERENCE)
    *cell = make_value (self, field, value, g_str_has_suffix (column->name, "_label") || self->labels);
  else if (value->tag == QH_VALUE_INTEGER)
    {
      gboolean is_case = g_str_equal (column->field, "case");

      name = is_case ? find_case (self, value->integer, error) : find_worker (self, value->integer, error);
      if (name == NULL)
        return FALSE;
      if (!is_case)
        *cell = g_strdup (name);
      else if (g_str_equal (column->name, "folio"))
        *cell = g_strndup (name, (gsize) (strchr (name, '\n') - name));
      else
        *cell = g_strdup (strchr (name, '\n') + 1);
    }
  return TRUE;
}

/**
 * qh_cli_activities_add:
 *
 * Returns: whether the records that the activity refers to could be read.
 */
gboolean
qh_cli_activities_add (QhCliActivities *self,
                       const QhRecord  *activity,
                       GError         **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    {
      char *cell;

      if (self->labels && !columns[c].text)
        continue;
      if (!make_cell (self, activity, &columns[c], &cell, error))
        return FALSE;
      g_ptr_array_add (cells, cell);
    }
  qh_cli_output_row (self->output, (const char *const *) cells->pdata);
  return TRUE;
}

gboolean
qh_cli_activities_close (QhCliActivities *self,
                         GError         **error)
{
  return qh_cli_output_close (self->output, error);
}

void
qh_cli_activities_free (QhCliActivities *self)
{
  g_clear_pointer (&self->output, qh_cli_output_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  g_clear_object (&self->store);
  g_free (self);
}
