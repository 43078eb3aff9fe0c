/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-goals-grid.h"

#include <glib/gi18n-lib.h>

#include "ui/goals/qh-goals-cell.h"
#include "ui/widgets/qh-tooltip.h"

#define MONTHS 12
#define TOTAL 1 /* the column with the year, beside the names so that it always shows */
#define FIRST_MONTH 2
#define BUILD_US 8000 /* so long rows are made at a time */

/**
 * QhGoalsGrid:
 *
 * The goals of a year: a row a type or function, a column a month. Digits edit;
 * arrows and Enter move; Ctrl+D repeats what is planned in the months after; a
 * column copied from a spreadsheet is pasted downwards.
 *
 * Its signal "planned" has the goals (a #GArray of #QhGoal) that were changed;
 * "typed" says that something is typed that is not written yet.
 */
struct _QhGoalsGrid
{
  GtkWidget parent_instance;

  GtkGrid *grid;
  GArray *ids;       /* of the rows */
  GArray *cells;     /* row by row */
  GPtrArray *totals; /* labels, row by row */
  GPtrArray *waiting; /* of QhEntry: rows that are not made yet, the last first */
  QhCatalogues *catalogues; /* whose entries those are */
  QhLanguage language;
  guint building;
  GArray *results;   /* what shows; NULL before it is known */
  GHashTable *kept;  /* goal → text that was typed before, for cells that are not made yet */
  gboolean showing;
  QhGoalsWish wish;
  gboolean by_type;
  gboolean may_write;
  GCancellable *pasting;
};

G_DEFINE_FINAL_TYPE (QhGoalsGrid, qh_goals_grid, GTK_TYPE_WIDGET)

static guint planned_signal, typed_signal;

static QhGoalsCell *
get_cell (QhGoalsGrid *self, guint place)
{
  return &g_array_index (self->cells, QhGoalsCell, place);
}

static QhGoal
make_goal (QhGoalsGrid *self, guint place, guint planned)
{
  gint64 id = g_array_index (self->ids, gint64, place / MONTHS);

  return (QhGoal){ .month = qh_day_add_months (self->wish.year, (int)(place % MONTHS)),
                   .unit = self->wish.unit,
                   .worker = self->wish.worker,
                   .type = self->by_type ? id : 0,
                   .function = self->by_type ? 0 : id,
                   .planned = planned };
}

/* Adds the cell's goal to @goals if it was changed and is right. */
static void
take_cell (QhGoalsGrid *self, guint place, GArray *goals)
{
  QhGoalsCell *cell = get_cell (self, place);
  gint planned = qh_goals_cell_read (cell);
  QhGoal goal;

  qh_goals_cell_show_wrong (cell, planned < 0);
  if (planned < 0)
    return;
  if (planned == MAX (cell->planned, 0))
    {
      qh_goals_cell_revert (cell); /* 012 is 12 */
      return;
    }
  cell->planned = planned;
  qh_goals_cell_revert (cell);
  goal = make_goal (self, place, (guint)planned);
  g_array_append_val (goals, goal);
}

static void
take_cells (QhGoalsGrid *self, guint first, guint last)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));

  for (guint place = first; self->may_write && place <= last; place++)
    take_cell (self, place, goals);
  if (goals->len > 0)
    g_signal_emit (self, planned_signal, 0, goals);
}

static guint
get_place (GtkWidget *entry)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "place"));
}

static void
left_cb (GtkEventControllerFocus *controller, QhGoalsGrid *self)
{
  guint place = get_place (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));

  if (place < self->cells->len)
    take_cells (self, place, place);
}

/* Keys */

/* Returns: the place of the cell that has the focus; the number of cells for none. */
static guint
find_focus (QhGoalsGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) : NULL;

  return entry != NULL && gtk_widget_is_ancestor (entry, GTK_WIDGET (self)) ? get_place (entry) : self->cells->len;
}

static gboolean
move_to (QhGoalsGrid *self, int place)
{
  if (place < 0 || place >= (int)self->cells->len)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (get_cell (self, (guint)place)->entry));
}

/* Left and right are the entry's own until its end. */
static gboolean
is_at_end (QhGoalsCell *cell, gboolean right)
{
  guint length = g_utf8_strlen (gtk_editable_get_text (cell->entry), -1);
  int from, to;

  if (gtk_editable_get_selection_bounds (cell->entry, &from, &to))
    return from == 0 && to == (int)length;
  return gtk_editable_get_position (cell->entry) == (right ? (int)length : 0);
}

