/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-frame.h"
#include "research/qh-variables.h"

/* A worker may be given by name and a case by its folio, which frames do not hold. */
static char *
resolve_names (QhStore    *store,
               const char *condition,
               GError    **error)
{
  gboolean worker = g_str_has_prefix (condition, "worker=");
  const char *name = strchr (condition, '=');
  gint64 id;

  if ((!worker && !g_str_has_prefix (condition, "case=")) || name[1] == '\0' || g_ascii_isdigit (name[1]))
    return g_strdup (condition);
  id = worker ? qh_cli_find_worker (store, name + 1, error) : qh_cli_find_case (store, name + 1, error);
  return id != 0 ? g_strdup_printf ("%s=%" G_GINT64_FORMAT, worker ? "worker" : "case", id) : NULL;
}

static gboolean
read_conditions (QhCli    *cli,
                 QhStore  *store,
                 QhFrame  *frame,
                 QhFilter *filter,
                 GError  **error)
{
  GPtrArray *conditions = qh_cli_get_all (cli, "where");

  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    {
      const char *given = g_ptr_array_index (conditions, i);
      g_autofree char *condition = store != NULL ? resolve_names (store, given, error) : g_strdup (given);

      if (condition == NULL || !qh_filter_parse (filter, frame, condition, error))
        return FALSE;
    }
  return TRUE;
}

/* @loaded: (transfer full) (nullable): comes back with the filter that every --where says, or not at all */
static QhFrame *
take_conditions (QhCli     *cli,
                 QhStore   *store,
                 QhFrame   *loaded,
                 QhFilter **filter,
                 GError   **error)
{
  g_autoptr (QhFrame) frame = loaded;
  g_autoptr (QhFilter) conditions = qh_filter_new ();

  if (frame == NULL || !read_conditions (cli, store, frame, conditions, error))
    return NULL;
  *filter = g_steal_pointer (&conditions);
  return g_steal_pointer (&frame);
}

/**
 * qh_cli_load_frame:
 * @kind: a #QhKindNumber
 * @filter: (out) (transfer full): every --where
 *
 * Returns: (transfer full): the frame of all records of a kind.
 */
QhFrame *
qh_cli_load_frame (QhCli     *cli,
                   QhStore   *store,
                   guint      kind,
                   QhFilter **filter,
                   GError   **error)
{
  QhCliProgress progress;
  QhFrame *frame;

  qh_cli_progress_begin (&progress);
  frame = qh_frame_load (store, kind, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return take_conditions (cli, store, frame, filter, error);
}

/* @filter: (transfer full): what every --where says */
static gboolean
set_filter (QhCliSource *source,
            QhFilter    *filter,
            GError     **error)
{
  source->filter = filter;
  source->mask = qh_filter_to_mask (filter, source->frame, error);
  return source->mask != NULL;
}

static char **
copy_all (QhCli      *cli,
          const char *option)
{
  GPtrArray *texts = qh_cli_get_all (cli, option);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (texts, i));
  return g_strv_builder_end (builder);
}

/* The text of --variables, or NULL. */
static gboolean
read_variables (QhCli   *cli,
                char   **json,
                GError **error)
{
  const char *path = qh_cli_get (cli, "variables");
  g_autoptr (GError) reason = NULL;

  *json = NULL;
  if (path == NULL || g_file_get_contents (path, json, NULL, &reason))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("“%s” could not be read: %s"), path, reason->message);
  return FALSE;
}

static gboolean
add_variables (QhCli   *cli,
               QhFrame *frame,
               GError **error)
{
  g_autofree char *json = NULL;

  return read_variables (cli, &json, error) && (json == NULL || qh_variables_add (frame, json, error));
}

