/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/datasets/qh-data-set-figures.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/qh-tooltip.h"

#define DRIVER_WIDTH 60
/* Those that do nothing are left out, but for so many. */
#define FEWEST_DRIVERS 3
#define LEAST_SHARE 0.005

/**
 * qh_data_set_clear:
 *
 * Takes out what was put in.
 */
void
qh_data_set_clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
add_cell (GtkGrid *grid, const char *text, int column, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

static GtkGrid *
add_grid (GtkBox *box)
{
  GtkWidget *grid = gtk_grid_new ();

  qh_data_set_clear (box);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_box_append (box, grid);
  return GTK_GRID (grid);
}

static GtkWidget *
add_wrapped (GtkGrid *grid, const char *text, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, 0, row, 3, 1);
  return label;
}

/* What the whole gains, and what it costs. */
static void
add_balance (GtkGrid *grid, const QhAnonymization *found, int row)
{
  double gained = found->before.average_risk > 0 ? 1 - found->after.average_risk / found->before.average_risk : 0;
  g_autofree char *lost = qh_loss_dup_figure (found->by, found->losses[found->by]);
  g_autofree char *text = g_strdup_printf (_ ("%.0f %% of the average risk is gone. What is lost: %s (%s)."), 100 * MAX (0, gained), lost,
                                           qh_loss_get_label (found->by));

  qh_tooltip_set (add_wrapped (grid, text, row, "dim-label"), qh_loss_get_definition (found->by));
}

/* What the figures do not count, and how it is counted in. */
static void
add_warning (GtkGrid *grid, const QhRecipeResult *result, const QhRecipe *recipe, int row)
{
  g_autofree char *text = qh_privacy_dup_warning (result->privacy);
  g_auto (GStrv) countable = qh_recipe_dup_countable (recipe, result);
  GtkWidget *button;

  if (text == NULL)
    return;
  gtk_widget_set_margin_top (add_wrapped (grid, text, row, "warning"), 6);
  if (countable[0] == NULL)
    return;
  button = gtk_button_new_with_mnemonic (_ ("_Count Them In"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "datasets.count-in");
  gtk_grid_attach (grid, button, 0, row + 1, 3, 1);
}

/**
 * qh_data_set_show_risk:
 *
 * Puts the risk before and after into @box, and what that costs.
 */
void
qh_data_set_show_risk (GtkBox *box, const QhRecipeResult *result, const QhRecipe *recipe)
{
  const QhPrivacy *privacy = result->privacy;
  GtkGrid *grid = add_grid (box);

  gtk_widget_set_hexpand (add_cell (grid, _ ("Risk of re-identification"), 0, 0, "heading"), TRUE);
  gtk_label_set_xalign (GTK_LABEL (add_cell (grid, _ ("before"), 1, 0, "dim-label")), 1);
  gtk_label_set_xalign (GTK_LABEL (add_cell (grid, _ ("after"), 2, 0, "dim-label")), 1);
  for (guint i = 0; i < privacy->measures->len; i++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (privacy->measures, i);
      g_autofree char *before = qh_privacy_dup_figure (measure->before);
      g_autofree char *after = qh_privacy_dup_figure (measure->after);

      add_cell (grid, measure->label, 0, (int)i + 1, NULL);
      gtk_label_set_xalign (GTK_LABEL (add_cell (grid, before, 1, (int)i + 1, "numeric")), 1);
      gtk_label_set_xalign (GTK_LABEL (add_cell (grid, after, 2, (int)i + 1, "numeric")), 1);
    }
  add_warning (grid, result, recipe, (int)privacy->measures->len + 1);
  if (result->anonymization != NULL)
    add_balance (grid, result->anonymization, (int)privacy->measures->len + 3);
}

/* What drives the risk */

static void
add_driver (GtkGrid *grid, const QhRiskDriver *driver, int row)
{
  GtkWidget *label = add_cell (grid, driver->label, 0, row, NULL);
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *percent = g_strdup_printf (_ ("%.0f %%"), 100 * driver->share);
  g_autofree char *words = g_strdup_printf (ngettext ("%s: without it the average risk would be %.0f %% less, and %u row unique",
                                                      "%s: without it the average risk would be %.0f %% less, and %u rows unique", driver->uniques_without),
                                            driver->label, 100 * driver->share, driver->uniques_without);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  qh_tooltip_set (label, words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), CLAMP (driver->share, 0, 1));
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, DRIVER_WIDTH, -1);
  gtk_widget_add_css_class (bar, "loss");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_grid_attach (grid, bar, 1, row, 1, 1);
  gtk_label_set_xalign (GTK_LABEL (add_cell (grid, percent, 2, row, "numeric")), 1);
}

