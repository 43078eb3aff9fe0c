/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rights/qh-due-rows.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"
#include "store/qh-erase.h"
#include "store/qh-retention.h"
#include "ui/rights/qh-erase-window.h"
#include "ui/rights/qh-keep-editor.h"
#include "ui/widgets/qh-tooltip.h"

#define MOST_SHOWN 50

/**
 * QhDueRows:
 *
 * The records whose retention period is over, each with what can be done: look
 * at it, keep it longer, erase it.
 */
struct _QhDueRows
{
  AdwPreferencesGroup parent_instance;

  QhSession *session;
  GPtrArray *rows;
  GCancellable *reading;
  gboolean stale; /* it is read again once somebody looks */
};

G_DEFINE_FINAL_TYPE (QhDueRows, qh_due_rows, ADW_TYPE_PREFERENCES_GROUP)

/* Reading, on a worker */

typedef struct
{
  QhRecord *record;
  char *title;
  char *subtitle;
} Due;

typedef struct
{
  GPtrArray *due; /* of Due */
  gint64 count;
  gboolean has_period;
} Answer;

static void
due_free (gpointer data)
{
  Due *due = data;

  qh_record_free (due->record);
  g_free (due->title);
  g_free (due->subtitle);
  g_free (due);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_ptr_array_unref (answer->due);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* “Case · closed on 22 Nov 2021” */
static Due *
describe (QhStore *store, const QhDueRecord *one)
{
  QhLanguage language = qh_store_get_language (store);
  QhRecord *record = qh_store_get (store, one->kind, one->id, NULL);
  g_autofree char *day = NULL;
  Due *due;

  if (record == NULL)
    return NULL;
  day = qh_day_format (one->from, C_ ("date", "%-d %b %Y"));
  due = g_new0 (Due, 1);
  due->record = record;
  due->title = qh_record_describe (store, record);
  due->subtitle = g_strdup_printf (
    "%s · %s: %s",
    qh_kind_get_label (record->kind, language),
    qh_field_get_label (qh_kind_find_field (record->kind, record->kind->kept_from), language),
    day);
  return due;
}

static gboolean
has_period (QhStore *store)
{
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      const QhKind *kind = qh_store_get_kind (store, number);

      if (qh_retention_has_period (kind) && qh_retention_get_months (store, kind) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer store, GCancellable *cancellable)
{
  QhDay today = qh_day_today ();
  GError *error = NULL;
  g_autoptr (GArray) list = qh_retention_list_due (store, today, MOST_SHOWN, &error);
  Answer *answer;

  if (list == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  answer = g_new0 (Answer, 1);
  answer->due = g_ptr_array_new_with_free_func (due_free);
  answer->count = list->len < MOST_SHOWN ? list->len : qh_retention_count_due (store, today, NULL);
  answer->has_period = has_period (store);
  for (guint i = 0; i < list->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Due *due = describe (store, &g_array_index (list, QhDueRecord, i));

      if (due != NULL)
        g_ptr_array_add (answer->due, due);
    }
  g_task_return_pointer (task, answer, answer_free);
}

/* Rows */

#define RECORD_KEY "quehacer-record"

static void
add_row (QhDueRows *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (QhDueRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_words (QhDueRows *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  add_row (self, row);
}

static void
kept_cb (GtkWidget *from)
{
  qh_due_rows_reload (QH_DUE_ROWS (from));
}

static void
keep_cb (QhDueRows *self, GtkWidget *button)
{
  const QhRecord *record = g_object_get_data (G_OBJECT (button), RECORD_KEY);

  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    qh_keep_editor_open (
      GTK_WIDGET (self), self->session, record->kind->number, record->id, kept_cb);
}

static void
erase_cb (QhDueRows *self, GtkWidget *button)
{
  const QhRecord *record = g_object_get_data (G_OBJECT (button), RECORD_KEY);

  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    gtk_window_present (GTK_WINDOW (
      qh_erase_window_new (GTK_WIDGET (self), GTK_WIDGET (self), self->session, record)));
}

static void
add_button (QhDueRows *self, GtkWidget *row, const Due *due, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *spoken = g_strdup_printf ("%s %s", label, due->title);

  g_object_set_data_full (
    G_OBJECT (button), RECORD_KEY, qh_record_copy (due->record), (GDestroyNotify)qh_record_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (
    button, qh_store_may_erase (qh_session_get_store (self->session), due->record->kind->number));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The case that a record is or belongs to, or 0. */
static gint64
find_case (const QhRecord *record)
{
  if (record->kind->number == QH_KIND_CASE)
    return record->id;
  return qh_kind_find_field (record->kind, "case") != NULL ? qh_record_get_integer (record, "case")
                                                           : 0;
}

static void
add_due (QhDueRows *self, const Due *due)
{
  GtkWidget *row = adw_action_row_new ();
  gint64 in_case = find_case (due->record);
  g_autofree char *name = due->record->kind->number == QH_KIND_CASE
                            ? qh_session_dup_case_title (self->session, in_case)
                            : NULL;
  g_autofree char *title
    = name != NULL ? g_strdup_printf ("%s · %s", due->title, name) : g_strdup (due->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), due->subtitle);
  add_button (self, row, due, _ ("Keep Longer…"), G_CALLBACK (keep_cb));
  add_button (self, row, due, _ ("Erase…"), G_CALLBACK (erase_cb));
  if (in_case != 0 && !due->record->closed)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-case");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", in_case);
      qh_tooltip_set (row, _ ("Open the case"));
    }
  add_row (self, row);
}

static void
show (QhDueRows *self, const Answer *answer)
{
  gint64 others = answer->count - answer->due->len;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  clear_rows (self);
  for (guint i = 0; i < answer->due->len; i++)
    add_due (self, g_ptr_array_index (answer->due, i));
  if (others > 0)
    {
      g_autofree char *words = g_strdup_printf (
        ngettext ("And %'ld more", "And %'ld more", (gulong)others), (long)others);

      add_words (self, words, _ ("They show as those above are dealt with"));
    }
  else if (answer->due->len == 0 && answer->has_period)
    add_words (self, _ ("Nothing is due"), NULL);
  else if (answer->due->len == 0)
    add_words (
      self, _ ("Nothing is due"), _ ("Everything is kept always until a period is set above"));
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDueRows *self = QH_DUE_ROWS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL || qh_session_get_store (self->session) == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      show (self, answer);
      return;
    }
  clear_rows (self);
  add_words (self, _ ("What is due cannot be read"), error->message);
}

/**
 * qh_due_rows_reload:
 *
 * Reads again what is due, at once or as soon as it shows.
 */
void
qh_due_rows_reload (QhDueRows *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->session == NULL)
    return;
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_task_data (task, g_object_ref (qh_session_get_store (self->session)), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

/* Overrides */

static void
qh_due_rows_map (GtkWidget *widget)
{
  QhDueRows *self = QH_DUE_ROWS (widget);

  GTK_WIDGET_CLASS (qh_due_rows_parent_class)->map (widget);
  if (self->stale)
    qh_due_rows_reload (self);
}

static void
qh_due_rows_dispose (GObject *object)
{
  QhDueRows *self = QH_DUE_ROWS (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_due_rows_parent_class)->dispose (object);
}

static void
qh_due_rows_finalize (GObject *object)
{
  g_ptr_array_unref (QH_DUE_ROWS (object)->rows);
  G_OBJECT_CLASS (qh_due_rows_parent_class)->finalize (object);
}

static void
qh_due_rows_class_init (QhDueRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_due_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_due_rows_finalize;
  GTK_WIDGET_CLASS (klass)->map = qh_due_rows_map;
}

static void
qh_due_rows_init (QhDueRows *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * qh_due_rows_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_due_rows_set_session (QhDueRows *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_cancellable_cancel (self->reading);
      g_signal_handlers_disconnect_by_data (self->session, self);
      clear_rows (self);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (
    session, "changed", G_CALLBACK (qh_due_rows_reload), self, G_CONNECT_SWAPPED);
  qh_due_rows_reload (self);
}
