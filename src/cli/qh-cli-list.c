/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-private.h"
#include "store/qh-case-index.h"
#include "store/qh-scan.h"

/**
 * Filter:
 *
 * What is listed; 0 where anything is.
 */
typedef struct
{
  QhDay from;
  QhDay to;
  gint64 worker;
  gint64 one_case;
} Filter;

static gboolean
read_filter (QhCli   *cli,
             QhStore *store,
             Filter  *filter,
             GError **error)
{
  const char *worker = qh_cli_get (cli, "worker");
  const char *folio = qh_cli_get (cli, "case");
  QhDay date;

  if (!qh_cli_get_day (cli, "date", QH_NO_DAY, &date, error) || !qh_cli_get_day (cli, "from", date, &filter->from, error)
      || !qh_cli_get_day (cli, "to", date, &filter->to, error))
    return FALSE;
  if (worker != NULL && (filter->worker = qh_cli_find_worker (store, worker, error)) == 0)
    return FALSE;
  return folio == NULL || (filter->one_case = qh_cli_find_case (store, folio, error)) != 0;
}

/* What is needed of a record to choose and order it, in whole numbers. */
typedef struct
{
  gint64 day;
  gint64 minute;
  gint64 id;
} Place;

static gint
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *first = a, *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->minute != second->minute)
    return first->minute < second->minute ? -1 : 1;
  return (first->id > second->id) - (first->id < second->id);
}

static gboolean
fits (const Filter *filter,
      gint64        day,
      gint64        worker,
      gint64        one_case)
{
  return (filter->from == QH_NO_DAY || day >= filter->from) && (filter->to == QH_NO_DAY || day <= filter->to)
         && (filter->worker == 0 || worker == filter->worker) && (filter->one_case == 0 || one_case == filter->one_case);
}

/* The records of a kind that pass, in order of day, minute and id; a million of
 * them take no more than their places. */
static GArray *
find_places (QhStore           *store,
             guint              number,
             const char *const *names, /* of the day, the worker, the minute and the case */
             guint              n_names,
             const Filter      *filter,
             GError           **error)
{
  const QhKind *kind = qh_store_get_kind (store, number);
  g_autoptr (QhReading) reading = qh_reading_new (store, error);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  const QhField *fields[4];
  gint64 values[5] = { 0 };
  QhScan *scan;

  for (guint i = 0; i < n_names; i++)
    fields[i] = qh_kind_find_field (kind, names[i]);
  scan = reading != NULL ? qh_reading_scan (reading, kind, fields, n_names, error) : NULL;
  if (scan == NULL)
    return NULL;
  while (qh_scan_next (scan, values))
    {
      const Place place = { values[1], n_names > 2 ? values[3] : 0, values[0] };

      if (fits (filter, values[1], values[2], n_names > 2 ? values[4] : values[0]))
        g_array_append_val (places, place);
    }
  if (!qh_scan_finish (scan, error))
    return NULL;
  g_array_sort (places, compare_places);
  return g_steal_pointer (&places);
}

static gboolean
list_activities (QhCli        *cli,
                 QhStore      *store,
                 const Filter *filter,
                 GError      **error)
{
  static const char *const names[] = { "date", "worker", "start", "case" };
  g_autoptr (GArray) places = find_places (store, QH_KIND_ACTIVITY, names, G_N_ELEMENTS (names), filter, error);
  g_autoptr (QhCliActivities) rows = NULL;

  if (places == NULL)
    return FALSE;
  rows = qh_cli_activities_new (cli, store, error);
  for (guint i = 0; i < places->len; i++)
    {
      g_autoptr (QhRecord) activity = qh_store_get (store, QH_KIND_ACTIVITY, g_array_index (places, Place, i).id, error);

      if (activity == NULL || !qh_cli_activities_add (rows, activity, error))
        return FALSE;
    }
  return qh_cli_activities_close (rows, error);
}

/**
 * qh_cli_make_case_name:
 * @record: a case
 *
 * Returns: (transfer full): the case's name, or that of its first person.
 */
char *
qh_cli_make_case_name (QhStore        *store,
                       const QhRecord *record)
{
  const QhRows *people = qh_record_get_rows (record, "people");
  const char *name = qh_record_get_text (record, "name");
  g_autoptr (QhRecord) person = NULL;

  if (name[0] == '\0' && people != NULL && people->n_rows > 0)
    person = qh_store_get (store, QH_KIND_PERSON, qh_rows_cell (people, 0, 0), NULL);
  return person != NULL ? qh_person_dup_name (person) : g_strdup (name);
}

static void
day_to_text (const QhRecord *record,
             const char     *name,
             char            iso[QH_DAY_ISO_SIZE])
{
  iso[0] = '\0';
  if (qh_record_get_integer (record, name) != 0)
    qh_day_to_iso ((QhDay) qh_record_get_integer (record, name), iso);
}

