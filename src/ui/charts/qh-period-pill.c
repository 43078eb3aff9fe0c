/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-period-pill.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/qh-tooltip.h"

/**
 * QhPeriodPill:
 *
 * A button that says the period, and offers others.
 */
struct _QhPeriodPill
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *text;
  GtkListBox *list;
  GtkEditable *from;
  GtkEditable *to;
  GtkWidget *apply;

  QhPeriod period;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhPeriodPill, qh_period_pill, GTK_TYPE_WIDGET)

static void
show_state (QhPeriodPill *self)
{
  const char *label = qh_period_get_label (self->period.name);
  g_autofree char *days = self->period.from != QH_NO_DAY ? qh_period_format_days (self->period.from, self->period.to, TRUE) : g_strdup (label);
  /* Translators: the period of charts, for a screen reader: "Period: This year, 1 Jan – 30 Oct 2026" */
  g_autofree char *name = g_strdup_printf (_("Period: %s, %s"), label, days);

  gtk_label_set_text (self->text, days);
  qh_tooltip_set (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
choose (QhPeriodPill *self,
        QhPeriod      period)
{
  gtk_menu_button_popdown (self->button);
  qh_period_pill_set_period (self, period);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
row_activated_cb (QhPeriodPill  *self,
                  GtkListBoxRow *row)
{
  choose (self, qh_period_new ((QhPeriodName) gtk_list_box_row_get_index (row), qh_day_today ()));
}

/* A day as the locale writes it, or as ISO does. */
static QhDay
parse_day (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);
  QhDay day = qh_day_from_iso (text);
  GDate date;

  if (day != QH_NO_DAY || text[0] == '\0')
    return day;
  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  return g_date_valid (&date) && g_date_get_year (&date) >= 1900 ? (QhDay) g_date_get_julian (&date) : QH_NO_DAY;
}

static void
days_changed_cb (QhPeriodPill *self)
{
  GtkEditable *entries[] = { self->from, self->to };
  gboolean valid = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gboolean wrong = gtk_editable_get_text (entries[i])[0] != '\0' && parse_day (entries[i]) == QH_NO_DAY;

      if (wrong)
        gtk_widget_add_css_class (GTK_WIDGET (entries[i]), "error");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (entries[i]), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entries[i]), GTK_ACCESSIBLE_STATE_INVALID,
                                   wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      valid = valid && parse_day (entries[i]) != QH_NO_DAY;
    }
  gtk_widget_set_sensitive (self->apply, valid);
}

static void
apply_cb (QhPeriodPill *self)
{
  QhDay from = parse_day (self->from), to = parse_day (self->to);

  if (from != QH_NO_DAY && to != QH_NO_DAY)
    choose (self, qh_period_new_chosen (from, to));
}

static void
popover_shown_cb (QhPeriodPill *self)
{
  GtkListBoxRow *row = self->period.name < QH_PERIOD_CHOSEN ? gtk_list_box_get_row_at_index (self->list, (int) self->period.name) : NULL;
  /* Translators: how a day is typed, as g_date_time_format() writes it */
  const char *format = _("%Y-%m-%d");
  g_autofree char *from = qh_day_format (self->period.from != QH_NO_DAY ? self->period.from : qh_day_month_start (qh_day_today ()), format);
  g_autofree char *to = qh_day_format (self->period.to != QH_NO_DAY ? self->period.to : qh_day_today (), format);

  gtk_list_box_select_row (self->list, row);
  gtk_editable_set_text (self->from, from);
  gtk_editable_set_text (self->to, to);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->from));
}

static GtkWidget *
create_days (QhPeriodPill *self)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *const names[] = { _("From"), _("To") };
  GtkEditable **entries[] = { &self->from, &self->to };

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (names[i]);
      GtkWidget *entry = gtk_entry_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 11);
      gtk_entry_set_activates_default (GTK_ENTRY (entry), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, names[i], -1);
      g_signal_connect_swapped (entry, "changed", G_CALLBACK (days_changed_cb), self);
      g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply_cb), self);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), entry, 1, i, 1, 1);
      *entries[i] = GTK_EDITABLE (entry);
    }
  gtk_grid_attach (GTK_GRID (grid), self->apply, 1, 2, 1, 1);
  return grid;
}

static GtkWidget *
create_popover (QhPeriodPill *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "filter-list");
  for (guint i = 0; i < QH_PERIOD_CHOSEN; i++)
    {
      GtkWidget *label = gtk_label_new (qh_period_get_label (i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->list, label);
    }
  self->apply = gtk_button_new_with_mnemonic (_("_Show"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), create_days (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown_cb), self);
  return popover;
}

static gboolean
open_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  gtk_menu_button_popup (QH_PERIOD_PILL (user_data)->button);
  return TRUE;
}

static void
qh_period_pill_dispose (GObject *object)
{
  QhPeriodPill *self = QH_PERIOD_PILL (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->button)));
  G_OBJECT_CLASS (qh_period_pill_parent_class)->dispose (object);
}

static void
qh_period_pill_class_init (QhPeriodPillClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_period_pill_dispose;

  /**
   * QhPeriodPill::changed:
   *
   * A person chose another period.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_PERIOD_PILL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pill");
}

static void
qh_period_pill_init (QhPeriodPill *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->text));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_popover (self->button, create_popover (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  /* The button says days, which have no letter of their own to press. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (_("<Alt>p")),
                                                          gtk_callback_action_new (open_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  qh_period_pill_set_period (self, qh_period_new (QH_PERIOD_MONTH, qh_day_today ()));
}

GtkWidget *
qh_period_pill_new (void)
{
  return g_object_new (QH_TYPE_PERIOD_PILL, NULL);
}

/**
 * qh_period_pill_set_period:
 *
 * Shows a period, without a signal.
 */
void
qh_period_pill_set_period (QhPeriodPill *self,
                           QhPeriod      period)
{
  self->period = period;
  show_state (self);
}

QhPeriod
qh_period_pill_get_period (QhPeriodPill *self)
{
  return self->period;
}
