/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-explore-page-private.h"

#include <glib/gi18n-lib.h>

#include "stats/qh-stats-test.h"
#include "store/qh-unit-number.h"
#include "ui/explore/qh-answer-view.h"
#include "ui/qh-sidebar-button.h"

/**
 * QhExplorePage:
 *
 * The researcher's bench: all variables at the left, shelves on which they are put, and
 * what comes of it. All is computed on a worker.
 */
G_DEFINE_FINAL_TYPE (QhExplorePage, qh_explore_page, GTK_TYPE_WIDGET)

/**
 * qh_explore_page_get_frame:
 *
 * Returns: (transfer none) (nullable): the rows that are looked at.
 */
QhFrame *
qh_explore_page_get_frame (QhExplorePage *self)
{
  if (self->csv != NULL)
    return self->csv->frame;
  if (self->unit > 0)
    return self->frame;
  return self->session != NULL ? qh_session_get_frame (self->session) : NULL;
}

/**
 * qh_explore_page_get_rules:
 * @leaving: whether the answer leaves the program
 *
 * Returns: how answers are shown: who may not see whom the figures are of sees no small
 *   ones, and none leave.
 */
QhExploreRules
qh_explore_page_get_rules (QhExplorePage *self, gboolean leaving)
{
  QhStore *store = qh_session_get_store (self->session);
  QhExploreRules rules = { qh_session_get_language (self->session), 0 };

  if (store != NULL && (leaving || !qh_store_may_see_identities (store)))
    rules.least = (guint)qh_unit_number_get (store, QH_UNIT_SMALL_CELLS);
  return rules;
}

/**
 * qh_explore_page_run:
 * @questions: (nullable) (element-type QhExploreQuestion): %NULL for the list of variables
 * @leaving: whether the answers leave the program
 *
 * Asks of the rows that are looked at, on a worker, if there are any.
 */
void
qh_explore_page_run (QhExplorePage *self,
                     GPtrArray *questions,
                     gboolean leaving,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  QhFrame *frame = qh_explore_page_get_frame (self);
  QhExploreRules rules = qh_explore_page_get_rules (self, leaving);

  qh_explore_run_async (G_OBJECT (self),
                        self->session,
                        frame,
                        qh_explore_page_get_unit (self),
                        self->csv,
                        questions,
                        &rules,
                        cancellable,
                        callback,
                        user_data);
}

/* Of a table: what the variables on the shelves are, so that another table is understood
 * alike when the same is asked of it. */
static char *
list_types (QhExplorePage *self)
{
  g_auto (GStrv) conditions
    = g_strsplit (self->question.filter != NULL ? self->question.filter : "", "\n", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (self->csv == NULL)
    return NULL;
  g_strv_builder_addv (names, (const char **)conditions);
  for (guint i = 0; i < QH_N_SHELVES; i++)
    if (i != QH_SHELF_FILTER && *qh_explore_page_get_field (self, i) != NULL)
      g_strv_builder_add (names, *qh_explore_page_get_field (self, i));
  all = g_strv_builder_end (names);
  return qh_csv_frame_dup_types (self->csv, (const char *const *)all);
}

/**
 * qh_explore_page_list_questions:
 *
 * Returns: (transfer full) (element-type QhExploreQuestion): what is asked: first what is
 *   usual, then the tests; empty while nothing is chosen
 */
GPtrArray *
qh_explore_page_list_questions (QhExplorePage *self)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_explore_question_free);

  if (self->question.rows == NULL || qh_explore_page_get_frame (self) == NULL)
    return questions;
  g_free (self->question.unit);
  self->question.unit = g_strdup (qh_explore_page_get_unit (self));
  g_free (self->question.types);
  self->question.types = list_types (self);
  g_ptr_array_add (questions, qh_explore_question_copy (&self->question));
  for (guint i = 0; i < self->asked->len; i++)
    {
      QhExploreQuestion *question = qh_explore_question_copy (&self->question);

      question->test = g_strdup (g_ptr_array_index (self->asked, i));
      g_ptr_array_add (questions, question);
    }
  return questions;
}

/* Answers */

static void
clear_answers (QhExplorePage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_box_remove (self->answers, child);
}

static void
test_cb (QhExplorePage *self, GtkButton *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "test");

  gtk_menu_button_popdown (self->tests);
  self->showing_test = TRUE;
  if (!g_ptr_array_find_with_equal_func (self->asked, name, g_str_equal, NULL))
    g_ptr_array_add (self->asked, g_strdup (name));
  qh_explore_page_ask (self);
}

