/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that is off, and the way to its remedy. */
#include "ui/findings/qh-findings-row.h"

#include <glib/gi18n-lib.h>

#include "store/qh-review-days.h"
#include "ui/cases/qh-referral-outcome.h"
#include "ui/findings/qh-duplicate-window.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/today/qh-activity-form.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

#define ROW_KEY "quehacer-finding"

typedef struct
{
  QhSession *session; /* NULL in a row that only counts */
  QhFinding finding;
  QhRecord *record;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_object (&row->session);
  g_clear_pointer (&row->record, qh_record_free);
  g_free (row);
}

static Row *
get_row (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), ROW_KEY);
}

/* Remedies */

static void
open_activity (GtkWidget *widget, const Row *row, gint64 id)
{
  QhStore *store = qh_session_get_store (row->session);
  QhRecord *activity = store != NULL ? qh_store_get (store, QH_KIND_ACTIVITY, id, NULL) : NULL;

  if (activity == NULL)
    return;
  gtk_window_present (GTK_WINDOW (qh_activity_form_new (widget, row->session, activity)));
  qh_record_free (activity);
}

/* Somebody else's day is theirs to log; that they were away is the supervisor's to say. */
static void
open_leave (GtkWidget *widget, const Row *row)
{
  g_autoptr (QhRecord) leave = qh_store_new_record (qh_session_get_store (row->session), QH_KIND_LEAVE);

  qh_record_set_integer (leave, "worker", row->finding.worker);
  qh_record_set_integer (leave, "begins", row->finding.day);
  qh_record_set_integer (leave, "ends", row->finding.day);
  gtk_window_present (
    GTK_WINDOW (qh_record_dialog_new (widget, row->session, _ ("Write down a leave"), leave, NULL, 0)));
}

static void
open_item (GtkWidget *widget, const Row *row)
{
  gtk_window_present (GTK_WINDOW (qh_record_dialog_new (
    widget,
    row->session,
    qh_kind_get_label (row->record->kind, qh_session_get_language (row->session)),
    row->record,
    NULL,
    0)));
}

static void
compare (GtkWidget *widget, const Row *row)
{
  qh_duplicate_window_open (widget, row->session, row->finding.other, row->finding.record);
}

/**
 * qh_findings_row_activate:
 * @row: a row of this kind
 *
 * Opens the remedy: the day in Today, or the leave of somebody else; the
 * activity, action item or case; the outcome of a referral; of what is written
 * twice both.
 */
void
qh_findings_row_activate (gpointer row)
{
  GtkWidget *widget = row;
  const Row *self = get_row (row);

  if (self->session == NULL || qh_session_get_store (self->session) == NULL)
    return;
  switch (self->finding.kind)
    {
    case QH_FINDING_NO_ENTRIES:
      if (self->finding.worker == qh_session_get_worker (self->session))
        gtk_widget_activate_action (widget, "win.open-day", "i", (gint32)self->finding.day);
      else
        open_leave (widget, self);
      break;
    case QH_FINDING_TIMER:
      gtk_widget_activate_action (widget, "win.open-day", "i", (gint32)qh_day_today ());
      break;
    case QH_FINDING_IDLE_CASE:
      gtk_widget_activate_action (widget, "win.open-case", "x", self->finding.record);
      break;
    case QH_FINDING_OVERDUE:
      open_item (widget, self);
      break;
    case QH_FINDING_LATE_REFERRAL:
      qh_referral_outcome_open (widget, self->session, self->record);
      break;
    case QH_FINDING_DUPLICATE:
      compare (widget, self);
      break;
    default:
      open_activity (widget, self, self->finding.record);
    }
}

static void
leave_cb (GtkWidget *widget)
{
  open_leave (widget, get_row (widget));
}

/* A day can be said to be empty by whose it is, and by a supervisor. */
static gboolean
may_say_nothing (const Row *row)
{
  return qh_review_days_may_answer (qh_session_get_store (row->session), row->finding.worker);
}

static void
nothing_cb (GtkWidget *widget)
{
  const Row *row = get_row (widget);
  QhStore *store = qh_session_get_store (row->session);

  if (store != NULL)
    qh_write (widget,
              store,
              qh_review_days_decide (store, row->finding.worker, row->finding.day, QH_REVIEW_NOTHING, NULL, 0),
              _ ("Nothing to report on that day"),
              NULL,
              NULL);
}

static void
other_cb (GtkWidget *widget)
{
  const Row *row = get_row (widget);

  open_activity (widget, row, row->finding.other);
}

static void
delete_cb (GtkWidget *widget)
{
  const Row *row = get_row (widget);
  QhStore *store = qh_session_get_store (row->session);

  if (store != NULL)
    qh_write_delete (widget, store, qh_record_copy (row->record), _ ("Activity deleted"));
}

/**
 * qh_findings_row_press:
 * @keyval: a key that was pressed on the row: L, N, O or Delete, each for one of its buttons
 *
 * Returns: whether the row knows it.
 */
gboolean
qh_findings_row_press (gpointer row, guint keyval)
{
  const Row *self = get_row (row);
  QhFindingKind kind = self->finding.kind;

  if (self->session == NULL || qh_session_get_store (self->session) == NULL)
    return FALSE;
  if (keyval == GDK_KEY_l && kind == QH_FINDING_NO_ENTRIES)
    leave_cb (row);
  else if (keyval == GDK_KEY_n && kind == QH_FINDING_NO_ENTRIES && may_say_nothing (self))
    nothing_cb (row);
  else if (keyval == GDK_KEY_o && kind == QH_FINDING_OVERLAP)
    other_cb (row);
  else if (keyval == GDK_KEY_Delete && kind == QH_FINDING_DUPLICATE)
    delete_cb (row);
  else
    return FALSE;
  return TRUE;
}

