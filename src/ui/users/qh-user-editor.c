/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small windows in which an administrator adds and changes users. */
#include "ui/users/qh-user-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-users.h"
#include "ui/users/qh-new-passphrase.h"
#include "vault/qh-seal.h"

/* In the order in which they are offered; each is a yes/no field of a user. */
static const struct
{
  QhRoles role;
  const char *name;
  const char *meaning;
} roles[] = {
  { QH_ROLE_PRACTITIONER, "practitioner", N_ ("Sees and writes names, cases and notes") },
  { QH_ROLE_SUPERVISOR,
    "supervisor",
    N_ ("The same, and changes the unit, its workers and the catalogues") },
  { QH_ROLE_RESEARCHER, "researcher", N_ ("Charts, tables and exports, without names") },
  { QH_ROLE_ADMINISTRATOR,
    "administrator",
    N_ ("Users, catalogues, backups and the log; by itself without names") },
};

static const char *
get_label (QhSession *session, guint role)
{
  const QhKind *kind = qh_store_get_kind (qh_session_get_store (session), QH_KIND_USER);

  return qh_field_get_label (qh_kind_find_field (kind, roles[role].name),
                             qh_session_get_language (session));
}

/**
 * qh_user_describe_roles:
 *
 * Returns: (transfer full): what a user does in the unit, in words.
 */
char *
qh_user_describe_roles (QhSession *session, const QhRecord *user)
{
  QhRoles mask = qh_user_get_roles (user);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (mask & roles[i].role)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", get_label (session, i));
  return g_string_free (text, FALSE);
}

/* One edit */

typedef struct
{
  QhRecord *record;
  GtkWidget *name; /* of a new user */
  QhNewPassphrase *passphrase;
  GtkWidget *switches[G_N_ELEMENTS (roles)];
  GtkWidget *unit;
  GArray *units; /* ids as in the rows below the first */
  GtkWidget *worker;
  GArray *workers;
} Edit;

static void
edit_free (gpointer data, GClosure *closure)
{
  Edit *edit = data;

  qh_record_free (edit->record);
  g_clear_pointer (&edit->units, g_array_unref);
  g_clear_pointer (&edit->workers, g_array_unref);
  g_free (edit);
}

/* What goes to the worker. */
typedef struct
{
  QhRecord *record;
  char *passphrase;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  qh_record_free (job->record);
  if (job->passphrase != NULL)
    qh_wipe (job->passphrase, strlen (job->passphrase));
  g_free (job->passphrase);
  g_free (job);
}

static Job *
job_new (const Edit *edit)
{
  Job *job = g_new0 (Job, 1);

  job->record = qh_record_copy (edit->record);
  if (edit->passphrase != NULL)
    job->passphrase = g_strdup (qh_new_passphrase_get (edit->passphrase));
  return job;
}

static gboolean
add (QhStore *store, gpointer data, GError **error)
{
  const Job *job = data;

  return qh_users_add (store, job->record, job->passphrase, error) != 0;
}

static gboolean
change (QhStore *store, gpointer data, GError **error)
{
  return qh_users_change (store, ((const Job *)data)->record, error);
}

static gboolean
reset (QhStore *store, gpointer data, GError **error)
{
  const Job *job = data;

  return qh_users_reset (store, job->record->id, job->passphrase, error);
}

/* A choice of a record, or of none */

static void
add_item (GPtrArray *labels, GArray *ids, const char *label, gint64 id)
{
  g_ptr_array_add (labels, (char *)label);
  g_array_append_val (ids, id);
}

static GtkWidget *
add_reference (QhEditor *editor,
               const char *title,
               GPtrArray *records,
               gint64 chosen,
               GArray **ids)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint selected = 0;

  *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  add_item (labels, *ids, _ ("None"), 0);
  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);

      if (qh_record_get_integer (record, "retired") != 0 && record->id != chosen)
        continue;
      if (record->id == chosen)
        selected = (*ids)->len;
      add_item (labels, *ids, qh_record_get_text (record, "name"), record->id);
    }
  g_ptr_array_add (labels, NULL);
  return qh_editor_add_choice (editor, title, (const char *const *)labels->pdata, selected);
}

static void
read_reference (QhRecord *record, const char *name, GtkWidget *row, GArray *ids)
{
  guint selected = row != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (row)) : 0;

  if (row == NULL)
    return;
  if (selected > 0 && selected < ids->len)
    qh_record_set_integer (record, name, g_array_index (ids, gint64, selected));
  else
    qh_record_clear (record, name);
}

/* Saving */

static gboolean
read_rows (QhEditor *editor, Edit *edit)
{
  guint mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (gtk_switch_get_active (GTK_SWITCH (edit->switches[i])))
      mask |= roles[i].role;
  if (mask == 0)
    return qh_editor_refuse (
      editor, edit->switches[0], _ ("The user has no role. Switch at least one on."));
  qh_user_set_roles (edit->record, (QhRoles)mask);
  read_reference (edit->record, "unit", edit->unit, edit->units);
  read_reference (edit->record, "worker", edit->worker, edit->workers);
  return TRUE;
}

