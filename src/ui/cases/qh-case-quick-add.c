/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-quick-add.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-date-text.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/qh-dialogs.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-code-drop-down.h"
#include "ui/widgets/qh-code-entry.h"
#include "ui/widgets/qh-forget-undo.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

typedef enum
{
  ADD_ACTIVITY,
  ADD_CONSULTATION,
  ADD_ITEM,
  N_ADDS,
} Add;

struct _QhCaseQuickAdd
{
  GtkWidget parent_instance;

  QhCaseFile *file;
  QhDraftKeeper *draft;
  Add add;
  Add written;
  QhDraftKeeper *written_draft; /* that of what is being written, or NULL */
  GtkWidget *toggles[N_ADDS];
  GtkWidget *line;
  GtkWidget *second;
  GtkStack *what;
  QhCodeEntry *type;
  QhCodeEntry *problem;
  GtkEntry *task;
  GtkEntry *minutes;
  GtkEntry *due;
  GtkWidget *outcome_box;
  QhCodeDropDown *outcome;
  GtkWidget *note;
  GtkWidget *button;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (QhCaseQuickAdd, qh_case_quick_add, GTK_TYPE_WIDGET)

/* What each kind asks for. */
static const struct
{
  const char *label;
  guint kind;
  const char *child;
  const char *done;
} adds[N_ADDS] = {
  { N_("Activity"), QH_KIND_ACTIVITY, "type", N_("Activity logged") },
  { N_("Consultation"), QH_KIND_CONSULTATION, "problem", N_("Consultation logged") },
  { N_("Action item"), QH_KIND_ACTION_ITEM, "task", N_("Action item added") },
};

static void
show_error (QhCaseQuickAdd *self,
            const char     *words)
{
  qh_type_ahead_set_error (QH_TYPE_AHEAD (self->type), FALSE);
  qh_type_ahead_set_error (QH_TYPE_AHEAD (self->problem), FALSE);
  gtk_label_set_text (self->error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), words != NULL);
}

static void
focus_what (QhCaseQuickAdd *self)
{
  GtkWidget *const fields[N_ADDS] = { GTK_WIDGET (self->type), GTK_WIDGET (self->problem), GTK_WIDGET (self->task) };

  gtk_widget_grab_focus (fields[self->add]);
}

/* What was typed for one kind; what waits under the other toggles stays. */
static void
clear (QhCaseQuickAdd *self,
       Add             add)
{
  if (add == ADD_ACTIVITY)
    {
      qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self->type), 0, "");
      gtk_editable_set_text (GTK_EDITABLE (self->minutes), "");
      qh_code_drop_down_set_code (self->outcome, 0);
    }
  else if (add == ADD_CONSULTATION)
    qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self->problem), 0, "");
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->task), "");
      gtk_editable_set_text (GTK_EDITABLE (self->due), "");
    }
  if (add != ADD_ITEM)
    gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  show_error (self, NULL);
}

static void
show_fields (QhCaseQuickAdd *self)
{
  gtk_stack_set_visible_child_name (self->what, adds[self->add].child);
  gtk_widget_set_visible (GTK_WIDGET (self->minutes), self->add == ADD_ACTIVITY);
  gtk_widget_set_visible (GTK_WIDGET (self->due), self->add == ADD_ITEM);
  gtk_widget_set_visible (self->outcome_box, self->add == ADD_ACTIVITY);
  gtk_widget_set_visible (self->second, self->add != ADD_ITEM);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), self->add == ADD_ACTIVITY ? _("Note (optional)") : _("Reason for coming (optional)"));
  show_error (self, NULL);
}

static void
toggled_cb (QhCaseQuickAdd *self,
            GtkWidget      *toggle)
{
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)) || self->error == NULL)
    return;
  for (guint i = 0; i < N_ADDS; i++)
    if (self->toggles[i] == toggle)
      self->add = i;
  show_fields (self);
  focus_what (self);
}

/* Making the record */

static const QhEntry *
find_type (QhCatalogues *catalogues,
           gint64        type)
{
  return type != 0 ? qh_catalogues_find (catalogues, type) : NULL;
}

static void
set_default (QhRecord   *record,
             const char *field,
             gint64      code)
{
  if (code != 0)
    qh_record_set_integer (record, field, code);
}

