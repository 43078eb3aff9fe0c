/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-private.h"
#include "store/qh-users.h"

static gboolean
set_given (QhCli    *cli,
           QhStore  *store,
           QhRecord *activity,
           GError  **error)
{
  for (guint i = 0; i < activity->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (activity->kind, i);
      g_autofree char *option = qh_cli_option_name (field);
      GPtrArray *texts = qh_cli_get_all (cli, option);

      if (texts != NULL && !qh_cli_set_field (store, activity, field, texts, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_default (QhRecord   *activity,
             const char *name,
             gint64      value)
{
  if (value != 0 && !qh_record_is_set (activity, name))
    qh_record_set_integer (activity, name, value);
}

/* Where none is named, the worker that the user is. */
static gboolean
set_default_worker (QhStore  *store,
                    QhRecord *activity,
                    GError  **error)
{
  if (qh_record_is_set (activity, "worker"))
    return TRUE;
  set_default (activity, "worker", qh_users_get_worker (store));
  if (qh_record_is_set (activity, "worker"))
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED,
                       _("It is not said which worker you are. Name one with --worker, or say it in Settings → Users."));
  return FALSE;
}

static gboolean
set_defaults (QhStore  *store,
              QhRecord *activity,
              GError  **error)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *type = qh_catalogues_find (catalogues, qh_record_get_integer (activity, "type"));

  set_default (activity, "date", qh_day_today ());
  if (type != NULL)
    {
      set_default (activity, "function", type->default_function);
      set_default (activity, "level", type->default_level);
      set_default (activity, "field", type->default_field);
      set_default (activity, "contact_mode", type->default_contact_mode);
    }
  return set_default_worker (store, activity, error);
}

static gboolean
write_activity (QhCli    *cli,
                QhStore  *store,
                QhRecord *activity,
                GError  **error)
{
  g_autoptr (QhChange) change = qh_change_new ();

  qh_change_put (change, qh_record_copy (activity));
  change->reason = g_strdup (qh_cli_get (cli, "reason"));
  if (!qh_store_apply (store, change, NULL, NULL, NULL, error))
    return FALSE;
  activity->id = ((QhChangeItem *) g_ptr_array_index (change->items, 0))->record->id;
  return TRUE;
}

static gboolean
parse_again (QhCli   *cli,
             QhStore *store,
             GError **error)
{
  GOptionEntry *entries = qh_cli_field_entries (qh_store_get_kind (store, QH_KIND_ACTIVITY), qh_store_get_language (store));
  gboolean done = qh_cli_parse (cli, entries, error);

  qh_cli_field_entries_free (entries);
  return done;
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (QhRecord) activity = NULL;
  g_autoptr (QhCliActivities) rows = NULL;

  if (store == NULL || !parse_again (cli, store, error))
    return FALSE;
  activity = qh_store_new_record (store, QH_KIND_ACTIVITY);
  if (!set_given (cli, store, activity, error) || !set_defaults (store, activity, error) || !write_activity (cli, store, activity, error))
    return FALSE;
  rows = qh_cli_activities_new (cli, store, error);
  return rows != NULL && qh_cli_activities_add (rows, activity, error) && qh_cli_activities_close (rows, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_REASON_OPTION,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_log = {
  .name = "log",
  .arguments = N_("WORKSPACE --type CODE …"),
  .summary = N_("Log one activity; the workspace's own fields are options too"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .open = TRUE,
  .run = run,
};