/* As qh_cli_load_frame(), of the unit that --variables says. */
static QhFrame *
load_variables (QhCli      *cli,
                QhStore    *store,
                const char *json,
                QhFilter  **filter,
                GError    **error)
{
  QhCliProgress progress;
  QhFrame *frame;

  qh_cli_progress_begin (&progress);
  frame = qh_variables_load (store, json, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return take_conditions (cli, store, frame, filter, error);
}

/**
 * qh_cli_source_open_csv:
 *
 * As qh_cli_source_open(), of the table in a file. What its reader should know
 * is told on standard error.
 */
gboolean
qh_cli_source_open_csv (QhCli       *cli,
                        const char  *path,
                        QhCliSource *source,
                        GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_file (file, NULL, error);
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_auto (GStrv) types = copy_all (cli, "type");
  g_auto (GStrv) no_answer = copy_all (cli, "no-answer");

  source->language = qh_language_from_locale ();
  source->csv = table != NULL ? qh_csv_frame_new (table, (const char *const *) types, (const char *const *) no_answer, error) : NULL;
  if (source->csv == NULL)
    return FALSE;
  source->frame = qh_frame_ref (source->csv->frame);
  for (guint i = 0; source->csv->notes[i] != NULL; i++)
    qh_cli_note ("%s", source->csv->notes[i]);
  return add_variables (cli, source->frame, error) && read_conditions (cli, NULL, source->frame, filter, error)
         && set_filter (source, g_steal_pointer (&filter), error);
}

/**
 * qh_cli_source_open:
 * @kind: a #QhKindNumber, of a workspace
 * @source: (out caller-allocates): to be cleared, also after an error
 *
 * Opens what the first argument or --from-csv names and loads its rows.
 *
 * Returns: whether it could be.
 */
gboolean
qh_cli_source_open (QhCli       *cli,
                    guint        kind,
                    QhCliSource *source,
                    GError     **error)
{
  g_autoptr (QhFilter) filter = NULL;
  g_autofree char *json = NULL;

  if (qh_cli_get (cli, "from-csv") != NULL)
    return qh_cli_source_open_csv (cli, qh_cli_get (cli, "from-csv"), source, error);
  if (qh_cli_get (cli, "type") != NULL || qh_cli_get (cli, "no-answer") != NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _("--type and --no-answer are for tables: a workspace knows what its variables are."));
      return FALSE;
    }
  source->store = qh_cli_open (cli, error);
  if (source->store == NULL)
    return FALSE;
  source->language = qh_store_get_language (source->store);
  if (!read_variables (cli, &json, error))
    return FALSE;
  source->frame = json != NULL ? load_variables (cli, source->store, json, &filter, error)
                               : qh_cli_load_frame (cli, source->store, kind, &filter, error);
  return source->frame != NULL && set_filter (source, g_steal_pointer (&filter), error);
}

void
qh_cli_source_clear (QhCliSource *source)
{
  g_clear_pointer (&source->mask, g_free);
  g_clear_pointer (&source->filter, qh_filter_free);
  g_clear_pointer (&source->frame, qh_frame_unref);
  g_clear_pointer (&source->csv, qh_csv_frame_unref);
  g_clear_object (&source->store);
}

/**
 * qh_cli_name_record:
 * @user_data: a #QhStore
 *
 * A #QhNamer for who has given the passphrase; it names nothing that is closed.
 */
char *
qh_cli_name_record (guint    kind,
                    gint64   id,
                    gpointer user_data)
{
  g_autoptr (QhRecord) record = qh_store_get (user_data, kind, id, NULL);

  if (record == NULL || record->closed)
    return NULL;
  if (kind == QH_KIND_CASE)
    return g_strdup (qh_record_get_text (record, "folio"));
  if (kind == QH_KIND_WORKER || kind == QH_KIND_UNIT)
    return g_strdup (qh_record_get_text (record, "name"));
  return NULL;
}

static gboolean
is_countable (const QhField *field)
{
  return qh_field_enters_frame (field) && !field->retired && field->type != QH_TYPE_NUMBER;
}

static void
append_variables (GString      *text,
                  const QhKind *kind,
                  const char   *parts)
{
  const char *separator = ": ";

  g_string_append_printf (text, "\n%s", qh_kind_get_plural (kind, qh_language_from_locale ()));
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    if (is_countable (qh_kind_get_field (kind, i)))
      {
        g_string_append_printf (text, "%s%s", separator, qh_kind_get_field (kind, i)->name);
        separator = ", ";
      }
  g_string_append (text, parts);
}

/**
 * qh_cli_describe_variables:
 *
 * Returns: (transfer full): the names of the variables, for a command's help.
 */
char *
qh_cli_describe_variables (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  GString *text = g_string_new (_("Variables, besides a workspace's own fields:"));

  append_variables (text, qh_dictionary_get_kind (dictionary, QH_KIND_ACTIVITY), ", day, week, month, quarter, year, weekday, hour, sex, age_group");
  append_variables (text, qh_dictionary_get_kind (dictionary, QH_KIND_CASE), ", opened:month, closed:month…");
  append_variables (text, qh_dictionary_get_kind (dictionary, QH_KIND_PERSON), "");
  g_string_append_printf (text, "\n\n%s", _("Conditions: --where type=AC010, --where type=AC010,AC012, --where date=2026-01..2026-03, --where minutes=60.."));
  return g_string_free (text, FALSE);
}

/**
 * qh_cli_read_kind:
 *
 * @option: "of" or "unit"
 *
 * Returns: the kind that the option names, activities where it names none, or 0.
 */
guint
qh_cli_read_kind (QhCli      *cli,
                  const char *option,
                  GError    **error)
{
  static const struct
  {
    const char *name;
    guint number;
  } kinds[] = { { "activities", QH_KIND_ACTIVITY }, { "cases", QH_KIND_CASE }, { "persons", QH_KIND_PERSON } };
  const char *name = qh_cli_get (cli, option);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (name == NULL || g_str_equal (name, kinds[i].name))
      return kinds[i].number;
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("--%s: there is no “%s”. Choose activities, cases or persons."), option, name);
  return 0;
}
