/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may open a case: everybody who sees names, or only the users named. */
#include "ui/users/qh-case-access.h"

#include <glib/gi18n-lib.h>

#include "store/qh-restriction.h"
#include "store/qh-users.h"
#include "ui/qh-dialogs.h"
#include "ui/settings/qh-editor.h"
#include "ui/users/qh-user-editor.h"

/* What is known before the window opens. */
typedef struct
{
  QhSession *session;
  QhStore *store;
  gint64 case_id;
  GPtrArray *users; /* who see names */
  GArray *named;
} Access;

static void
access_free (gpointer data)
{
  Access *access = data;

  g_clear_pointer (&access->users, g_ptr_array_unref);
  g_clear_pointer (&access->named, g_array_unref);
  g_object_unref (access->store);
  g_object_unref (access->session);
  g_free (access);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Access *access = data;
  GError *error = NULL;

  access->users = qh_users_list_seeing (access->store, &error);
  if (access->users != NULL)
    access->named = qh_store_list_case_users (access->store, access->case_id, &error);
  if (access->named != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The window */

typedef struct
{
  gint64 case_id;
  gboolean was_restricted;
  gint64 own;
  GtkWidget *restricts;
  GArray *users;       /* ids */
  GPtrArray *switches; /* one a user */
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_array_unref (choice->users);
  g_ptr_array_unref (choice->switches);
  g_free (choice);
}

typedef struct
{
  gint64 case_id;
  GArray *users; /* empty: everybody */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_array_unref (job->users);
  g_free (job);
}

static gboolean
write_access (QhStore *store, gpointer data, GError **error)
{
  const Job *job = data;

  return job->users->len > 0
           ? qh_store_restrict_case (store,
                                     job->case_id,
                                     &g_array_index (job->users, gint64, 0),
                                     job->users->len,
                                     error)
           : qh_store_unrestrict_case (store, job->case_id, error);
}

static GArray *
list_named (const Choice *choice)
{
  GArray *named = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < choice->users->len; i++)
    if (gtk_switch_get_active (g_ptr_array_index (choice->switches, i)))
      g_array_append_val (named, g_array_index (choice->users, gint64, i));
  return named;
}

static gboolean
is_among (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
run (QhEditor *editor, const Choice *choice, GArray *named)
{
  Job *job = g_new0 (Job, 1);

  job->case_id = choice->case_id;
  job->users = g_array_ref (named);
  qh_editor_run (editor,
                 write_access,
                 job,
                 job_free,
                 named->len > 0 ? _ ("Only those named can open the case.")
                                : _ ("Everybody who sees names can open the case."));
}

/* Who leaves themselves out is asked: there is no way back but by the others. */
static void
without_self_cb (gpointer user_data)
{
  QhEditor *editor = user_data;
  const Choice *choice = g_object_get_data (G_OBJECT (editor), "choice");
  g_autoptr (GArray) named = list_named (choice);

  run (editor, choice, named);
}

static void
save_cb (QhEditor *editor, Choice *choice)
{
  gboolean restricts = gtk_switch_get_active (GTK_SWITCH (choice->restricts));
  g_autoptr (GArray) named
    = restricts ? list_named (choice) : g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!restricts && !choice->was_restricted)
    gtk_window_destroy (GTK_WINDOW (editor));
  else if (restricts && named->len == 0)
    qh_editor_refuse (editor,
                      g_ptr_array_index (choice->switches, 0),
                      _ ("Nobody is named. Switch on at least one."));
  else if (restricts && !is_among (named, choice->own))
    qh_dialog_confirm (GTK_WIDGET (editor),
                       _ ("Restrict the case without you?"),
                       _ ("You will not be able to open it, nor to lift the restriction. Those "
                          "named can."),
                       _ ("_Restrict"),
                       TRUE,
                       without_self_cb,
                       editor);
  else
    run (editor, choice, named);
}

static void
restricts_cb (Choice *choice)
{
  gboolean restricts = gtk_switch_get_active (GTK_SWITCH (choice->restricts));

  for (guint i = 0; i < choice->switches->len; i++)
    gtk_widget_set_sensitive (
      gtk_widget_get_ancestor (g_ptr_array_index (choice->switches, i), ADW_TYPE_ACTION_ROW),
      restricts);
}

static void
add_user (QhEditor *editor, Choice *choice, const Access *access, const QhRecord *user)
{
  g_autofree char *roles = qh_user_describe_roles (access->session, user);
  gboolean active = access->named->len > 0 ? is_among (access->named, user->id)
                                           : user->id == choice->own;
  GtkWidget *toggle
    = qh_editor_add_switch (editor, qh_record_get_text (user, "name"), roles, active);
  GtkWidget *row = gtk_widget_get_ancestor (toggle, ADW_TYPE_ACTION_ROW);

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_array_append_val (choice->users, user->id);
  g_ptr_array_add (choice->switches, toggle);
}

static void
open_editor (GtkWidget *from, const Access *access)
{
  QhEditor *editor = qh_editor_new (from, _ ("Who May Open This Case"), access->store);
  Choice *choice = g_new0 (Choice, 1);

  choice->case_id = access->case_id;
  choice->was_restricted = access->named->len > 0;
  choice->own = qh_store_get_user (access->store);
  choice->users = g_array_new (FALSE, FALSE, sizeof (gint64));
  choice->switches = g_ptr_array_new ();
  qh_editor_add_group (
    editor,
    NULL,
    _ ("A restricted case has a key of its own. Others see that it is there, its dates and codes, "
       "and no name or note of it; nor of its people, unless another case knows them too. What "
       "they read before they may have copied."));
  choice->restricts = qh_editor_add_switch (
    editor, _ ("_Restrict This Case"), _ ("To the users named below"), choice->was_restricted);
  qh_editor_add_group (editor, _ ("Who Can Open It"), NULL);
  for (guint i = 0; i < access->users->len; i++)
    add_user (editor, choice, access, g_ptr_array_index (access->users, i));
  g_signal_connect_swapped (
    choice->restricts, "notify::active", G_CALLBACK (restricts_cb), choice);
  restricts_cb (choice);
  g_object_set_data (G_OBJECT (editor), "choice", choice);
  g_signal_connect_data (editor, "save", G_CALLBACK (save_cb), choice, choice_free, 0);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Access *access = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (qh_session_get_store (access->session) != NULL)
        qh_dialog_error (GTK_WIDGET (source), _ ("The users cannot be read"), error);
      return;
    }
  if (qh_session_get_store (access->session) != NULL
      && gtk_widget_get_root (GTK_WIDGET (source)) != NULL)
    open_editor (GTK_WIDGET (source), access);
}

/**
 * qh_case_access_open:
 * @from: the widget that opens it
 *
 * Opens the window in which a case is restricted to named users, or opened to
 * all who see names again.
 */
void
qh_case_access_open (GtkWidget *from, QhSession *session, gint64 case_id)
{
  g_autoptr (GTask) task = g_task_new (from, NULL, read_cb, NULL);
  Access *access = g_new0 (Access, 1);

  access->session = g_object_ref (session);
  access->store = g_object_ref (qh_session_get_store (session));
  access->case_id = case_id;
  g_task_set_task_data (task, access, access_free);
  g_task_run_in_thread (task, read_in_thread);
}
