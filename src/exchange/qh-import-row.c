/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-plan.h"

#include "domain/qh-age.h"
#include "domain/qh-check.h"
#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How one row of a table becomes an activity, its case and its worker. */

#define OLDEST 125

static gboolean
fill (GArray    *bindings,
      guint      row,
      QhRecord  *record,
      GError   **error)
{
  for (guint i = 0; i < bindings->len; i++)
    {
      const QhImportBinding *binding = &g_array_index (bindings, QhImportBinding, i);

      if (!qh_import_column_fill (binding->column, row, record, binding->field, error))
        return FALSE;
    }
  return TRUE;
}

/* What the profile does not say follows from the type of activity. */
static void
fill_defaults (QhImportPlan  *plan,
               QhRecord      *record)
{
  const QhEntry *type = qh_catalogues_find (plan->catalogues, qh_record_get_integer (record, "type"));

  if (type == NULL)
    return;
  if (!qh_record_is_set (record, "function") && type->default_function != 0)
    qh_record_set_integer (record, "function", type->default_function);
  if (!qh_record_is_set (record, "level") && type->default_level != 0)
    qh_record_set_integer (record, "level", type->default_level);
  if (!qh_record_is_set (record, "field") && type->default_field != 0)
    qh_record_set_integer (record, "field", type->default_field);
  if (!qh_record_is_set (record, "contact_mode") && type->default_contact_mode != 0)
    qh_record_set_integer (record, "contact_mode", type->default_contact_mode);
}

static gboolean
read_age_group (QhImportPlan  *plan,
                guint          row,
                gint64        *age_group,
                GError       **error)
{
  const GArray *codes;
  gint64 age = 0, missing = QH_MISSING_NOT_KNOWN;

  if (plan->served_age != NULL)
    {
      const char *text = qh_import_column_get_text (plan->served_age, row, &missing);

      if (text != NULL)
        {
          if (!qh_import_column_get_count (plan->served_age, row, &age, &missing, error))
            return FALSE;
          if (age > OLDEST)
            {
              g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_VALUE,
                           _("%s: nobody is %.0f years old."),
                           plan->profile->served->age->column, (double) age);
              return FALSE;
            }
          *age_group = qh_age_group_find (plan->catalogues, (int) age);
          return TRUE;
        }
    }
  *age_group = missing != 0 ? missing : QH_MISSING_NOT_KNOWN;
  if (plan->served_age_group == NULL)
    return TRUE;
  codes = qh_import_column_get_codes (plan->served_age_group, row, error);
  if (codes == NULL)
    return FALSE;
  if (codes->len > 0)
    *age_group = g_array_index (codes, gint64, 0);
  return TRUE;
}

/* The sex and age of a row are of as many people as the profile says; the rest
 * are counted as not known, neither guessed nor dropped. */
static gboolean
fill_served (QhImportPlan  *plan,
             guint          row,
             QhRecord      *record,
             gint64        *n_people,
             GError       **error)
{
  const QhImportServed *served = plan->profile->served;
  gint64 known[3] = { QH_MISSING_NOT_KNOWN, QH_MISSING_NOT_KNOWN, 0 };
  gint64 others[3] = { QH_MISSING_NOT_KNOWN, QH_MISSING_NOT_KNOWN, 0 };
  const GArray *sex;
  gint64 missing;
  QhRows *rows;

  *n_people = 0;
  if (served == NULL)
    return TRUE;
  if (!qh_import_column_get_count (plan->served_count, row, n_people, &missing, error))
    return FALSE;
  if (*n_people == 0)
    return TRUE;
  sex = qh_import_column_get_codes (plan->served_sex, row, error);
  if (sex == NULL || !read_age_group (plan, row, &known[1], error))
    return FALSE;
  if (sex->len > 0)
    known[0] = g_array_index (sex, gint64, 0);

  known[2] = served->known > 0 ? MIN (served->known, *n_people) : *n_people;
  others[2] = *n_people - known[2];
  if (known[0] == others[0] && known[1] == others[1])
    {
      known[2] = *n_people;
      others[2] = 0;
    }
  rows = qh_rows_new (0, 3);
  qh_rows_append (rows, known);
  if (others[2] > 0)
    qh_rows_append (rows, others);
  qh_record_take_rows (record, "served", rows);
  return TRUE;
}

