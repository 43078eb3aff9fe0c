/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/datasets/qh-datasets-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "research/qh-recipes.h"
#include "ui/datasets/qh-data-set-computing.h"
#include "ui/datasets/qh-data-set-figures.h"
#include "ui/datasets/qh-data-set-jobs.h"
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
struct _QhDatasetsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwWindowTitle *title;
  GtkDropDown *recipes;
  GtkEditable *name;
  GtkDropDown *units;
  GtkCheckButton *deidentify;
  GtkSpinButton *k;
  GtkSpinButton *suppress;
  GtkSpinner *spinner;
  GtkLabel *state;
  GtkWidget *results;
  AdwPreferencesGroup *variables;
  GtkBox *risk;
  GtkBox *checks;
  GtkBox *preview;
  GtkWidget *preview_heading;

  QhSession *session;
  GCancellable *cancellable; /* of what is computed */
  GPtrArray *saved;          /* of QhRecipe */
  JsonObject *recipe;        /* the one that shows */
  GPtrArray *rows;           /* of the group */
  GPtrArray *switches;       /* in them */
  guint timeout;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhDatasetsPage, qh_datasets_page, GTK_TYPE_WIDGET)

static void compute (QhDatasetsPage *self);

static char *
dup_json (QhDatasetsPage *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, self->recipe);
  return json_to_string (node, TRUE);
}

/* Showing */

static const char *
get_name (JsonNode *variable)
{
  return JSON_NODE_HOLDS_OBJECT (variable) ? json_object_get_string_member (json_node_get_object (variable), "name") : json_node_get_string (variable);
}

/* The list as it is, or the variables whose switches are on, where it has none. */
static JsonArray *
list_variables (QhDatasetsPage *self)
{
  JsonArray *variables;

  if (json_object_has_member (self->recipe, "variables"))
    return json_array_ref (json_object_get_array_member (self->recipe, "variables"));
  variables = json_array_new ();
  for (guint i = 0; i < self->switches->len; i++)
    if (gtk_switch_get_active (g_ptr_array_index (self->switches, i)))
      json_array_add_string_element (variables, g_object_get_data (g_ptr_array_index (self->switches, i), "variable"));
  return variables;
}

static void
switched_cb (QhDatasetsPage *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  const char *name = g_object_get_data (G_OBJECT (toggle), "variable");
  g_autoptr (JsonArray) before = NULL;
  JsonArray *after;

  if (self->filling)
    return;
  before = list_variables (self);
  after = json_array_new ();
  for (guint i = 0; i < json_array_get_length (before); i++)
    if (g_strcmp0 (get_name (json_array_get_element (before, i)), name) != 0)
      json_array_add_element (after, json_node_copy (json_array_get_element (before, i)));
  if (gtk_switch_get_active (toggle))
    json_array_add_string_element (after, name);
  json_object_set_array_member (self->recipe, "variables", after);
  compute (self);
}

static const QhPrivacyStep *
find_step (const QhPrivacy *privacy, const char *name)
{
  for (guint i = 0; i < privacy->steps->len; i++)
    if (g_str_equal (((const QhPrivacyStep *)g_ptr_array_index (privacy->steps, i))->variable, name))
      return g_ptr_array_index (privacy->steps, i);
  return NULL;
}

static void
add_variable (QhDatasetsPage *self, const QhRecipeResult *result, const QhFrameColumn *column)
{
  const QhField *field = column->field;
  const QhPrivacyStep *step = find_step (result->privacy, field->name);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *told = step == NULL ? NULL
                                       : g_strdup_printf (_ ("%s: %s, %u → %u values, %.0f %% lost"), field->name, step->treatment, step->values_before,
                                                          step->values_after, 100 * step->loss);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), qh_field_get_label (field, qh_session_get_language (self->session)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), told != NULL ? told : field->name);
  gtk_switch_set_active (GTK_SWITCH (toggle), g_ptr_array_find_with_equal_func (result->names, field->name, g_str_equal, NULL));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (toggle), "variable", g_strdup (field->name), g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (self->variables, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->switches, toggle);
}

static void
show_variables (QhDatasetsPage *self, const QhRecipeResult *result)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->variables, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->switches, 0);
  for (guint i = 0; i < qh_frame_get_n_columns (result->source); i++)
    if (!qh_frame_get_column (result->source, i)->field->retired)
      add_variable (self, result, qh_frame_get_column (result->source, i));
}