static GtkWidget *
make_test_button (QhExplorePage *self, const QhStatsTest *test)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (_ (test->label)), *summary = gtk_label_new (_ (test->summary));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (summary), 0);
  gtk_label_set_wrap (GTK_LABEL (summary), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (summary), 44);
  gtk_widget_add_css_class (summary, "dim-label");
  gtk_widget_add_css_class (summary, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), summary);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (test->label), -1);
  g_object_set_data (G_OBJECT (button), "test", (gpointer)test->name);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (test_cb), self);
  return button;
}

static void
show_tests (QhExplorePage *self, GPtrArray *offered)
{
  GtkWidget *popover = gtk_popover_new (), *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; offered != NULL && i < offered->len; i++)
    gtk_box_append (GTK_BOX (box), make_test_button (self, g_ptr_array_index (offered, i)));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (self->tests, popover);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tests), offered != NULL && offered->len > 0);
}

void
qh_explore_page_set_running (QhExplorePage *self, int step)
{
  self->running = (guint)((int)self->running + step);
  gtk_spinner_set_spinning (self->spinner, self->running > 0);
}

/* What a test says stands below what was there, and is brought into sight once it has
 * been laid out: not in the frame in which it is put there, in the one after. */
static gboolean
show_last_cb (GtkWidget *answers, GdkFrameClock *clock, gpointer data)
{
  QhExplorePage *self = data;
  GtkWidget *scroller = gtk_widget_get_ancestor (answers, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *last = gtk_widget_get_last_child (answers);
  graphene_rect_t place;

  if (self->frames_to_wait-- > 0)
    return G_SOURCE_CONTINUE;
  if (last != NULL && gtk_widget_compute_bounds (last, answers, &place))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                              place.origin.y);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhExploreRun) run = qh_explore_run_finish (result, &error);

  if (self->content == NULL)
    return;
  qh_explore_page_set_running (self, -1);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear_answers (self);
  show_tests (self, run != NULL ? run->offered : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.copy", run != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.add", run != NULL);
  if (run == NULL)
    {
      adw_status_page_set_description (self->error_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  for (guint i = 0; i < run->answers->len; i++)
    gtk_box_append (self->answers, qh_answer_view_new (g_ptr_array_index (run->answers, i)));
  gtk_stack_set_visible_child_name (self->stack, "answers");
  if (self->showing_test)
    {
      self->frames_to_wait = 2;
      gtk_widget_add_tick_callback (GTK_WIDGET (self->answers), show_last_cb, self, NULL);
    }
  self->showing_test = FALSE;
}

static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/**
 * qh_explore_page_ask:
 *
 * Asks what lies on the shelves; what was under way is given up.
 */
void
qh_explore_page_ask (QhExplorePage *self)
{
  g_autoptr (GPtrArray) questions = qh_explore_page_list_questions (self);

  stop (&self->cancellable);
  if (questions->len == 0)
    {
      clear_answers (self);
      show_tests (self, NULL);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.copy", FALSE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.add", FALSE);
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  self->cancellable = g_cancellable_new ();
  qh_explore_page_set_running (self, 1);
  qh_explore_page_run (self, questions, FALSE, self->cancellable, answered_cb, NULL);
}

/* Variables */

static void
forget_missing_names (QhExplorePage *self)
{
  for (guint i = 0; i < QH_N_SHELVES; i++)
    if (i != QH_SHELF_FILTER
        && qh_variable_list_find (self->variables, *qh_explore_page_get_field (self, i)) == NULL)
      qh_explore_page_set_shelf (self, i, NULL);
    else
      qh_explore_page_show_shelf (self, i);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhExploreRun) run = qh_explore_run_finish (result, &error);
  QhFrame *frame = self->content != NULL ? qh_explore_page_get_frame (self) : NULL;

  if (run == NULL || frame == NULL)
    return;
  qh_variable_list_set (self->variables,
                        run->variables,
                        qh_frame_get_catalogues (frame),
                        qh_session_get_language (self->session));
  forget_missing_names (self);
  qh_explore_page_ask (self);
}