static gboolean
find_worker (QhImportPlan    *plan,
             QhImportColumn  *column,
             guint            row,
             gint64          *worker,
             GError         **error)
{
  gint64 missing;
  const char *name = column != NULL ? qh_import_column_get_text (column, row, &missing) : NULL;
  g_autoptr (QhRecord) record = NULL;
  g_autofree char *key = NULL;
  const gint64 *known;

  *worker = plan->default_worker;
  if (name == NULL)
    return TRUE;
  key = qh_category_key (name);
  known = g_hash_table_lookup (plan->workers, key);
  if (known != NULL)
    {
      *worker = *known;
      return TRUE;
    }
  record = qh_store_new_record (plan->store, QH_KIND_WORKER);
  qh_record_set_text (record, "name", name);
  if (plan->unit != 0)
    qh_record_set_integer (record, "unit", plan->unit);
  if (!qh_record_check (record, plan->catalogues, qh_day_today (), qh_store_get_language (plan->store), error))
    return FALSE;
  *worker = record->id = qh_store_new_id (plan->store);
  g_hash_table_insert (plan->workers, g_steal_pointer (&key),
                       g_memdup2 (&record->id, sizeof record->id));
  g_ptr_array_add (plan->worker_records, g_steal_pointer (&record));
  return TRUE;
}

/* Only the first @n_workers were for rows that are taken. */
static void
forget_workers (QhImportPlan *plan,
                guint         n_workers)
{
  for (guint i = n_workers; i < plan->worker_records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (plan->worker_records, i);
      g_autofree char *key = qh_category_key (qh_record_get_text (record, "name"));

      g_hash_table_remove (plan->workers, key);
    }
  g_ptr_array_set_size (plan->worker_records, (gint) n_workers);
}

static QhRecord *
make_case (QhImportPlan    *plan,
           guint            row,
           const char      *folio,
           const QhRecord  *activity,
           GError         **error)
{
  g_autoptr (QhRecord) record = qh_record_new (qh_dictionary_get_kind (plan->dictionary, QH_KIND_CASE));
  gint64 worker = qh_record_get_integer (activity, "worker");

  qh_record_set_text (record, "folio", folio);
  qh_record_set_integer (record, "opened", qh_record_get_integer (activity, "date"));
  if (plan->unit != 0)
    qh_record_set_integer (record, "unit", plan->unit);
  if (!fill (plan->case_bindings, row, record, error)
      || (plan->case_worker != NULL && !find_worker (plan, plan->case_worker, row, &worker, error)))
    return NULL;
  qh_record_set_integer (record, "worker", worker);
  if (!qh_record_check (record, plan->catalogues, qh_day_today (), qh_store_get_language (plan->store), error))
    return NULL;
  record->id = qh_store_new_id (plan->store);
  return g_steal_pointer (&record);
}

static gboolean
join_case (QhImportPlan  *plan,
           guint          row,
           QhRecord      *activity,
           GError       **error)
{
  gint64 missing;
  const char *number = plan->group != NULL ? qh_import_column_get_text (plan->group, row, &missing) : NULL;
  g_autofree char *stripped = NULL;
  g_autofree char *folio = NULL;
  const gint64 *id;
  QhRecord *record;

  if (number == NULL)
    return TRUE;
  stripped = g_strstrip (g_strdup (number));
  folio = g_strconcat (plan->profile->group->prefix, stripped, NULL);
  id = g_hash_table_lookup (plan->cases, folio);
  if (id == NULL)
    {
      record = make_case (plan, row, folio, activity, error);
      if (record == NULL)
        return FALSE;
      g_ptr_array_add (plan->case_records, record);
      g_hash_table_insert (plan->new_cases, &record->id, record);
      g_hash_table_insert (plan->cases, g_steal_pointer (&folio),
                           g_memdup2 (&record->id, sizeof record->id));
      qh_record_set_integer (activity, "case", record->id);
      return TRUE;
    }
  qh_record_set_integer (activity, "case", *id);
  record = g_hash_table_lookup (plan->new_cases, id);
  if (record != NULL
      && qh_record_get_integer (activity, "date") < qh_record_get_integer (record, "opened"))
    qh_record_set_integer (record, "opened", qh_record_get_integer (activity, "date"));
  return TRUE;
}