static void
show_result (QhDatasetsPage *self, const QhDataSetComputing *computing)
{
  const QhRecipeResult *result = computing->result;
  guint n = qh_frame_get_n_rows (result->frame);
  g_autofree char *text = g_strdup_printf (ngettext ("%u row will be written, of %u selected; %u suppressed, %u of who objects.",
                                                     "%u rows will be written, of %u selected; %u suppressed, %u of who objects.", n),
                                           n, result->n_selected + result->left_out, result->privacy->suppressed, result->left_out);

  gtk_label_set_text (self->state, text);
  qh_data_set_show_risk (self->risk, result->privacy);
  qh_data_set_show_checks (self->checks, result->privacy);
  show_variables (self, result);
  qh_data_set_show_rows (self->preview, computing->preview);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (source);
  g_autoptr (GError) error = NULL;
  const QhDataSetComputing *computing = qh_data_set_compute_finish (result, &error);
  gboolean done = computing != NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* a later one is on its way */
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (self->results, done);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), done);
  gtk_widget_set_visible (self->preview_heading, done);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "datasets.export", done);
  if (done)
    {
      self->filling = TRUE;
      show_result (self, computing);
      self->filling = FALSE;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_text (self->state, error->message);
}

static gboolean
timeout_cb (gpointer data)
{
  QhDatasetsPage *self = data;

  self->timeout = 0;
  if (self->session == NULL)
    return G_SOURCE_REMOVE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  qh_data_set_compute_async (G_OBJECT (self), self->session, dup_json (self), self->cancellable, computed_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
compute (QhDatasetsPage *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->session != NULL)
    self->timeout = g_timeout_add (WAIT_MS, timeout_cb, self);
}

/* The recipe and what shows of it */

static void
show_recipe (QhDatasetsPage *self)
{
  const char *unit = json_object_get_string_member_with_default (self->recipe, "unit", "activity");
  gboolean told = json_object_has_member (self->recipe, "deidentify");
  JsonObject *part = told ? json_object_get_object_member (self->recipe, "deidentify") : NULL;

  self->filling = TRUE;
  gtk_editable_set_text (self->name, json_object_get_string_member_with_default (self->recipe, "name", ""));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i]))
      gtk_drop_down_set_selected (self->units, i);
  gtk_check_button_set_active (self->deidentify, told);
  if (part != NULL)
    {
      gtk_spin_button_set_value (self->k, (double)json_object_get_int_member_with_default (part, "k", 5));
      gtk_spin_button_set_value (self->suppress, 100 * json_object_get_double_member_with_default (part, "suppress", 0));
    }
  self->filling = FALSE;
  compute (self);
}

static gboolean
take_recipe (QhDatasetsPage *self, const char *json, GError **error)
{
  g_autoptr (QhRecipe) recipe = qh_recipe_parse (json, error);
  g_autoptr (JsonNode) node = recipe != NULL ? json_from_string (recipe->json, error) : NULL;

  if (node == NULL)
    return FALSE;
  g_clear_pointer (&self->recipe, json_object_unref);
  self->recipe = json_node_dup_object (node);
  show_recipe (self);
  return TRUE;
}

static void
edited_cb (QhDatasetsPage *self)
{
  JsonObject *part;

  if (self->filling || self->recipe == NULL)
    return;
  if (!gtk_check_button_get_active (self->deidentify))
    json_object_remove_member (self->recipe, "deidentify");
  else
    {
      if (!json_object_has_member (self->recipe, "deidentify"))
        json_object_set_object_member (self->recipe, "deidentify", json_object_new ());
      part = json_object_get_object_member (self->recipe, "deidentify");
      json_object_set_int_member (part, "k", gtk_spin_button_get_value_as_int (self->k));
      json_object_set_double_member (part, "suppress", gtk_spin_button_get_value (self->suppress) / 100);
    }
  compute (self);
}

/* Variables, filters and rules are of a unit; another one begins anew. */
static void
unit_chosen_cb (QhDatasetsPage *self)
{
  static const char *const of_unit[] = { "variables", "filter", "period", "rules", "derived", "dates" };

  if (self->filling || self->recipe == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (of_unit); i++)
    json_object_remove_member (self->recipe, of_unit[i]);
  json_object_set_string_member (self->recipe, "unit", units[gtk_drop_down_get_selected (self->units)]);
  compute (self);
}

static void
named_cb (QhDatasetsPage *self)
{
  if (self->filling || self->recipe == NULL)
    return;
  json_object_set_string_member (self->recipe, "name", gtk_editable_get_text (self->name));
}

/* Saved recipes */

