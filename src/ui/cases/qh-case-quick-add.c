/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-quick-add.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-chooser.h"
#include "ui/forms/qh-date-text.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-code-entry.h"

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
  Add add;
  GtkWidget *toggles[N_ADDS];
  GtkWidget *line;
  GtkWidget *second;
  GtkStack *what;
  QhCodeEntry *type;
  QhCodeEntry *problem;
  GtkEntry *task;
  GtkEntry *number;    /* minutes, or the day until which */
  QhChooser *outcome;  /* made anew for each workspace */
  GtkWidget *note;
  GtkWidget *button;
  GtkLabel *error;
  gboolean writing;
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
  gtk_label_set_text (self->error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), words != NULL);
}

static void
focus_what (QhCaseQuickAdd *self)
{
  GtkWidget *const fields[N_ADDS] = { GTK_WIDGET (self->type), GTK_WIDGET (self->problem), GTK_WIDGET (self->task) };

  gtk_widget_grab_focus (fields[self->add]);
}

static void
clear (QhCaseQuickAdd *self)
{
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self->type), 0, "");
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self->problem), 0, "");
  gtk_editable_set_text (GTK_EDITABLE (self->task), "");
  gtk_editable_set_text (GTK_EDITABLE (self->number), "");
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  show_error (self, NULL);
}

static void
show_fields (QhCaseQuickAdd *self)
{
  g_autofree char *hint = qh_date_text_hint ();

  gtk_stack_set_visible_child_name (self->what, adds[self->add].child);
  gtk_widget_set_visible (GTK_WIDGET (self->number), self->add != ADD_CONSULTATION);
  gtk_entry_set_placeholder_text (self->number, self->add == ADD_ITEM ? hint : _("min"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->number), self->add == ADD_ITEM ? 10 : 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->number), self->add == ADD_ITEM ? 10 : 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->add == ADD_ITEM ? _("Due") : _("Minutes"), -1);
  if (self->outcome != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->outcome), self->add == ADD_ACTIVITY);
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

static int
get_minute_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
}

static gboolean
fill_activity (QhCaseQuickAdd *self,
               QhRecord       *record,
               const char    **problem)
{
  QhStore *store = qh_session_get_store (qh_case_file_get_session (self->file));
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *type = find_type (catalogues, qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->type)));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->number));
  int minutes;

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
  set_default (record, "outcome", qh_chooser_get_value (self->outcome)->integer);
  if (text[0] != '\0' && !qh_minutes_from_text (text, &minutes))
    {
      *problem = _("That is no duration. Write minutes, such as 90, or 1:30.");
      return FALSE;
    }
  if (text[0] != '\0')
    qh_record_set_integer (record, "minutes", minutes);
  else
    set_default (record, "minutes", type->default_minutes);
  qh_record_set_integer (record, "date", qh_day_today ());
  qh_record_set_integer (record, "start", get_minute_now ());
  qh_record_set_text (record, "note", gtk_editable_get_text (GTK_EDITABLE (self->note)));
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
  qh_record_set_integer (record, "date", qh_day_today ());
  qh_record_set_integer (record, "time", get_minute_now ());
  set_default (record, "person", find_titular (self));
  qh_record_set_text (record, "request", request);
  return TRUE;
}

static gboolean
fill_item (QhCaseQuickAdd *self,
           QhRecord       *record,
           const char    **problem)
{
  const char *due = gtk_editable_get_text (GTK_EDITABLE (self->number));
  QhDay day = qh_date_text_parse (due, qh_day_today ());

  if (gtk_editable_get_text (GTK_EDITABLE (self->task))[0] == '\0')
    *problem = _("Write what is to be done.");
  else if (due[0] != '\0' && day == QH_NO_DAY)
    *problem = _("There is no such date. Write it as in 30/10/2026 or 2026-10-30.");
  if (*problem != NULL)
    return FALSE;
  qh_record_set_text (record, "task", gtk_editable_get_text (GTK_EDITABLE (self->task)));
  set_default (record, "due", day);
  return TRUE;
}

