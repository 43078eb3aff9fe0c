/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ui/charts/qh-board-editor-private.h"
#include "ui/charts/qh-chart-card.h"
#include "ui/charts/qh-charts-page-private.h"
#include "ui/forms/qh-form-close.h"
#include "ui/qh-dialogs.h"
#include "ui/widgets/qh-write.h"

#define REFRESH_AFTER 200 /* milliseconds without a change */

/**
 * QhBoardEditor:
 *
 * A board of the unit's own: its charts one below the other, each with its form,
 * rows, colours, measure and filter, and beside them the charts as they become.
 */
G_DEFINE_FINAL_TYPE (QhBoardEditor, qh_board_editor, ADW_TYPE_WINDOW)

static char *
write_state (QhBoardEditor *self)
{
  g_autofree char *json = qh_board_spec_to_json (self->spec);

  return g_strconcat (self->spec->name, "\n", json, NULL);
}

static gboolean
is_changed (QhBoardEditor *self)
{
  g_autofree char *state = write_state (self);

  return g_strcmp0 (state, self->unchanged) != 0;
}

/* Seeing */

static void
draw_cards (QhBoardEditor *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    qh_chart_card_refresh (g_ptr_array_index (self->cards, i));
}

static void
other_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhBoardEditor) self = data;
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load_finish (result, &error);

  if (frame == NULL)
    return;
  if (self->board == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      qh_frame_unref (frame);
      return;
    }
  qh_board_take_other (self->board, frame);
  qh_board_editor_fill_filters (self);
  draw_cards (self);
}

static void
goals_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QhBoardEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhBoardGoals) goals = qh_board_goals_load_finish (result, &error);

  if (goals == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->board != NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_show (GTK_WIDGET (self->problem));
    }
  if (goals == NULL || self->board == NULL)
    return;
  qh_board_take_goals (self->board, g_steal_pointer (&goals));
  draw_cards (self);
}

static void
load_others (QhBoardEditor *self)
{
  static const guint kinds[] = { QH_KIND_CASE, QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (qh_board_uses (self->board, kinds[i]) && qh_board_is_missing (self->board, kinds[i]))
      qh_frame_load_async (qh_session_get_store (self->session), kinds[i], self->cancellable, other_loaded_cb, g_object_ref (self));
  if (qh_board_uses_goals (self->board) && !qh_board_has_goals (self->board))
    qh_board_goals_load_async (qh_session_get_store (self->session), self->cancellable, goals_loaded_cb, g_object_ref (self));
}

static void
fit_cards (QhBoardEditor *self)
{
  while (self->cards->len > self->shown->charts->len)
    gtk_widget_unparent (g_ptr_array_steal_index (self->cards, self->cards->len - 1));
  while (self->cards->len < self->shown->charts->len)
    {
      GtkWidget *card = qh_chart_card_new ();

      g_signal_connect_swapped (card, "selected", G_CALLBACK (draw_cards), self);
      gtk_widget_action_set_enabled (card, "chart.share", FALSE);
      qh_chart_grid_append (self->grid, card);
      g_ptr_array_add (self->cards, card);
    }
}

/* The board keeps what it shows, so it gets a copy that stays while the other is changed. */
static void
show_charts (QhBoardEditor *self)
{
  g_autoptr (QhBoardSpec) before = g_steal_pointer (&self->shown);
  QhFrame *frame = qh_session_get_frame (self->session);

  self->shown = qh_board_spec_copy (self->spec, self->spec->name);
  for (guint i = 0; i < self->cards->len; i++)
    qh_chart_card_set_board (g_ptr_array_index (self->cards, i), NULL, i);
  fit_cards (self);
  if (frame == NULL)
    return;
  if (self->board == NULL)
    {
      self->board = qh_board_new (frame, self->language, qh_session_name_record, self->session);
      qh_charts_hide_small (self->board, self->session);
    }
  qh_board_set_spec (self->board, self->shown);
  qh_board_set_filter (self->board, self->filter, NULL);
  for (guint i = 0; i < self->cards->len; i++)
    qh_chart_card_set_board (g_ptr_array_index (self->cards, i), self->board, i);
  load_others (self);
  draw_cards (self);
}

static gboolean
refresh_cb (gpointer data)
{
  QhBoardEditor *self = data;

  self->refresh_source = 0;
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    show_charts (self);
  return G_SOURCE_REMOVE;
}

static void
frame_changed_cb (QhBoardEditor *self)
{
  QhFrame *frame = qh_session_get_frame (self->session);

  if (frame != NULL && self->board != NULL)
    qh_board_take_frame (self->board, qh_frame_ref (frame));
  show_charts (self);
}

/**
 * qh_board_editor_touch:
 *
 * Shows in a moment what became of the board, and keeps it as a draft.
 */
void
qh_board_editor_touch (QhBoardEditor *self)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->refresh_source = g_timeout_add (REFRESH_AFTER, refresh_cb, self);
  gtk_widget_set_sensitive (self->save, self->spec->name[0] != '\0');
  gtk_widget_hide (GTK_WIDGET (self->problem));
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

static void
rebuild (QhBoardEditor *self)
{
  GtkWidget *group;

  self->building = TRUE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  g_ptr_array_set_size (self->waiting, 0);
  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, group);
  qh_board_editor_build (self);
  self->building = FALSE;
  if (self->next != NULL)
    gtk_widget_grab_focus (self->next);
  self->next = NULL;
  self->choice = 0;
  qh_board_editor_touch (self);
}

