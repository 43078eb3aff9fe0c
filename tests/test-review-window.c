/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed days in the window: the supervisor's queue, the state of the day in Today,
 * and the reason that a correction asks for. */
#include "app/qh-window-private.h"
#include "day-fixture.h"
#include "domain/qh-roles.h"
#include "store/qh-review-days.h"
#include "store/qh-store-lists.h"
#include "store/qh-users.h"
#include "ui/review/qh-day-state.h"
#include "ui/review/qh-review-page.h"
#include "ui/review/qh-review-row.h"
#include "ui/today/qh-today-page.h"
#include "ui/widgets/qh-write.h"

#define SOFIA "cuatro palabras de Sofía juntas"

typedef struct
{
  Day day;
  QhStore *sofia; /* supervises */
  gint64 activity;
} World;

static void
set_up (World *world, gconstpointer data)
{
  QhRecord *activity;
  g_autoptr (QhRecord) user = NULL;
  g_autoptr (GError) error = NULL;

  day_set_up (&world->day, data);
  user = qh_store_new_record (world->day.store.store, QH_KIND_USER);
  qh_record_set_text (user, "name", "Sofía");
  qh_user_set_roles (user, QH_ROLE_SUPERVISOR);
  qh_users_add (world->day.store.store, user, SOFIA, &error);
  g_assert_no_error (error);
  world->sofia = qh_store_open_as (world->day.store.path, "Sofía", SOFIA, &error);
  g_assert_no_error (error);
  activity = fixture_new_activity (world->day.store.store);
  qh_record_set_integer (activity, "date", qh_day_today ());
  world->activity = fixture_put (world->day.store.store, activity);
}

static void
tear_down (World *world, gconstpointer data)
{
  settle (); /* what was written last is told before the window closes the workspace */
  g_clear_object (&world->sofia);
  day_tear_down (&world->day, data);
}

static void
decide (World *world, const char *decision, const char *comment)
{
  g_autoptr (QhRecord) activity
    = qh_store_get (world->sofia, QH_KIND_ACTIVITY, world->activity, NULL);
  g_autoptr (QhChange) change = qh_review_days_decide (
    world->sofia, qh_record_get_integer (activity, "worker"), qh_day_today (), decision, comment, 0);
  g_autoptr (GError) error = NULL;

  qh_store_apply (world->sofia, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static QhReviewState
get_state (World *world)
{
  g_autoptr (GPtrArray) days
    = qh_review_days_list (world->day.store.store, 0, qh_day_today (), qh_day_today (), NULL);

  g_assert_cmpuint (days->len, ==, 1);
  return ((QhReviewDay *)g_ptr_array_index (days, 0))->state;
}

static gint64
get_minutes (World *world)
{
  g_autoptr (QhRecord) activity
    = qh_store_get (world->day.store.store, QH_KIND_ACTIVITY, world->activity, NULL);

  return qh_record_get_integer (activity, "minutes");
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
is_corrected (gpointer world)
{
  return get_minutes (world) == 30;
}

static gboolean
is_back (gpointer world)
{
  return get_minutes (world) == 90;
}

static gboolean
is_approved (gpointer world)
{
  return get_state (world) == QH_REVIEW_STATE_APPROVED;
}

static gboolean
is_answered (gpointer world)
{
  return get_state (world) == QH_REVIEW_STATE_ANSWERED;
}

static void
answer (const char *text)
{
  GtkWidget *dialog;

  wait_for (has_dialog, NULL);
  dialog = find_dialog ();
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "answer"));
  if (text != NULL)
    {
      gtk_editable_set_text (
        GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))), text);
      g_assert_true (
        adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "answer"));
    }
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), text != NULL ? "answer" : "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
correct (World *world)
{
  QhRecord *activity
    = qh_store_get (world->day.store.store, QH_KIND_ACTIVITY, world->activity, NULL);

  qh_record_set_integer (activity, "minutes", 30);
  qh_write_put (world->day.page, world->day.store.store, activity, "Cambiada");
}

/* What is signed asks why; without an answer it stays. An undo asks too. */
static void
test_reason (World *world, gconstpointer data)
{
  decide (world, QH_REVIEW_APPROVED, NULL);
  correct (world);
  answer (NULL);
  wait_for (has_dialog, NULL); /* it says that it stays */
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  g_assert_cmpint (get_minutes (world), ==, 90);

  correct (world);
  answer ("Se contó mal");
  wait_for (is_corrected, world);
  g_assert_cmpint (get_state (world), ==, QH_REVIEW_STATE_CORRECTED);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (world->day.window), "win.undo", NULL));
  answer ("Estaba bien");
  wait_for (is_back, world);
  g_assert_cmpint (get_state (world), ==, QH_REVIEW_STATE_CORRECTED);
}