static gboolean
read_name (QhEditor *editor, Edit *edit)
{
  g_autofree char *name = qh_editor_get_text (edit->name);

  if (name[0] == '\0')
    return qh_editor_refuse (editor, edit->name, _ ("The user has no name. Type one."));
  qh_record_set_text (edit->record, "name", name);
  return TRUE;
}

static gboolean
check_passphrase (QhEditor *editor, Edit *edit)
{
  const char *problem = qh_new_passphrase_check (edit->passphrase);

  return problem == NULL || qh_editor_refuse (editor, NULL, problem);
}

static void
add_cb (QhEditor *editor, Edit *edit)
{
  if (read_name (editor, edit) && check_passphrase (editor, edit) && read_rows (editor, edit))
    qh_editor_run (editor, add, job_new (edit), job_free, _ ("The user was added."));
}

static void
change_cb (QhEditor *editor, Edit *edit)
{
  if (read_rows (editor, edit))
    qh_editor_run (editor, change, job_new (edit), job_free, _ ("The user was changed."));
}

static void
reset_cb (QhEditor *editor, Edit *edit)
{
  if (check_passphrase (editor, edit))
    qh_editor_run (editor, reset, job_new (edit), job_free, _ ("The passphrase was reset."));
}

/* Building */

static void
add_passphrase (QhEditor *editor, Edit *edit)
{
  edit->passphrase = g_object_new (QH_TYPE_NEW_PASSPHRASE, NULL);
  qh_editor_add_widget (editor, GTK_WIDGET (edit->passphrase));
}

static void
add_rows (QhEditor *editor, Edit *edit, QhSession *session, GPtrArray *units)
{
  QhRoles mask = qh_user_get_roles (edit->record);

  qh_editor_add_group (editor, _ ("What They Do"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    edit->switches[i] = qh_editor_add_switch (
      editor, get_label (session, i), _ (roles[i].meaning), (mask & roles[i].role) != 0);
  qh_editor_add_group (editor, NULL, NULL);
  edit->unit = add_reference (
    editor, _ ("_Unit"), units, qh_record_get_integer (edit->record, "unit"), &edit->units);
  if (qh_store_may_see_identities (qh_session_get_store (session)))
    edit->worker = add_reference (editor,
                                  _ ("_Worker"),
                                  qh_session_get_workers (session),
                                  qh_record_get_integer (edit->record, "worker"),
                                  &edit->workers);
}

/**
 * qh_user_editor_new:
 * @from: the widget that opens it
 * @user: (nullable): who is changed, or %NULL for somebody new
 * @units: (element-type QhRecord): the units to choose from
 *
 * Returns: (transfer none): the window, to be presented.
 */
QhEditor *
qh_user_editor_new (GtkWidget *from, QhSession *session, const QhRecord *user, GPtrArray *units)
{
  QhStore *store = qh_session_get_store (session);
  QhEditor *editor
    = qh_editor_new (from, user != NULL ? qh_record_get_text (user, "name") : _ ("New User"), store);
  Edit *edit = g_new0 (Edit, 1);

  edit->record
    = user != NULL ? qh_record_copy (user) : qh_store_new_record (store, QH_KIND_USER);
  if (user == NULL)
    {
      if (units->len > 0)
        qh_record_set_integer (
          edit->record, "unit", ((const QhRecord *)g_ptr_array_index (units, 0))->id);
      qh_editor_add_group (
        editor,
        NULL,
        _ ("Tell them their first passphrase in person. They change it in Settings → This Computer."));
      edit->name = qh_editor_add_entry (editor, _ ("_Name with Which They Unlock"), NULL);
      add_passphrase (editor, edit);
    }
  add_rows (editor, edit, session, units);
  g_signal_connect_data (
    editor, "save", G_CALLBACK (user != NULL ? change_cb : add_cb), edit, edit_free, 0);
  return editor;
}

/**
 * qh_user_reset_new:
 * @from: the widget that opens it
 * @user: who forgot their passphrase
 *
 * Returns: (transfer none): the window that gives them another, to be presented.
 */
QhEditor *
qh_user_reset_new (GtkWidget *from, QhSession *session, const QhRecord *user)
{
  QhEditor *editor
    = qh_editor_new (from, qh_record_get_text (user, "name"), qh_session_get_store (session));
  Edit *edit = g_new0 (Edit, 1);

  edit->record = qh_record_copy (user);
  qh_editor_add_group (editor,
                       _ ("Reset the Passphrase"),
                       _ ("Tell it to them in person. Forms that they had not saved are lost, and "
                          "what you cannot read somebody else must give them."));
  add_passphrase (editor, edit);
  g_signal_connect_data (editor, "save", G_CALLBACK (reset_cb), edit, edit_free, 0);
  return editor;
}