static gboolean
rebuild_cb (gpointer data)
{
  QhBoardEditor *self = data;

  self->rebuild_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

/**
 * qh_board_editor_rebuild:
 *
 * Makes the rows anew after a chart came, went, moved or got another form; in a
 * moment, since one of them asks for it.
 */
void
qh_board_editor_rebuild (QhBoardEditor *self)
{
  self->building = TRUE;
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add (rebuild_cb, self);
}

/* Saving */

static void
show_problem (QhBoardEditor *self, const char *text)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_show (GTK_WIDGET (self->problem));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhBoardEditor) self = data;
  const QhChange *change = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      show_problem (self, error->message);
      return;
    }
  g_clear_object (&self->draft);
  if (self->from != NULL)
    {
      if (QH_IS_CHARTS_PAGE (self->from))
        {
          qh_charts_page_prefer_board (QH_CHARTS_PAGE (self->from), self->spec->name);
          qh_charts_page_read_own (QH_CHARTS_PAGE (self->from));
        }
      qh_toast_show_undo (self->from, _ ("The board was saved."), change->sequence);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static QhRecord *
make_record (QhBoardEditor *self)
{
  QhRecord *record = qh_store_new_record (qh_session_get_store (self->session), QH_KIND_DEFINITION);

  record->id = self->id;
  qh_own_board_write (record, self->spec);
  return record;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhBoardEditor *self = QH_BOARD_EDITOR (widget);
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (GError) error = NULL;
  QhRecord *record;
  QhChange *change;

  g_strstrip (self->spec->name);
  if (!qh_own_board_check (self->boards, self->spec, self->id, &error))
    {
      show_problem (self, error->message);
      return;
    }
  record = make_record (self);
  if (record->id == 0)
    record->id = qh_store_new_id (store);
  change = qh_change_new ();
  qh_change_put (change, record);
  if (self->draft != NULL)
    qh_draft_keeper_submit (self->draft, change);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  qh_store_apply_async (store, change, NULL, applied_cb, g_object_ref (self));
}

/* Closing */

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
close_request_cb (QhBoardEditor *self)
{
  return qh_form_asks_about (GTK_WINDOW (self), self->draft, is_changed (self), _ ("Discard the changes?"), _ ("What was changed in the board is not saved."));
}

static gboolean
collect_cb (GtkWidget *form, QhDraft *draft)
{
  QhBoardEditor *self = QH_BOARD_EDITOR (form);

  g_ptr_array_add (draft->records, make_record (self));
  return is_changed (self);
}

static void
closing_cb (QhBoardEditor *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
qh_board_editor_dispose (GObject *object)
{
  QhBoardEditor *self = QH_BOARD_EDITOR (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; self->cards != NULL && i < self->cards->len; i++)
    qh_chart_card_set_board (g_ptr_array_index (self->cards, i), NULL, i);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_ptr_array_set_size (self->waiting, 0);
  g_clear_pointer (&self->board, qh_board_free);
  g_clear_object (&self->draft);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->from);
  G_OBJECT_CLASS (qh_board_editor_parent_class)->dispose (object);
}

static void
qh_board_editor_finalize (GObject *object)
{
  QhBoardEditor *self = QH_BOARD_EDITOR (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->boards, g_ptr_array_unref);
  g_ptr_array_unref (self->waiting);
  g_clear_pointer (&self->filter, qh_filter_free);
  qh_board_spec_free (self->spec);
  qh_board_spec_free (self->shown);
  g_free (self->unchanged);
  G_OBJECT_CLASS (qh_board_editor_parent_class)->finalize (object);
}

static void
qh_board_editor_class_init (QhBoardEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_board_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_board_editor_finalize;

  g_type_ensure (QH_TYPE_CHART_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/charts/qh-board-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, QhBoardEditor, groups);
  gtk_widget_class_bind_template_child (widget_class, QhBoardEditor, save);
  gtk_widget_class_bind_template_child (widget_class, QhBoardEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, QhBoardEditor, grid);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "board-editor.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "board-editor.close", NULL, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "board-editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "board-editor.close", NULL);
}