static void
fill_right (QhGoalsGrid *self, guint place)
{
  guint last = place - place % MONTHS + MONTHS - 1;
  const char *text = gtk_editable_get_text (get_cell (self, place)->entry);

  for (guint i = place + 1; i <= last; i++)
    gtk_editable_set_text (get_cell (self, i)->entry, text);
  take_cells (self, place, last);
}

static void add_row (QhGoalsGrid *self, const QhEntry *entry);

/* All rows that are not made yet, at once. */
static void
make_rows (QhGoalsGrid *self)
{
  while (self->waiting->len > 0)
    add_row (self, g_ptr_array_steal_index (self->waiting, self->waiting->len - 1));
}

/* Lines go down and tabs go right, as a spreadsheet copies them. */
static void
paste (QhGoalsGrid *self, guint place, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint row = place / MONTHS, column = place % MONTHS;

  make_rows (self);
  for (guint i = 0; lines[i] != NULL && row + i < self->ids->len; i++)
    {
      g_auto (GStrv) numbers = g_strsplit (g_strchomp (lines[i]), "\t", -1);

      if (lines[i + 1] == NULL && lines[i][0] == '\0')
        break;
      for (guint j = 0; numbers[j] != NULL && column + j < MONTHS; j++)
        gtk_editable_set_text (get_cell (self, (row + i) * MONTHS + column + j)->entry, numbers[j]);
    }
  take_cells (self, 0, self->cells->len - 1);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhGoalsGrid) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  guint place = find_focus (self);

  if (text != NULL && place < self->cells->len && self->may_write)
    paste (self, place, text);
}

static gboolean
key_cb (QhGoalsGrid *self, guint key, guint code, GdkModifierType state)
{
  guint place = find_focus (self);
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (place >= self->cells->len)
    return FALSE;
  if (held == GDK_CONTROL_MASK && self->may_write)
    {
      if (key == GDK_KEY_d)
        fill_right (self, place);
      else if (key == GDK_KEY_v)
        gdk_clipboard_read_text_async (
          gtk_widget_get_clipboard (GTK_WIDGET (self)), self->pasting, pasted_cb, g_object_ref (self));
      return key == GDK_KEY_d || key == GDK_KEY_v;
    }
  if (held != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Up:
      return move_to (self, (int)place - MONTHS);
    case GDK_KEY_Down:
      return move_to (self, (int)place + MONTHS);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      take_cells (self, place, place);
      move_to (self, (int)place + MONTHS);
      return TRUE;
    case GDK_KEY_Left:
      return place % MONTHS > 0 && is_at_end (get_cell (self, place), FALSE) && move_to (self, (int)place - 1);
    case GDK_KEY_Right:
      return place % MONTHS < MONTHS - 1 && is_at_end (get_cell (self, place), TRUE) && move_to (self, (int)place + 1);
    case GDK_KEY_Escape:
      qh_goals_cell_revert (get_cell (self, place));
      return TRUE;
    default:
      return FALSE;
    }
}

/* The year */

static void
show_total (QhGoalsGrid *self, guint row)
{
  GtkLabel *label = g_ptr_array_index (self->totals, row);
  double planned = 0, due = 0;
  guint64 done = 0;
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  for (guint month = 0; month < MONTHS; month++)
    {
      const QhGoalsCell *cell = get_cell (self, row * MONTHS + month);

      planned += cell->planned >= 0 ? cell->planned : cell->due;
      due += cell->due;
      done += cell->n_done;
    }
  if (planned > 0)
    {
      text = g_strdup_printf ("%.0f\n%" G_GUINT64_FORMAT " · %.0f %%", planned, done, due > 0 ? 100 * (double)done / due : 0);
      words = g_strdup_printf (_ ("The year: %.0f planned, %u done"), planned, (guint)done);
    }
  gtk_label_set_text (label, text != NULL ? text : "");
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (label)), words) != 0)
    qh_tooltip_set (GTK_WIDGET (label), words);
}

/* What shows in a row */

static QhGoal
get_key (QhGoalsGrid *self, guint place)
{
  return make_goal (self, place, 0);
}

static const QhGoalResult *
find_result (QhGoalsGrid *self, guint place)
{
  QhGoal key;

  if (self->results == NULL)
    return NULL;
  key = get_key (self, place);
  for (guint i = 0; i < self->results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (self->results, QhGoalResult, i);

      if (result->goal.month == key.month && result->goal.type == key.type && result->goal.function == key.function)
        return result;
    }
  return NULL;
}

