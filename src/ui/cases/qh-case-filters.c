/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-filters.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-chooser.h"
#include "ui/forms/qh-date-text.h"
#include "ui/widgets/qh-wrap-layout.h"

/* Stands for every status but closed. */
#define ACTIVE G_GINT64_CONSTANT (-2)

enum
{
  STATUS,
  WORKER,
  LEVEL,
  N_CHOOSERS,
};

struct _QhCaseFilters
{
  GtkWidget parent_instance;

  QhCaseFilter filter;
  QhChooser *choosers[N_CHOOSERS];
  GtkMenuButton *opened;
  GtkEditable *from;
  GtkEditable *to;
  GtkWidget *clear;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseFilters, qh_case_filters, GTK_TYPE_WIDGET)

static void
tint (GtkWidget *widget,
      gboolean   active)
{
  if (active)
    gtk_widget_add_css_class (widget, "active");
  else
    gtk_widget_remove_css_class (widget, "active");
}

static char *
describe_opened (QhCaseFilters *self)
{
  g_autofree char *from = self->filter.opened_from != QH_NO_DAY ? qh_date_text_format (self->filter.opened_from) : NULL;
  g_autofree char *to = self->filter.opened_to != QH_NO_DAY ? qh_date_text_format (self->filter.opened_to) : NULL;

  if (from != NULL && to != NULL)
    return g_strdup_printf (_("Opened: %s to %s"), from, to);
  if (from != NULL)
    return g_strdup_printf (_("Opened from %s"), from);
  if (to != NULL)
    return g_strdup_printf (_("Opened until %s"), to);
  return g_strdup (_("Opened between"));
}

static void
show_state (QhCaseFilters *self)
{
  g_autofree char *opened = describe_opened (self);

  for (guint i = 0; i < N_CHOOSERS; i++)
    if (self->choosers[i] != NULL)
      tint (GTK_WIDGET (self->choosers[i]), qh_chooser_get_value (self->choosers[i])->tag == QH_VALUE_INTEGER);
  gtk_menu_button_set_label (self->opened, opened);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->opened), GTK_ACCESSIBLE_PROPERTY_LABEL, opened, -1);
  tint (GTK_WIDGET (self->opened), self->filter.opened_from != QH_NO_DAY || self->filter.opened_to != QH_NO_DAY);
  gtk_widget_set_visible (self->clear, qh_case_filters_is_active (self));
}

static void
chosen_cb (QhCaseFilters *self)
{
  gint64 status = qh_chooser_get_value (self->choosers[STATUS])->integer;

  self->filter.active = status == ACTIVE;
  self->filter.status = status == ACTIVE ? 0 : status;
  self->filter.worker = qh_chooser_get_value (self->choosers[WORKER])->integer;
  self->filter.level = qh_chooser_get_value (self->choosers[LEVEL])->integer;
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static QhDay
read_day (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);
  QhDay day = qh_date_text_parse (text, qh_day_today ());

  if (day == QH_NO_DAY && text[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  return day;
}

static void
days_typed_cb (QhCaseFilters *self)
{
  QhDay from = read_day (self->from), to = read_day (self->to);

  if (from == self->filter.opened_from && to == self->filter.opened_to)
    return;
  self->filter.opened_from = from;
  self->filter.opened_to = to;
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_days (QhCaseFilters *self,
          QhDay          from,
          QhDay          to)
{
  g_autofree char *first = from != QH_NO_DAY ? qh_date_text_format (from) : g_strdup ("");
  g_autofree char *last = to != QH_NO_DAY ? qh_date_text_format (to) : g_strdup ("");

  gtk_editable_set_text (self->from, first);
  gtk_editable_set_text (self->to, last);
}

static void
this_month_cb (QhCaseFilters *self)
{
  set_days (self, qh_day_month_start (qh_day_today ()), qh_day_today ());
  gtk_menu_button_popdown (self->opened);
}

static void
this_year_cb (QhCaseFilters *self)
{
  set_days (self, qh_day_from_ymd (qh_day_get_year (qh_day_today ()), 1, 1), qh_day_today ());
  gtk_menu_button_popdown (self->opened);
}

/* Building */

static GtkEditable *
add_day (QhCaseFilters *self,
         GtkGrid       *grid,
         const char    *words,
         int            line)
{
  g_autofree char *hint = qh_date_text_hint ();
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (days_typed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (gtk_menu_button_popdown), self->opened);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, entry, 1, line, 1, 1);
  return GTK_EDITABLE (entry);
}

static void
add_shortcut (QhCaseFilters *self,
              GtkGrid       *grid,
              const char    *words,
              int            line,
              GCallback      callback)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_grid_attach (grid, button, 0, line, 2, 1);
}

static void
add_opened (QhCaseFilters *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkWidget *popover = gtk_popover_new ();

  self->opened = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->opened), "filter");
  gtk_menu_button_set_always_show_arrow (self->opened, TRUE);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 9);
  self->from = add_day (self, grid, _("From"), 0);
  self->to = add_day (self, grid, _("Until"), 1);
  add_shortcut (self, grid, _("This month"), 2, G_CALLBACK (this_month_cb));
  add_shortcut (self, grid, _("This year"), 3, G_CALLBACK (this_year_cb));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (grid));
  gtk_menu_button_set_popover (self->opened, popover);
  gtk_widget_set_parent (GTK_WIDGET (self->opened), GTK_WIDGET (self));
}

