/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-activity-row.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-draft-keeper.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-code-drop-down.h"
#include "ui/widgets/qh-form-state.h"
#include "ui/widgets/qh-function-style.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

/**
 * QhActivityRow:
 *
 * One activity of a day. Its minutes, outcome and note can be changed in place.
 */
struct _QhActivityRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *time;
  GtkWidget *dot;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *outcome;
  GtkWidget *note_icon;
  GtkWidget *minutes;
  GtkWidget *editor;
  GtkWidget *edit_minutes;
  QhCodeDropDown *edit_outcome;
  GtkWidget *edit_note;
  GtkWidget *problem;

  QhSession *session;
  QhRecord *activity;
  QhDraftKeeper *draft; /* while it is edited */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (QhActivityRow, qh_activity_row, GTK_TYPE_LIST_BOX_ROW)

/* What it shows */

static char *
dup_time (const QhRecord *activity)
{
  gint64 start = qh_record_get_integer (activity, "start");

  if (qh_record_get (activity, "start")->tag != QH_VALUE_INTEGER)
    return g_strdup ("–");
  return g_strdup_printf ("%d:%02d", (int) start / 60, (int) start % 60);
}

static guint
count_served (const QhRecord *activity)
{
  const QhRows *served = qh_record_get_rows (activity, "served");
  gint64 n = 0;

  for (guint i = 0; served != NULL && i < served->n_rows; i++)
    n += qh_rows_cell (served, i, 2);
  return (guint) CLAMP (n, 0, G_MAXUINT);
}

static char *
dup_case (QhActivityRow *self,
          gboolean       with_folio)
{
  gint64 id = qh_record_get_integer (self->activity, "case");
  guint served = count_served (self->activity);
  g_autofree char *title = NULL, *folio = NULL;

  if (id == 0 && served > 0)
    return g_strdup_printf (ngettext ("Group: %u person", "Group: %u people", served), served);
  if (id == 0)
    return g_strdup (_("No case"));
  title = qh_session_dup_case_title (self->session, id);
  folio = qh_session_dup_case_folio (self->session, id);
  if (!with_folio || folio[0] == '\0' || g_str_equal (folio, title))
    return g_steal_pointer (&title);
  return g_strdup_printf ("%s · %s", title, folio);
}

static const char *
get_label (QhActivityRow *self,
           const char    *field)
{
  const QhValue *value = qh_record_get (self->activity, field);

  return value->tag != QH_VALUE_NONE ? qh_session_get_label (self->session, value->integer) : "";
}

static char *
dup_minutes (const QhRecord *activity)
{
  if (qh_record_get (activity, "minutes")->tag != QH_VALUE_INTEGER)
    return g_strdup ("–");
  return g_strdup_printf ("%d", (int) qh_record_get_integer (activity, "minutes"));
}