static void
show_subtitle (QhExplorePage *self, QhFrame *frame)
{
  g_autofree char *subtitle = g_strdup_printf (
    self->csv != NULL ? _ ("%s · %'u rows") : _ ("%s · %'u rows · without names or notes"),
    qh_kind_get_plural (qh_frame_get_kind (frame), qh_session_get_language (self->session)),
    qh_frame_get_n_rows (frame));

  adw_window_title_set_subtitle (self->title, subtitle);
}

/**
 * qh_explore_page_list:
 *
 * Lists the frame's variables anew, and asks again.
 */
void
qh_explore_page_list (QhExplorePage *self)
{
  QhFrame *frame = qh_explore_page_get_frame (self);

  self->stale = TRUE;
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (frame == NULL)
    {
      qh_explore_page_load_unit (self);
      return;
    }
  self->stale = FALSE;
  show_subtitle (self, frame);
  stop (&self->cancellable);
  stop (&self->listing);
  self->listing = g_cancellable_new ();
  qh_explore_page_run (self, NULL, FALSE, self->listing, listed_cb, NULL);
}

/* The rows of the unit are read anew. */
static void
frame_changed_cb (QhExplorePage *self)
{
  if (self->csv != NULL)
    return;
  if (self->unit > 0)
    qh_explore_page_clear_frames (self);
  qh_explore_page_list (self);
}

static void
qh_explore_page_map (GtkWidget *widget)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (widget);

  GTK_WIDGET_CLASS (qh_explore_page_parent_class)->map (widget);
  if (self->stale)
    qh_explore_page_list (self);
}

/* A variable is what one begins with. */
static gboolean
qh_explore_page_grab_focus (GtkWidget *widget)
{
  qh_variable_list_focus_search (QH_EXPLORE_PAGE (widget)->variables);
  return TRUE;
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  qh_variable_list_focus_search (QH_EXPLORE_PAGE (widget)->variables);
}

static void
qh_explore_page_dispose (GObject *object)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (object);

  if (self->content != NULL)
    qh_explore_page_set_session (self, NULL);
  for (guint i = 0; i < QH_N_SHELVES; i++)
    g_clear_pointer (qh_explore_page_get_field (self, i), g_free);
  g_clear_pointer (&self->question.unit, g_free);
  g_clear_pointer (&self->question.types, g_free);
  g_clear_pointer (&self->filter_words, g_free);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_object (&self->keeper);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->sheet, qh_sheet_free);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_explore_page_parent_class)->dispose (object);
}

static void
qh_explore_page_class_init (QhExplorePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_explore_page_dispose;
  widget_class->map = qh_explore_page_map;
  widget_class->grab_focus = qh_explore_page_grab_focus;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_VARIABLE_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/quehacer/Quehacer/explore/qh-explore-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, content);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, title);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, variables);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, shelves);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, figures);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, tests);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, units);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, error_page);
  gtk_widget_class_bind_template_child (widget_class, QhExplorePage, answers);
  gtk_widget_class_bind_template_callback (widget_class, qh_explore_page_put);
  gtk_widget_class_install_action (widget_class, "explore.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "explore.search", NULL);
  qh_explore_page_install_leaving (widget_class);
  qh_explore_page_install_frame (widget_class);
  qh_explore_page_install_sheet (widget_class);
}

static void
qh_explore_page_init (QhExplorePage *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_explore_page_add_shelves (self);
  qh_explore_page_add_figures (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.copy", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.add", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.types", FALSE);
  qh_explore_page_begin_sheet (self);
}

GtkWidget *
qh_explore_page_new (void)
{
  return g_object_new (QH_TYPE_EXPLORE_PAGE, NULL);
}

/**
 * qh_explore_page_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_explore_page_set_session (QhExplorePage *self, QhSession *session)
{
  if (self->session == session)
    return;
  stop (&self->cancellable);
  stop (&self->listing);
  stop (&self->reading);
  qh_explore_page_clear_frames (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.types", FALSE);
  self->unit = 0;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->csv, qh_csv_frame_unref);
  for (guint i = 0; i < QH_N_SHELVES; i++)
    qh_explore_page_set_shelf (self, i, NULL);
  qh_variable_list_set (self->variables, NULL, NULL, QH_LANGUAGE_ES);
  g_set_object (&self->session, session);
  qh_explore_page_list_units (self);
  qh_explore_page_begin_sheet (self);
  qh_explore_page_changed (self);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "frame-changed", G_CALLBACK (frame_changed_cb), self);
  qh_explore_page_list (self);
}
