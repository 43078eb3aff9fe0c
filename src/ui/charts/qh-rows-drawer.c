/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-rows-drawer.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "chart/qh-chart-scale.h"
#include "chart/qh-chart-theme.h"
#include "ui/charts/qh-chart-view.h"
#include "ui/charts/qh-rows-model.h"
#include "ui/qh-session.h"
#include "ui/widgets/qh-tooltip.h"

/* Making rows for the list takes longer than a frame: after the charts. */
#define FILL_DELAY 80
/* More rows than these are sorted on a worker. */
#define MOST_SORTED_AT_ONCE 100000

/**
 * QhRowsDrawer:
 *
 * The activities behind the charts, newest first.
 */
struct _QhRowsDrawer
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkToggleButton *toggle;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *content;
  GtkColumnView *view;
  GtkStack *export_stack;
  GtkProgressBar *progress;

  QhSession *session;
  QhBoard *board; /* not owned */
  QhRowsModel *model;
  GtkSingleSelection *selection;
  guint fill_source;
  gboolean sorting;
  char *words; /* which rows they are */
};

enum
{
  TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhRowsDrawer, qh_rows_drawer, GTK_TYPE_WIDGET)

typedef enum
{
  COLUMN_DATE,
  COLUMN_TIME,
  COLUMN_WORKER,
  COLUMN_FOLIO,
  COLUMN_CASE,
  COLUMN_TYPE,
  COLUMN_FUNCTION,
  COLUMN_MINUTES,
  COLUMN_OUTCOME,
  N_COLUMNS,
} Column;

static const struct
{
  const char *title;
  int width;
  gboolean expand;
  gboolean at_end;
  gboolean dim;
} columns[N_COLUMNS] = {
  [COLUMN_DATE] = { N_("Date"), 104, FALSE, FALSE, FALSE },
  [COLUMN_TIME] = { N_("Time"), 56, FALSE, FALSE, FALSE },
  [COLUMN_WORKER] = { N_("In charge"), 112, FALSE, FALSE, FALSE },
  [COLUMN_FOLIO] = { N_("Folio"), 118, FALSE, FALSE, TRUE },
  [COLUMN_CASE] = { N_("Case"), 150, TRUE, FALSE, FALSE },
  [COLUMN_TYPE] = { N_("Type"), 150, TRUE, FALSE, FALSE },
  [COLUMN_FUNCTION] = { N_("Function"), 150, TRUE, FALSE, FALSE },
  [COLUMN_MINUTES] = { N_("Min"), 52, FALSE, TRUE, FALSE },
  [COLUMN_OUTCOME] = { N_("Outcome"), 140, TRUE, FALSE, FALSE },
};

/* Cells */

static char *
label_code (QhRowsDrawer *self,
            gint64        code)
{
  if (code == QH_SCAN_NONE)
    return g_strdup ("");
  return g_strdup (qh_session_get_label (self->session, QH_SCAN_IS_EMPTY (code) ? code - QH_SCAN_NONE : code));
}

static char *
cell_text (QhRowsDrawer *self,
           QhRowItem    *item,
           Column        column)
{
  switch (column)
    {
    case COLUMN_DATE:
      return QH_SCAN_IS_EMPTY (item->date) ? g_strdup ("") : qh_day_format ((QhDay) item->date, _("%-d %b %Y"));
    case COLUMN_TIME:
      return QH_SCAN_IS_EMPTY (item->start) ? g_strdup ("") : g_strdup_printf ("%02d:%02d", (int) (item->start / 60), (int) (item->start % 60));
    case COLUMN_WORKER:
      return qh_session_dup_worker_name (self->session, item->worker);
    case COLUMN_FOLIO:
      return QH_SCAN_IS_EMPTY (item->case_id) ? g_strdup ("") : qh_session_dup_case_folio (self->session, item->case_id);
    case COLUMN_CASE:
      return QH_SCAN_IS_EMPTY (item->case_id) ? g_strdup ("") : qh_session_dup_case_title (self->session, item->case_id);
    case COLUMN_TYPE:
      return label_code (self, item->type);
    case COLUMN_FUNCTION:
      return label_code (self, item->function);
    case COLUMN_MINUTES:
      return QH_SCAN_IS_EMPTY (item->minutes) ? g_strdup ("") : g_strdup_printf ("%d", (int) item->minutes);
    case COLUMN_OUTCOME:
      return label_code (self, item->outcome);
    default:
      return g_strdup ("");
    }
}

