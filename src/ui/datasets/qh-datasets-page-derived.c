/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derived variables of the recipe. */
#include <glib/gi18n-lib.h>

#include "exchange/qh-labelled.h"
#include "ui/datasets/qh-data-set-chooser.h"
#include "ui/datasets/qh-data-set-derived.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/widgets/qh-tooltip.h"

/* What a derived variable is put to, once it can be made. */
static gboolean
done_cb (JsonObject *derived, gpointer data, GError **error)
{
  QhDatasetsPage *self = data;
  gboolean is_new = self->deriving < 0;

  if (self->recipe == NULL) /* the workspace was locked */
    return TRUE;
  if (derived == NULL && !qh_recipe_edit_remove_derived (self->recipe, (guint)self->deriving, error))
    return FALSE;
  if (derived != NULL && !qh_recipe_edit_put_derived (self->recipe, self->deriving, json_object_ref (derived), error))
    return FALSE;
  if (derived != NULL && is_new)
    {
      qh_datasets_page_list_now (self);
      qh_recipe_edit_add (self->recipe, json_object_get_string_member (derived, "name"));
    }
  qh_datasets_page_show_parts (self);
  qh_datasets_page_compute (self);
  return TRUE;
}

static void
derive (QhDatasetsPage *self, JsonObject *derived, int at)
{
  self->deriving = at;
  qh_data_set_derive (GTK_WIDGET (self), qh_session_get_store (self->session), self->source, qh_session_get_language (self->session), derived, at < 0,
                      done_cb, self);
}

/* A new one */

/* "minutes_bins", or the next that is free. */
static char *
propose_name (QhDatasetsPage *self, const char *variable, const char *make)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *wanted = g_strdup_printf ("%s_%s", variable, make);

  for (guint i = 0; i < qh_frame_get_n_columns (self->source); i++)
    g_hash_table_add (taken, g_ascii_strdown (qh_frame_get_column (self->source, i)->field->name, -1));
  return qh_labelled_make_name (wanted, taken);
}

static void
variable_chosen_cb (const char *name, gpointer data)
{
  QhDatasetsPage *self = data;
  g_autoptr (JsonObject) derived = json_object_new ();
  g_autofree char *proposed = propose_name (self, name, self->way->make);

  json_object_set_string_member (derived, "name", proposed);
  json_object_set_string_member (derived, "make", self->way->make);
  json_object_set_string_member (derived, "from", name);
  derive (self, derived, -1);
}

static void
way_chosen_cb (GtkWidget *row, QhDatasetsPage *self)
{
  guint n;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) left_out = NULL;

  gtk_menu_button_popdown (self->add_derived);
  self->way = &qh_derived_list_ways (&n)[gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))];
  for (guint i = 0; self->source != NULL && i < qh_frame_get_n_columns (self->source); i++)
    if (!self->way->takes (qh_frame_get_column (self->source, i)))
      g_strv_builder_add (builder, qh_frame_get_column (self->source, i)->field->name);
  left_out = g_strv_builder_end (builder);
  if (self->source != NULL)
    qh_data_set_choose (
      GTK_WIDGET (self->add_variable), self->source, qh_session_get_language (self->session), (const char *const *)left_out, variable_chosen_cb, self);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, QhDatasetsPage *self)
{
  way_chosen_cb (GTK_WIDGET (row), self);
}

/**
 * qh_datasets_page_make_derived:
 *
 * Makes the list of ways to make a variable.
 */
void
qh_datasets_page_make_derived (QhDatasetsPage *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_list_box_new ();
  guint n;
  const QhDerivedWay *ways = qh_derived_list_ways (&n);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "filter-list");
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *label = gtk_label_new (_ (ways[i].label));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (GTK_LIST_BOX (list), label);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (self->add_derived, popover);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (activated_cb), self, 0);
}

/* Those that are there */

static void
edit_cb (GtkWidget *button, QhDatasetsPage *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "at"));

  if (self->source != NULL && at < qh_recipe_edit_count_derived (self->recipe))
    derive (self, qh_recipe_edit_get_derived (self->recipe, at), (int)at);
}

/**
 * qh_datasets_page_show_derived:
 *
 * Shows a button for each derived variable, also where it cannot be made.
 */
void
qh_datasets_page_show_derived (QhDatasetsPage *self)
{
  GtkWidget *child;
  guint n = qh_recipe_edit_count_derived (self->recipe);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->derived))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_set_visible (GTK_WIDGET (self->derived), n > 0);
  for (guint i = 0; i < n; i++)
    {
      const char *name = json_object_get_string_member_with_default (qh_recipe_edit_get_derived (self->recipe, i), "name", "?");
      GtkWidget *button = gtk_button_new_with_label (name);
      g_autofree char *tooltip = g_strdup_printf (_ ("How “%s” is made"), name);

      gtk_widget_add_css_class (button, "chip");
      qh_tooltip_set (button, tooltip);
      g_object_set_data (G_OBJECT (button), "at", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (edit_cb), self, 0);
      qh_wrap_box_append (self->derived, button);
    }
}
