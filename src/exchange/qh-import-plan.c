/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-plan.h"

#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_EVERY 256

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) qh_record_free);
}

static QhImportPlan *
alloc_plan (QhStore          *store,
            QhCsvReader      *table,
            QhImportProfile  *profile)
{
  QhImportPlan *plan = g_new0 (QhImportPlan, 1);

  plan->store = g_object_ref (store);
  plan->table = g_object_ref (table);
  plan->profile = qh_import_profile_ref (profile);
  plan->dictionary = qh_store_ref_dictionary (store);
  plan->catalogues = qh_store_ref_catalogues (store);
  plan->kind = qh_dictionary_get_kind (plan->dictionary, QH_KIND_ACTIVITY);
  plan->report = qh_import_report_new (qh_csv_reader_get_file_name (table),
                                       qh_labels_get (profile->names, qh_store_get_language (store)));
  plan->report->n_read = qh_csv_reader_get_n_rows (table);
  plan->report->n_wrapped = qh_csv_reader_get_report (table)->n_wrapped;

  plan->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_column_free);
  plan->bindings = g_array_new (FALSE, FALSE, sizeof (QhImportBinding));
  plan->case_bindings = g_array_new (FALSE, FALSE, sizeof (QhImportBinding));
  plan->workers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->new_cases = g_hash_table_new (g_int64_hash, g_int64_equal);
  plan->occurrences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  plan->entries = new_records ();
  plan->own_fields = new_records ();
  plan->worker_records = new_records ();
  plan->case_records = new_records ();
  plan->records = new_records ();
  plan->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return plan;
}

void
qh_import_plan_free (QhImportPlan *plan)
{
  if (plan == NULL)
    return;
  qh_import_report_free (plan->report);
  g_ptr_array_unref (plan->columns);
  g_array_unref (plan->bindings);
  g_array_unref (plan->case_bindings);
  g_hash_table_unref (plan->workers);
  g_hash_table_unref (plan->cases);
  g_hash_table_unref (plan->new_cases);
  g_hash_table_unref (plan->occurrences);
  g_ptr_array_unref (plan->entries);
  g_ptr_array_unref (plan->own_fields);
  g_ptr_array_unref (plan->worker_records);
  g_ptr_array_unref (plan->case_records);
  g_ptr_array_unref (plan->records);
  g_ptr_array_unref (plan->keys);
  qh_catalogues_unref (plan->catalogues);
  qh_dictionary_unref (plan->dictionary);
  qh_import_profile_unref (plan->profile);
  g_object_unref (plan->table);
  g_object_unref (plan->store);
  g_free (plan);
}

/* Binds a source to its column; the plan keeps it. */
QhImportColumn *
qh_import_plan_bind (QhImportPlan          *plan,
                     const QhImportSource  *source,
                     const char            *catalogue)
{
  QhImportColumn *column;

  if (source == NULL)
    return NULL;
  column = qh_import_column_new (source, plan->table);
  if (catalogue != NULL)
    qh_import_column_set_catalogue (column, catalogue, plan->catalogues);
  g_ptr_array_add (plan->columns, column);
  return column;
}

static QhImportColumn *
bind_feeds (QhImportPlan  *plan,
            GPtrArray     *feeds,
            QhKind        *kind,
            GArray        *bindings)
{
  QhImportColumn *worker = NULL;

  for (guint i = 0; i < feeds->len; i++)
    {
      const QhImportFeed *feed = g_ptr_array_index (feeds, i);
      QhImportBinding binding = { qh_kind_find_field (kind, feed->field), NULL };

      binding.column = qh_import_plan_bind (plan, feed->source, binding.field->catalogue);
      if (binding.field->type == QH_TYPE_REFERENCE)
        worker = binding.column;
      else
        g_array_append_val (bindings, binding);
    }
  return worker;
}

static void
bind_profile (QhImportPlan *plan)
{
  const QhImportProfile *profile = plan->profile;

  plan->worker = bind_feeds (plan, profile->feeds, plan->kind, plan->bindings);
  if (profile->group != NULL)
    {
      QhKind *kind = qh_dictionary_get_kind (plan->dictionary, QH_KIND_CASE);

      plan->group = qh_import_plan_bind (plan, profile->group->source, NULL);
      plan->case_worker = bind_feeds (plan, profile->group->feeds, kind, plan->case_bindings);
    }
  if (profile->served != NULL)
    {
      plan->served_count = qh_import_plan_bind (plan, profile->served->count, NULL);
      plan->served_sex = qh_import_plan_bind (plan, profile->served->sex, "sex");
      plan->served_age = qh_import_plan_bind (plan, profile->served->age, NULL);
      plan->served_age_group = qh_import_plan_bind (plan, profile->served->age_group, "age_group");
    }
}

static gboolean
load_workers (QhImportPlan  *plan,
              gint64         worker,
              GError       **error)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (plan->store, QH_KIND_WORKER, error);
  g_autoptr (GPtrArray) units = NULL;

  if (workers == NULL)
    return FALSE;
  units = qh_store_list_all (plan->store, QH_KIND_UNIT, error);
  if (units == NULL)
    return FALSE;
  if (units->len > 0)
    plan->unit = ((QhRecord *) g_ptr_array_index (units, 0))->id;
  plan->default_worker = worker;
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (workers, i);

      g_hash_table_insert (plan->workers, qh_category_key (qh_record_get_text (record, "name")),
                           g_memdup2 (&record->id, sizeof record->id));
      if (plan->default_worker == 0 && qh_record_get_integer (record, "retired") == 0)
        plan->default_worker = record->id;
    }
  if (plan->default_worker != 0)
    return TRUE;
  g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
               _("The workspace has no worker yet. Add one, then import."));
  return FALSE;
}