/* "13:50, Follow-up interview, Guadalupe López, 25 minutes, partly met" */
static char *
dup_name (QhActivityRow *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  int minutes = (int) qh_record_get_integer (self->activity, "minutes");
  const char *outcome = get_label (self, "outcome");

  if (qh_record_get (self->activity, "start")->tag == QH_VALUE_INTEGER)
    g_ptr_array_add (parts, dup_time (self->activity));
  g_ptr_array_add (parts, g_strdup (get_label (self, "type")));
  g_ptr_array_add (parts, dup_case (self, FALSE));
  if (qh_record_get (self->activity, "minutes")->tag == QH_VALUE_INTEGER)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes));
  if (outcome[0] != '\0')
    {
      g_autofree char *first = g_utf8_strdown (outcome, (gssize) (g_utf8_next_char (outcome) - outcome));

      g_ptr_array_add (parts, g_strconcat (first, g_utf8_next_char (outcome), NULL));
    }
  if (qh_record_is_set (self->activity, "note"))
    g_ptr_array_add (parts, g_strdup (_("with a note")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static void
colour_dot (QhActivityRow *self)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  const char *classes[] = { "dot", qh_function_get_css_class (catalogues, qh_record_get_integer (self->activity, "function")), NULL };

  gtk_widget_set_css_classes (self->dot, classes);
  qh_tooltip_set (self->dot, get_label (self, "function"));
}

static void
show_activity (QhActivityRow *self)
{
  g_autofree char *time = dup_time (self->activity);
  g_autofree char *subtitle = dup_case (self, TRUE);
  g_autofree char *minutes = dup_minutes (self->activity);
  g_autofree char *name = dup_name (self);

  gtk_label_set_text (GTK_LABEL (self->time), time);
  gtk_label_set_text (GTK_LABEL (self->title), get_label (self, "type"));
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_label_set_text (GTK_LABEL (self->outcome), get_label (self, "outcome"));
  qh_tooltip_set (self->outcome, get_label (self, "outcome"));
  gtk_label_set_text (GTK_LABEL (self->minutes), minutes);
  gtk_widget_set_opacity (self->note_icon, qh_record_is_set (self->activity, "note") ? 1 : 0);
  qh_tooltip_set (self->note_icon, qh_record_is_set (self->activity, "note") ? qh_record_get_text (self->activity, "note") : NULL);
  colour_dot (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Editing in place */

static void
stop_editing (QhActivityRow *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_done (self->draft);
  g_clear_object (&self->draft);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->editor), FALSE);
  gtk_widget_set_visible (self->editor, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
typed_cb (QhActivityRow *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

static void
saved_cb (const GError *error,
          gpointer      data)
{
  QhActivityRow *self = data;

  self->busy = FALSE;
  if (error != NULL)
    {
      qh_form_show_problem (self->problem, error->message);
      typed_cb (self);
    }
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    stop_editing (self);
}

/* Whether what stands for minutes is some, or none. */
static gboolean
read_minutes (QhActivityRow *self,
              QhRecord      *edited)
{
  const char *minutes = gtk_editable_get_text (GTK_EDITABLE (self->edit_minutes));
  int n;

  if (minutes[0] == '\0')
    {
      if (qh_record_get (edited, "minutes")->tag == QH_VALUE_INTEGER)
        qh_record_clear (edited, "minutes");
      return TRUE;
    }
  if (!qh_minutes_from_text (minutes, &n))
    return FALSE;
  qh_record_set_integer (edited, "minutes", n);
  return TRUE;
}

static void
read_rest (QhActivityRow *self,
           QhRecord      *edited)
{
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->edit_note));
  gint64 outcome = qh_code_drop_down_get_code (self->edit_outcome);

  if (qh_is_missing_code (outcome))
    qh_record_set_missing (edited, "outcome", (QhMissing) outcome);
  else if (outcome != 0)
    qh_record_set_integer (edited, "outcome", outcome);
  else
    qh_record_clear (edited, "outcome");
  if (!gtk_editable_get_editable (GTK_EDITABLE (self->edit_note)))
    return;
  if (note[0] != '\0')
    qh_record_set_text (edited, "note", note);
  else
    qh_record_clear (edited, "note");
}

/* The activity as edited; NULL, and said so, if the minutes are none. */
static QhRecord *
make_edited (QhActivityRow *self)
{
  g_autoptr (QhRecord) edited = qh_record_copy (self->activity);

  if (!read_minutes (self, edited))
    {
      qh_form_show_problem (self->problem, _("Write minutes as a number, or hours and minutes as 1:30."));
      gtk_widget_grab_focus (self->edit_minutes);
      return NULL;
    }
  read_rest (self, edited);
  return g_steal_pointer (&edited);
}

static gboolean
differs (const QhRecord *a,
         const QhRecord *b)
{
  for (guint i = 0; i < a->n_values; i++)
    if (!qh_value_equal (&a->values[i], &b->values[i]))
      return TRUE;
  return FALSE;
}

/* What is typed, for the draft. */
static gboolean
collect_cb (GtkWidget *widget,
            QhDraft   *draft)
{
  QhActivityRow *self = QH_ACTIVITY_ROW (widget);
  g_autoptr (QhRecord) edited = qh_record_copy (self->activity);

  read_minutes (self, edited);
  read_rest (self, edited);
  if (!qh_activity_row_is_editing (self) || !differs (edited, self->activity))
    return FALSE;
  g_ptr_array_add (draft->records, g_steal_pointer (&edited));
  return TRUE;
}

static void
save_cb (QhActivityRow *self)
{
  qh_activity_row_save (self);
}

static void
cancel_cb (QhActivityRow *self)
{
  stop_editing (self);
}

static gboolean
key_pressed_cb (QhActivityRow *self,
                guint          keyval)
{
  if (keyval != GDK_KEY_Escape || !qh_activity_row_is_editing (self))
    return FALSE;
  stop_editing (self);
  return TRUE;
}

/* Overrides */

static void
qh_activity_row_dispose (GObject *object)
{
  QhActivityRow *self = QH_ACTIVITY_ROW (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_pointer (&self->activity, qh_record_free);
  G_OBJECT_CLASS (qh_activity_row_parent_class)->dispose (object);
}

static void
qh_activity_row_class_init (QhActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_activity_row_dispose;
  g_type_ensure (QH_TYPE_CODE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/today/qh-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, time);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, dot);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, title);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, outcome);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, note_icon);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, minutes);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, editor);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, edit_minutes);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, edit_outcome);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, edit_note);
  gtk_widget_class_bind_template_child (widget_class, QhActivityRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
qh_activity_row_init (QhActivityRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->edit_minutes, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->edit_note, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->edit_outcome, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * qh_activity_row_new:
 *
 * Returns: (transfer floating): a row.
 */
GtkWidget *
qh_activity_row_new (QhSession *session)
{
  QhActivityRow *self = g_object_new (QH_TYPE_ACTIVITY_ROW, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

/**
 * qh_activity_row_set_activity:
 * @activity: what to show; while the row is edited, what was typed stays
 */
void
qh_activity_row_set_activity (QhActivityRow  *self,
                              const QhRecord *activity)
{
  g_clear_pointer (&self->activity, qh_record_free);
  self->activity = qh_record_copy (activity);
  show_activity (self);
}

/**
 * qh_activity_row_get_activity:
 *
 * Returns: (transfer none): what it shows.
 */
const QhRecord *
qh_activity_row_get_activity (QhActivityRow *self)
{
  return self->activity;
}

/**
 * qh_activity_row_set_brief:
 * @brief: whether there is no room for the outcome; its name still tells it
 */
void
qh_activity_row_set_brief (QhActivityRow *self,
                           gboolean       brief)
{
  gtk_widget_set_visible (self->outcome, !brief);
}

/**
 * qh_activity_row_edit:
 *
 * Opens minutes, outcome and note to change.
 */
void
qh_activity_row_edit (QhActivityRow *self)
{
  const QhValue *outcome = qh_record_get (self->activity, "outcome");
  const char *note = qh_record_get_text (self->activity, "note");
  g_autofree char *minutes = NULL;

  if (qh_record_get (self->activity, "minutes")->tag == QH_VALUE_INTEGER)
    minutes = dup_minutes (self->activity);
  qh_form_show_problem (self->problem, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->edit_minutes), minutes != NULL ? minutes : "");
  qh_code_drop_down_set_catalogue (self->edit_outcome, self->session, "outcome");
  qh_code_drop_down_set_code (self->edit_outcome, outcome->tag != QH_VALUE_NONE ? outcome->integer : 0);
  gtk_editable_set_text (GTK_EDITABLE (self->edit_note), note);
  /* An entry cuts what is longer than 64 KiB: such a note is changed in the window of the record. */
  gtk_editable_set_editable (GTK_EDITABLE (self->edit_note), g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->edit_note)), note));
  gtk_widget_set_visible (self->editor, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->editor), TRUE);
  gtk_widget_grab_focus (self->edit_minutes);
  g_clear_object (&self->draft);
  self->draft = qh_draft_keeper_new (self->session, QH_DRAFT_FORM_RECORD, collect_cb, GTK_WIDGET (self));
}

gboolean
qh_activity_row_is_editing (QhActivityRow *self)
{
  return gtk_widget_get_visible (self->editor);
}

/**
 * qh_activity_row_save:
 *
 * Writes what was changed, or says below it what is wrong.
 */
void
qh_activity_row_save (QhActivityRow *self)
{
  g_autoptr (QhRecord) edited = NULL;
  QhChange *change;

  if (self->busy || !qh_activity_row_is_editing (self))
    return;
  qh_form_show_problem (self->problem, NULL);
  edited = make_edited (self);
  if (edited == NULL)
    return;
  self->busy = TRUE;
  change = qh_change_new ();
  qh_change_put (change, g_steal_pointer (&edited));
  qh_draft_keeper_submit (self->draft, change);
  qh_write (GTK_WIDGET (self), qh_session_get_store (self->session), change, _("Changes saved"), saved_cb, self);
}