static void
qh_board_editor_init (QhBoardEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->cards = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_board_editor_open:
 * @boards: (element-type QhOwnBoard): those that are there
 * @id: of the board's record, or 0 for a new one
 * @spec: what to begin with
 * @filter: the period and filter of the preview
 *
 * Returns: (transfer none): the window, which shows.
 */
QhBoardEditor *
qh_board_editor_open (GtkWidget *from, QhSession *session, GPtrArray *boards, gint64 id, const QhBoardSpec *spec, const QhFilter *filter)
{
  QhBoardEditor *self = g_object_new (QH_TYPE_BOARD_EDITOR, NULL);
  GtkRoot *root = gtk_widget_get_root (from);

  g_set_weak_pointer (&self->from, from);
  self->session = g_object_ref (session);
  self->language = qh_session_get_language (session);
  self->boards = boards != NULL ? g_ptr_array_ref (boards) : NULL;
  self->id = id;
  self->spec = qh_board_spec_copy (spec, spec->name);
  self->filter = qh_filter_copy (filter);
  self->unchanged = write_state (self);
  g_signal_connect_object (session, "closing", G_CALLBACK (closing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "frame-changed", G_CALLBACK (frame_changed_cb), self, G_CONNECT_SWAPPED);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  rebuild (self);
  self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_BOARD, collect_cb, GTK_WIDGET (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * qh_board_editor_continue:
 * @draft: what had been changed of the same board
 *
 * Goes on with what a draft has.
 */
void
qh_board_editor_continue (QhBoardEditor *self, const QhDraft *draft)
{
  const QhRecord *typed = g_ptr_array_index (draft->records, 0);
  g_autoptr (QhBoardSpec) spec = qh_board_spec_parse (qh_record_get_text (typed, "name"), qh_record_get_text (typed, "body"), NULL);

  if (spec != NULL)
    {
      g_autoptr (QhBoardSpec) before = self->spec;

      self->spec = g_steal_pointer (&spec);
      rebuild (self);
    }
  qh_draft_keeper_continue (self->draft, draft);
}
