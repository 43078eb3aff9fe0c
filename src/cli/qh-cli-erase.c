/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-private.h"
#include "store/qh-change-words.h"
#include "store/qh-erase.h"
#include "store/qh-retention.h"

/* erase */

static void
print_erasure (QhCli *cli, QhStore *store, const QhErasure *erasure, GError **error)
{
  const QhCliColumn columns[] = { { "kind", _ ("Kind"), FALSE },
                                  { "deleted", _ ("Deleted"), TRUE },
                                  { "cleared", _ ("Kept without names or notes"), TRUE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      g_autofree char *deleted = g_strdup_printf ("%u", erasure->n_deleted[number]);
      g_autofree char *cleared = g_strdup_printf ("%u", erasure->n_cleared[number]);
      const QhKind *kind = qh_store_get_kind (store, number);
      const char *cells[]
        = { cli->format == QH_CLI_TEXT ? qh_kind_get_plural (kind, qh_store_get_language (store))
                                       : kind->name,
            deleted,
            cleared };

      if (erasure->n_deleted[number] + erasure->n_cleared[number] > 0)
        qh_cli_output_row (output, cells);
    }
  qh_cli_output_close (output, error);
}

/* What the log and the drafts lose; and until when backups hold it. */
static void
print_notes (QhStore *store, const QhErasure *erasure, gboolean done)
{
  QhDay last = qh_erasure_find_last_backup (store, qh_day_today ());
  g_autofree char *until = qh_day_format_short (last);

  qh_cli_note (g_dngettext (GETTEXT_PACKAGE,
                            "%u entry of the log holds only a digest.",
                            "%u entries of the log hold only a digest.",
                            erasure->n_entries),
               erasure->n_entries);
  if (erasure->n_drafts > 0)
    qh_cli_note (
      g_dngettext (
        GETTEXT_PACKAGE, "%u draft is deleted.", "%u drafts are deleted.", erasure->n_drafts),
      erasure->n_drafts);
  qh_cli_note (done ? _ ("Erased for good. Backups made before still hold it, by the rule until %s "
                         "at the latest; copies elsewhere until they are destroyed.")
                    : _ ("Nothing was erased. Backups made before would still hold it, by the rule "
                         "until %s at the latest; copies elsewhere until they are destroyed."),
               until);
}

static gboolean
erase (QhCli *cli, QhStore *store, guint kind, gint64 id, QhErasure *erasure, GError **error)
{
  QhCliProgress progress;
  gboolean done;

  if (qh_cli_get (cli, "dry-run") != NULL)
    return qh_store_preview_erasure (store, kind, id, erasure, NULL, error);
  qh_cli_progress_begin (&progress);
  done = qh_store_erase (store,
                         kind,
                         id,
                         qh_cli_get (cli, "reason"),
                         erasure,
                         qh_cli_progress_cb,
                         &progress,
                         progress.cancellable,
                         error);
  qh_cli_progress_end (&progress);
  return done;
}

static gboolean
run_erase (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (GError) printing = NULL;
  QhErasure erasure;
  QhKind *kind;
  gint64 id;

  if (store == NULL || (kind = qh_cli_find_kind (store, cli->arguments[1], error)) == NULL)
    return FALSE;
  if (!qh_kind_can_be_erased (kind->number))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("“%s” cannot be erased. Choose person, case, consultation, activity or "
                      "action_item."),
                   cli->arguments[1]);
      return FALSE;
    }
  id = qh_cli_find_record (store, kind, cli->arguments[2], error);
  if (id == 0 || !erase (cli, store, kind->number, id, &erasure, error))
    return FALSE;
  print_erasure (cli, store, &erasure, &printing);
  print_notes (store, &erasure, qh_cli_get (cli, "dry-run") == NULL);
  if (printing == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&printing));
  return FALSE;
}

