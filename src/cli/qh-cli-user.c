/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-private.h"
#include "store/qh-users.h"

static const struct
{
  const char *name;
  QhRoles role;
} roles[] = {
  { "practitioner", QH_ROLE_PRACTITIONER },
  { "supervisor", QH_ROLE_SUPERVISOR },
  { "researcher", QH_ROLE_RESEARCHER },
  { "administrator", QH_ROLE_ADMINISTRATOR },
};

static gboolean
read_roles (QhCli   *cli,
            QhRoles *wanted,
            GError **error)
{
  GPtrArray *names = qh_cli_get_all (cli, "role");
  guint found = 0;

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      guint before = found;

      for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
        if (g_ascii_strcasecmp (roles[r].name, g_ptr_array_index (names, i)) == 0)
          found |= roles[r].role;
      if (found != before)
        continue;
      g_set_error (error, QH_ERROR, QH_ERROR_CODE,
                   _("There is no role “%s”, or it is given twice. Choose practitioner, supervisor, researcher or administrator."),
                   (const char *) g_ptr_array_index (names, i));
      return FALSE;
    }
  *wanted = (QhRoles) found;
  return TRUE;
}

static char *
describe_roles (QhCli   *cli,
                QhStore *store,
                QhRoles  set)
{
  const QhKind *kind = qh_store_get_kind (store, QH_KIND_USER);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    if (set & roles[r].role)
      g_strv_builder_add (builder, cli->format == QH_CLI_TEXT
                                     ? qh_field_get_label (qh_kind_find_field (kind, roles[r].name), qh_store_get_language (store))
                                     : roles[r].name);
  names = g_strv_builder_end (builder);
  return g_strjoinv (cli->format == QH_CLI_TEXT ? ", " : " ", names);
}

static gboolean
is_among (GPtrArray *users,
          gint64     id)
{
  for (guint i = 0; i < users->len; i++)
    if (((const QhRecord *) g_ptr_array_index (users, i))->id == id)
      return TRUE;
  return FALSE;
}

static gboolean
list (QhCli   *cli,
      QhStore *store,
      GError **error)
{
  const QhCliColumn columns[] = { { "name", _("User"), FALSE },
                                  { "roles", _("Roles"), FALSE },
                                  { "waiting", _("Waits for keys"), FALSE },
                                  { "removed", _("Removed"), FALSE } };
  g_autoptr (GPtrArray) users = qh_users_list (store, error);
  g_autoptr (GPtrArray) waiting = users != NULL ? qh_users_list_waiting (store, error) : NULL;
  g_autoptr (QhCliOutput) output = NULL;
  gboolean text = cli->format == QH_CLI_TEXT;
  const char *yes = text ? _("yes") : "yes";
  const char *no = text ? "" : "no";

  if (waiting == NULL)
    return FALSE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < users->len; i++)
    {
      const QhRecord *user = g_ptr_array_index (users, i);
      g_autofree char *described = describe_roles (cli, store, qh_user_get_roles (user));
      const char *cells[] = { qh_record_get_text (user, "name"), described, is_among (waiting, user->id) ? yes : no,
                              qh_record_get_integer (user, "retired") != 0 ? yes : no };

      qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
add (QhCli      *cli,
     QhStore    *store,
     const char *name,
     GError    **error)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  const char *worker = qh_cli_get (cli, "worker");
  gint64 id = 0;
  char *passphrase;
  QhRoles wanted;

  if (!read_roles (cli, &wanted, error))
    return FALSE;
  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, wanted);
  if (worker != NULL)
    {
      gint64 found = qh_cli_find_worker (store, worker, error);

      if (found == 0)
        return FALSE;
      qh_record_set_integer (user, "worker", found);
    }
  passphrase = qh_cli_ask_new_passphrase (cli, "new-passphrase-file", error);
  if (passphrase != NULL)
    id = qh_users_add (store, user, passphrase, error);
  qh_cli_forget (passphrase);
  if (id == 0)
    return FALSE;
  if ((wanted & QH_ROLES_SEEING) && !qh_store_may_see_identities (store))
    qh_cli_note (_("“%s” was added and sees no names until somebody who sees them gives the keys: quehacer user give-keys"), name);
  else
    qh_cli_note (_("“%s” was added. Tell them their first passphrase; they change it with: quehacer passphrase"), name);
  return TRUE;
}

static gboolean
set_roles (QhCli   *cli,
           QhStore *store,
           gint64   user,
           GError **error)
{
  QhRoles wanted;

  return read_roles (cli, &wanted, error) && qh_users_set_roles (store, user, wanted, error);
}

static gboolean
reset (QhCli   *cli,
       QhStore *store,
       gint64   user,
       GError **error)
{
  char *passphrase = qh_cli_ask_new_passphrase (cli, "new-passphrase-file", error);
  gboolean done = passphrase != NULL && qh_users_reset (store, user, passphrase, error);

  qh_cli_forget (passphrase);
  return done;
}

static gboolean
change (QhCli      *cli,
        QhStore    *store,
        const char *action,
        const char *name,
        GError    **error)
{
  gint64 user;

  if (g_str_equal (action, "add"))
    return add (cli, store, name, error);
  user = qh_users_find (store, name, error);
  if (user == 0)
    return FALSE;
  if (g_str_equal (action, "role"))
    return set_roles (cli, store, user, error);
  if (g_str_equal (action, "reset"))
    return reset (cli, store, user, error);
  return g_str_equal (action, "remove") ? qh_users_remove (store, user, error) : qh_users_give_keys (store, user, error);
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  static const char *const actions[] = { "list", "add", "role", "reset", "remove", "give-keys", NULL };
  g_autoptr (QhStore) store = NULL;
  const char *action, *name;
  gboolean lists;

  qh_cli_put_workspace_first (cli, actions);
  action = cli->arguments[1];
  name = cli->arguments[2];
  lists = g_str_equal (action, "list");
  if (!g_strv_contains (actions, action))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("Users cannot be asked to “%s”. Choose list, add, role, reset, remove or give-keys."),
                   g_file_test (action, G_FILE_TEST_EXISTS) ? cli->arguments[0] : action);
      return FALSE;
    }
  if (lists != (name == NULL))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_REQUIRED, _("The usage is: quehacer user %s WORKSPACE%s"), action,
                   lists ? "" : " NAME");
      return FALSE;
    }
  store = qh_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  return lists ? list (cli, store, error) : change (cli, store, action, name, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("role", N_("practitioner, supervisor, researcher or administrator; can be given several times"), N_("ROLE")),
  QH_CLI_OPTION ("worker", N_("The worker that a new user is"), N_("NAME")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_NEW_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_user = {
  .name = "user",
  .arguments = N_("list|add|role|reset|remove|give-keys WORKSPACE [NAME]"),
  .summary = N_("List, add, change and remove who can unlock a workspace"),
  .entries = entries,
  .least = 2,
  .most = 3,
  .run = run,
};
