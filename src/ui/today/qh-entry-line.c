/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-entry-line-private.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-lists.h"
#include "ui/today/qh-activity-form.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-forget-undo.h"
#include "ui/widgets/qh-write.h"

/**
 * QhEntryLine:
 *
 * Where an activity is entered: a line of fields, and below it what follows from
 * the type. Enter logs. What is refused stays as it was typed.
 */
G_DEFINE_FINAL_TYPE (QhEntryLine, qh_entry_line, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  LOGGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The draft */

/* Whether there is something in the line that somebody would miss. */
static gboolean
is_typed (QhEntryLine *self)
{
  return qh_entry_line_get_type_code (self) != 0 || qh_entry_line_get_case (self) != 0 || self->minutes_typed
         || gtk_entry_buffer_get_length (self->note_text) > 0;
}

/* What is typed, for the draft. */
static gboolean
collect_cb (GtkWidget *widget,
            QhDraft   *draft)
{
  QhEntryLine *self = QH_ENTRY_LINE (widget);
  QhRecord *activity;
  int minutes;

  if (!is_typed (self))
    return FALSE;
  activity = qh_entry_line_make_draft (self);
  if (qh_minutes_from_text (gtk_editable_get_text (GTK_EDITABLE (self->minutes)), &minutes))
    qh_record_set_integer (activity, "minutes", minutes);
  g_ptr_array_add (draft->records, activity);
  return TRUE;
}

static void
typed_cb (QhEntryLine *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

/* What was in the line is written. */
static void
finish (QhEntryLine *self)
{
  qh_draft_keeper_done (self->draft);
  qh_entry_line_clear (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->type));
}

static void
logged_cb (const GError *error,
           gpointer      data)
{
  QhEntryLine *self = data;

  self->busy = FALSE;
  if (error != NULL)
    {
      qh_entry_line_show_problem (self, NULL, error->message);
      typed_cb (self);
      return;
    }
  if (self->session == NULL)
    return;
  finish (self);
  g_signal_emit (self, signals[LOGGED], 0);
}

/* Callbacks */

static const QhEntry *
find_type (QhEntryLine  *self,
           QhCatalogues *catalogues)
{
  return qh_catalogues_find (catalogues, qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->type)));
}

static void
fill_minutes (QhEntryLine *self,
              int          minutes)
{
  g_autofree char *text = minutes > 0 ? g_strdup_printf ("%d", minutes) : g_strdup ("");

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->minutes), text);
  self->filling = FALSE;
}

static void
changed_cb (QhEntryLine *self)
{
  typed_cb (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
type_chosen_cb (QhEntryLine *self)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  const QhEntry *type;

  if (self->session == NULL)
    return;
  catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  type = find_type (self, catalogues);
  qh_entry_line_clear_problem (self);
  if (!self->minutes_typed)
    fill_minutes (self, type != NULL ? (int) type->default_minutes : 0);
  qh_entry_defaults_follow (self->defaults, type);
  changed_cb (self);
}

static void
type_accepted_cb (QhEntryLine *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->case_entry));
}

static void
case_accepted_cb (QhEntryLine *self)
{
  gtk_widget_grab_focus (self->minutes);
}

static void
minutes_changed_cb (QhEntryLine *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->minutes));
  int minutes = 0;

  if (!self->filling)
    {
      self->minutes_typed = text[0] != '\0';
      typed_cb (self);
      qh_entry_line_clear_problem (self);
    }
  qh_entry_defaults_set_minutes (self->defaults, qh_minutes_from_text (text, &minutes) ? minutes : 0);
}

static void
log_cb (QhEntryLine *self)
{
  qh_entry_line_log (self);
}

static void
form_saved_cb (QhEntryLine *self)
{
  if (self->session != NULL)
    finish (self);
}

/* Every field of an activity; the line stays as it is until that is saved. */
static void
more_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhEntryLine *self = QH_ENTRY_LINE (widget);
  g_autoptr (QhRecord) draft = NULL;
  GtkWidget *form;
  int minutes;

  if (self->session == NULL)
    return;
  draft = qh_entry_line_make_draft (self);
  if (qh_minutes_from_text (gtk_editable_get_text (GTK_EDITABLE (self->minutes)), &minutes))
    qh_record_set_integer (draft, "minutes", minutes);
  form = qh_activity_form_new (widget, self->session, draft);
  g_signal_connect_object (form, "saved", G_CALLBACK (form_saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (form));
}

