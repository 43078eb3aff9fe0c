/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The goal beside the risk: k, what may be left out, and by what the ways to reach it are compared. */
#include "research/qh-recipe-edit-privacy.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/widgets/qh-tooltip.h"

#define USUAL_K 5

/* What its ways are compared by. */
static QhLoss
get_loss (JsonObject *deidentify)
{
  const char *word = deidentify != NULL ? json_object_get_string_member_with_default (deidentify, "loss", "") : "";
  QhLoss loss = qh_loss_parse (word);

  return loss != QH_N_LOSSES ? loss : QH_LOSS_CERTAINTY;
}

/* The usual one needs no word. */
static void
set_loss (JsonObject *deidentify, QhLoss loss)
{
  if (loss == QH_LOSS_CERTAINTY)
    json_object_remove_member (deidentify, "loss");
  else
    json_object_set_string_member (deidentify, "loss", qh_loss_get_word (loss));
}

/**
 * qh_datasets_page_show_goal:
 *
 * Shows what the recipe asks for.
 */
void
qh_datasets_page_show_goal (QhDatasetsPage *self)
{
  gboolean told = json_object_has_member (self->recipe, "deidentify");
  JsonObject *part = told ? json_object_get_object_member (self->recipe, "deidentify") : NULL;

  gtk_check_button_set_active (self->deidentify, told);
  if (part != NULL)
    {
      gtk_spin_button_set_value (self->k, (double)json_object_get_int_member_with_default (part, "k", USUAL_K));
      gtk_spin_button_set_value (self->suppress, 100 * json_object_get_double_member_with_default (part, "suppress", 0));
    }
  gtk_drop_down_set_selected (self->loss, get_loss (part));
  qh_tooltip_set (GTK_WIDGET (self->loss), qh_loss_get_definition (get_loss (part)));
}

/**
 * qh_datasets_page_take_goal:
 *
 * The recipe asks for what stands in the panel.
 */
void
qh_datasets_page_take_goal (QhDatasetsPage *self)
{
  JsonObject *part;

  if (self->filling || self->recipe == NULL)
    return;
  qh_recipe_edit_set_deidentifies (self->recipe, gtk_check_button_get_active (self->deidentify));
  if (gtk_check_button_get_active (self->deidentify))
    {
      part = json_object_get_object_member (self->recipe, "deidentify");
      json_object_set_int_member (part, "k", gtk_spin_button_get_value_as_int (self->k));
      json_object_set_double_member (part, "suppress", gtk_spin_button_get_value (self->suppress) / 100);
      set_loss (part, gtk_drop_down_get_selected (self->loss));
    }
  qh_tooltip_set (GTK_WIDGET (self->loss), qh_loss_get_definition (gtk_drop_down_get_selected (self->loss)));
  qh_datasets_page_compute (self);
}

/**
 * qh_datasets_page_make_goal:
 *
 * Fills in by what the ways can be compared.
 */
void
qh_datasets_page_make_goal (QhDatasetsPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (QhLoss loss = 0; loss < QH_N_LOSSES; loss++)
    gtk_string_list_append (labels, qh_loss_get_short (loss));
  gtk_drop_down_set_model (self->loss, G_LIST_MODEL (labels));
}

/**
 * qh_datasets_page_bind_goal:
 *
 * Binds what the template has of the goal.
 */
void
qh_datasets_page_bind_goal (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, deidentify);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, k);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, suppress);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, loss);
  gtk_widget_class_bind_template_callback_full (widget_class, "edited_cb", G_CALLBACK (qh_datasets_page_take_goal));
}
