/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/datasets/qh-data-set-figures.h"

#include <glib/gi18n-lib.h>

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

/**
 * qh_data_set_show_risk:
 *
 * Puts the risk before and after into @box.
 */
void
qh_data_set_show_risk (GtkBox *box, const QhPrivacy *privacy)
{
  GtkGrid *grid = add_grid (box);

  gtk_widget_set_hexpand (add_cell (grid, _ ("Risk of re-identification"), 0, 0, "heading"), TRUE);
  add_cell (grid, _ ("before"), 1, 0, "dim-label");
  add_cell (grid, _ ("after"), 2, 0, "dim-label");
  for (guint i = 0; i < privacy->measures->len; i++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (privacy->measures, i);
      g_autofree char *before = qh_privacy_dup_figure (measure->before);
      g_autofree char *after = qh_privacy_dup_figure (measure->after);

      add_cell (grid, measure->label, 0, (int)i + 1, NULL);
      add_cell (grid, before, 1, (int)i + 1, "numeric");
      add_cell (grid, after, 2, (int)i + 1, "numeric");
    }
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
          gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
        }
    }
}