/* Overrides */

static gboolean
qh_entry_line_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_ENTRY_LINE (widget)->type));
}

static void
qh_entry_line_dispose (GObject *object)
{
  QhEntryLine *self = QH_ENTRY_LINE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_pointer (&self->more, qh_record_free);
  G_OBJECT_CLASS (qh_entry_line_parent_class)->dispose (object);
}

static void
qh_entry_line_class_init (QhEntryLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_entry_line_dispose;
  widget_class->grab_focus = qh_entry_line_grab_focus;

  /**
   * QhEntryLine::changed:
   *
   * Another type or case is chosen.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_ENTRY_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhEntryLine::logged:
   *
   * An activity was written and the line is empty again.
   */
  signals[LOGGED] = g_signal_new ("logged", QH_TYPE_ENTRY_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "entry.more", NULL, more_cb);
  g_type_ensure (QH_TYPE_CODE_ENTRY);
  g_type_ensure (QH_TYPE_CASE_ENTRY);
  g_type_ensure (QH_TYPE_CODE_DROP_DOWN);
  g_type_ensure (QH_TYPE_ENTRY_DEFAULTS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/today/qh-entry-line.ui");
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, type);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, case_entry);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, minutes);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, outcome);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, note_box);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, note_button);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, note_text);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, problem);
  gtk_widget_class_bind_template_child (widget_class, QhEntryLine, defaults);
  gtk_widget_class_bind_template_callback (widget_class, type_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, case_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, minutes_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
name_entry (QhTypeAhead *field,
            const char  *name,
            const char  *placeholder,
            int          width)
{
  GtkEntry *entry = qh_type_ahead_get_entry (field);

  gtk_entry_set_placeholder_text (entry, placeholder);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE, GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
}

static void
qh_entry_line_init (QhEntryLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_entry (QH_TYPE_AHEAD (self->type), _("Type of activity"), _("Search for a type…"), 15);
  name_entry (QH_TYPE_AHEAD (self->case_entry), _("Case"), _("Name or folio, or none"), 13);
  gtk_entry_set_icon_from_icon_name (qh_type_ahead_get_entry (QH_TYPE_AHEAD (self->type)), GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
}

/**
 * qh_entry_line_set_session:
 * @session: (nullable): the open workspace
 *
 * Empties the line.
 */
void
qh_entry_line_set_session (QhEntryLine *self,
                           QhSession   *session)
{
  g_set_object (&self->session, session);
  g_clear_object (&self->draft);
  if (session != NULL)
    self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_ENTRY, collect_cb, GTK_WIDGET (self));
  qh_code_entry_set_catalogue (self->type, session, "activity_type");
  qh_case_entry_set_session (self->case_entry, session);
  qh_code_drop_down_set_catalogue (self->outcome, session, "outcome");
  qh_entry_defaults_set_session (self->defaults, session);
  qh_entry_line_clear (self);
}

/**
 * qh_entry_line_set_day:
 * @day: the day on which is logged
 */
void
qh_entry_line_set_day (QhEntryLine *self,
                       QhDay        day)
{
  self->day = day;
  qh_entry_defaults_set_now (self->defaults, day == qh_day_today ());
}

/**
 * qh_entry_line_set_narrow:
 * @narrow: whether there is little room: the note goes behind a button
 */
void
qh_entry_line_set_narrow (QhEntryLine *self,
                          gboolean     narrow)
{
  gtk_widget_set_visible (self->note_box, !narrow);
  gtk_widget_set_visible (self->note_button, narrow);
}

/**
 * qh_entry_line_clear:
 *
 * Empties the line.
 */
void
qh_entry_line_clear (QhEntryLine *self)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->note_button)));

  if (gtk_widget_get_visible (popover))
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_clear_pointer (&self->more, qh_record_free);
  self->minutes_typed = FALSE;
  qh_entry_defaults_clear (self->defaults);
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self->type), 0, NULL);
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self->case_entry), 0, NULL);
  fill_minutes (self, 0);
  gtk_entry_buffer_set_text (self->note_text, "", 0);
  qh_code_drop_down_set_code (self->outcome, 0);
  qh_entry_line_clear_problem (self);
  qh_forget_undo (GTK_WIDGET (self));
}

/**
 * qh_entry_line_set_type:
 * @type: a type of activity
 *
 * Fills in the type and what follows from it, and goes on to the case.
 */