/* Whose day was returned sees why in Today, and answers there. */
static void
test_returned (World *world, gconstpointer data)
{
  GtkWidget *state = child_of (world->day.page, QH_TYPE_TODAY_PAGE, "state");
  GtkWidget *label;

  g_assert_false (gtk_widget_get_visible (state));
  decide (world, QH_REVIEW_RETURNED, "Falta una visita");
  qh_day_state_show (QH_DAY_STATE (state), world->day.session, qh_day_today ());
  wait_for ((Condition)gtk_widget_get_mapped, state);
  label = find_widget (state, GTK_TYPE_LABEL, NULL);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)), "Falta una visita"));
  g_signal_emit_by_name (find_widget (state, GTK_TYPE_BUTTON, NULL), "clicked");
  answer ("Ya está");
  wait_for (is_answered, world);
}

static gboolean
answers_here (gpointer state)
{
  return gtk_widget_get_mapped (find_widget (state, GTK_TYPE_BUTTON, "An_swer…"));
}

static gboolean
says_returned (gpointer state)
{
  GtkWidget *button = find_widget (state, GTK_TYPE_BUTTON, "_Go to the Day");

  return gtk_widget_get_mapped (button);
}

static gboolean
says_nothing (gpointer state)
{
  return !gtk_widget_get_visible (state);
}

static const char *
get_badge (World *world, const char *page)
{
  GtkListBox *list = child_of (world->day.window, QH_TYPE_WINDOW, "list");
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int)(qh_window_pages_find (page) - qh_window_pages_get (0)));

  return gtk_widget_get_tooltip_text (GTK_WIDGET (row));
}

static gboolean
has_badge (gpointer world)
{
  return get_badge (world, "today") != NULL;
}

static gboolean
has_no_badge (gpointer world)
{
  return !has_badge (world);
}

/* A day that was returned shows while another one is looked at, and in the sidebar; F4
 * goes to it and answers. */
static void
test_returned_before (World *world, gconstpointer data)
{
  GtkWidget *state = child_of (world->day.page, QH_TYPE_TODAY_PAGE, "state");

  decide (world, QH_REVIEW_RETURNED, "Falta una visita");
  gtk_widget_activate_action (world->day.page, "today.previous", NULL);
  qh_store_watch (world->day.store.store);
  wait_for (says_returned, state);
  wait_for (has_badge, world);
  g_assert_cmpstr (get_badge (world, "today"), ==, "1 day was returned to you");
  g_assert_null (get_badge (world, "review")); /* she is no supervisor */
  gtk_widget_activate_action (world->day.page, "today.returned", NULL);
  wait_for (answers_here, state);
  gtk_widget_activate_action (world->day.page, "today.returned", NULL);
  answer ("Ya está");
  wait_for (is_answered, world);
  wait_for (has_no_badge, world);
  gtk_widget_activate_action (world->day.page, "today.previous", NULL);
  wait_for (says_nothing, state);
}

static gboolean
has_approve (gpointer page)
{
  return find_widget (page, GTK_TYPE_BUTTON, "_Approve") != NULL;
}

static gboolean
has_no_approve (gpointer page)
{
  return !has_approve (page);
}

/* The supervisor's queue: a day is signed and leaves it. */
static void
test_queue (World *world, gconstpointer data)
{
  QhSession *session = qh_session_new (world->sofia);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = qh_review_page_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (window), page);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), session);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (has_approve, page);
  g_signal_emit_by_name (find_widget (page, GTK_TYPE_BUTTON, "_Approve"), "clicked");
  wait_for (is_approved, world);
  wait_for (has_no_approve, page);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  qh_session_close (session);
  g_object_unref (session);
}

static gboolean
is_returned (gpointer world)
{
  return get_state (world) == QH_REVIEW_STATE_RETURNED;
}

static gboolean
has_row (gpointer page)
{
  GtkListBox *list = child_of (page, QH_TYPE_REVIEW_PAGE, "list");

  return gtk_list_box_get_row_at_index (list, 0) != NULL;
}

/* That of the day's one activity, below the row. */
static gboolean
has_label (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return gtk_widget_get_mapped (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
shows_activity (gpointer list)
{
  return has_label (list, "90 min");
}

/* By keyboard alone: the first row has the focus, R returns it, A approves what is answered. */
static void
test_keys (World *world, gconstpointer data)
{
  QhSession *session = qh_session_new (world->sofia);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = qh_review_page_new ();
  GtkListBox *list = child_of (page, QH_TYPE_REVIEW_PAGE, "list");

  gtk_window_set_child (GTK_WINDOW (window), page);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), session);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (page);
  wait_for (has_row, page);
  settle ();
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (window)));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), GTK_WIDGET (list)));
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (list, 0), "activate");
  wait_for (shows_activity, list);
  g_assert_false (qh_review_row_press (gtk_list_box_get_row_at_index (list, 0), GDK_KEY_x));
  g_assert_true (qh_review_row_press (gtk_list_box_get_row_at_index (list, 0), GDK_KEY_r));
  answer ("Falta una visita");
  wait_for (is_returned, world);
  decide (world, QH_REVIEW_ANSWERED, "Ya está");
  wait_for (has_row, page);
  g_assert_true (qh_review_row_press (gtk_list_box_get_row_at_index (list, 0), GDK_KEY_a));
  wait_for (is_approved, world);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  qh_session_close (session);
  g_object_unref (session);
}