static gboolean
load_cases (QhImportPlan  *plan,
            GError       **error)
{
  g_autoptr (GPtrArray) cases = NULL;

  if (plan->profile->group == NULL)
    return TRUE;
  cases = qh_store_list_all (plan->store, QH_KIND_CASE, error);
  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (cases, i);
      const char *folio = qh_record_get_text (record, "folio");

      if (g_str_has_prefix (folio, plan->profile->group->prefix))
        g_hash_table_insert (plan->cases, g_strdup (folio), g_memdup2 (&record->id, sizeof record->id));
    }
  return TRUE;
}

static void
report_folds (QhImportPlan  *plan,
              guint          place)
{
  g_autoptr (QhCategoryFolder) folder = qh_category_folder_new ();

  for (guint row = 0; row < qh_csv_reader_get_n_rows (plan->table); row++)
    {
      const char *cell = qh_csv_reader_get_cell (plan->table, row, place);

      if (qh_csv_reader_is_whole (plan->table, row) && !qh_cell_is_blank (cell))
        qh_category_folder_add (folder, cell);
    }
  qh_category_folder_settle (folder);
  for (guint i = 0; i < qh_category_folder_get_n (folder); i++)
    {
      const QhCategory *category = qh_category_folder_get (folder, i);

      if (category->n_folded > 0)
        qh_import_report_add_fold (plan->report, qh_csv_reader_get_column_name (plan->table, place),
                                   category->label, category->spellings, category->n_folded);
    }
}

/* Each column that codes are read from, once. */
static void
report_all_folds (QhImportPlan *plan)
{
  g_autofree gboolean *coded = g_new0 (gboolean, qh_csv_reader_get_n_columns (plan->table));
  QhImportColumn *served[] = { plan->served_sex, plan->served_age_group };

  for (guint i = 0; i < plan->bindings->len; i++)
    {
      const QhImportBinding *binding = &g_array_index (plan->bindings, QhImportBinding, i);
      int place = qh_import_column_get_place (binding->column);

      if (place >= 0 && (binding->field->type == QH_TYPE_CODE || binding->field->type == QH_TYPE_CODES))
        coded[place] = TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (served); i++)
    if (served[i] != NULL && qh_import_column_get_place (served[i]) >= 0)
      coded[qh_import_column_get_place (served[i])] = TRUE;
  for (guint place = 0; place < qh_csv_reader_get_n_columns (plan->table); place++)
    if (coded[place])
      report_folds (plan, place);
}

static void
report_unmapped_cb (const char *column,
                    const char *value,
                    const char *code,
                    guint       count,
                    gpointer    user_data)
{
  qh_import_report_add_unmapped (user_data, column, value, code, count);
}

static gboolean
add_rows (QhImportPlan   *plan,
          QhProgress      progress,
          gpointer        progress_data,
          GCancellable   *cancellable,
          GError        **error)
{
  guint n_rows = qh_csv_reader_get_n_rows (plan->table);

  for (guint row = 0; row < n_rows; row++)
    {
      if (row % PROGRESS_EVERY == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress (row, n_rows, progress_data);
        }
      if (!qh_import_plan_add_row (plan, row, error))
        return FALSE;
    }
  if (progress != NULL)
    progress (n_rows, n_rows, progress_data);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
finish_report (QhImportPlan *plan)
{
  QhImportReport *report = plan->report;

  for (guint i = 0; i < plan->columns->len; i++)
    qh_import_column_foreach_unmapped (g_ptr_array_index (plan->columns, i), report_unmapped_cb, report);
  if (report->n_new == 0)
    return;
  report->n_cases = plan->case_records->len;
  report->n_workers = plan->worker_records->len;
  report->n_own_fields = plan->own_fields->len;
  report->n_codes = plan->entries->len;
}

/* Reads the whole table by the profile, and writes nothing. */
QhImportPlan *
qh_import_plan_new (QhStore          *store,
                    QhCsvReader      *table,
                    QhImportProfile  *profile,
                    gint64            worker,
                    QhProgress        progress,
                    gpointer          progress_data,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_autoptr (QhImportPlan) plan = alloc_plan (store, table, profile);

  if (!qh_import_profile_check (profile, plan->dictionary, plan->catalogues, error)
      || !qh_import_profile_check_columns (profile, table, error)
      || !load_workers (plan, worker, error)
      || !load_cases (plan, error)
      || !qh_import_plan_extend (plan, error))
    return NULL;
  bind_profile (plan);
  report_all_folds (plan);
  if (!add_rows (plan, progress, progress_data, cancellable, error))
    return NULL;
  finish_report (plan);
  return g_steal_pointer (&plan);
}

static void
move_records (GPtrArray *records,
              QhChange  *change)
{
  for (guint i = 0; i < records->len; i++)
    qh_change_put (change, records->pdata[i]);
  g_ptr_array_set_free_func (records, NULL);
  g_ptr_array_set_size (records, 0);
}

/* What others refer to goes first: codes, fields, workers, cases, rows. */
QhChange *
qh_import_plan_take_change (QhImportPlan *plan)
{
  QhChange *change = qh_change_new_event (QH_ACTION_IMPORT, 0, 0, NULL);

  g_hash_table_remove_all (plan->new_cases);
  move_records (plan->entries, change);
  move_records (plan->own_fields, change);
  move_records (plan->worker_records, change);
  move_records (plan->case_records, change);
  for (guint i = 0; i < plan->records->len; i++)
    qh_change_put_imported (change, plan->records->pdata[i], g_ptr_array_index (plan->keys, i));
  g_ptr_array_set_free_func (plan->records, NULL);
  g_ptr_array_set_size (plan->records, 0);
  return change;
}