/* A row's key is the hash of what is in it and how often the same came before,
 * so that the same file in another encoding is the same. */
static GBytes *
make_key (QhImportPlan *plan,
          guint         row)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 key[32 + 4];
  gsize length = 32;
  const char *hash;
  guint32 occurrence;

  g_checksum_update (checksum, (const guchar *) plan->profile->kind, strlen (plan->profile->kind) + 1);
  for (guint i = 0; i < qh_csv_reader_get_n_columns (plan->table); i++)
    {
      const char *name = qh_csv_reader_get_column_name (plan->table, i);
      const char *cell = qh_csv_reader_get_cell (plan->table, row, i);

      g_checksum_update (checksum, (const guchar *) name, strlen (name) + 1);
      g_checksum_update (checksum, (const guchar *) cell, strlen (cell) + 1);
    }
  hash = g_checksum_get_string (checksum);
  occurrence = GPOINTER_TO_UINT (g_hash_table_lookup (plan->occurrences, hash));
  g_hash_table_insert (plan->occurrences, g_strdup (hash), GUINT_TO_POINTER (occurrence + 1));

  g_checksum_get_digest (checksum, key, &length);
  occurrence = GUINT32_TO_LE (occurrence);
  memcpy (key + 32, &occurrence, 4);
  return g_bytes_new (key, sizeof key);
}

static gboolean
make_record (QhImportPlan  *plan,
             guint          row,
             QhRecord     **made,
             GError       **error)
{
  g_autoptr (QhRecord) record = qh_record_new (plan->kind);
  gint64 n_people, worker;

  if (!fill (plan->bindings, row, record, error))
    return FALSE;
  fill_defaults (plan, record);
  if (!fill_served (plan, row, record, &n_people, error))
    return FALSE;
  qh_record_set_integer (record, "worker", plan->default_worker);
  if (!qh_record_check (record, plan->catalogues, qh_day_today (), qh_store_get_language (plan->store), error))
    return FALSE;
  if (!find_worker (plan, plan->worker, row, &worker, error))
    return FALSE;
  qh_record_set_integer (record, "worker", worker);
  if (!join_case (plan, row, record, error))
    return FALSE;
  plan->report->n_served += n_people;
  *made = g_steal_pointer (&record);
  return TRUE;
}

/* Adds the row's record to the plan, or to the report why there is none; then it
 * leaves no worker and no case behind. */
gboolean
qh_import_plan_add_row (QhImportPlan  *plan,
                        guint          row,
                        GError       **error)
{
  g_autofree char *fault = qh_csv_reader_describe_fault (plan->table, row);
  guint line = qh_csv_reader_get_line (plan->table, row);
  guint n_workers = plan->worker_records->len;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) key = NULL;
  QhRecord *record = NULL;

  if (fault != NULL)
    {
      qh_import_report_add_skip (plan->report, line, fault);
      return TRUE;
    }
  key = make_key (plan, row);
  if (qh_store_is_imported (plan->store, key))
    {
      plan->report->n_already++;
      return TRUE;
    }
  if (!make_record (plan, row, &record, &reason))
    {
      forget_workers (plan, n_workers);
      qh_import_report_add_skip (plan->report, line, reason->message);
      return TRUE;
    }
  g_ptr_array_add (plan->records, record);
  g_ptr_array_add (plan->keys, g_steal_pointer (&key));
  plan->report->n_new++;
  return TRUE;
}
