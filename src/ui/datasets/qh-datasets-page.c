/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "research/qh-recipe-edit-privacy.h"
#include "ui/datasets/qh-data-set-figures.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-sidebar-button.h"

#define WAIT_MS 300

static const char *const units[] = { "activity", "consultation", "case", "person" };

/**
 * QhDatasetsPage:
 *
 * A researcher's recipes of data sets: what leaves, its risk and its checklist,
 * recomputed on a worker at every change; saved and exported from here.
 */

G_DEFINE_FINAL_TYPE (QhDatasetsPage, qh_datasets_page, GTK_TYPE_WIDGET)

/**
 * qh_datasets_page_dup_json:
 *
 * Returns: (transfer full): the recipe that shows.
 */
char *
qh_datasets_page_dup_json (QhDatasetsPage *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, self->recipe);
  return json_to_string (node, TRUE);
}

/* What came of it */

static void
say_rows (QhDatasetsPage *self, const QhRecipeResult *result)
{
  guint n = qh_frame_get_n_rows (result->frame);
  g_autofree char *text = g_strdup_printf (ngettext ("%u row will be written, of %u selected; %u suppressed, %u of who objects.",
                                                     "%u rows will be written, of %u selected; %u suppressed, %u of who objects.", n),
                                           n, result->n_selected + result->left_out, result->privacy->suppressed, result->left_out);

  gtk_label_set_text (self->state, text);
}

/* What would leave does not reach the goal, and does not leave. */
static void
say_missed (QhDatasetsPage *self, const QhDataSetComputing *computing)
{
  const QhAnonymization *found = computing->result->anonymization;
  const QhGoal *goal = &computing->recipe->goal;
  g_autofree char *t = qh_privacy_dup_figure (found->diversity_after.t);
  g_autofree char *figures = goal->l_distinct > 0 || goal->t <= 1 ? g_strdup_printf ("k = %u, l = %u, t = %s", found->after.k, found->diversity_after.l_distinct, t)
                                                                  : g_strdup_printf ("k = %u", found->after.k);
  const char *more = goal->l_distinct > 0 || goal->t <= 1 ? _ ("Fewer sensitive variables make l and t easier to reach.") : "";
  g_autofree char *text = g_strdup_printf (_ ("The goal is not reached: as it is told, %s. Tell a variable more coarsely, let more rows be left out, or ask for less."), figures);
  g_autofree char *both = g_strjoin (" ", text, more, NULL);

  gtk_label_set_text (self->state, g_strchomp (both));
}

static void
show_result (QhDatasetsPage *self, const QhDataSetComputing *computing)
{
  const QhRecipeResult *result = computing->result;

  if (result->anonymization != NULL && result->anonymization->missed)
    say_missed (self, computing);
  else
    say_rows (self, result);
  qh_data_set_show_risk (self->risk, result, computing->recipe);
  qh_data_set_show_drivers (self->drivers, computing->drivers, computing->recipe);
  qh_data_set_show_checks (self->checks, result->privacy);
  qh_data_set_show_rows (self->preview, computing->preview);
}

/* The unit of analysis stays to be chosen from, also where the recipe is wrong. */
static void
keep_source (QhDatasetsPage *self, const QhDataSetComputing *computing)
{
  if (computing->source == NULL)
    return;
  if (self->source != computing->source)
    {
      g_clear_pointer (&self->source, qh_frame_unref);
      self->source = qh_frame_ref (computing->source);
    }
  g_free (self->description);
  self->description = g_strdup (computing->description);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (source);
  g_autoptr (QhDataSetComputing) computing = qh_data_set_compute_finish (result);
  gboolean done = computing != NULL && computing->result != NULL;
  gboolean missed = done && computing->result->anonymization != NULL && computing->result->anonymization->missed;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || computing == NULL)
    return; /* a later one is on its way */
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (self->results, done);
  gtk_widget_set_visible (GTK_WIDGET (self->risk), done);
  gtk_widget_set_visible (GTK_WIDGET (self->drivers), done);
  gtk_widget_set_visible (GTK_WIDGET (self->checks), done);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "datasets.search", done && computing->result->anonymization != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "datasets.export", done && !missed);
  keep_source (self, computing);
  if (done)
    show_result (self, computing);
  else
    gtk_label_set_text (self->state, computing->error->message);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), (const char *[]){ done && !missed ? "dim-label" : "error", NULL });
  qh_datasets_page_show_variables (self, computing);
  qh_datasets_page_show_parts (self);
  g_clear_pointer (&self->computed, qh_data_set_computing_unref);
  self->computed = g_steal_pointer (&computing);
}