static void
set_outcome (QhCaseQuickAdd *self,
             QhRecord       *record)
{
  gint64 code = qh_code_drop_down_get_code (self->outcome);

  if (qh_is_missing_code (code))
    qh_record_set_missing (record, "outcome", (QhMissing) code);
  else
    set_default (record, "outcome", code);
}

static gboolean
fill_activity (QhCaseQuickAdd *self,
               QhRecord       *record,
               const char    **problem)
{
  QhStore *store = qh_session_get_store (qh_case_file_get_session (self->file));
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *type = find_type (catalogues, qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->type)));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->minutes));
  int minutes = type != NULL ? (int) type->default_minutes : 0;

  qh_record_set_integer (record, "date", qh_day_today ());
  qh_record_set_text (record, "note", gtk_editable_get_text (GTK_EDITABLE (self->note)));
  set_outcome (self, record);
  if (type == NULL)
    {
      *problem = _("Choose the type of activity from the list.");
      return FALSE;
    }
  qh_record_set_integer (record, "type", type->id);
  set_default (record, "function", type->default_function);
  set_default (record, "level", type->default_level);
  set_default (record, "field", type->default_field);
  set_default (record, "contact_mode", type->default_contact_mode);
  if (text[0] != '\0' && !qh_minutes_from_text (text, &minutes))
    {
      *problem = _("That is no duration. Write minutes, such as 90, or 1:30.");
      return FALSE;
    }
  if (text[0] != '\0')
    qh_record_set_integer (record, "minutes", minutes);
  else
    set_default (record, "minutes", minutes);
  qh_record_set_integer (record, "start", qh_minutes_get_start (minutes));
  return TRUE;
}

static gint64
find_titular (QhCaseQuickAdd *self)
{
  const QhRows *people = qh_record_get_rows (qh_case_file_get_record (self->file), "people");

  return people != NULL ? qh_rows_cell (people, 0, 0) : 0;
}

static gboolean
fill_consultation (QhCaseQuickAdd *self,
                   QhRecord       *record,
                   const char    **problem)
{
  gint64 code = qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->problem));
  const char *request = gtk_editable_get_text (GTK_EDITABLE (self->note));
  QhRows *problems;

  qh_record_set_integer (record, "date", qh_day_today ());
  qh_record_set_text (record, "request", request);
  if (!qh_type_ahead_is_settled (QH_TYPE_AHEAD (self->problem)))
    {
      *problem = _("There is no such problem. Choose one of the list, or leave it empty and write why they came.");
      return FALSE;
    }
  if (code == 0 && request[0] == '\0')
    {
      *problem = _("Choose the problem, or write why they came.");
      return FALSE;
    }
  if (code != 0)
    {
      problems = qh_rows_new (1, 1);
      problems->cells[0] = code;
      qh_record_take_rows (record, "problems", problems);
    }
  qh_record_set_integer (record, "time", qh_minutes_get_start (0));
  set_default (record, "person", find_titular (self));
  return TRUE;
}

static gboolean
fill_item (QhCaseQuickAdd *self,
           QhRecord       *record,
           const char    **problem)
{
  const char *due = gtk_editable_get_text (GTK_EDITABLE (self->due));
  QhDay day = qh_date_text_parse (due, qh_day_today ());

  qh_record_set_text (record, "task", gtk_editable_get_text (GTK_EDITABLE (self->task)));
  if (gtk_editable_get_text (GTK_EDITABLE (self->task))[0] == '\0')
    *problem = _("Write what is to be done.");
  else if (due[0] != '\0' && day == QH_NO_DAY)
    *problem = _("There is no such date. Write it as in 30/10/2026 or 2026-10-30.");
  if (*problem != NULL)
    return FALSE;
  set_default (record, "due", day);
  return TRUE;
}

/* The page may show another case by now, or none. */
static void
written_cb (const GError *error,
            gpointer      data)
{
  QhCaseQuickAdd *self = data;
  g_autoptr (QhDraftKeeper) draft = g_steal_pointer (&self->written_draft);

  gtk_widget_set_sensitive (self->button, TRUE);
  if (error == NULL)
    qh_draft_keeper_done (draft);
  else if (draft == self->draft)
    {
      show_error (self, error->message);
      qh_draft_keeper_touch (draft);
    }
  else
    qh_toast_show (GTK_WIDGET (self), error->message);
  if (error != NULL || draft != self->draft)
    return;
  clear (self, self->written);
  qh_forget_undo (GTK_WIDGET (self));
  focus_what (self);
}