static const GOptionEntry erase_entries[] = {
  QH_CLI_OPTION ("reason", N_ ("Why, for the log; write no name"), N_ ("TEXT")),
  QH_CLI_FLAG ("dry-run", N_ ("Only tell what would go")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_erase = {
  .name = "erase",
  .arguments = N_ ("WORKSPACE KIND ID"),
  .summary = N_ ("Erase a person, a case or another record for good"),
  .entries = erase_entries,
  .least = 3,
  .most = 3,
  .run = run_erase,
};

/* retention */

static gboolean
set_period (QhCli *cli, QhStore *store, const QhKind *kind, GError **error)
{
  gint64 months;

  return qh_cli_get_count (cli, "months", 0, 0, QH_MAX_RETENTION_MONTHS, &months, error)
         && qh_retention_set_months (store, kind, (guint)months, error);
}

static gboolean
keep (QhCli *cli, QhStore *store, const QhKind *kind, GError **error)
{
  gint64 id = qh_cli_find_record (store, kind, qh_cli_get (cli, "keep"), error);
  QhDay until;

  return id != 0 && qh_cli_get_day (cli, "until", QH_NO_DAY, &until, error)
         && qh_retention_keep (store, kind->number, id, until, qh_cli_get (cli, "reason"), error);
}

/* What is to be done before the list. */
static gboolean
set_up (QhCli *cli, QhStore *store, GError **error)
{
  const char *name = qh_cli_get (cli, "kind");
  gboolean keeps = qh_cli_get (cli, "keep") != NULL;
  gboolean sets = qh_cli_get (cli, "months") != NULL;
  const QhKind *kind;

  if (name == NULL && !keeps && !sets)
    return TRUE;
  if (name == NULL || keeps == sets)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("Say of which kind of record, with --kind, and either --months or "
                              "--keep."));
      return FALSE;
    }
  kind = qh_cli_find_kind (store, name, error);
  if (kind == NULL)
    return FALSE;
  return keeps ? keep (cli, store, kind, error) : set_period (cli, store, kind, error);
}

static void
print_due (QhCli *cli, QhStore *store, QhCliOutput *output, const QhDueRecord *due)
{
  const QhKind *kind = qh_store_get_kind (store, due->kind);
  g_autoptr (QhRecord) record = qh_store_get (store, due->kind, due->id, NULL);
  g_autofree char *id = g_strdup_printf ("%" PRId64, due->id);
  g_autofree char *said = record != NULL ? qh_record_describe (store, record) : g_strdup ("");
  char iso[QH_DAY_ISO_SIZE];
  const char *cells[] = { kind->name, id, iso, said };

  qh_day_to_iso (due->from, iso);
  qh_cli_output_row (output, cells);
}

static gboolean
run_retention (QhCli *cli, GError **error)
{
  const QhCliColumn columns[] = { { "kind", _ ("Kind"), FALSE },
                                  { "id", _ ("Number"), FALSE },
                                  { "from", _ ("Since"), FALSE },
                                  { "record", _ ("Record"), FALSE } };
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (QhCliOutput) output = NULL;
  g_autoptr (GArray) due = NULL;

  if (store == NULL || !set_up (cli, store, error))
    return FALSE;
  due = qh_retention_list_due (store, qh_day_today (), 0, error);
  if (due == NULL)
    return FALSE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < due->len; i++)
    print_due (cli, store, output, &g_array_index (due, QhDueRecord, i));
  return qh_cli_output_close (output, error);
}

static const GOptionEntry retention_entries[] = {
  QH_CLI_OPTION ("kind", N_ ("Of which kind; with --months, set how long it is kept"), N_ ("KIND")),
  QH_CLI_OPTION ("months", N_ ("For so many months; 0 for always"), N_ ("N")),
  QH_CLI_OPTION ("keep", N_ ("Keep this record of the kind longer"), N_ ("ID")),
  QH_CLI_OPTION ("until", N_ ("On this day it is due again"), N_ ("DATE")),
  QH_CLI_OPTION ("reason", N_ ("Why, for the log; write no name"), N_ ("TEXT")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_retention = {
  .name = "retention",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("List the records whose retention period is over, or set a period"),
  .entries = retention_entries,
  .least = 1,
  .most = 1,
  .run = run_retention,
};