static void
add_case (QhCli          *cli,
          QhStore        *store,
          QhCliOutput    *output,
          const QhRecord *record,
          GHashTable     *workers)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  QhLanguage language = qh_store_get_language (store);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  g_autofree char *name = qh_cli_make_case_name (store, record);
  const QhEntry *level = qh_catalogues_find (catalogues, qh_record_get_integer (record, "level"));
  const QhEntry *status = qh_catalogues_find (catalogues, qh_record_get_integer (record, "status"));
  const QhRows *people = qh_record_get_rows (record, "people");
  g_autofree char *n_people = g_strdup_printf ("%u", people != NULL ? people->n_rows : 0);
  gint64 worker = qh_record_get_integer (record, "worker");
  char opened[QH_DAY_ISO_SIZE], closed[QH_DAY_ISO_SIZE];
  gboolean text = cli->format == QH_CLI_TEXT;
  gboolean hidden = text && record->closed;
  const char *cells[] = {
    id, hidden ? QH_CLI_CLOSED : qh_record_get_text (record, "folio"), hidden ? QH_CLI_CLOSED : name,
    level == NULL ? NULL : text ? qh_entry_get_label (level, language) : level->code,
    status == NULL ? NULL : text ? qh_entry_get_label (status, language) : status->code,
    g_hash_table_lookup (workers, &worker), opened, closed, n_people,
  };

  day_to_text (record, "opened", opened);
  day_to_text (record, "closed", closed);
  qh_cli_output_row (output, cells + (text ? 1 : 0));
}

static GHashTable *
load_workers (QhStore *store,
              GError **error)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, error);
  GHashTable *names;

  if (workers == NULL)
    return NULL;
  names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      g_hash_table_insert (names, g_memdup2 (&worker->id, sizeof worker->id), g_strdup (worker->closed ? QH_CLI_CLOSED : qh_record_get_text (worker, "name")));
    }
  return names;
}

static gboolean
list_cases (QhCli        *cli,
            QhStore      *store,
            const Filter *filter,
            GError      **error)
{
  const QhKind *kind = qh_store_get_kind (store, QH_KIND_CASE);
  QhLanguage language = qh_store_get_language (store);
  const QhCliColumn columns[] = {
    { "id", NULL, FALSE },
    { "folio", qh_field_get_label (qh_kind_find_field (kind, "folio"), language), FALSE },
    { "name", _("Name"), FALSE },
    { "level", qh_field_get_label (qh_kind_find_field (kind, "level"), language), FALSE },
    { "status", qh_field_get_label (qh_kind_find_field (kind, "status"), language), FALSE },
    { "worker", qh_field_get_label (qh_kind_find_field (kind, "worker"), language), FALSE },
    { "opened", qh_field_get_label (qh_kind_find_field (kind, "opened"), language), FALSE },
    { "closed", qh_field_get_label (qh_kind_find_field (kind, "closed"), language), FALSE },
    { "people", qh_field_get_label (qh_kind_find_field (kind, "people"), language), TRUE },
  };
  static const char *const names[] = { "opened", "worker" };
  g_autoptr (GArray) places = find_places (store, QH_KIND_CASE, names, G_N_ELEMENTS (names), filter, error);
  g_autoptr (GHashTable) workers = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  guint first = cli->format == QH_CLI_TEXT ? 1 : 0; /* a person needs no id */

  workers = places != NULL ? load_workers (store, error) : NULL;
  if (workers == NULL)
    return FALSE;
  output = qh_cli_output_new (cli, columns + first, G_N_ELEMENTS (columns) - first);
  for (guint i = 0; i < places->len; i++)
    {
      g_autoptr (QhRecord) record = qh_store_get (store, QH_KIND_CASE, g_array_index (places, Place, i).id, error);

      if (record == NULL)
        return FALSE;
      add_case (cli, store, output, record, workers);
    }
  return qh_cli_output_close (output, error);
}

/* The people, or those of a case. */
static GArray *
find_people (QhStore      *store,
             const Filter *filter,
             GError      **error)
{
  const QhKind *kind = qh_store_get_kind (store, filter->one_case != 0 ? QH_KIND_CASE : QH_KIND_PERSON);
  const QhField *field = qh_kind_find_field (kind, "birth_year");
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (QhReading) reading = NULL;
  g_autoptr (QhRecord) record = NULL;
  gint64 values[2];
  QhScan *scan;

  if (filter->one_case != 0)
    {
      const QhRows *rows;

      record = qh_store_get (store, QH_KIND_CASE, filter->one_case, error);
      rows = record != NULL ? qh_record_get_rows (record, "people") : NULL;
      for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
        g_array_append_val (people, qh_rows_cell (rows, i, 0));
      return record != NULL ? g_steal_pointer (&people) : NULL;
    }
  reading = qh_reading_new (store, error);
  scan = reading != NULL ? qh_reading_scan (reading, kind, &field, 1, error) : NULL;
  if (scan == NULL)
    return NULL;
  while (qh_scan_next (scan, values))
    g_array_append_val (people, values[0]);
  return qh_scan_finish (scan, error) ? g_steal_pointer (&people) : NULL;
}