static void
written_cb (const GError *error,
            gpointer      data)
{
  QhCaseQuickAdd *self = data;

  self->writing = FALSE;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (error != NULL)
    {
      show_error (self, error->message);
      return;
    }
  clear (self);
  focus_what (self);
}

static void
add_cb (QhCaseQuickAdd *self)
{
  static gboolean (*const fill[N_ADDS]) (QhCaseQuickAdd *, QhRecord *, const char **) = { fill_activity, fill_consultation, fill_item };
  QhSession *session = self->file != NULL ? qh_case_file_get_session (self->file) : NULL;
  g_autoptr (QhRecord) record = NULL;
  const char *problem = NULL;

  if (self->writing || session == NULL || qh_session_get_store (session) == NULL)
    return;
  record = qh_store_new_record (qh_session_get_store (session), adds[self->add].kind);
  qh_record_set_integer (record, "case", qh_case_file_get_id (self->file));
  qh_record_set_integer (record, "worker", qh_session_get_worker (session));
  if (!fill[self->add] (self, record, &problem))
    {
      show_error (self, problem);
      focus_what (self);
      return;
    }
  self->writing = TRUE;
  gtk_widget_set_sensitive (self->button, FALSE);
  qh_case_file_put (self->file, GTK_WIDGET (self), NULL, g_steal_pointer (&record), _(adds[self->add].done), written_cb, self);
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
  gtk_widget_grab_focus (self->add == ADD_ACTIVITY ? GTK_WIDGET (self->number) : self->note);
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
  gtk_stack_add_named (self->what, entry, name);
  return QH_CODE_ENTRY (entry);
}

static GtkEntry *
make_entry (QhCaseQuickAdd *self)
{
  GtkWidget *entry = gtk_entry_new ();

  g_signal_connect_swapped (entry, "activate", G_CALLBACK (add_cb), self);
  return GTK_ENTRY (entry);
}

static void
add_fields (QhCaseQuickAdd *self)
{
  self->what = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->what), TRUE);
  self->type = add_code_entry (self, "type", _("Type of activity…"));
  self->problem = add_code_entry (self, "problem", _("Problem…"));
  self->task = make_entry (self);
  gtk_entry_set_placeholder_text (self->task, _("What is to be done…"));
  gtk_stack_add_named (self->what, GTK_WIDGET (self->task), "task");
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->what));
  self->number = make_entry (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->number));
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
  gtk_widget_set_parent (self->second, GTK_WIDGET (self));
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error, 0);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "caption");
  gtk_widget_set_parent (GTK_WIDGET (self->error), GTK_WIDGET (self));
  show_fields (self);
}

static void
renew_outcome (QhCaseQuickAdd *self,
               QhSession      *session)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
  GPtrArray *outcomes = qh_catalogues_list (catalogues, "outcome");
  GtkWidget *outcome = qh_chooser_new (qh_choices_new_catalogue (session, "outcome", FALSE));

  if (self->outcome != NULL)
    gtk_box_remove (GTK_BOX (self->second), GTK_WIDGET (self->outcome));
  self->outcome = QH_CHOOSER (outcome);
  qh_chooser_set_placeholder (self->outcome, _("Outcome"));
  qh_chooser_set_label (self->outcome, _("Outcome"));
  if (outcomes != NULL && outcomes->len > 0)
    qh_chooser_set_value (self->outcome, &(QhValue) { QH_VALUE_INTEGER, { .integer = ((const QhEntry *) g_ptr_array_index (outcomes, 0))->id } });
  gtk_widget_set_size_request (outcome, 150, -1);
  gtk_box_append (GTK_BOX (self->second), outcome);
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

  g_set_object (&self->file, file);
  qh_code_entry_set_catalogue (self->type, session, "activity_type");
  qh_code_entry_set_catalogue (self->problem, session, "problem");
  clear (self);
  if (file == NULL)
    return;
  renew_outcome (self, session);
  show_fields (self);
}