static gboolean
is_last_month_closed (gpointer store)
{
  g_autoptr (QhRecord) closed = qh_store_find_closed_month (
    store, qh_day_add_months (qh_day_month_start (qh_day_today ()), -1), 0, NULL);

  return closed != NULL;
}

static gboolean
may_close (gpointer page)
{
  return gtk_widget_get_sensitive (child_of (page, QH_TYPE_REVIEW_PAGE, "close_button"));
}

static gboolean
says_closed (gpointer page)
{
  return gtk_widget_get_visible (child_of (page, QH_TYPE_REVIEW_PAGE, "closed_tag"));
}

static gboolean
asks (gpointer data)
{
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL && adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (dialog), "confirm");
}

/* A month that is over is closed from the queue, after what should be seen to was said. */
static void
test_close_month (World *world, gconstpointer data)
{
  QhSession *session = qh_session_new (world->sofia);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = qh_review_page_new ();
  GtkWidget *dialog;

  gtk_window_set_child (GTK_WINDOW (window), page);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), session);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (has_approve, page);
  g_assert_false (may_close (page)); /* it goes on */
  gtk_widget_activate_action (page, "review.previous", NULL);
  wait_for (may_close, page);
  g_signal_emit_by_name (child_of (page, QH_TYPE_REVIEW_PAGE, "close_button"), "clicked");
  wait_for (asks, NULL);
  dialog = find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "confirm");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for (is_last_month_closed, world->sofia);
  wait_for (says_closed, page);
  g_assert_false (may_close (page));
  wait_for (has_no_dialog, NULL);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  qh_session_close (session);
  g_object_unref (session);
}

static gint64
put_unit (World *world, const char *name)
{
  QhRecord *unit = qh_store_new_record (world->day.store.store, QH_KIND_UNIT);

  qh_record_set_text (unit, "name", name);
  return fixture_put (world->day.store.store, unit);
}

/* Where there are several units, the month of one is closed, and the queue is that one's. */
static void
test_close_unit (World *world, gconstpointer data)
{
  gint64 unit = put_unit (world, "Turno nocturno");
  QhDay month = qh_day_add_months (qh_day_month_start (qh_day_today ()), -1);
  QhSession *session = qh_session_new (world->sofia);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = qh_review_page_new ();
  GtkDropDown *of;
  GtkWidget *dialog;
  g_autoptr (QhRecord) closed = NULL;

  gtk_window_set_child (GTK_WINDOW (window), page);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), session);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (has_approve, page);
  of = child_of (page, QH_TYPE_REVIEW_PAGE, "of");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (of)));
  gtk_drop_down_set_selected (of, 2);
  wait_for (has_no_approve, page); /* nobody works there */
  gtk_widget_activate_action (page, "review.previous", NULL);
  wait_for (may_close, page);
  g_signal_emit_by_name (child_of (page, QH_TYPE_REVIEW_PAGE, "close_button"), "clicked");
  wait_for (asks, NULL);
  dialog = find_dialog ();
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), "Turno nocturno"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "confirm");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for (says_closed, page);
  closed = qh_store_find_closed_month (world->sofia, month, unit, NULL);
  g_assert_nonnull (closed);
  g_assert_false (is_last_month_closed (world->sofia));
  gtk_drop_down_set_selected (of, 0);
  wait_for (may_close, page); /* all of it is still open */
  wait_for (has_no_dialog, NULL);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  qh_session_close (session);
  g_object_unref (session);
}

static GtkWidget *
find_above (GtkWidget *below)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (below))
        return window;
    }
  return NULL;
}

static gboolean
has_drawn (gpointer window)
{
  return find_widget (window, ADW_TYPE_ACTION_ROW, NULL) != NULL;
}

/* Activities of the month, drawn at random. */
static void
test_sample (World *world, gconstpointer data)
{
  QhSession *session = qh_session_new (world->sofia);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = qh_review_page_new ();
  GtkWidget *sample;

  gtk_window_set_child (GTK_WINDOW (window), page);
  qh_review_page_set_session (QH_REVIEW_PAGE (page), session);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (has_approve, page);
  gtk_widget_activate_action (page, "review.sample", NULL);
  sample = find_above (window);
  g_assert_nonnull (sample);
  wait_for (has_drawn, sample);
  gtk_window_destroy (GTK_WINDOW (sample));
  qh_review_page_set_session (QH_REVIEW_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  qh_session_close (session);
  g_object_unref (session);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/review-window/reason", World, application, set_up, test_reason, tear_down);
  g_test_add ("/review-window/returned", World, application, set_up, test_returned, tear_down);
  g_test_add ("/review-window/returned-before", World, application, set_up, test_returned_before, tear_down);
  g_test_add ("/review-window/queue", World, application, set_up, test_queue, tear_down);
  g_test_add ("/review-window/keys", World, application, set_up, test_keys, tear_down);
  g_test_add ("/review-window/close-month", World, application, set_up, test_close_month, tear_down);
  g_test_add ("/review-window/close-unit", World, application, set_up, test_close_unit, tear_down);
  g_test_add ("/review-window/sample", World, application, set_up, test_sample, tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