static void
add_clear (QhCaseFilters *self)
{
  self->clear = gtk_button_new_with_label (_("Remove filters"));
  gtk_widget_add_css_class (self->clear, "flat");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (qh_case_filters_clear), self);
  gtk_widget_set_parent (self->clear, GTK_WIDGET (self));
}

static void
add_chooser (QhCaseFilters *self,
             guint          number,
             QhChoices     *choices,
             const char    *name,
             const char    *all)
{
  self->choosers[number] = QH_CHOOSER (qh_chooser_new (choices));
  qh_choices_set_none (choices, all);
  qh_chooser_set_placeholder (self->choosers[number], name);
  qh_chooser_set_prefix (self->choosers[number], name);
  qh_chooser_set_label (self->choosers[number], name);
  gtk_widget_add_css_class (GTK_WIDGET (self->choosers[number]), "filter");
  g_signal_connect_swapped (self->choosers[number], "changed", G_CALLBACK (chosen_cb), self);
  gtk_widget_insert_before (GTK_WIDGET (self->choosers[number]), GTK_WIDGET (self), GTK_WIDGET (self->opened));
}

static void
qh_case_filters_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_case_filters_parent_class)->dispose (object);
}

static void
qh_case_filters_class_init (QhCaseFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_case_filters_dispose;

  /**
   * QhCaseFilters::changed:
   *
   * The list is to be narrowed otherwise.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CASE_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), QH_TYPE_WRAP_LAYOUT);
}

static void
qh_case_filters_init (QhCaseFilters *self)
{
  add_opened (self);
  add_clear (self);
}

static void
reset (QhCaseFilters *self)
{
  QhValue active = { QH_VALUE_INTEGER, { .integer = ACTIVE } };

  self->filter = (QhCaseFilter) { .active = TRUE };
  for (guint i = 0; i < N_CHOOSERS; i++)
    if (self->choosers[i] != NULL)
      qh_chooser_set_value (self->choosers[i], i == STATUS ? &active : &(QhValue) { QH_VALUE_NONE });
  g_signal_handlers_block_by_func (self->from, days_typed_cb, self);
  g_signal_handlers_block_by_func (self->to, days_typed_cb, self);
  set_days (self, QH_NO_DAY, QH_NO_DAY);
  g_signal_handlers_unblock_by_func (self->from, days_typed_cb, self);
  g_signal_handlers_unblock_by_func (self->to, days_typed_cb, self);
  show_state (self);
}

/**
 * qh_case_filters_set_session:
 * @session: (nullable): the open workspace
 *
 * Offers its workers and codes; active cases are chosen to begin with.
 */
void
qh_case_filters_set_session (QhCaseFilters *self,
                             QhSession     *session)
{
  for (guint i = 0; i < N_CHOOSERS; i++)
    g_clear_pointer ((GtkWidget **) &self->choosers[i], gtk_widget_unparent);
  if (session != NULL)
    {
      QhChoices *status = qh_choices_new_catalogue (session, "case_status", FALSE);

      qh_choices_set_fixed (status, ACTIVE, _("active"));
      add_chooser (self, STATUS, status, _("Status"), _("All"));
      add_chooser (self, WORKER, qh_choices_new_records (session, "worker"), _("In charge"), _("Everybody"));
      add_chooser (self, LEVEL, qh_choices_new_catalogue (session, "level", FALSE), _("Level"), _("All"));
    }
  reset (self);
}

/**
 * qh_case_filters_get:
 *
 * Returns: (transfer none): what the list is narrowed to.
 */
const QhCaseFilter *
qh_case_filters_get (QhCaseFilters *self)
{
  return &self->filter;
}

/**
 * qh_case_filters_clear:
 *
 * Shows all active cases again.
 */
void
qh_case_filters_clear (QhCaseFilters *self)
{
  reset (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * qh_case_filters_is_active:
 *
 * Returns: whether the list is narrowed to anything but active cases.
 */
gboolean
qh_case_filters_is_active (QhCaseFilters *self)
{
  const QhCaseFilter *filter = &self->filter;

  return !filter->active || filter->worker != 0 || filter->level != 0
         || filter->opened_from != QH_NO_DAY || filter->opened_to != QH_NO_DAY;
}
