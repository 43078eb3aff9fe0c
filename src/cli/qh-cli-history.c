/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-private.h"
#include "store/qh-change-words.h"
#include "store/qh-history.h"

static void
print_row (QhStore *store,
           QhCliOutput *output,
           const QhVersion *version,
           const char *field,
           const char *before,
           const char *after)
{
  static const char *const operations[]
    = { "", N_ ("added"), N_ ("changed"), N_ ("deleted") };
  g_autofree char *sequence = g_strdup_printf ("%" PRId64, version->change->sequence);
  g_autofree char *time = qh_change_words_time (version->change->time);
  g_autofree char *user = qh_change_words_user (store, version->change->user);
  const char *cells[]
    = { sequence, time, user, _ (operations[version->operation]), field, before, after };

  qh_cli_output_row (output, cells);
}

static void
print_version (QhStore *store, QhCliOutput *output, QhKind *kind, const QhVersion *version)
{
  g_autoptr (QhRecord) nothing = qh_record_new (kind);
  const QhRecord *before = version->before != NULL ? version->before : nothing;
  const QhRecord *after = version->after != NULL ? version->after : nothing;

  if (version->erased)
    {
      print_row (store, output, version, "", _ ("erased"), _ ("erased"));
      return;
    }
  if (version->closed)
    {
      print_row (store, output, version, "", _ ("sealed for others"), _ ("sealed for others"));
      return;
    }
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (qh_value_equal (&before->values[i], &after->values[i]))
        continue;
      was = qh_value_describe (store, field, &before->values[i]);
      is = qh_value_describe (store, field, &after->values[i]);
      if (!g_str_equal (was, is))
        print_row (store,
                   output,
                   version,
                   qh_field_get_label (field, qh_store_get_language (store)),
                   was,
                   is);
    }
}

static gboolean
run (QhCli *cli, GError **error)
{
  const QhCliColumn columns[] = {
    { "change", _ ("Change"), TRUE },   { "time", _ ("Time"), FALSE },
    { "user", _ ("User"), FALSE },      { "operation", _ ("What"), FALSE },
    { "field", _ ("Field"), FALSE },    { "before", _ ("Before"), FALSE },
    { "after", _ ("After"), FALSE },
  };
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  QhKind *kind;
  gint64 id;

  if (store == NULL)
    return FALSE;
  kind = qh_cli_find_kind (store, cli->arguments[1], error);
  if (kind == NULL)
    return FALSE;
  id = qh_cli_find_record (store, kind, cli->arguments[2], error);
  versions = id != 0 ? qh_history_list (store, kind->number, id, error) : NULL;
  if (versions == NULL)
    return FALSE;
  if (versions->len == 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_FOUND,
                   _ ("The log tells nothing of %s %s."),
                   cli->arguments[1],
                   cli->arguments[2]);
      return FALSE;
    }
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < versions->len; i++)
    print_version (store, output, kind, g_ptr_array_index (versions, i));
  return qh_cli_output_close (output, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_history = {
  .name = "history",
  .arguments = N_ ("WORKSPACE KIND ID"),
  .summary = N_ ("Tell who changed a record, from what to what"),
  .entries = entries,
  .least = 3,
  .most = 3,
  .run = run,
};
