/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows leave, and in which formats. */
#include <glib/gi18n-lib.h>

#include "exchange/qh-dataset.h"
#include "ui/charts/qh-period-pill.h"
#include "ui/datasets/qh-data-set-chooser.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/explore/qh-explore-filter.h"
#include "ui/widgets/qh-tooltip.h"

/* Period */

static void
period_changed_cb (QhDatasetsPage *self)
{
  QhPeriod period = qh_period_pill_get_period (QH_PERIOD_PILL (self->period));
  const QhFrameColumn *date = self->source != NULL ? qh_frame_find_main_date (self->source) : NULL;

  if (self->recipe == NULL || date == NULL)
    return;
  qh_recipe_edit_set_period (self->recipe, date->field->name, period.from, period.to);
  qh_datasets_page_compute (self);
}

static void
show_period (QhDatasetsPage *self)
{
  QhPeriod period = qh_period_new (QH_PERIOD_ALL, qh_day_today ());
  QhDay from, to;

  gtk_widget_set_visible (self->period, self->source != NULL && qh_frame_find_main_date (self->source) != NULL);
  if (self->source != NULL && qh_recipe_edit_get_period (self->recipe, self->source, &from, &to))
    period = qh_period_new_chosen (from, to);
  qh_period_pill_set_period (QH_PERIOD_PILL (self->period), period);
}

/* Filter */

static void
filtered_cb (const char *condition, const char *words, gpointer data)
{
  QhDatasetsPage *self = data;

  qh_recipe_edit_set_condition (self->recipe, condition);
  qh_datasets_page_show_parts (self);
  qh_datasets_page_compute (self);
}

static void
variable_chosen_cb (const char *name, gpointer data)
{
  QhDatasetsPage *self = data;

  qh_explore_filter_ask (self->add_filter, self->source, name, qh_session_get_language (self->session), filtered_cb, self);
}

static void
add_filter_cb (QhDatasetsPage *self)
{
  static const char *const none[] = { NULL };

  if (self->source != NULL)
    qh_data_set_choose (self->add_filter, self->source, qh_session_get_language (self->session), none, variable_chosen_cb, self);
}

/* A chip that is pressed goes; the focus goes on. */
static void
chip_cb (QhDatasetsPage *self, GtkWidget *chip)
{
  g_autofree char *condition = g_strdup (g_object_get_data (G_OBJECT (chip), "condition"));

  gtk_widget_grab_focus (self->add_filter);
  qh_recipe_edit_remove_condition (self->recipe, condition);
  qh_datasets_page_show_parts (self);
  qh_datasets_page_compute (self);
}

static void
add_chip (QhDatasetsPage *self, const char *condition)
{
  g_autofree char *words = qh_recipe_describe_condition (self->source, condition, qh_session_get_language (self->session));
  g_autofree char *clear = g_strdup_printf (_ ("Remove the filter “%s”"), words);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  qh_tooltip_set (chip, clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, clear, -1);
  g_object_set_data_full (G_OBJECT (chip), "condition", g_strdup (condition), g_free);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (chip_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (chip, GTK_WIDGET (self->conditions), self->add_filter);
  g_ptr_array_add (self->chips, chip);
}

static void
show_conditions (QhDatasetsPage *self)
{
  g_auto (GStrv) conditions = qh_recipe_edit_dup_filter (self->recipe);

  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->chips, i));
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; self->source != NULL && conditions[i] != NULL; i++)
    add_chip (self, conditions[i]);
}

/* Formats */

static void
format_cb (QhDatasetsPage *self)
{
  JsonArray *words = json_array_new ();
  guint n;
  const QhDatasetFormat *formats = qh_dataset_list_formats (&n);

  if (!self->filling && self->recipe != NULL)
    {
      for (guint i = 0; i < n; i++)
        if (gtk_check_button_get_active (g_ptr_array_index (self->format_checks, i)))
          json_array_add_string_element (words, formats[i].word);
      json_object_set_array_member (self->recipe, "formats", json_array_ref (words));
      if (json_array_get_length (words) == 0) /* none would be all */
        qh_datasets_page_show_parts (self);
      qh_datasets_page_compute (self);
    }
  json_array_unref (words);
}

static gboolean
has_format (JsonObject *recipe, const char *word)
{
  JsonNode *node = json_object_get_member (recipe, "formats");
  JsonArray *words = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gboolean found = words == NULL || json_array_get_length (words) == 0;

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    found |= g_strcmp0 (json_array_get_string_element (words, i), word) == 0;
  return found;
}

static void
show_formats (QhDatasetsPage *self)
{
  guint n;
  const QhDatasetFormat *formats = qh_dataset_list_formats (&n);

  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->format_checks, i), has_format (self->recipe, formats[i].word));
  self->filling = FALSE;
}

static void
make_formats (QhDatasetsPage *self)
{
  guint n;
  const QhDatasetFormat *formats = qh_dataset_list_formats (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s · %s", formats[i].word, _ (formats[i].purpose));
      GtkWidget *check = gtk_check_button_new_with_label (text);

      g_signal_connect_object (check, "toggled", G_CALLBACK (format_cb), self, G_CONNECT_SWAPPED);
      qh_wrap_box_append (self->formats, check);
      g_ptr_array_add (self->format_checks, check);
    }
}

/* All of it */

/**
 * qh_datasets_page_make_parts:
 *
 * Makes the filter bar and the formats.
 */
void
qh_datasets_page_make_parts (QhDatasetsPage *self)
{
  self->period = qh_period_pill_new ();
  self->add_filter = gtk_button_new_with_mnemonic (_ ("_Filter"));
  qh_tooltip_set (self->add_filter, _ ("Only rows with some values of a variable"));
  g_signal_connect_object (self->period, "changed", G_CALLBACK (period_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add_filter, "clicked", G_CALLBACK (add_filter_cb), self, G_CONNECT_SWAPPED);
  qh_filter_bar_append (self->conditions, self->period);
  qh_filter_bar_append (self->conditions, self->add_filter);
  make_formats (self);
  qh_datasets_page_make_derived (self);
}

/**
 * qh_datasets_page_show_parts:
 *
 * Shows the period, the filter in words and the formats.
 */
void
qh_datasets_page_show_parts (QhDatasetsPage *self)
{
  show_period (self);
  show_conditions (self);
  show_formats (self);
  qh_datasets_page_show_derived (self);
}
