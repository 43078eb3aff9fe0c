/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-day-totals.h"

#include <glib/gi18n-lib.h>

#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-function-style.h"
#include "ui/widgets/qh-tooltip.h"

#define MOST_FUNCTIONS 6
#define BAR_WIDTH 44

/**
 * QhDayTotals:
 *
 * What a day adds up to: activities and minutes by function, and how much of it
 * was direct work with people.
 */
struct _QhDayTotals
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkGrid *grid;
  GtkLabel *direct;
  GtkLabel *n_activities;
  GtkLabel *minutes;
  GtkWidget *card;
};

G_DEFINE_FINAL_TYPE (QhDayTotals, qh_day_totals, GTK_TYPE_WIDGET)

typedef struct
{
  gint64 function;
  guint n_activities;
  gint64 minutes;
} Total;

/* Adding up */

static gint64
get_minutes (const QhRecord *activity)
{
  return qh_record_get (activity, "minutes")->tag == QH_VALUE_INTEGER ? qh_record_get_integer (activity, "minutes") : 0;
}

static void
add (GArray *totals,
     gint64  function,
     guint   n_activities,
     gint64  minutes)
{
  Total total = { function, n_activities, minutes };

  for (guint i = 0; i < totals->len; i++)
    {
      Total *known = &g_array_index (totals, Total, i);

      if (known->function == function)
        {
          known->n_activities += n_activities;
          known->minutes += minutes;
          return;
        }
    }
  g_array_append_val (totals, total);
}

static int
compare_totals (const Total *a,
                const Total *b)
{
  if (a->minutes != b->minutes)
    return a->minutes < b->minutes ? 1 : -1;
  return (a->n_activities < b->n_activities) - (a->n_activities > b->n_activities);
}

/* The functions with most minutes; the rest together, as function 0, at the end. */
static GArray *
add_up (GPtrArray *activities)
{
  GArray *totals = g_array_new (FALSE, FALSE, sizeof (Total));
  Total rest = { 0 };

  for (guint i = 0; i < activities->len; i++)
    {
      const QhRecord *activity = g_ptr_array_index (activities, i);

      add (totals, qh_record_get_integer (activity, "function"), 1, get_minutes (activity));
    }
  g_array_sort (totals, (GCompareFunc) compare_totals);
  if (totals->len <= MOST_FUNCTIONS)
    return totals;
  for (guint i = MOST_FUNCTIONS - 1; i < totals->len; i++)
    {
      rest.n_activities += g_array_index (totals, Total, i).n_activities;
      rest.minutes += g_array_index (totals, Total, i).minutes;
    }
  g_array_set_size (totals, MOST_FUNCTIONS - 1);
  g_array_append_val (totals, rest);
  return totals;
}

static gint64
add_up_direct (QhCatalogues *catalogues,
               GPtrArray    *activities)
{
  gint64 direct = 0;

  for (guint i = 0; i < activities->len; i++)
    {
      const QhRecord *activity = g_ptr_array_index (activities, i);
      const QhEntry *type = qh_catalogues_find (catalogues, qh_record_get_integer (activity, "type"));

      if (type != NULL && type->direct)
        direct += get_minutes (activity);
    }
  return direct;
}

/* What it shows */

static GtkWidget *
create_number (gint64      number,
               const char *css_class)
{
  g_autofree char *text = g_strdup_printf ("%d", (int) number);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_bar (QhCatalogues *catalogues,
            gint64        function,
            double        share)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (bar, "total-bar");
  gtk_widget_add_css_class (bar, qh_function_get_css_class (catalogues, function));
  gtk_widget_set_size_request (bar, (int) MAX (share * BAR_WIDTH, 2), -1);
  gtk_widget_set_halign (bar, GTK_ALIGN_START);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  return bar;
}

static void
attach_total (QhDayTotals  *self,
              QhCatalogues *catalogues,
              QhLanguage    language,
              const Total  *total,
              gint64        most,
              int           line)
{
  const char *name = total->function != 0 ? qh_catalogues_get_label (catalogues, total->function, language) : _("Other functions");
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  qh_tooltip_set (label, name);
  gtk_grid_attach (self->grid, label, 0, line, 1, 1);
  gtk_grid_attach (self->grid, create_bar (catalogues, total->function, most > 0 ? (double) total->minutes / (double) most : 0), 1, line, 1, 1);
  gtk_grid_attach (self->grid, create_number (total->n_activities, NULL), 2, line, 1, 1);
  gtk_grid_attach (self->grid, create_number (total->minutes, "heading"), 3, line, 1, 1);
}

static void
clear_grid (QhDayTotals *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
show_sums (QhDayTotals *self,
           guint        n_activities,
           gint64       minutes,
           gint64       direct)
{
  g_autofree char *duration = qh_minutes_to_text ((int) minutes);
  /* Translators: what the activities of a day add up to, such as "5 h 15 min". */
  g_autofree char *heading = g_strdup_printf (_("The day: %s"), duration);
  g_autofree char *share = g_strdup_printf (_("· direct %d %%"), minutes > 0 ? (int) ((direct * 100 + minutes / 2) / minutes) : 0);
  g_autofree char *n_text = g_strdup_printf ("%u", n_activities);
  g_autofree char *minutes_text = g_strdup_printf ("%d", (int) minutes);

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->direct, minutes > 0 ? share : "");
  gtk_label_set_text (self->n_activities, n_text);
  gtk_label_set_text (self->minutes, minutes_text);
}

static void
qh_day_totals_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_day_totals_parent_class)->dispose (object);
}

static void
qh_day_totals_class_init (QhDayTotalsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_day_totals_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/today/qh-day-totals.ui");
  gtk_widget_class_bind_template_child (widget_class, QhDayTotals, heading);
  gtk_widget_class_bind_template_child (widget_class, QhDayTotals, grid);
  gtk_widget_class_bind_template_child (widget_class, QhDayTotals, direct);
  gtk_widget_class_bind_template_child (widget_class, QhDayTotals, n_activities);
  gtk_widget_class_bind_template_child (widget_class, QhDayTotals, minutes);
  gtk_widget_class_bind_template_child (widget_class, QhDayTotals, card);
}

static void
qh_day_totals_init (QhDayTotals *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_day_totals_show:
 * @session: (nullable): the open workspace
 * @activities: (nullable) (element-type QhRecord): a day's
 */
void
qh_day_totals_show (QhDayTotals *self,
                    QhSession   *session,
                    GPtrArray   *activities)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  g_autoptr (GArray) totals = NULL;
  gint64 minutes = 0, most = 1;

  clear_grid (self);
  gtk_widget_set_visible (self->card, activities != NULL && activities->len > 0);
  if (session == NULL || activities == NULL)
    {
      show_sums (self, 0, 0, 0);
      return;
    }
  catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
  totals = add_up (activities);
  for (guint i = 0; i < totals->len; i++)
    {
      minutes += g_array_index (totals, Total, i).minutes;
      most = MAX (most, g_array_index (totals, Total, i).minutes);
    }
  for (guint i = 0; i < totals->len; i++)
    attach_total (self, catalogues, qh_session_get_language (session), &g_array_index (totals, Total, i), most, (int) i);
  show_sums (self, activities->len, minutes, add_up_direct (catalogues, activities));
}