/* What had been typed before a lock comes back once its cell shows what is stored. */
static void
put_kept (QhGoalsGrid *self, guint place)
{
  QhGoal key;
  const char *text;

  if (self->results == NULL || g_hash_table_size (self->kept) == 0)
    return;
  key = get_key (self, place);
  text = g_hash_table_lookup (self->kept, &key);
  if (text == NULL)
    return;
  gtk_editable_set_text (get_cell (self, place)->entry, text);
  gtk_widget_grab_focus (GTK_WIDGET (get_cell (self, place)->entry));
  g_hash_table_remove (self->kept, &key);
}

static void
show_row (QhGoalsGrid *self, guint row)
{
  self->showing = TRUE;
  for (guint place = row * MONTHS; place < (row + 1) * MONTHS; place++)
    {
      qh_goals_cell_show (get_cell (self, place), find_result (self, place), self->may_write);
      put_kept (self, place);
    }
  self->showing = FALSE;
  show_total (self, row);
}

/* Rows */

static void
add_heading (QhGoalsGrid *self, const char *text, int column)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "heading");
  gtk_grid_attach (self->grid, label, column, 0, 1, 1);
}

static void
add_month_heading (QhGoalsGrid *self, int month)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, month + 1, 1, 0, 0, 0);
  g_autofree char *text = g_date_time_format (date, "%b");

  add_heading (self, text, month + FIRST_MONTH);
}

static void
typed_cb (QhGoalsGrid *self)
{
  if (!self->showing)
    g_signal_emit (self, typed_signal, 0);
}

static void
add_cell (QhGoalsGrid *self, guint row, guint month, const char *label)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, (int)month + 1, 1, 0, 0, 0);
  g_autofree char *month_name = g_date_time_format (date, "%B");
  g_autofree char *name = g_strdup_printf ("%s, %s", label, month_name);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  QhGoalsCell cell;
  GtkWidget *box = qh_goals_cell_init (&cell, name);

  g_object_set_data (G_OBJECT (cell.entry), "place", GUINT_TO_POINTER (row * MONTHS + month));
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (cell.entry), focus);
  g_signal_connect_object (cell.entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, box, (int)month + FIRST_MONTH, (int)row + 1, 1, 1);
  g_array_append_val (self->cells, cell);
}

