/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-frame.h"

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
      g_autofree char *condition = resolve_names (store, g_ptr_array_index (conditions, i), error);

      if (condition == NULL || !qh_filter_parse (filter, frame, condition, error))
        return FALSE;
    }
  return TRUE;
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
  g_autoptr (QhFilter) conditions = qh_filter_new ();
  g_autoptr (QhFrame) frame = NULL;
  QhCliProgress progress;

  qh_cli_progress_begin (&progress);
  frame = qh_frame_load (store, kind, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  if (frame == NULL || !read_conditions (cli, store, frame, conditions, error))
    return NULL;
  *filter = g_steal_pointer (&conditions);
  return g_steal_pointer (&frame);
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