/* A function has the same colour here as in the charts. */
static char *
mark_function (QhRowsDrawer *self,
               gint64        function,
               const char   *text)
{
  const QhChartPalette *palette = qh_chart_theme_get_palette (qh_chart_view_get_theme ());
  QhChartColour colour = qh_chart_palette_get_series (palette, qh_board_get_function_colour (self->board, function));

  return g_markup_printf_escaped ("<span foreground=\"#%02x%02x%02x\">■</span> %s", (guint) (colour.red * 255 + 0.5),
                                  (guint) (colour.green * 255 + 0.5), (guint) (colour.blue * 255 + 0.5), text);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  Column column = GPOINTER_TO_UINT (data);
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), columns[column].at_end ? 1 : 0);
  gtk_widget_add_css_class (cell, "numeric");
  if (columns[column].dim)
    gtk_widget_add_css_class (cell, "dim-label");
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         QhRowsDrawer             *self)
{
  Column column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  QhRowItem *row = gtk_list_item_get_item (item);
  GtkInscription *cell = GTK_INSCRIPTION (gtk_list_item_get_child (item));
  g_autofree char *text = NULL;

  if (self->session == NULL || self->board == NULL)
    return;
  text = cell_text (self, row, column);
  if (column == COLUMN_FUNCTION)
    {
      g_autofree char *markup = mark_function (self, row->function, text);

      gtk_inscription_set_markup (cell, markup);
    }
  else
    gtk_inscription_set_text (cell, text);
}

static void
add_columns (QhRowsDrawer *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_append_column (self->view, column);
      g_object_unref (column);
    }
}

/* Rows */

static void
open_case (QhRowsDrawer *self,
           guint         position)
{
  g_autoptr (QhRowItem) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  const char *trail[] = { _("Charts"), self->words, gtk_label_get_text (self->title), NULL };

  /* Without a filter the rows say all. */
  if (self->words == NULL)
    {
      trail[1] = trail[2];
      trail[2] = NULL;
    }
  if (row != NULL && !QH_SCAN_IS_EMPTY (row->case_id))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.follow-case", g_variant_new ("(x^as)", row->case_id, trail));
}

static void
activated_cb (QhRowsDrawer *self,
              guint         position)
{
  open_case (self, position);
}

static void
open_case_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  QhRowsDrawer *self = QH_ROWS_DRAWER (widget);

  open_case (self, gtk_single_selection_get_selected (self->selection));
}

static void
selected_cb (QhRowsDrawer *self)
{
  QhRowItem *row = gtk_single_selection_get_selected_item (self->selection);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rows.open-case",
                                 row != NULL && !QH_SCAN_IS_EMPTY (row->case_id) && self->session != NULL
                                   && qh_store_may_see_identities (qh_session_get_store (self->session)));
}

static void fill_later (QhRowsDrawer *self);

static void
sort_in_thread (GTask        *task,
                gpointer      source,
                gpointer      sort,
                GCancellable *cancellable)
{
  qh_row_sort_run (sort);
  g_task_return_boolean (task, TRUE);
}

static void
sorted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  QhRowsDrawer *self = QH_ROWS_DRAWER (source);

  self->sorting = FALSE;
  if (self->board == NULL)
    return;
  qh_board_take_sort (self->board, g_task_get_task_data (G_TASK (result)));
  fill_later (self);
}

/* Whether the rows have to wait until they are sorted. */
static gboolean
sort_first (QhRowsDrawer *self)
{
  g_autoptr (GTask) task = NULL;

  if (qh_board_is_sorted (self->board) || qh_frame_get_n_rows (qh_board_get_listed (self->board)) <= MOST_SORTED_AT_ONCE)
    return FALSE;
  if (self->sorting)
    return TRUE;
  self->sorting = TRUE;
  task = g_task_new (self, NULL, sorted_cb, NULL);
  g_task_set_task_data (task, qh_row_sort_new (self->board), (GDestroyNotify) qh_row_sort_free);
  g_task_run_in_thread (task, sort_in_thread);
  return TRUE;
}

static gboolean
fill_cb (gpointer data)
{
  QhRowsDrawer *self = data;

  self->fill_source = 0;
  if (self->board != NULL && gtk_widget_get_visible (self->content) && sort_first (self))
    return G_SOURCE_REMOVE;
  if (self->board != NULL && gtk_widget_get_visible (self->content))
    qh_rows_model_set_rows (self->model, qh_board_get_listed (self->board), qh_board_list_rows (self->board));
  else
    qh_rows_model_set_rows (self->model, NULL, NULL);
  selected_cb (self);
  return G_SOURCE_REMOVE;
}

static void
fill_later (QhRowsDrawer *self)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  if (self->board == NULL)
    fill_cb (self);
  else
    self->fill_source = g_timeout_add_full (G_PRIORITY_LOW, FILL_DELAY, fill_cb, self, NULL);
}