static gboolean
timeout_cb (gpointer data)
{
  QhDatasetsPage *self = data;

  self->timeout = 0;
  if (self->session == NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  qh_data_set_compute_async (
    G_OBJECT (self), self->session, qh_datasets_page_dup_json (self), self->source, self->description, self->cancellable, computed_cb, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * qh_datasets_page_compute:
 *
 * Says soon what would leave.
 */
void
qh_datasets_page_compute (QhDatasetsPage *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable); /* what is under way is of before */
  g_clear_object (&self->cancellable);
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) /* else once it shows */
    self->timeout = g_timeout_add (WAIT_MS, timeout_cb, self);
  qh_draft_keeper_touch (self->draft);
  qh_datasets_page_show_name (self);
}

/* The recipe and what shows of it */

/* They are of another recipe. */
static void
forget_rows (QhDatasetsPage *self)
{
  g_ptr_array_set_size (self->rows, 0);
  qh_data_set_variables_show (self->variables, self->rows);
}

/**
 * qh_datasets_page_show_recipe:
 *
 * Shows the recipe, which may be another.
 */
void
qh_datasets_page_show_recipe (QhDatasetsPage *self)
{
  const char *unit = json_object_get_string_member_with_default (self->recipe, "unit", "activity");

  self->filling = TRUE;
  gtk_editable_set_text (self->name, json_object_get_string_member_with_default (self->recipe, "name", ""));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i]))
      gtk_drop_down_set_selected (self->units, i);
  qh_datasets_page_show_goal (self);
  self->filling = FALSE;
  qh_datasets_page_show_parts (self);
  qh_datasets_page_compute (self);
}

/**
 * qh_datasets_page_take:
 * @json: a recipe
 *
 * Puts another recipe in the place of the one that shows.
 */
gboolean
qh_datasets_page_take (QhDatasetsPage *self, const char *json, GError **error)
{
  g_autoptr (QhRecipe) recipe = qh_recipe_parse (json, error);
  g_autoptr (JsonNode) node = recipe != NULL ? json_from_string (recipe->json, error) : NULL;

  if (node == NULL)
    return FALSE;
  g_clear_pointer (&self->recipe, json_object_unref);
  self->recipe = json_node_dup_object (node);
  forget_rows (self);
  qh_datasets_page_keep (self);
  qh_datasets_page_show_recipe (self);
  return TRUE;
}

/* Variables, filters and rules are of a unit; another one begins anew. */
static void
unit_chosen_cb (QhDatasetsPage *self)
{
  static const char *const of_unit[] = { "variables", "filter", "period", "rules", "derived", "dates", "treat", "risk" };

  if (self->filling || self->recipe == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (of_unit); i++)
    json_object_remove_member (self->recipe, of_unit[i]);
  if (json_object_has_member (self->recipe, "deidentify"))
    {
      json_object_remove_member (self->recipe, "deidentify");
      qh_datasets_page_take_goal (self);
    }
  forget_rows (self);
  json_object_set_string_member (self->recipe, "unit", units[gtk_drop_down_get_selected (self->units)]);
  qh_datasets_page_compute (self);
}

