/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/cases/qh-case-members.h"
#include "ui/cases/qh-case-words.h"
#include "ui/cases/qh-person-form.h"
#include "ui/cases/qh-person-search.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/forms/qh-form-close.h"
#include "ui/forms/qh-record-form.h"
#include "ui/qh-dialogs.h"

struct _QhCaseDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwWindowTitle *title;
  GtkBox *box;
  AdwToastOverlay *toasts;
  GtkWidget *save;
  AdwWindowTitle *person_title;
  GtkScrolledWindow *person_scroll;
  AdwClamp *person_clamp;

  GWeakRef from;
  QhSession *session;
  QhRecord *record;
  QhCaseMembers *members;
  QhPersonSearch *search;
  GtkLabel *who_error;
  QhRecordForm *form;
  QhPersonForm *person_form; /* while somebody is being edited */
  gboolean person_new;       /* who was only named until now: that is kept too */
  QhDraftKeeper *draft;
  gboolean saving;
};

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseDialog, qh_case_dialog, ADW_TYPE_WINDOW)

static const char *const case_fields[] = { "level", "name", "worker", "opened", "problems", "field", "summary", NULL };
static const char *const state_fields[] = { "folio", "status", "closed", "closing_reason", "unit", "people", NULL };

/* Saving */

static void
show_who_error (QhCaseDialog *self,
                const char   *words)
{
  gtk_label_set_text (self->who_error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->who_error), words != NULL);
}

/* Where the dialog was opened, for it closes as it saves. */
static void
offer_undo (QhCaseDialog   *self,
            const QhChange *change)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);

  if (from != NULL)
    qh_toast_show_undo (from, self->record->id == 0 ? _("Case opened") : _("Changes saved"), change->sequence);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (QhCaseDialog) self = data;
  g_autoptr (GError) error = NULL;
  QhChange *change = g_task_get_task_data (G_TASK (result));
  const QhChangeItem *last = g_ptr_array_index (change->items, change->items->len - 1);

  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      qh_draft_keeper_touch (self->draft);
      gtk_stack_set_visible_child_name (self->stack, "case");
      if (!qh_record_form_show_error (self->form, error))
        show_who_error (self, error->message);
      return;
    }
  qh_draft_keeper_done (self->draft);
  offer_undo (self, change);
  g_signal_emit (self, signals[SAVED], 0, last->record->kind->number == QH_KIND_CASE ? last->record->id : self->record->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Somebody has to be in the case, or it has a name of its own. */
static gboolean
check_who (QhCaseDialog *self)
{
  const QhRecord *record = qh_record_form_get_record (self->form);
  gboolean known = qh_case_members_get_n (self->members) > 0 || qh_record_get_text (record, "name")[0] != '\0';

  show_who_error (self, known ? NULL : _("Say whose case it is: add a person, or give the name of the family, group or community below."));
  if (!known)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return known;
}

/* What is said of its closing goes with the status; the history has it. */
static void
settle_closing (QhCaseDialog *self,
                QhRecord     *record)
{
  if (qh_case_is_closed (self->session, qh_record_get_integer (record, "status")))
    return;
  qh_record_clear (record, "closed");
  qh_record_clear (record, "closing_reason");
}

static void
save (QhCaseDialog *self)
{
  QhStore *store = qh_session_get_store (self->session);
  QhChange *change;
  QhRecord *record;

  if (self->saving || store == NULL || !qh_record_form_check (self->form, NULL) || !check_who (self))
    return;
  record = qh_record_copy (qh_record_form_get_record (self->form));
  qh_record_take_rows (record, "people", qh_case_members_dup_rows (self->members));
  settle_closing (self, record);
  change = qh_change_new ();
  qh_case_members_add_changes (self->members, change);
  qh_change_put (change, record);
  qh_draft_keeper_submit (self->draft, change);
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  qh_store_apply_async (store, change, NULL, saved_cb, g_object_ref (self));
}

/* The draft */

static gboolean
is_changed (QhCaseDialog *self)
{
  return qh_record_form_is_changed (self->form) || qh_case_members_is_changed (self->members)
         || (self->person_form != NULL && (self->person_new || qh_record_form_is_changed (qh_person_form_get_form (self->person_form))));
}

static void
add_pending (QhCaseDialog *self,
             GPtrArray    *records)
{
  g_autoptr (QhChange) pending = qh_change_new ();
  const QhRecord *edited = self->person_form != NULL ? qh_record_form_get_record (qh_person_form_get_form (self->person_form)) : NULL;

  qh_case_members_add_changes (self->members, pending);
  for (guint i = 0; i < pending->items->len; i++)
    {
      const QhRecord *person = ((QhChangeItem *) g_ptr_array_index (pending->items, i))->record;

      if (edited == NULL || person->id != edited->id)
        g_ptr_array_add (records, qh_record_copy (person));
    }
  if (edited != NULL)
    g_ptr_array_add (records, qh_record_copy (edited));
}

/* What is typed: the case, then the people who are new or edited. */
static gboolean
collect_cb (GtkWidget *widget,
            QhDraft   *draft)
{
  QhCaseDialog *self = QH_CASE_DIALOG (widget);
  QhRecord *record;

  if (!is_changed (self))
    return FALSE;
  record = qh_record_copy (qh_record_form_get_record (self->form));
  qh_record_take_rows (record, "people", qh_case_members_dup_rows (self->members));
  g_ptr_array_add (draft->records, record);
  add_pending (self, draft->records);
  return TRUE;
}

static void
typed_cb (QhCaseDialog *self)
{
  qh_draft_keeper_touch (self->draft);
}

/* People */

static void
leave_person (QhCaseDialog *self)
{
  adw_clamp_set_child (self->person_clamp, NULL);
  self->person_form = NULL;
  self->person_new = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "case");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
use_person_cb (QhCaseDialog *self,
               gint64        person)
{
  leave_person (self);
  qh_case_members_add (self->members, person);
}

static void
show_person (QhCaseDialog   *self,
             const QhRecord *person,
             const char     *title)
{
  GtkWidget *form = qh_person_form_new (self->session, person);

  self->person_form = QH_PERSON_FORM (form);
  g_signal_connect_swapped (form, "use-person", G_CALLBACK (use_person_cb), self);
  g_signal_connect_object (qh_person_form_get_form (self->person_form), "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_clamp_set_child (self->person_clamp, form);
  adw_window_title_set_title (self->person_title, title);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->person_scroll), 0);
  gtk_stack_set_visible_child_name (self->stack, "person");
  gtk_widget_grab_focus (form);
}