static void
toggled_cb (QhRowsDrawer *self)
{
  gboolean open = gtk_toggle_button_get_active (self->toggle);

  gtk_button_set_icon_name (GTK_BUTTON (self->toggle), open ? "pan-down-symbolic" : "pan-end-symbolic");
  qh_tooltip_set (GTK_WIDGET (self->toggle), open ? _("Hide the rows") : _("Show the rows"));
  gtk_widget_set_visible (self->content, open);
  fill_later (self);
  g_signal_emit (self, signals[TOGGLED], 0);
}

/* The colours of functions differ between light and dark. */
static void
theme_changed_cb (QhRowsDrawer *self)
{
  fill_later (self);
}

static void
qh_rows_drawer_dispose (GObject *object)
{
  QhRowsDrawer *self = QH_ROWS_DRAWER (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (qh_rows_drawer_parent_class)->dispose (object);
}

static void
qh_rows_drawer_class_init (QhRowsDrawerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_rows_drawer_dispose;

  /**
   * QhRowsDrawer::toggled:
   *
   * It was opened or closed.
   */
  signals[TOGGLED] = g_signal_new ("toggled", QH_TYPE_ROWS_DRAWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/charts/qh-rows-drawer.ui");
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, box);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, toggle);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, title);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, subtitle);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, content);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, view);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, export_stack);
  gtk_widget_class_bind_template_child (widget_class, QhRowsDrawer, progress);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "rows.open-case", NULL, open_case_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_rows_drawer_init (QhRowsDrawer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = qh_rows_model_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  add_columns (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  selected_cb (self);
}

/**
 * qh_rows_drawer_set_board:
 * @session: (nullable): whose names are shown
 * @board: (nullable): whose rows; must live until another one is set
 */
void
qh_rows_drawer_set_board (QhRowsDrawer *self,
                          QhSession    *session,
                          QhBoard      *board)
{
  g_set_object (&self->session, session);
  self->board = board;
  if (board == NULL)
    qh_rows_drawer_refresh (self, NULL);
}

/**
 * qh_rows_drawer_refresh:
 * @words: (nullable): which rows they are
 *
 * Shows the rows behind the board's filter as it is now.
 */
void
qh_rows_drawer_refresh (QhRowsDrawer *self,
                        const char   *words)
{
  guint n = self->board != NULL ? qh_board_count (self->board) : 0;
  g_autofree char *number = qh_chart_format_number (n);
  QhKind *kind = self->board != NULL ? qh_frame_get_kind (qh_board_get_listed (self->board)) : NULL;
  g_autofree char *title = kind == NULL || kind->number == QH_KIND_ACTIVITY
                             ? g_strdup_printf (ngettext ("Rows: %s activity", "Rows: %s activities", n), number)
                             /* Translators: what is listed and how much of it: "Cases: 12" */
                             : g_strdup_printf (_("%s: %s"), qh_kind_get_plural (kind, qh_language_from_locale ()), number);
  g_autofree char *subtitle = words != NULL ? g_strdup_printf (_("%s · newest first"), words) : g_strdup (_("newest first"));

  g_free (self->words);
  self->words = g_strdup (words);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  fill_later (self);
}

void
qh_rows_drawer_set_open (QhRowsDrawer *self,
                         gboolean      open)
{
  gtk_toggle_button_set_active (self->toggle, open);
}

gboolean
qh_rows_drawer_get_open (QhRowsDrawer *self)
{
  return gtk_toggle_button_get_active (self->toggle);
}

/**
 * qh_rows_drawer_get_rows:
 *
 * Returns: (transfer none): the #QhRowItem that are listed.
 */
GListModel *
qh_rows_drawer_get_rows (QhRowsDrawer *self)
{
  return G_LIST_MODEL (self->model);
}

/**
 * qh_rows_drawer_show_progress:
 * @share: how much is exported, 0 to 1; less than 0 when nothing is being exported
 */
void
qh_rows_drawer_show_progress (QhRowsDrawer *self,
                              double        share)
{
  gtk_stack_set_visible_child_name (self->export_stack, share < 0 ? "button" : "progress");
  gtk_progress_bar_set_fraction (self->progress, CLAMP (share, 0, 1));
}

/**
 * qh_rows_drawer_is_busy:
 *
 * Returns: whether rows are being exported.
 */
gboolean
qh_rows_drawer_is_busy (QhRowsDrawer *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->export_stack), "progress");
}

/**
 * qh_rows_drawer_focus:
 *
 * Gives the focus to the row that is chosen, where they show.
 *
 * Returns: whether it could.
 */
gboolean
qh_rows_drawer_focus (QhRowsDrawer *self)
{
  return gtk_widget_get_visible (self->content) && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
