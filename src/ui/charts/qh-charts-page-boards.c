/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/qh-unit-number.h"
#include "ui/charts/qh-charts-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-preferences.h"
#include "ui/qh-session.h"

static void
other_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (QhChartsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load_finish (result, &error);

  if (frame == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        qh_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  /* What was read for a session that has ended meanwhile is nobody's. */
  if (self->board == NULL || g_cancellable_is_cancelled (self->loading))
    {
      qh_frame_unref (frame);
      return;
    }
  qh_board_take_other (self->board, frame);
  qh_charts_page_refresh (self);
}

static void
goals_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (QhChartsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhBoardGoals) goals = qh_board_goals_load_finish (result, &error);

  if (goals == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        qh_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  if (self->board == NULL || g_cancellable_is_cancelled (self->loading))
    return;
  qh_board_take_goals (self->board, g_steal_pointer (&goals));
  qh_charts_page_refresh (self);
}

/* Reads what charts are of besides activities. */
void
qh_charts_page_load_others (QhChartsPage *self)
{
  static const guint kinds[] = { QH_KIND_CASE, QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM };

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->session == NULL || self->board == NULL || qh_session_get_store (self->session) == NULL)
    return;
  self->loading = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (qh_board_uses (self->board, kinds[i]))
      qh_frame_load_async (qh_session_get_store (self->session), kinds[i], self->loading, other_loaded_cb, g_object_ref (self));
  if (qh_board_uses_goals (self->board))
    qh_board_goals_load_async (qh_session_get_store (self->session), self->loading, goals_loaded_cb, g_object_ref (self));
}

/* Who may not see whom the figures are of sees no small ones, and none leave. */
void
qh_charts_hide_small (QhBoard   *board,
                      QhSession *session)
{
  QhStore *store = qh_session_get_store (session);

  guint least;

  if (store == NULL)
    return;
  least = (guint) qh_unit_number_get (store, QH_UNIT_SMALL_CELLS);
  if (!qh_store_may_see_identities (store))
    qh_board_set_least (board, least, FALSE);
  qh_board_set_leaving (board, least);
}

/* Where a board stands in the list: the program's, then the unit's own. */
static guint
find_position (QhChartsPage      *self,
               const QhBoardSpec *spec)
{
  guint n = qh_board_specs_get ()->len, at;

  if (g_ptr_array_find (qh_board_specs_get (), spec, &at))
    return at;
  for (guint i = 0; self->own != NULL && i < self->own->len; i++)
    if (((const QhOwnBoard *) g_ptr_array_index (self->own, i))->spec == spec)
      return n + i;
  return GTK_INVALID_LIST_POSITION;
}

static const QhOwnBoard *
get_own_at (QhChartsPage *self,
            guint         position)
{
  guint n = qh_board_specs_get ()->len;

  return position >= n && self->own != NULL && position - n < self->own->len ? g_ptr_array_index (self->own, position - n) : NULL;
}

/* A board of one's own work begins with that of who looks at it; another worker can be
 * chosen. What was not chosen by hand does not stay for other boards. */
void
qh_charts_page_narrow_to_own (QhChartsPage *self)
{
  QhFilterPill *workers = g_ptr_array_index (self->pills, 0);
  gint64 own = self->session != NULL ? qh_session_get_own_worker (self->session) : 0;

  if (self->board == NULL)
    return;
  if (own == 0 && self->session != NULL)
    own = qh_session_get_worker (self->session);
  if (self->spec->own && own == 0 && !qh_filter_pill_is_active (workers))
    qh_toast_show (GTK_WIDGET (self), _("It is not said which worker you are: this is everybody’s month. Choose a worker above."));
  else if (self->spec->own && own != 0 && !qh_filter_pill_is_active (workers))
    {
      self->own_worker = own;
      qh_filter_pill_set_key (workers, own, TRUE);
    }
  else if (!self->spec->own && self->own_worker != 0)
    {
      qh_filter_pill_set_key (workers, self->own_worker, FALSE);
      self->own_worker = 0;
    }
}

/**
 * qh_charts_page_show_board:
 * @spec: a board
 *
 * Shows other charts, with the same period and filter.
 */
