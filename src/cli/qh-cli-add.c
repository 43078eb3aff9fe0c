/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-private.h"
#include "desk/qh-calendar.h"

#define MOST_FIELDS 200

/* "FIELD=VALUE" → the texts of each field, in the order in which they were given. */
static GHashTable *
read_pairs (QhCli *cli, const QhKind *kind, GError **error)
{
  g_autoptr (GHashTable) texts
    = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);

  for (char **argument = cli->arguments + 2; *argument != NULL; argument++)
    {
      char *equals = strchr (*argument, '=');
      g_autofree char *name = equals != NULL ? g_strndup (*argument, equals - *argument) : NULL;
      const QhField *field;
      GPtrArray *list;

      if (equals == NULL)
        {
          g_set_error (error,
                       QH_ERROR,
                       QH_ERROR_FORMAT,
                       _ ("“%s” says nothing of a field. Write FIELD=VALUE."),
                       *argument);
          return NULL;
        }
      field = qh_kind_find_field (kind, g_strdelimit (name, "-", '_'));
      if (field == NULL || field->retired)
        {
          g_set_error (error,
                       QH_ERROR,
                       QH_ERROR_NOT_FOUND,
                       _ ("A record of the kind “%s” has no field “%s”. “quehacer add --help” lists them."),
                       kind->name,
                       name);
          return NULL;
        }
      list = g_hash_table_lookup (texts, field);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (texts, (gpointer)field, list);
        }
      g_ptr_array_add (list, equals + 1);
    }
  return g_steal_pointer (&texts);
}

static gboolean
fill (QhStore *store, QhRecord *record, GHashTable *texts, GError **error)
{
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);
      GPtrArray *list = g_hash_table_lookup (texts, field);

      if (list != NULL && !qh_cli_set_field (store, record, field, list, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_record (QhCli *cli, QhStore *store, QhRecord *record, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();

  qh_change_put (change, qh_record_copy (record));
  change->reason = g_strdup (qh_cli_get (cli, "reason"));
  if (!qh_calendar_fit (store, change, error) || !qh_store_apply (store, change, NULL, NULL, NULL, error))
    return FALSE;
  record->id = ((QhChangeItem *)g_ptr_array_index (change->items, 0))->record->id;
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const QhCliColumn columns[] = { { "kind", _ ("Kind"), FALSE }, { "id", _ ("Number"), TRUE } };
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  QhKind *kind = store != NULL ? qh_cli_find_kind (store, cli->arguments[1], error) : NULL;
  g_autoptr (GHashTable) texts = NULL;
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  g_autofree char *id = NULL;

  if (kind == NULL)
    return FALSE;
  if (kind->number == QH_KIND_USER)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_FORMAT,
                           _ ("A user needs keys: use “quehacer user add”."));
      return FALSE;
    }
  texts = read_pairs (cli, kind, error);
  if (texts == NULL)
    return FALSE;
  record = qh_store_new_record (store, kind->number);
  if (!fill (store, record, texts, error) || !write_record (cli, store, record, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  qh_cli_output_row (output, (const char *const[]){ kind->name, id });
  return qh_cli_output_close (output, error);
}

static void
describe_kind (GString *text, const QhKind *kind, QhLanguage language)
{
  g_string_append_printf (text, "\n%s (%s):", kind->name, qh_kind_get_label (kind, language));
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (!field->hidden)
        g_string_append_printf (text, " %s%s", field->name, field->required ? "*" : "");
    }
}

static char *
describe (void)
{
  static const guint kinds[] = { QH_KIND_SCHEDULE, QH_KIND_LEAVE,  QH_KIND_REFERRAL,
                                 QH_KIND_WORKER,   QH_KIND_PERSON, QH_KIND_CASE };
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  GString *text = g_string_new (_ ("Kinds and their fields; those with * are required:"));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    describe_kind (text, qh_dictionary_get_kind (dictionary, kinds[i]), qh_language_from_locale ());
  return g_string_free (text, FALSE);
}

static const GOptionEntry entries[] = {
  QH_CLI_REASON_OPTION,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_add = {
  .name = "add",
  .arguments = N_ ("WORKSPACE KIND FIELD=VALUE…"),
  .summary = N_ ("Add a record of any kind: a schedule, a leave, a referral…"),
  .entries = entries,
  .least = 3,
  .most = MOST_FIELDS,
  .describe = describe,
  .run = run,
};