/* Says it below the line, and marks and leads back to the field. */
static void
refuse (QhCaseQuickAdd *self,
        const char     *problem)
{
  QhTypeAhead *const asked[N_ADDS] = { QH_TYPE_AHEAD (self->type), QH_TYPE_AHEAD (self->problem), NULL };

  show_error (self, problem);
  focus_what (self);
  if (asked[self->add] != NULL && !qh_type_ahead_is_settled (asked[self->add]))
    qh_type_ahead_set_error (asked[self->add], TRUE);
}

/* A record of what is chosen and typed; @problem says why it is not whole. */
static QhRecord *
make_record (QhCaseQuickAdd *self,
             const char    **problem)
{
  static gboolean (*const fill[N_ADDS]) (QhCaseQuickAdd *, QhRecord *, const char **) = { fill_activity, fill_consultation, fill_item };
  QhSession *session = qh_case_file_get_session (self->file);
  QhRecord *record = qh_store_new_record (qh_session_get_store (session), adds[self->add].kind);

  *problem = NULL;
  qh_record_set_integer (record, "case", qh_case_file_get_id (self->file));
  qh_session_sign (session, record);
  fill[self->add] (self, record, problem);
  if (*problem == NULL)
    *problem = qh_session_say_nobody (session);
  return record;
}

static gboolean
is_typed (QhCaseQuickAdd *self)
{
  GtkWidget *const texts[] = { GTK_WIDGET (self->task), GTK_WIDGET (self->minutes), GTK_WIDGET (self->due), self->note };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (gtk_editable_get_text (GTK_EDITABLE (texts[i]))[0] != '\0')
      return TRUE;
  return qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->type)) != 0 || qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->problem)) != 0;
}

/* What is typed, for the draft. */
static gboolean
collect_cb (GtkWidget *widget,
            QhDraft   *draft)
{
  QhCaseQuickAdd *self = QH_CASE_QUICK_ADD (widget);
  const char *problem;

  if (self->file == NULL || !is_typed (self))
    return FALSE;
  g_ptr_array_add (draft->records, make_record (self, &problem));
  return TRUE;
}