static void
create_person_cb (QhCaseDialog *self,
                  const char   *name)
{
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (QhRecord) person = NULL;

  if (store == NULL)
    return;
  person = qh_store_new_record (store, QH_KIND_PERSON);
  person->id = qh_store_new_id (store);
  qh_person_split_name (person, name);
  show_person (self, person, _("New person"));
  self->person_new = TRUE;
  typed_cb (self);
}

static void
choose_person_cb (QhCaseDialog *self,
                  gint64        person)
{
  show_who_error (self, NULL);
  qh_case_members_add (self->members, person);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
edit_person_cb (QhCaseDialog *self,
                gint64        id)
{
  QhStore *store = qh_session_get_store (self->session);
  const QhRecord *pending = qh_case_members_get_record (self->members, id);
  g_autoptr (QhRecord) person = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return;
  person = pending != NULL ? qh_record_copy (pending) : qh_store_get (store, QH_KIND_PERSON, id, &error);
  if (person == NULL)
    show_who_error (self, error->message);
  else
    show_person (self, person, _("Edit person"));
}

static void
person_done_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  QhCaseDialog *self = QH_CASE_DIALOG (widget);
  QhRecordForm *form = self->person_form != NULL ? qh_person_form_get_form (self->person_form) : NULL;

  if (form == NULL || !qh_record_form_check (form, NULL))
    return;
  show_who_error (self, NULL);
  qh_case_members_put (self->members, qh_record_form_get_record (form));
  leave_person (self);
}

/* Closing */

static gboolean
qh_case_dialog_close_request (GtkWindow *window)
{
  QhCaseDialog *self = QH_CASE_DIALOG (window);
  gboolean changed = qh_session_get_store (self->session) != NULL && is_changed (self);

  return qh_form_keeps_open (window, self->draft, changed) || GTK_WINDOW_CLASS (qh_case_dialog_parent_class)->close_request (window);
}

/* Escape goes back from a person to the case, and closes from there. */
static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhCaseDialog *self = QH_CASE_DIALOG (widget);

  if (self->person_form != NULL)
    leave_person (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhCaseDialog *self = QH_CASE_DIALOG (widget);

  if (self->person_form != NULL)
    person_done_cb (widget, action, parameter);
  else
    save (self);
}

static void
qh_case_dialog_dispose (GObject *object)
{
  QhCaseDialog *self = QH_CASE_DIALOG (object);

  g_weak_ref_set (&self->from, NULL);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->record, qh_record_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_case_dialog_parent_class)->dispose (object);
}

