/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's shelves: what is put onto them, and what stands in the cells. */
#include "ui/explore/qh-explore-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/explore/qh-explore-filter.h"

static const struct
{
  QhAnswerFigures figure;
  const char *label;
} cells[] = {
  { QH_ANSWER_COUNT, N_ ("Count") },
  { QH_ANSWER_ROW_PERCENT, N_ ("Row %") },
  { QH_ANSWER_COLUMN_PERCENT, N_ ("Column %") },
  { QH_ANSWER_TOTAL_PERCENT, N_ ("Total %") },
  { QH_ANSWER_EXPECTED, N_ ("Expected") },
  { QH_ANSWER_RESIDUAL, N_ ("Adjusted residual") },
};

/**
 * qh_explore_page_get_field:
 * @shelf: a #QhShelf
 *
 * Returns: where the question keeps what lies on it.
 */
char **
qh_explore_page_get_field (QhExplorePage *self, guint shelf)
{
  return (char **)(void *)((char *)&self->question + qh_shelf_get (shelf)->field);
}

/* Shelves */

/**
 * qh_explore_page_show_shelf:
 *
 * Shows what lies on a shelf, as it is called.
 */
void
qh_explore_page_show_shelf (QhExplorePage *self, guint shelf)
{
  const char *name = *qh_explore_page_get_field (self, shelf);
  const QhExploreVariable *variable = qh_variable_list_find (self->variables, name);

  qh_explore_shelf_set_name (self->shelf[shelf],
                             name,
                             variable != NULL           ? variable->label
                             : shelf == QH_SHELF_FILTER ? self->filter_words
                                                        : name);
}

/**
 * qh_explore_page_set_shelf:
 * @name: (nullable): what lies on it from now on
 */
void
qh_explore_page_set_shelf (QhExplorePage *self, guint shelf, const char *name)
{
  char **field = qh_explore_page_get_field (self, shelf);

  g_free (*field);
  *field = g_strdup (name);
  qh_explore_page_show_shelf (self, shelf);
}

/**
 * qh_explore_page_changed:
 *
 * Something else lies on the shelves: what was tested before is not asked of it, and what
 * comes of it is read from its beginning.
 */
void
qh_explore_page_changed (QhExplorePage *self)
{
  GtkWidget *scroller
    = gtk_widget_get_ancestor (GTK_WIDGET (self->answers), GTK_TYPE_SCROLLED_WINDOW);

  g_ptr_array_set_size (self->asked, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 0);
  qh_explore_page_ask (self);
}

static void
filtered_cb (const char *condition, const char *words, gpointer data)
{
  QhExplorePage *self = data;
  const char *before = self->question.filter;
  g_autofree char *both
    = before != NULL ? g_strconcat (before, "\n", condition, NULL) : g_strdup (condition);
  g_autofree char *said
    = before != NULL ? g_strconcat (self->filter_words, "; ", words, NULL) : g_strdup (words);

  g_free (self->filter_words);
  self->filter_words = g_steal_pointer (&said);
  qh_explore_page_set_shelf (self, QH_SHELF_FILTER, both);
  qh_explore_page_ask (self);
}

/**
 * qh_explore_page_put:
 * @name: a variable's name
 * @shelf: "alone", or a shelf as qh_shelf_get() names it
 *
 * Puts a variable onto a shelf; alone takes the others away.
 */