static void
add_row (QhGoalsGrid *self, const QhEntry *entry)
{
  const char *text = qh_entry_get_label (entry, self->language);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *total = gtk_label_new (NULL);
  guint row = self->ids->len;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_grid_attach (self->grid, label, 0, (int)row + 1, 1, 1);
  gtk_label_set_xalign (GTK_LABEL (total), 1);
  gtk_label_set_justify (GTK_LABEL (total), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (total, "numeric");
  gtk_widget_add_css_class (total, "caption");
  gtk_grid_attach (self->grid, total, TOTAL, (int)row + 1, 1, 1);
  g_ptr_array_add (self->totals, total);
  g_array_append_val (self->ids, entry->id);
  for (guint month = 0; month < MONTHS; month++)
    add_cell (self, row, month, text);
  show_row (self, row);
}

/* A few rows at a time: all at once would hold the window for a second. */
static gboolean
build_cb (gpointer data)
{
  QhGoalsGrid *self = data;
  gint64 end = g_get_monotonic_time () + BUILD_US;

  while (self->waiting->len > 0 && g_get_monotonic_time () < end)
    add_row (self, g_ptr_array_steal_index (self->waiting, self->waiting->len - 1));
  if (self->waiting->len > 0)
    return G_SOURCE_CONTINUE;
  self->building = 0;
  return G_SOURCE_REMOVE;
}

static void
clear_rows (QhGoalsGrid *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->building, g_source_remove);
  g_ptr_array_set_size (self->waiting, 0);
  g_array_set_size (self->cells, 0);
  g_array_set_size (self->ids, 0);
  g_ptr_array_set_size (self->totals, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/**
 * qh_goals_grid_set_rows:
 * @catalogues: (nullable): what goals are of; %NULL for no rows
 * @by_type: whether they are of types of activities, and not of functions
 *
 * The rows are made while the window goes on.
 */
void
qh_goals_grid_set_rows (QhGoalsGrid *self, QhCatalogues *catalogues, gboolean by_type, QhLanguage language)
{
  GPtrArray *entries
    = catalogues != NULL ? qh_catalogues_list (catalogues, by_type ? "activity_type" : "function") : NULL;

  clear_rows (self);
  g_clear_pointer (&self->results, g_array_unref);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  self->by_type = by_type;
  self->language = language;
  if (entries == NULL)
    return;
  self->catalogues = qh_catalogues_ref (catalogues);
  add_heading (self, _ ("Year"), TOTAL);
  for (int month = 0; month < MONTHS; month++)
    add_month_heading (self, month);
  for (guint i = entries->len; i > 0; i--)
    if (!((const QhEntry *)g_ptr_array_index (entries, i - 1))->retired)
      g_ptr_array_add (self->waiting, g_ptr_array_index (entries, i - 1));
  self->building = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, build_cb, self, NULL);
}

/**
 * qh_goals_grid_set_wish:
 * @wish: whose goals of which year are shown from now on
 *
 * What was typed for those before is written first.
 */
void
qh_goals_grid_set_wish (QhGoalsGrid *self, const QhGoalsWish *wish, gboolean may_write)
{
  if (self->cells->len > 0)
    take_cells (self, 0, self->cells->len - 1);
  self->wish = *wish;
  self->may_write = may_write;
  g_clear_pointer (&self->results, g_array_unref);
  self->showing = TRUE;
  for (guint place = 0; place < self->cells->len; place++)
    {
      get_cell (self, place)->planned = -1;
      qh_goals_cell_revert (get_cell (self, place));
    }
  self->showing = FALSE;
}

/**
 * qh_goals_grid_show:
 * @results: (element-type QhGoalResult): the goals of the wish beside what was done
 */
void
qh_goals_grid_show (QhGoalsGrid *self, GArray *results)
{
  g_array_ref (results);
  g_clear_pointer (&self->results, g_array_unref);
  self->results = results;
  for (guint row = 0; row < self->ids->len; row++)
    show_row (self, row);
}

/**
 * qh_goals_grid_list_typed:
 * @texts: gets what is typed in the cell of each
 *
 * Returns: (transfer full) (element-type QhGoal): the goals in whose cells
 *   something is typed that is not written.
 */
GArray *
qh_goals_grid_list_typed (QhGoalsGrid *self, GStrvBuilder *texts)
{
  GArray *goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));

  for (guint place = 0; place < self->cells->len; place++)
    {
      const QhGoalsCell *cell = get_cell (self, place);
      QhGoal goal;

      if (!qh_goals_cell_is_typed (cell))
        continue;
      goal = get_key (self, place);
      g_array_append_val (goals, goal);
      g_strv_builder_add (texts, gtk_editable_get_text (cell->entry));
    }
  return goals;
}

/**
 * qh_goals_grid_keep:
 * @goal: whose cell it is
 * @text: what had been typed
 *
 * Puts a text back into a cell as soon as that shows what is stored.
 */
void
qh_goals_grid_keep (QhGoalsGrid *self, const QhGoal *goal, const char *text)
{
  QhGoal key = *goal;

  key.id = 0;
  key.planned = 0;
  g_hash_table_insert (self->kept, g_memdup2 (&key, sizeof key), g_strdup (text));
}

static void
qh_goals_grid_dispose (GObject *object)
{
  QhGoalsGrid *self = QH_GOALS_GRID (object);

  g_cancellable_cancel (self->pasting);
  g_clear_handle_id (&self->building, g_source_remove);
  if (self->cells != NULL)
    g_array_set_size (self->cells, 0);
  g_clear_pointer ((GtkWidget **)&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_goals_grid_parent_class)->dispose (object);
}

static void
qh_goals_grid_finalize (GObject *object)
{
  QhGoalsGrid *self = QH_GOALS_GRID (object);

  g_array_unref (self->cells);
  g_array_unref (self->ids);
  g_ptr_array_unref (self->totals);
  g_ptr_array_unref (self->waiting);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  g_clear_pointer (&self->results, g_array_unref);
  g_hash_table_unref (self->kept);
  g_object_unref (self->pasting);
  G_OBJECT_CLASS (qh_goals_grid_parent_class)->finalize (object);
}

static void
qh_goals_grid_class_init (QhGoalsGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_goals_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_goals_grid_finalize;
  planned_signal = g_signal_new (
    "planned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  typed_signal = g_signal_new (
    "typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qh_goals_grid_init (QhGoalsGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cells = g_array_new (FALSE, FALSE, sizeof (QhGoalsCell));
  self->totals = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
  self->kept = g_hash_table_new_full (qh_goal_hash, qh_goal_equal, g_free, g_free);
  self->pasting = g_cancellable_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