static gboolean
list_people (QhCli        *cli,
             QhStore      *store,
             const Filter *filter,
             GError      **error)
{
  const QhKind *kind = qh_store_get_kind (store, QH_KIND_PERSON);
  QhLanguage language = qh_store_get_language (store);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhCliColumn columns[] = {
    { "id", _("Number"), FALSE },
    { "name", _("Name"), FALSE },
    { "sex", qh_field_get_label (qh_kind_find_field (kind, "sex"), language), FALSE },
    { "birth_year", qh_field_get_label (qh_kind_find_field (kind, "birth_year"), language), TRUE },
  };
  g_autoptr (GArray) people = find_people (store, filter, error);
  g_autoptr (QhCliOutput) output = NULL;

  if (people == NULL)
    return FALSE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < people->len; i++)
    {
      g_autoptr (QhRecord) person = qh_store_get (store, QH_KIND_PERSON, g_array_index (people, gint64, i), error);
      g_autofree char *id = NULL;
      g_autofree char *name = NULL;
      g_autofree char *year = NULL;
      const QhEntry *sex;

      if (person == NULL)
        return FALSE;
      id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);
      name = person->closed && cli->format == QH_CLI_TEXT ? g_strdup (QH_CLI_CLOSED) : qh_person_dup_name (person);
      sex = qh_catalogues_find (catalogues, qh_record_get_integer (person, "sex"));
      year = qh_record_is_set (person, "birth_year") ? g_strdup_printf ("%" G_GINT64_FORMAT, qh_record_get_integer (person, "birth_year")) : NULL;
      {
        const char *cells[] = { id, name, sex == NULL ? NULL : cli->format == QH_CLI_TEXT ? qh_entry_get_label (sex, language) : sex->code, year };

        qh_cli_output_row (output, cells);
      }
    }
  return qh_cli_output_close (output, error);
}

static gboolean
list_codes (QhCli   *cli,
            QhStore *store,
            GError **error)
{
  const QhCliColumn columns[] = { { "catalogue", _("Catalogue"), FALSE }, { "code", _("Code"), FALSE }, { "label", _("Label"), FALSE } };
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  g_auto (GStrv) names = qh_catalogues_list_names (catalogues);
  const char *only = qh_cli_get (cli, "catalogue");
  g_autoptr (QhCliOutput) output = NULL;

  if (only != NULL && !g_strv_contains ((const char *const *) names, only))
    {
      g_autofree char *all = g_strjoinv (", ", names);

      g_set_error (error, QH_ERROR, QH_ERROR_NOT_FOUND, _("There is no catalogue “%s”. Choose one of: %s."), only, all);
      return FALSE;
    }
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint c = 0; names[c] != NULL; c++)
    {
      GPtrArray *entries = qh_catalogues_list (catalogues, names[c]);

      for (guint i = 0; (only == NULL || g_str_equal (only, names[c])) && i < entries->len; i++)
        {
          const QhEntry *entry = g_ptr_array_index (entries, i);
          const char *cells[] = { names[c], entry->code, qh_entry_get_label (entry, qh_store_get_language (store)) };

          if (!entry->retired)
            qh_cli_output_row (output, cells);
        }
    }
  return qh_cli_output_close (output, error);
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  static const char *const things[] = { "activities", "cases", "people", "codes", NULL };
  const char *thing;
  g_autoptr (QhStore) store = NULL;
  Filter filter = { 0 };

  qh_cli_put_workspace_first (cli, things);
  thing = cli->arguments[1];
  if (!g_strv_contains (things, thing))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("“%s” cannot be listed. Choose activities, cases, people or codes."), thing);
      return FALSE;
    }
  store = qh_cli_open (cli, error);
  if (store == NULL || !read_filter (cli, store, &filter, error))
    return FALSE;
  if (g_str_equal (thing, "codes"))
    return list_codes (cli, store, error);
  if (g_str_equal (thing, "people"))
    return list_people (cli, store, &filter, error);
  return g_str_equal (thing, "cases") ? list_cases (cli, store, &filter, error) : list_activities (cli, store, &filter, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("date", N_("Only this day"), N_("DATE")),
  QH_CLI_OPTION ("from", N_("From this day on"), N_("DATE")),
  QH_CLI_OPTION ("to", N_("Up to this day"), N_("DATE")),
  QH_CLI_OPTION ("worker", N_("Only this worker's"), N_("NAME")),
  QH_CLI_OPTION ("case", N_("Only this case"), N_("FOLIO")),
  QH_CLI_OPTION ("catalogue", N_("Only this catalogue's codes"), N_("NAME")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_list = {
  .name = "list",
  .arguments = N_("WORKSPACE activities|cases|people|codes"),
  .summary = N_("List activities, cases, people or codes"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .run = run,
};
