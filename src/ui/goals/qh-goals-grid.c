/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-goals-grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#define MONTHS 12
#define MOST_PLANNED 1000000

/* A month of a row: what is planned, and below it what was done. */
typedef struct
{
  GtkEditable *entry;
  GtkLabel *done;
  gint planned; /* as it is stored; −1 for none */
} Cell;

/**
 * QhGoalsGrid:
 *
 * The goals of a year: a row a type or function, a column a month. Digits edit;
 * arrows and Enter move; Ctrl+D repeats what is planned in the months after; a
 * column copied from a spreadsheet is pasted downwards.
 *
 * Its signal "planned" has the goals (a #GArray of #QhGoal) that were changed.
 */
struct _QhGoalsGrid
{
  GtkWidget parent_instance;

  GtkGrid *grid;
  GArray *ids;   /* of the rows */
  GArray *cells; /* row by row */
  QhGoalsWish wish;
  gboolean by_type;
  gboolean may_write;
  GCancellable *pasting;
};

G_DEFINE_FINAL_TYPE (QhGoalsGrid, qh_goals_grid, GTK_TYPE_WIDGET)

static guint planned_signal;

static Cell *
get_cell (QhGoalsGrid *self, guint place)
{
  return &g_array_index (self->cells, Cell, place);
}

static char *
planned_to_text (gint planned)
{
  return planned > 0 ? g_strdup_printf ("%d", planned) : g_strdup ("");
}

/* Returns -1 for what is no number. */
static gint
read_planned (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  guint64 number;

  if (stripped[0] == '\0')
    return 0;
  return g_ascii_string_to_unsigned (stripped, 10, 0, MOST_PLANNED, &number, NULL) ? (gint)number : -1;
}

static void
show_wrong (Cell *cell, gboolean wrong)
{
  GtkWidget *entry = GTK_WIDGET (cell->entry);

  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_widget_set_tooltip_text (
    entry, wrong ? _ ("Write a whole number up to 1000000; nothing, or 0, is not planned.") : NULL);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
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
  Cell *cell = get_cell (self, place);
  gint planned = read_planned (gtk_editable_get_text (cell->entry));
  QhGoal goal;

  show_wrong (cell, planned < 0);
  if (planned < 0 || planned == MAX (cell->planned, 0))
    return;
  cell->planned = planned;
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
is_at_end (Cell *cell, gboolean right)
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

/* Lines go down and tabs go right, as a spreadsheet copies them. */
static void
paste (QhGoalsGrid *self, guint place, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint row = place / MONTHS, column = place % MONTHS;

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
      {
        g_autofree char *text = planned_to_text (get_cell (self, place)->planned);

        gtk_editable_set_text (get_cell (self, place)->entry, text);
        show_wrong (get_cell (self, place), FALSE);
        return TRUE;
      }
    default:
      return FALSE;
    }
}

/* Rows */

static void
add_heading (QhGoalsGrid *self, int month)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, month + 1, 1, 0, 0, 0);
  g_autofree char *text = g_date_time_format (date, "%b");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "heading");
  gtk_grid_attach (self->grid, label, month + 1, 0, 1, 1);
}

static void
add_cell (QhGoalsGrid *self, guint row, guint month, const char *label)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, (int)month + 1, 1, 0, 0, 0);
  g_autofree char *month_name = g_date_time_format (date, "%B");
  g_autofree char *name = g_strdup_printf ("%s, %s", label, month_name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *done = gtk_label_new (NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Cell cell = { GTK_EDITABLE (entry), GTK_LABEL (done), -1 };

  g_object_set_data (G_OBJECT (entry), "place", GUINT_TO_POINTER (row * MONTHS + month));
  gtk_editable_set_width_chars (cell.entry, 4);
  gtk_editable_set_max_width_chars (cell.entry, 5);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, 0);
  gtk_widget_add_controller (entry, focus);
  gtk_label_set_xalign (cell.done, 1);
  gtk_widget_add_css_class (done, "caption");
  gtk_widget_add_css_class (done, "numeric");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), done);
  gtk_grid_attach (self->grid, box, (int)month + 1, (int)row + 1, 1, 1);
  g_array_append_val (self->cells, cell);
}