static int
add_population (GtkGrid *grid, const QhRiskDrivers *drivers, const QhRecipe *recipe, int row)
{
  const QhRisk *risk = &drivers->report->risk;

  if (recipe->missing == QH_RISK_MISSING_WILDCARD)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("If what is missing could be anything: k = %u, %u unique, average risk %.3g.",
                                                         "If what is missing could be anything: k = %u, %u unique, average risk %.3g.", risk->uniques),
                                               risk->k, risk->uniques, risk->average_risk);

      add_wrapped (grid, text, row++, NULL);
    }
  if (recipe->fraction > 0)
    {
      const QhPopulationRisk *population = &drivers->report->population;
      g_autofree char *text = g_strdup_printf (
        _ ("As a sample of %.3g %% of a population: %.3g of the rows are expected to be found, %.3g to be unique there; average risk %.3g, highest %.3g."),
        100 * recipe->fraction, population->expected, population->uniques, population->average, population->highest);

      add_wrapped (grid, text, row++, NULL);
    }
  return row;
}

static void
add_classes (GtkGrid *grid, const QhRiskDrivers *drivers, int row)
{
  gtk_widget_set_margin_top (add_wrapped (grid, _ ("Rows that are easiest to find"), row++, "heading"), 9);
  for (guint i = 0; i < drivers->classes->len; i++)
    {
      const QhRiskClass *class = g_ptr_array_index (drivers->classes, i);
      g_autofree char *text = g_strdup_printf (ngettext ("%u row: %s", "%u rows: %s", class->size), class->size, class->words);

      add_wrapped (grid, text, row++, "caption");
    }
}

/**
 * qh_data_set_show_drivers:
 * @drivers: (nullable): what drives the risk
 *
 * Puts the variables and the rows that drive the risk into @box.
 */
void
qh_data_set_show_drivers (GtkBox *box, const QhRiskDrivers *drivers, const QhRecipe *recipe)
{
  GtkGrid *grid = add_grid (box);
  int row = 0;

  gtk_widget_set_visible (GTK_WIDGET (box), drivers != NULL);
  if (drivers == NULL)
    return;
  add_wrapped (grid, _ ("What drives the risk"), row++, "heading");
  add_wrapped (grid, _ ("How much less the average risk of what leaves would be without each variable"), row++, "dim-label");
  for (guint i = 0; i < drivers->variables->len; i++)
    if (i < FEWEST_DRIVERS || ((const QhRiskDriver *)g_ptr_array_index (drivers->variables, i))->share >= LEAST_SHARE)
      add_driver (grid, g_ptr_array_index (drivers->variables, i), row++);
  row = add_population (grid, drivers, recipe, row);
  add_classes (grid, drivers, row);
}

/**
 * qh_data_set_show_checks:
 *
 * Puts the privacy checklist into @box.
 */
void
qh_data_set_show_checks (GtkBox *box, const QhPrivacy *privacy)
{
  GtkGrid *grid = add_grid (box);
  g_autofree char *heading = g_strdup_printf (_ ("Privacy checklist: %u of %u kept"), qh_privacy_count_kept (privacy), privacy->checks->len);

  gtk_grid_attach (grid, gtk_label_new (heading), 0, 0, 2, 1);
  gtk_widget_add_css_class (gtk_grid_get_child_at (grid, 0, 0), "heading");
  gtk_label_set_xalign (GTK_LABEL (gtk_grid_get_child_at (grid, 0, 0)), 0);
  gtk_label_set_wrap (GTK_LABEL (gtk_grid_get_child_at (grid, 0, 0)), TRUE);
  for (guint i = 0; i < privacy->checks->len; i++)
    {
      const QhPrivacyCheck *check = g_ptr_array_index (privacy->checks, i);
      g_autofree char *text = check->broken == NULL ? g_strdup (check->label) : g_strdup_printf ("%s: %s", check->label, check->broken);
      GtkWidget *label;

      add_cell (grid, check->broken == NULL ? "✓" : "✗", 0, (int)i + 1, check->broken == NULL ? "success" : "error");
      label = add_cell (grid, text, 1, (int)i + 1, NULL);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
    }
}

/**
 * qh_data_set_show_rows:
 * @lines: (element-type GStrv): names, then rows
 *
 * Puts the first rows into @box.
 */
void
qh_data_set_show_rows (GtkBox *box, GPtrArray *lines)
{
  GtkGrid *grid = add_grid (box);

  for (guint line = 0; line < lines->len; line++)
    {
      char **cells = g_ptr_array_index (lines, line);

      for (guint c = 0; cells[c] != NULL; c++)
        {
          GtkWidget *label = add_cell (grid, cells[c], (int)c, (int)line, line == 0 ? "dim-label" : NULL);

          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
          gtk_label_set_width_chars (GTK_LABEL (label), (int)MIN (24, g_utf8_strlen (cells[c], -1)));
          gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
        }
    }
}
