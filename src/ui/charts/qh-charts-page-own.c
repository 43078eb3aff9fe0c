/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The boards that the unit made: read, made, changed, copied, removed. */
#include <glib/gi18n-lib.h>

#include "ui/charts/qh-board-editor.h"
#include "ui/charts/qh-charts-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-preferences.h"
#include "ui/settings/qh-records.h"
#include "ui/widgets/qh-write.h"

static gboolean
may_write (QhChartsPage *self)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;

  return store != NULL && (qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_DEFINITION)->writers) != 0;
}

/* The board that shows, where it is one of the unit's own. */
static const QhOwnBoard *
get_own (QhChartsPage *self)
{
  for (guint i = 0; self->own != NULL && i < self->own->len; i++)
    {
      const QhOwnBoard *board = g_ptr_array_index (self->own, i);

      if (board->id == self->own_id)
        return board;
    }
  return NULL;
}

void
qh_charts_page_update_board_actions (QhChartsPage *self)
{
  gboolean may = may_write (self), own = get_own (self) != NULL;
  gboolean seen = self->board != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "charts.new-board", may && seen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "charts.copy-board", may && seen && self->problem == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "charts.edit-board", may && seen && own && self->problem == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "charts.remove-board", may && own);
}

/* Reading */

static void
boards_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhChartsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = qh_records_list_finish (result, &error);
  g_autoptr (GPtrArray) before = NULL;

  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        qh_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  if (self->session == NULL || G_OBJECT (qh_session_get_store (self->session)) != source)
    return;
  before = g_steal_pointer (&self->own);
  self->own = qh_own_boards_read (records);
  qh_charts_page_list_boards (self);
}

void
qh_charts_page_read_own (QhChartsPage *self)
{
  if (self->session == NULL || qh_session_get_store (self->session) == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  qh_records_list_async (qh_session_get_store (self->session), QH_KIND_DEFINITION, self->reading, boards_read_cb, g_object_ref (self));
}

void
qh_charts_page_records_changed_cb (QhChartsPage *self, GArray *touched)
{
  static const guint of_goals[] = { QH_KIND_GOAL, QH_KIND_SCHEDULE, QH_KIND_LEAVE, QH_KIND_WORKER };
  gboolean any = touched == NULL, goals = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      guint kind = g_array_index (touched, QhTouched, i).kind;

      any |= kind == QH_KIND_DEFINITION;
      for (guint k = 0; k < G_N_ELEMENTS (of_goals); k++)
        goals |= kind == of_goals[k];
    }
  if (any)
    qh_charts_page_read_own (self);
  if (goals && self->board != NULL && qh_board_uses_goals (self->board))
    qh_charts_page_load_others (self);
}

/**
 * qh_charts_page_prefer_board:
 * @name: of a board
 *
 * Shows it as soon as it is there.
 */
void
qh_charts_page_prefer_board (QhChartsPage *self, const char *name)
{
  qh_preferences_set_string (self->settings, "chart-board", name);
}

/* Making and changing */

static void
open_editor (QhChartsPage *self, gint64 id, const QhBoardSpec *spec)
{
  if (self->board != NULL && may_write (self))
    qh_board_editor_open (GTK_WIDGET (self), self->session, self->own, id, spec, qh_board_get_filter (self->board));
}

static void
new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char first[] = "{\"charts\": [{\"name\": \"chart-1\", \"form\": \"bars\", \"rows\": \"type\", \"colours\": \"function\"}]}";
  g_autoptr (QhBoardSpec) spec = qh_board_spec_parse (_ ("New board"), first, NULL);

  open_editor (QH_CHARTS_PAGE (widget), 0, spec);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);
  const char *label = qh_board_spec_get_label (self->spec, qh_language_from_locale ());
  /* Translators: what a board that is a copy of another is called at first */
  g_autofree char *name = g_strdup_printf (_ ("%s (copy)"), label);
  g_autoptr (QhBoardSpec) spec = qh_board_spec_copy (self->spec, name);

  open_editor (self, 0, spec);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);
  const QhOwnBoard *board = get_own (self);

  if (board != NULL && board->spec != NULL)
    open_editor (self, board->id, board->spec);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);
  const QhOwnBoard *board = get_own (self);
  QhRecord *record;

  if (board == NULL || !may_write (self))
    return;
  record = qh_store_new_record (qh_session_get_store (self->session), QH_KIND_DEFINITION);
  record->id = board->id;
  qh_write_delete (widget, qh_session_get_store (self->session), record, _ ("The board was deleted."));
}

void
qh_charts_page_install_board_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "charts.new-board", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "charts.copy-board", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "charts.edit-board", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "charts.remove-board", NULL, remove_cb);
}