static void
recipe_chosen_cb (QhDatasetsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->recipes);
  g_autoptr (GError) error = NULL;

  if (self->filling || self->saved == NULL || selected == 0 || selected > self->saved->len)
    return;
  if (!take_recipe (self, ((QhRecipe *)g_ptr_array_index (self->saved, selected - 1))->json, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
}

static void
show_saved (QhDatasetsPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Recipes"));
  for (guint i = 0; i < self->saved->len; i++)
    {
      const QhRecipe *recipe = g_ptr_array_index (self->saved, i);
      g_autofree char *text = g_strdup_printf (_ ("%s, version %u"), recipe->name, recipe->version);

      gtk_string_list_append (names, text);
      if (g_str_equal (recipe->name, json_object_get_string_member_with_default (self->recipe, "name", "")))
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->recipes, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->recipes, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->recipes), self->saved->len > 0);
  self->filling = FALSE;
  g_object_unref (names);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *recipes = qh_recipes_list (data, &error);

  if (recipes != NULL)
    g_task_return_pointer (task, recipes, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL || self->recipe == NULL)
    return;
  if (recipes == NULL)
    {
      gtk_label_set_text (self->state, error->message);
      return;
    }
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  self->saved = g_steal_pointer (&recipes);
  show_saved (self);
}

static void
list_recipes (QhDatasetsPage *self)
{
  g_autoptr (GTask) task = g_task_new (self, qh_session_get_cancellable (self->session), listed_cb, NULL);

  g_task_set_task_data (task, g_object_ref (qh_session_get_store (self->session)), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

/* Actions */

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  g_autofree char *json = self->session != NULL ? dup_json (self) : NULL;

  if (json != NULL)
    qh_data_set_save (widget, self->session, json);
}

/**
 * qh_datasets_page_export:
 * @folder: to be made
 *
 * Writes what shows, on a worker, with progress and Cancel.
 */
void
qh_datasets_page_export (QhDatasetsPage *self, const char *folder)
{
  g_autofree char *json = dup_json (self);

  qh_data_set_export (GTK_WIDGET (self), self->session, json, folder);
}

static void
folder_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhDatasetsPage) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    qh_datasets_page_export (self, path);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);

  if (self->session != NULL)
    qh_dialog_save_file (widget, _ ("Folder for the Data Set"), NULL, NULL, gtk_editable_get_text (self->name), folder_chosen_cb, g_object_ref (self));
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhDatasetsPage) self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL || self->session == NULL)
    return;
  if (!g_file_load_contents (file, NULL, &json, NULL, NULL, &error) || !take_recipe (self, json, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const QhFileFilter filters[] = { { _ ("Recipes"), "*.json" }, { NULL, NULL } };

  qh_dialog_open_file (widget, _ ("Open a Recipe"), filters, NULL, file_chosen_cb, g_object_ref (widget));
}

/* The page */

static void
begin_anew (QhDatasetsPage *self)
{
  g_clear_pointer (&self->recipe, json_object_unref);
  self->recipe = json_object_new ();
  json_object_set_int_member (self->recipe, "recipe", 1);
  json_object_set_string_member (self->recipe, "name", _ ("data-set"));
  json_object_set_string_member (self->recipe, "unit", "activity");
}

static void
refresh (QhDatasetsPage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  list_recipes (self);
  show_recipe (self);
}

static void
qh_datasets_page_dispose (GObject *object)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (object);

  qh_datasets_page_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  G_OBJECT_CLASS (qh_datasets_page_parent_class)->dispose (object);
}

static void
qh_datasets_page_class_init (QhDatasetsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_datasets_page_dispose;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/datasets/qh-datasets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, title);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, recipes);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, name);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, units);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, deidentify);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, k);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, suppress);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, state);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, results);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, variables);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, risk);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, checks);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, preview);
  gtk_widget_class_bind_template_child (widget_class, QhDatasetsPage, preview_heading);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, recipe_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, named_cb);
  gtk_widget_class_install_action (widget_class, "datasets.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "datasets.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "datasets.open", NULL, open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "datasets.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "datasets.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "datasets.open", NULL);
}

static void
qh_datasets_page_init (QhDatasetsPage *self)
{
  self->rows = g_ptr_array_new ();
  self->switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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

  if (!take_recipe (self, json, &error))
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
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  g_clear_pointer (&self->recipe, json_object_unref);
  if (self->content == NULL) /* it is going away */
    return;
  gtk_label_set_text (self->state, "");
  qh_data_set_clear (self->preview);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  begin_anew (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "datasets.save",
                                 (qh_store_get_roles (qh_session_get_store (session))
                                  & qh_store_get_kind (qh_session_get_store (session), QH_KIND_DEFINITION)->writers)
                                   != 0);
  refresh (self);
}