static void
typed_cb (QhCaseQuickAdd *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

static void
add_cb (QhCaseQuickAdd *self)
{
  QhSession *session = self->file != NULL ? qh_case_file_get_session (self->file) : NULL;
  g_autoptr (QhRecord) record = NULL;
  const char *problem = NULL;
  QhChange *change;

  if (self->written_draft != NULL || session == NULL || qh_session_get_store (session) == NULL)
    return;
  record = make_record (self, &problem);
  if (problem != NULL)
    {
      refuse (self, problem);
      return;
    }
  self->written_draft = g_object_ref (self->draft);
  self->written = self->add;
  gtk_widget_set_sensitive (self->button, FALSE);
  change = qh_change_new ();
  qh_change_put (change, g_steal_pointer (&record));
  qh_draft_keeper_submit (self->draft, change);
  qh_write (GTK_WIDGET (self), qh_session_get_store (session), change, _(adds[self->add].done), written_cb, self);
}

/* Building */

static GtkWidget *
make_toggles (QhCaseQuickAdd *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (guint i = 0; i < N_ADDS; i++)
    {
      self->toggles[i] = gtk_toggle_button_new_with_label (_(adds[i].label));
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->toggles[i]), GTK_TOGGLE_BUTTON (self->toggles[0]));
      g_signal_connect_swapped (self->toggles[i], "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (box), self->toggles[i]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[0]), TRUE);
  return box;
}

static void
accepted_cb (QhCaseQuickAdd *self)
{
  gtk_widget_grab_focus (self->add == ADD_ACTIVITY ? GTK_WIDGET (self->minutes) : self->note);
}

static QhCodeEntry *
add_code_entry (QhCaseQuickAdd *self,
                const char     *name,
                const char     *hint)
{
  GtkWidget *entry = qh_code_entry_new ();

  gtk_entry_set_placeholder_text (qh_type_ahead_get_entry (QH_TYPE_AHEAD (entry)), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (qh_type_ahead_get_entry (QH_TYPE_AHEAD (entry))), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  g_signal_connect_swapped (entry, "accepted", G_CALLBACK (accepted_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (entry, "chosen", G_CALLBACK (typed_cb), self);
  gtk_stack_add_named (self->what, entry, name);
  return QH_CODE_ENTRY (entry);
}

static GtkEntry *
make_entry (QhCaseQuickAdd *self)
{
  GtkWidget *entry = gtk_entry_new ();

  g_signal_connect_swapped (entry, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), self);
  return GTK_ENTRY (entry);
}

static GtkEntry *
append_number (QhCaseQuickAdd *self,
               const char     *label,
               const char     *hint,
               int             width)
{
  GtkEntry *entry = make_entry (self);

  gtk_widget_add_css_class (GTK_WIDGET (entry), "numeric");
  gtk_entry_set_placeholder_text (entry, hint);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (entry));
  return entry;
}

static GtkWidget *
make_outcome (QhCaseQuickAdd *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_("Outcome"));
  GtkWidget *outcome = qh_code_drop_down_new ();

  self->outcome = QH_CODE_DROP_DOWN (outcome);
  gtk_widget_add_css_class (label, "dim-label");
  qh_tooltip_set (outcome, _("Outcome"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (outcome), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Outcome"), -1);
  g_signal_connect_swapped (outcome, "activate", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), outcome);
  return box;
}

static void
add_fields (QhCaseQuickAdd *self)
{
  g_autofree char *hint = qh_date_text_hint ();

  self->what = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->what), TRUE);
  self->type = add_code_entry (self, "type", _("Type of activity…"));
  self->problem = add_code_entry (self, "problem", _("Problem…"));
  self->task = make_entry (self);
  gtk_entry_set_placeholder_text (self->task, _("What is to be done…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->task), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is to be done…"), -1);
  gtk_stack_add_named (self->what, GTK_WIDGET (self->task), "task");
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->what));
  self->minutes = append_number (self, _("Minutes"), _("min"), 4);
  self->due = append_number (self, _("Due"), hint, 10);
  self->button = gtk_button_new_with_label (_("Log"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (self->line), self->button);
}

static gboolean
qh_case_quick_add_grab_focus (GtkWidget *widget)
{
  focus_what (QH_CASE_QUICK_ADD (widget));
  return TRUE;
}

static void
qh_case_quick_add_dispose (GObject *object)
{
  QhCaseQuickAdd *self = QH_CASE_QUICK_ADD (object);
  GtkWidget *child;

  self->error = NULL;
  g_clear_object (&self->written_draft);
  g_clear_object (&self->draft);
  g_clear_object (&self->file);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_case_quick_add_parent_class)->dispose (object);
}

static void
qh_case_quick_add_class_init (QhCaseQuickAddClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_case_quick_add_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_case_quick_add_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
qh_case_quick_add_init (QhCaseQuickAdd *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "quick-add");
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->line), make_toggles (self));
  add_fields (self);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  self->note = GTK_WIDGET (make_entry (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note"), -1);
  gtk_widget_set_hexpand (self->note, TRUE);
  self->second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->second), self->note);
  self->outcome_box = make_outcome (self);
  gtk_box_append (GTK_BOX (self->second), self->outcome_box);
  gtk_widget_set_parent (self->second, GTK_WIDGET (self));
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error, 0);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "caption");
  gtk_widget_set_parent (GTK_WIDGET (self->error), GTK_WIDGET (self));
  show_fields (self);
}

/**
 * qh_case_quick_add_set_file:
 * @file: (nullable): the case to which is added; %NULL forgets what was typed
 */
void
qh_case_quick_add_set_file (QhCaseQuickAdd *self,
                            QhCaseFile     *file)
{
  QhSession *session = file != NULL ? qh_case_file_get_session (file) : NULL;

  g_clear_object (&self->draft);
  g_set_object (&self->file, file);
  if (session != NULL)
    self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_RECORD, collect_cb, GTK_WIDGET (self));
  qh_code_entry_set_catalogue (self->type, session, "activity_type");
  qh_code_entry_set_catalogue (self->problem, session, "problem");
  qh_code_drop_down_set_catalogue (self->outcome, session, "outcome");
  for (Add add = 0; add < N_ADDS; add++)
    clear (self, add);
}