void
qh_entry_line_set_type (QhEntryLine *self,
                        gint64       type)
{
  self->minutes_typed = FALSE;
  qh_code_entry_set_code (self->type, type);
  qh_forget_undo (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->case_entry));
}

/* Fills in an activity, but for its note and start; what the line has no field for is kept. */
static void
fill (QhEntryLine *self,
      QhRecord    *activity)
{
  qh_entry_line_clear_problem (self);
  qh_entry_defaults_clear (self->defaults);
  qh_code_entry_set_code (self->type, qh_record_get_integer (activity, "type"));
  qh_case_entry_set_case (self->case_entry, qh_record_get_integer (activity, "case"));
  qh_code_drop_down_set_code (self->outcome, qh_record_get_integer (activity, "outcome"));
  qh_entry_defaults_read (self->defaults, activity);
  fill_minutes (self, (int) qh_record_get_integer (activity, "minutes"));
  self->minutes_typed = TRUE;
  g_clear_pointer (&self->more, qh_record_free);
  self->more = activity;
  self->more->id = 0;
  qh_forget_undo (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->minutes);
}

/**
 * qh_entry_line_repeat_last:
 *
 * Fills in what the worker logged last, but for its note and start. Enter logs it.
 */
void
qh_entry_line_repeat_last (QhEntryLine *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) last = qh_store_get_last_activity (qh_session_get_store (self->session), qh_session_get_worker (self->session), &error);

  if (last == NULL)
    {
      qh_entry_line_show_problem (self, GTK_WIDGET (self->type), error != NULL ? error->message : _("There is nothing to repeat yet: nothing has been logged."));
      return;
    }
  qh_record_clear (last, "consultation");
  fill (self, g_steal_pointer (&last));
}

/**
 * qh_entry_line_continue:
 * @draft: what had been typed in the line; its day is to be shown before
 *
 * Fills in what a draft has, and goes on with it.
 */
void
qh_entry_line_continue (QhEntryLine   *self,
                        const QhDraft *draft)
{
  const QhRecord *activity = g_ptr_array_index (draft->records, 0);
  const char *note = qh_record_get_text (activity, "note");

  fill (self, qh_record_copy (activity));
  gtk_entry_buffer_set_text (self->note_text, note, -1);
  if (qh_record_is_set (activity, "start"))
    qh_entry_defaults_set_start (self->defaults, (int) qh_record_get_integer (activity, "start"));
  qh_draft_keeper_continue (self->draft, draft);
}

/**
 * qh_entry_line_set_timed:
 * @minutes: how long it took
 * @start: the minute of the day at which it began, or -1
 *
 * Fills in what a timer says.
 */
void
qh_entry_line_set_timed (QhEntryLine *self,
                         int          minutes,
                         int          start)
{
  fill_minutes (self, minutes);
  self->minutes_typed = TRUE;
  qh_entry_defaults_set_start (self->defaults, start);
  gtk_widget_grab_focus (qh_entry_line_get_type_code (self) != 0 ? self->minutes : GTK_WIDGET (self->type));
}

/**
 * qh_entry_line_get_type_code:
 *
 * Returns: the type of activity that is chosen, or 0.
 */
gint64
qh_entry_line_get_type_code (QhEntryLine *self)
{
  return qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->type));
}

/**
 * qh_entry_line_get_case:
 *
 * Returns: the case that is chosen, or 0.
 */
gint64
qh_entry_line_get_case (QhEntryLine *self)
{
  return qh_type_ahead_get_chosen (QH_TYPE_AHEAD (self->case_entry));
}

/**
 * qh_entry_line_log:
 *
 * Writes what the line holds, or says what is wrong with it.
 *
 * Returns: whether it is being written.
 */
gboolean
qh_entry_line_log (QhEntryLine *self)
{
  g_autoptr (QhRecord) activity = NULL;
  g_autofree char *words = NULL;
  QhChange *change;

  if (self->session == NULL || self->busy)
    return FALSE;
  qh_entry_line_clear_problem (self);
  activity = qh_entry_line_make_activity (self);
  if (activity == NULL)
    return FALSE;
  self->busy = TRUE;
  words = g_strdup_printf (_("Logged: %s"), qh_session_get_label (self->session, qh_record_get_integer (activity, "type")));
  change = qh_change_new ();
  qh_change_put (change, g_steal_pointer (&activity));
  qh_draft_keeper_submit (self->draft, change);
  qh_write (GTK_WIDGET (self), qh_session_get_store (self->session), change, words, logged_cb, self);
  return TRUE;
}