static void
qh_case_dialog_class_init (QhCaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_case_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = qh_case_dialog_close_request;

  /**
   * QhCaseDialog::saved:
   * @id: the case
   */
  signals[SAVED] = g_signal_new ("saved", QH_TYPE_CASE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/cases/qh-case-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, title);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, box);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, save);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, person_title);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, person_scroll);
  gtk_widget_class_bind_template_child (widget_class, QhCaseDialog, person_clamp);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "dialog.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "dialog.person-done", NULL, person_done_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dialog.save", NULL);
}

static void
qh_case_dialog_init (QhCaseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Building */

static QhRecord *
make_case (QhSession *session)
{
  QhStore *store = qh_session_get_store (session);
  QhRecord *record = qh_store_new_record (store, QH_KIND_CASE);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *level = qh_catalogues_find_code (catalogues, "level", QH_LEVEL_INDIVIDUAL);
  GPtrArray *workers = qh_session_get_workers (session);

  if (level != NULL)
    qh_record_set_integer (record, "level", level->id);
  qh_record_set_integer (record, "status", qh_case_find_status (session, QH_STATUS_OPEN));
  qh_record_set_integer (record, "opened", qh_day_today ());
  qh_session_sign (session, record);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      if (worker->id == qh_session_get_worker (session) && qh_record_is_set (worker, "unit"))
        qh_record_set_integer (record, "unit", qh_record_get_integer (worker, "unit"));
    }
  return record;
}

static void
add_people (QhCaseDialog *self)
{
  GtkWidget *heading = gtk_label_new (_("Who is it about?"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (self->box, heading);
  self->members = QH_CASE_MEMBERS (qh_case_members_new (self->session));
  qh_case_members_set_rows (self->members, qh_record_get_rows (self->record, "people"));
  g_signal_connect_swapped (self->members, "edit", G_CALLBACK (edit_person_cb), self);
  gtk_box_append (self->box, GTK_WIDGET (self->members));
  self->search = QH_PERSON_SEARCH (qh_person_search_new (self->session));
  g_signal_connect_swapped (self->search, "chosen", G_CALLBACK (choose_person_cb), self);
  g_signal_connect_swapped (self->search, "create", G_CALLBACK (create_person_cb), self);
  gtk_box_append (self->box, GTK_WIDGET (self->search));
  self->who_error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->who_error, 0);
  gtk_label_set_wrap (self->who_error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->who_error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->who_error), FALSE);
  gtk_box_append (self->box, GTK_WIDGET (self->who_error));
}

static void
add_form (QhCaseDialog *self)
{
  const QhFormSection sections[] = {
    { _("The case"), case_fields },
    { NULL, state_fields },
    { _("More"), NULL },
  };
  gboolean is_new = self->record->id == 0;

  self->form = QH_RECORD_FORM (qh_record_form_new_sections (self->session, self->record, sections, G_N_ELEMENTS (sections)));
  qh_record_form_set_shown (self->form, "people", FALSE);
  qh_record_form_set_shown (self->form, "closed", !is_new);
  qh_record_form_set_shown (self->form, "closing_reason", !is_new);
  if (is_new)
    qh_record_form_set_hint (self->form, "folio", _("Left empty, it is given as the case is saved."));
  gtk_box_append (self->box, GTK_WIDGET (self->form));
}

/**
 * qh_case_dialog_new:
 * @from: a widget of the window over which it shows
 * @case_record: (nullable) (transfer none): the case to edit; %NULL for a new one
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_case_dialog_new (GtkWidget      *from,
                    QhSession      *session,
                    const QhRecord *case_record)
{
  GtkRoot *root = gtk_widget_get_root (from);
  QhCaseDialog *self = g_object_new (QH_TYPE_CASE_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  const char *title = case_record != NULL ? _("Edit case") : _("New case");

  g_weak_ref_set (&self->from, from);
  self->session = g_object_ref (session);
  self->record = case_record != NULL ? qh_record_copy (case_record) : make_case (session);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (GTK_BUTTON (self->save), case_record != NULL ? _("_Save") : _("_Open case"));
  self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_CASE, collect_cb, GTK_WIDGET (self));
  add_people (self);
  add_form (self);
  g_signal_connect_object (self->members, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}

/**
 * qh_case_dialog_continue:
 * @draft: what had been typed of the case and its people
 *
 * Fills in what a draft has, and goes on with it.
 */
void
qh_case_dialog_continue (QhCaseDialog  *self,
                         const QhDraft *draft)
{
  const QhRecord *record = g_ptr_array_index (draft->records, 0);

  qh_record_form_fill (self->form, record);
  qh_case_members_fill_rows (self->members, qh_record_get_rows (record, "people"));
  for (guint i = 1; i < draft->records->len; i++)
    qh_case_members_put (self->members, g_ptr_array_index (draft->records, i));
  qh_draft_keeper_continue (self->draft, draft);
}