void
qh_charts_page_show_board (QhChartsPage      *self,
                           const QhBoardSpec *spec)
{
  guint at = find_position (self, spec);
  const QhOwnBoard *own = get_own_at (self, at);

  g_clear_handle_id (&self->draw_source, g_source_remove);
  self->spec = spec;
  self->own_id = own != NULL ? own->id : 0;
  self->problem = NULL;
  qh_charts_page_fit_cards (self);
  if (at != GTK_INVALID_LIST_POSITION && gtk_drop_down_get_selected (self->boards) != at)
    gtk_drop_down_set_selected (self->boards, at);
  qh_charts_page_update_board_actions (self);
  if (self->board == NULL)
    return;
  qh_board_set_spec (self->board, spec);
  for (guint i = 0; i < self->cards->len; i++)
    qh_chart_card_set_board (g_ptr_array_index (self->cards, i), self->board, i);
  qh_charts_page_load_others (self);
  qh_charts_page_narrow_to_own (self);
  qh_charts_page_apply_filter (self);
}

/* A board of the unit's own that cannot be read says why. */
static void
show_position (QhChartsPage *self,
               guint         at)
{
  const QhOwnBoard *own = get_own_at (self, at);
  GPtrArray *boards = qh_board_specs_get ();

  if (own == NULL || own->spec != NULL)
    {
      qh_charts_page_show_board (self, own != NULL ? own->spec : g_ptr_array_index (boards, MIN (at, boards->len - 1)));
      return;
    }
  qh_charts_page_show_board (self, g_ptr_array_index (boards, 0));
  self->own_id = own->id;
  self->problem = own->problem;
  self->listing = TRUE;
  gtk_drop_down_set_selected (self->boards, at);
  self->listing = FALSE;
  qh_charts_page_update_board_actions (self);
  qh_charts_page_refresh (self);
}

void
qh_charts_page_board_chosen_cb (QhChartsPage *self)
{
  guint at = gtk_drop_down_get_selected (self->boards);
  const QhOwnBoard *own = get_own_at (self, at);

  if (self->listing || self->spec == NULL || at == GTK_INVALID_LIST_POSITION
      || (at == find_position (self, self->spec) && self->problem == NULL))
    return;
  qh_charts_page_prefer_board (self, own != NULL ? own->name : ((const QhBoardSpec *) g_ptr_array_index (qh_board_specs_get (), at))->name);
  show_position (self, at);
}

/* The boards' names, and the one that was shown last. */
void
qh_charts_page_list_boards (QhChartsPage *self)
{
  GPtrArray *boards = qh_board_specs_get ();
  g_autofree char *name = qh_preferences_get_string (self->settings, "chart-board");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < boards->len; i++)
    {
      const QhBoardSpec *spec = g_ptr_array_index (boards, i);

      gtk_string_list_append (names, qh_board_spec_get_label (spec, qh_language_from_locale ()));
      if (g_strcmp0 (spec->name, name) == 0)
        chosen = i;
    }
  for (guint i = 0; self->own != NULL && i < self->own->len; i++)
    {
      const QhOwnBoard *own = g_ptr_array_index (self->own, i);

      gtk_string_list_append (names, own->name);
      if (chosen == 0 && g_strcmp0 (own->name, name) == 0)
        chosen = boards->len + i;
    }
  self->listing = TRUE;
  gtk_drop_down_set_model (self->boards, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->boards, chosen);
  self->listing = FALSE;
  /* What shows already keeps what is selected in it. */
  if (self->problem != NULL || self->own_id != 0 || self->spec == NULL || self->spec != g_ptr_array_index (boards, MIN (chosen, boards->len - 1)) || chosen >= boards->len)
    show_position (self, chosen);
}

static void
comparison_chosen_cb (QhChartsPage *self)
{
  if (self->board == NULL)
    return;
  qh_board_set_comparison (self->board, gtk_drop_down_get_selected (self->comparison));
  qh_charts_page_refresh (self);
}

/* What lines over time are compared with, in the order of QhBoardComparison. */
void
qh_charts_page_add_comparison (QhChartsPage *self)
{
  const char *const names[] = { _("Against last year"), _("Against the period before"), _("Without comparison"), NULL };

  self->comparison = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comparison), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Comparison"), -1);
  g_signal_connect_swapped (self->comparison, "notify::selected", G_CALLBACK (comparison_chosen_cb), self);
  qh_filter_bar_append (self->filters, GTK_WIDGET (self->comparison));
}