/* Words */

static const char *
get_where_to (const Row *row)
{
  const char *field = qh_record_is_set (row->record, "organisation") ? "organisation" : "type";

  return qh_session_get_label (row->session, qh_record_get_integer (row->record, field));
}

static char *
name_in_case (const Row *row, const char *name)
{
  gint64 id = qh_record_get_integer (row->record, "case");
  g_autofree char *title = id != 0 ? qh_session_dup_case_title (row->session, id) : NULL;

  return title != NULL && title[0] != '\0' ? g_strdup_printf ("%s · %s", name, title) : g_strdup (name);
}

static char *
make_title (const Row *row)
{
  switch (row->finding.kind)
    {
    case QH_FINDING_NO_ENTRIES:
      return qh_session_dup_worker_name (row->session, row->finding.worker);
    case QH_FINDING_TIMER:
      return g_strdup (_ ("This computer's timer"));
    case QH_FINDING_IDLE_CASE:
      return qh_session_dup_case_title (row->session, row->finding.record);
    case QH_FINDING_OVERDUE:
      return name_in_case (row, qh_record_get_text (row->record, "task"));
    case QH_FINDING_LATE_REFERRAL:
      return name_in_case (row, get_where_to (row));
    default:
      return g_strdup (qh_session_get_label (row->session, qh_record_get_integer (row->record, "type")));
    }
}

static char *
make_subtitle (const Row *row)
{
  /* Translators: a day in a list, as strftime writes it: Thursday 26 November 2026 */
  g_autofree char *date = qh_day_format (row->finding.day, _ ("%A, %-d %B %Y"));
  g_autofree char *amount = qh_finding_describe (&row->finding);
  g_autofree char *worker = row->finding.worker != 0 && row->finding.kind != QH_FINDING_NO_ENTRIES
                              ? qh_session_dup_worker_name (row->session, row->finding.worker)
                              : NULL;
  g_autofree char *words = worker != NULL ? g_strdup_printf ("%s · %s · %s", date, amount, worker)
                                          : g_strdup_printf ("%s · %s", date, amount);

  return g_markup_escape_text (words, -1);
}

static void
add_button (GtkWidget *widget, GtkWidget *button, GCallback callback)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, widget, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
}

static void
add_day_buttons (GtkWidget *widget)
{
  GtkWidget *leave = gtk_button_new_with_mnemonic (_ ("_Leave…"));
  GtkWidget *nothing = gtk_button_new_with_mnemonic (_ ("_Nothing to Report"));

  qh_tooltip_set (leave, _ ("Write down that the worker was away (L)"));
  qh_tooltip_set (nothing, _ ("Say that there was nothing to log on this day (N)"));
  gtk_widget_set_visible (nothing, may_say_nothing (get_row (widget)));
  add_button (widget, leave, G_CALLBACK (leave_cb));
  add_button (widget, nothing, G_CALLBACK (nothing_cb));
}

static GtkWidget *
create_other (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("The _Other"));

  qh_tooltip_set (button, _ ("Open the other activity (O)"));
  return button;
}

static void
add_buttons (GtkWidget *widget, const QhFinding *finding)
{
  GtkWidget *button;

  if (finding->kind == QH_FINDING_NO_ENTRIES)
    add_day_buttons (widget);
  if (finding->kind == QH_FINDING_OVERLAP)
    add_button (widget, create_other (), G_CALLBACK (other_cb));
  if (finding->kind == QH_FINDING_DUPLICATE)
    {
      button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      qh_tooltip_set (button, _ ("Delete this one (Delete)"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Delete this one"), -1);
      add_button (widget, button, G_CALLBACK (delete_cb));
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static GtkWidget *
make_row (QhFindingKind kind, const char *title)
{
  GtkWidget *widget = adw_action_row_new ();
  Row *row = g_new0 (Row, 1);

  row->finding.kind = kind;
  g_object_set_data_full (G_OBJECT (widget), ROW_KEY, row, row_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  return widget;
}

/**
 * qh_findings_row_new:
 *
 * Returns: (transfer floating) (nullable): the row; %NULL when what it is about is gone.
 */
GtkWidget *
qh_findings_row_new (QhSession *session, const QhFindingsItem *item)
{
  gboolean of_record = item->finding.record_kind != 0 && item->finding.record_kind != QH_KIND_CASE;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *widget;
  Row *row;

  if (of_record && item->record == NULL)
    return NULL;
  widget = make_row (item->finding.kind, "");
  row = get_row (widget);
  row->session = g_object_ref (session);
  row->finding = item->finding;
  row->record = item->record != NULL ? qh_record_copy (item->record) : NULL;
  title = make_title (row);
  subtitle = make_subtitle (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  qh_tooltip_set (widget, qh_finding_get_remedy (item->finding.kind));
  add_buttons (widget, &item->finding);
  return widget;
}

/**
 * qh_findings_row_new_more:
 * @n_more: how many of the kind do not show
 *
 * Returns: (transfer floating): a row that says so.
 */
GtkWidget *
qh_findings_row_new_more (QhFindingKind kind, guint n_more)
{
  g_autofree char *words = g_strdup_printf (
    ngettext ("%'u earlier one: choose a worker or another month", "%'u earlier ones: choose a worker or another month", n_more),
    n_more);

  return make_row (kind, words);
}

QhFindingKind
qh_findings_row_get_kind (gpointer row)
{
  return get_row (row)->finding.kind;
}