static void
named_cb (QhDatasetsPage *self)
{
  if (self->filling || self->recipe == NULL)
    return;
  json_object_set_string_member (self->recipe, "name", gtk_editable_get_text (self->name));
  json_object_remove_member (self->recipe, "version"); /* of another name */
  qh_draft_keeper_touch (self->draft);
  qh_datasets_page_show_name (self);
}

/* The page */

/**
 * qh_datasets_page_dup_new:
 *
 * Returns: (transfer full): a new recipe.
 */
char *
qh_datasets_page_dup_new (void)
{
  return g_strdup_printf ("{\"recipe\": 1, \"name\": \"%s\", \"unit\": \"activity\"}", _ ("data-set"));
}

static void
begin_anew (QhDatasetsPage *self)
{
  g_autofree char *json = qh_datasets_page_dup_new ();

  qh_datasets_page_begin_draft (self);
  qh_datasets_page_take (self, json, NULL);
}

static void
forget_source (QhDatasetsPage *self)
{
  g_clear_pointer (&self->computed, qh_data_set_computing_unref);
  g_clear_pointer (&self->source, qh_frame_unref);
  g_clear_pointer (&self->description, g_free);
}

static void
refresh (QhDatasetsPage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  qh_datasets_page_show_recipe (self);
}

static void
changed_cb (QhDatasetsPage *self)
{
  g_cancellable_cancel (self->cancellable); /* also where the page does not show */
  g_clear_object (&self->cancellable);
  forget_source (self);
  refresh (self);
}

static void
qh_datasets_page_dispose (GObject *object)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  qh_datasets_page_set_session (self, NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->format_checks, g_ptr_array_unref);
  G_OBJECT_CLASS (qh_datasets_page_parent_class)->dispose (object);
}

static void
qh_datasets_page_class_init (QhDatasetsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_datasets_page_dispose;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_FILTER_BAR);
  g_type_ensure (QH_TYPE_WRAP_BOX);
  g_type_ensure (QH_TYPE_DATA_SET_VARIABLES);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/datasets/qh-datasets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, title);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, name);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, units);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, conditions);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, state);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, results);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, variables);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, add_variable);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, add_derived);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, derived);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, formats);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, risk);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, checks);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, drivers);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, preview);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, unit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, named_cb);
  qh_datasets_page_bind_goal (widget_class);
  qh_datasets_page_install_variables (widget_class);
  qh_datasets_page_install_recipes (widget_class);
  qh_datasets_page_install_goal (widget_class);
}

static void
qh_datasets_page_init (QhDatasetsPage *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_data_set_row_free);
  self->chips = g_ptr_array_new ();
  self->format_checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_datasets_page_make_goal (self);
  qh_datasets_page_make_parts (self);
}

GtkWidget *
qh_datasets_page_new (void)
{
  return g_object_new (QH_TYPE_DATASETS_PAGE, NULL);
}

/**
 * qh_datasets_page_open:
 * @json: a recipe
 *
 * Shows a recipe; what is wrong with it is told in a dialog.
 */
void
qh_datasets_page_open (QhDatasetsPage *self, const char *json)
{
  g_autoptr (GError) error = NULL;

  if (!qh_datasets_page_take (self, json, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
}

/**
 * qh_datasets_page_get_state:
 *
 * Returns: what the page says of the rows, or what is wrong; "" until it is known.
 */
const char *
qh_datasets_page_get_state (QhDatasetsPage *self)
{
  return gtk_label_get_text (self->state);
}

/**
 * qh_datasets_page_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_datasets_page_set_session (QhDatasetsPage *self, QhSession *session)
{
  if (self->session == session)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->recipe, json_object_unref);
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->next, g_free);
  forget_source (self);
  if (self->content == NULL) /* it is going away */
    return;
  gtk_label_set_text (self->state, "");
  qh_data_set_clear (self->preview);
  forget_rows (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  begin_anew (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "datasets.save",
                                 (qh_store_get_roles (qh_session_get_store (session))
                                  & qh_store_get_kind (qh_session_get_store (session), QH_KIND_DEFINITION)->writers)
                                   != 0);
  refresh (self);
}