static void
add_row (QhGoalsGrid *self, const QhEntry *entry, QhLanguage language)
{
  const char *text = qh_entry_get_label (entry, language);
  GtkWidget *label = gtk_label_new (text);
  guint row = self->ids->len;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_grid_attach (self->grid, label, 0, (int)row + 1, 1, 1);
  g_array_append_val (self->ids, entry->id);
  for (guint month = 0; month < MONTHS; month++)
    add_cell (self, row, month, text);
}

/**
 * qh_goals_grid_set_rows:
 * @entries: (element-type QhEntry): of which there may be goals
 * @by_type: whether they are types of activities, and not functions
 */
void
qh_goals_grid_set_rows (QhGoalsGrid *self, GPtrArray *entries, gboolean by_type, QhLanguage language)
{
  GtkWidget *child;

  g_array_set_size (self->cells, 0);
  g_array_set_size (self->ids, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->by_type = by_type;
  for (int month = 0; month < MONTHS; month++)
    add_heading (self, month);
  for (guint i = 0; i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->retired)
        add_row (self, entry, language);
    }
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
  for (guint place = 0; place < self->cells->len; place++)
    {
      get_cell (self, place)->planned = -1;
      gtk_editable_set_text (get_cell (self, place)->entry, "");
      show_wrong (get_cell (self, place), FALSE);
    }
}

static Cell *
find_cell (QhGoalsGrid *self, const QhGoal *goal)
{
  gint64 id = self->by_type ? goal->type : goal->function;
  int month;

  qh_day_to_ymd (goal->month, NULL, &month, NULL);
  for (guint i = 0; id != 0 && i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return get_cell (self, i * MONTHS + (guint)month - 1);
  return NULL;
}

static void
clear_cell (QhGoalsGrid *self, guint place)
{
  Cell *cell = get_cell (self, place);
  g_autofree char *before = planned_to_text (cell->planned);

  /* What is being typed stays. */
  if (g_str_equal (gtk_editable_get_text (cell->entry), before))
    gtk_editable_set_text (cell->entry, "");
  cell->planned = -1;
  gtk_editable_set_editable (cell->entry, self->may_write);
  gtk_entry_set_placeholder_text (GTK_ENTRY (cell->entry), NULL);
  gtk_label_set_text (cell->done, "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell->done), NULL);
}

static void
show_done (Cell *cell, const QhGoalResult *result)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  if (isnan (result->percent))
    words = g_strdup_printf (_ ("%u done, not planned"), (guint)result->done);
  else
    words = g_strdup_printf (
      _ ("%u done of %.1f, %.0f per cent"), (guint)result->done, result->due, result->percent);
  text = isnan (result->percent) ? g_strdup (_ ("not planned"))
                                 : g_strdup_printf ("%" G_GUINT64_FORMAT " · %.0f %%", result->done, result->percent);
  gtk_label_set_text (cell->done, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell->done), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
show_result (Cell *cell, const QhGoalResult *result)
{
  g_autofree char *text = NULL;

  if (result->goal.unit != 0 && result->goal.worker != 0)
    { /* a share of the unit's is nobody's to write */
      text = g_strdup_printf ("(%.1f)", result->due);
      gtk_entry_set_placeholder_text (GTK_ENTRY (cell->entry), text);
    }
  else
    {
      cell->planned = (gint)result->goal.planned;
      text = planned_to_text (cell->planned);
      if (gtk_editable_get_text (cell->entry)[0] == '\0')
        gtk_editable_set_text (cell->entry, text);
    }
  show_done (cell, result);
}

/**
 * qh_goals_grid_show:
 * @results: (element-type QhGoalResult): the goals of the wish beside what was done
 */
void
qh_goals_grid_show (QhGoalsGrid *self, GArray *results)
{
  for (guint place = 0; place < self->cells->len; place++)
    clear_cell (self, place);
  for (guint i = 0; i < results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (results, QhGoalResult, i);
      Cell *cell = find_cell (self, &result->goal);

      if (cell != NULL)
        show_result (cell, result);
    }
}

static void
qh_goals_grid_dispose (GObject *object)
{
  QhGoalsGrid *self = QH_GOALS_GRID (object);

  g_cancellable_cancel (self->pasting);
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
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qh_goals_grid_init (QhGoalsGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->pasting = g_cancellable_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