void
qh_explore_page_put (QhExplorePage *self, const char *name, const char *shelf)
{
  QhFrame *frame = qh_explore_page_get_frame (self);

  if (frame == NULL)
    return;
  if (g_str_equal (shelf, "filter"))
    {
      qh_explore_filter_ask (GTK_WIDGET (self->shelf[QH_SHELF_FILTER]),
                             frame,
                             name,
                             qh_session_get_language (self->session),
                             filtered_cb,
                             self);
      return;
    }
  if (g_str_equal (shelf, "alone"))
    {
      qh_explore_page_set_shelf (self, QH_SHELF_COLUMNS, NULL);
      qh_explore_page_set_shelf (self, QH_SHELF_COLOUR, NULL);
      qh_explore_page_set_shelf (self, QH_SHELF_LAYERS, NULL);
      shelf = "rows";
    }
  for (guint i = 0; i < QH_N_SHELVES; i++)
    if (g_str_equal (qh_shelf_get (i)->name, shelf))
      qh_explore_page_set_shelf (self, i, name);
    else if (i != QH_SHELF_FILTER && g_strcmp0 (*qh_explore_page_get_field (self, i), name) == 0)
      qh_explore_page_set_shelf (self, i, NULL); /* it moves */
  if (self->question.rows == NULL && !g_str_equal (shelf, "weight"))
    {
      for (guint i = 0; i < QH_N_SHELVES; i++)
        if (i != QH_SHELF_FILTER && g_strcmp0 (*qh_explore_page_get_field (self, i), name) == 0)
          qh_explore_page_set_shelf (self, i, NULL);
      qh_explore_page_set_shelf (self, QH_SHELF_ROWS, name);
    }
  qh_explore_page_changed (self);
}

static guint
find_shelf (QhExplorePage *self, QhExploreShelf *shelf)
{
  guint i = 0;

  while (i < QH_N_SHELVES - 1 && self->shelf[i] != shelf)
    i++;
  return i;
}

static void
dropped_cb (QhExplorePage *self, const char *name, QhExploreShelf *shelf)
{
  if (qh_variable_list_find (self->variables, name) != NULL)
    qh_explore_page_put (self, name, qh_shelf_get (find_shelf (self, shelf))->name);
}

/* Without rows the columns take their place. */
static void
cleared_cb (QhExplorePage *self, QhExploreShelf *shelf)
{
  qh_explore_page_set_shelf (self, find_shelf (self, shelf), NULL);
  if (self->question.rows == NULL && self->question.columns != NULL)
    {
      qh_explore_page_set_shelf (self, QH_SHELF_ROWS, self->question.columns);
      qh_explore_page_set_shelf (self, QH_SHELF_COLUMNS, NULL);
    }
  qh_explore_page_changed (self);
}

/**
 * qh_explore_page_add_shelves:
 *
 * Makes the shelves, two beside each other.
 */
void
qh_explore_page_add_shelves (QhExplorePage *self)
{
  for (guint i = 0; i < QH_N_SHELVES; i++)
    {
      GtkWidget *shelf = qh_explore_shelf_new (i);

      self->shelf[i] = QH_EXPLORE_SHELF (shelf);
      g_signal_connect_swapped (shelf, "dropped", G_CALLBACK (dropped_cb), self);
      g_signal_connect_swapped (shelf, "cleared", G_CALLBACK (cleared_cb), self);
      gtk_grid_attach (self->shelves, shelf, (int)(i % 2), (int)(i / 2), 1, 1);
    }
}

/* What stands in the cells */

static void
figure_cb (QhExplorePage *self, GtkCheckButton *tick)
{
  QhAnswerFigures figure = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (tick), "figure"));

  if (gtk_check_button_get_active (tick))
    self->question.figures |= figure;
  else
    self->question.figures &= ~figure;
  qh_explore_page_ask (self);
}

/**
 * qh_explore_page_add_figures:
 *
 * Makes the choice of what stands in the cells of a cross-table.
 */
void
qh_explore_page_add_figures (QhExplorePage *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->question.figures = QH_ANSWER_USUAL_FIGURES;
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      GtkWidget *tick = gtk_check_button_new_with_label (_ (cells[i].label));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (tick),
                                   (self->question.figures & cells[i].figure) != 0);
      g_object_set_data (G_OBJECT (tick), "figure", GUINT_TO_POINTER (cells[i].figure));
      g_signal_connect_swapped (tick, "toggled", G_CALLBACK (figure_cb), self);
      gtk_box_append (GTK_BOX (box), tick);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (self->figures, popover);
}

/**
 * qh_explore_page_clear_filter:
 *
 * Takes the filter away: its variables are of other rows.
 */
void
qh_explore_page_clear_filter (QhExplorePage *self)
{
  qh_explore_page_set_shelf (self, QH_SHELF_FILTER, NULL);
}
