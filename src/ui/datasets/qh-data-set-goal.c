/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the risk, and the search for the levels that reach it at the least loss. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "research/qh-recipe-edit-privacy.h"
#include "research/qh-variables.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"
#include "ui/settings/qh-editor.h"

/* The goal */

typedef struct
{
  QhDatasetsPage *page;
  GtkWidget *l; /* this and the next two: NULL where nothing is de-identified */
  GtkWidget *t;
  GtkSwitch *blank;
  GtkSwitch *wildcard;
  GtkWidget *population;
} Goal;

static gboolean
read_number (QhEditor *editor, GtkWidget *row, double nothing, double min, double max, double *number)
{
  g_autofree char *text = row != NULL ? g_strdelimit (qh_editor_get_text (row), ",", '.') : NULL;
  g_autofree char *why = NULL;
  char *end = NULL;

  *number = nothing;
  if (text == NULL || text[0] == '\0')
    return TRUE;
  *number = g_ascii_strtod (text, &end);
  if (*end == '\0' && *number >= min && *number <= max)
    return TRUE;
  why = g_strdup_printf (_ ("“%s” is not a number from %g to %g."), text, min, max);
  return qh_editor_refuse (editor, row, why);
}

static void
set_number (JsonObject *object, const char *member, double number, double nothing, gboolean whole)
{
  if (number == nothing)
    json_object_remove_member (object, member);
  else if (whole)
    json_object_set_int_member (object, member, (gint64)number);
  else
    json_object_set_double_member (object, member, number);
}

static void
write_risk (JsonObject *recipe, gboolean wildcard, double fraction)
{
  JsonObject *risk = json_object_has_member (recipe, "risk") ? json_object_ref (json_object_get_object_member (recipe, "risk")) : json_object_new ();

  set_number (risk, "fraction", fraction, 0, FALSE);
  if (wildcard)
    json_object_set_string_member (risk, "missing", "wildcard");
  else
    json_object_remove_member (risk, "missing");
  json_object_set_object_member (recipe, "risk", risk);
  if (json_object_get_size (risk) == 0)
    json_object_remove_member (recipe, "risk");
}

static void
save_goal_cb (QhEditor *editor, Goal *goal)
{
  JsonObject *recipe = goal->page->recipe, *part;
  double l, t, percent;

  if (recipe == NULL) /* the workspace was locked */
    {
      gtk_window_destroy (GTK_WINDOW (editor));
      return;
    }
  if (!read_number (editor, goal->l, 0, 0, 1000, &l) || !read_number (editor, goal->t, 2, 0, 1, &t)
      || !read_number (editor, goal->population, 0, 0, 100, &percent))
    return;
  if (l != floor (l))
    {
      qh_editor_refuse (editor, goal->l, _ ("l is a whole number."));
      return;
    }
  part = goal->l != NULL && json_object_has_member (recipe, "deidentify") ? json_object_get_object_member (recipe, "deidentify") : NULL;
  if (part != NULL)
    {
      set_number (part, "l", l, 0, TRUE);
      set_number (part, "t", t, 2, FALSE);
      json_object_set_boolean_member (part, "blank_cells", gtk_switch_get_active (goal->blank));
    }
  write_risk (recipe, gtk_switch_get_active (goal->wildcard), percent / 100);
  gtk_window_destroy (GTK_WINDOW (editor));
  qh_datasets_page_compute (goal->page);
}

static GtkWidget *
add_number (QhEditor *editor, const char *title, double number, double nothing)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (number != nothing)
    g_ascii_formatd (text, sizeof text, "%.6g", number);
  return qh_editor_add_entry (editor, title, text);
}

static void
goal_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  g_autofree char *json = self->session != NULL ? qh_datasets_page_dup_json (self) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecipe) recipe = json != NULL ? qh_recipe_parse (json, &error) : NULL;
  Goal *goal;
  QhEditor *editor;

  if (recipe == NULL)
    {
      if (error != NULL)
        qh_dialog_error (widget, _ ("The recipe cannot be used"), error);
      return;
    }
  goal = g_new0 (Goal, 1);
  goal->page = self;
  editor = qh_editor_new (widget, _ ("Goal"), qh_session_get_store (self->session));
  g_object_set_data_full (G_OBJECT (editor), "goal", goal, g_free);
  if (recipe->deidentifies)
    {
      qh_editor_add_group (editor, _ ("Sensitive variables"), _ ("Of each class, besides k. Which variables are sensitive is said of each in the list."));
      goal->l = add_number (editor, _ ("_l: different values at least"), recipe->goal.l_distinct, 0);
      goal->t = add_number (editor, _ ("_t: distance from all rows at most, 0 to 1"), recipe->goal.t, 2);
      qh_editor_add_group (editor, _ ("Left out"), NULL);
      goal->blank = GTK_SWITCH (qh_editor_add_switch (editor, _ ("Leave _cells blank rather than rows out"), _ ("For k, not for l and t"), recipe->blank_cells));
    }
  qh_editor_add_group (editor, _ ("What drives the risk"), NULL);
  goal->wildcard = GTK_SWITCH (qh_editor_add_switch (editor, _ ("What is _missing could be anything"), _ ("Else it is a value of its own"), recipe->missing == QH_RISK_MISSING_WILDCARD));
  goal->population = add_number (editor, _ ("_Per cent of a population that the rows are"), 100 * recipe->fraction, 0);
  qh_editor_set_action (editor, _ ("_Done"));
  g_signal_connect (editor, "save", G_CALLBACK (save_goal_cb), goal);
  gtk_window_present (GTK_WINDOW (editor));
}

/* Those that the dictionary marks and the recipe does not name. */
static void
count_in_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  const QhDataSetComputing *computed = self->computed;
  g_auto (GStrv) names = NULL, quasi = NULL, sensitive = NULL;

  if (self->recipe == NULL || computed == NULL || computed->result == NULL)
    return;
  names = qh_recipe_dup_countable (computed->recipe, computed->result);
  quasi = qh_recipe_dup_quasi (computed->recipe, computed->source);
  sensitive = qh_recipe_dup_sensitive (computed->recipe, computed->source);
  qh_recipe_edit_add_quasi (self->recipe, (const char *const *)names, (const char *const *)quasi, (const char *const *)sensitive);
  qh_datasets_page_compute (self);
}

/* The search */

typedef struct
{
  QhStore *store;
  QhFrame *source;
  QhLanguage language;
  QhRecipe *recipe;
  QhRecipeResult *result;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->store);
  qh_frame_unref (search->source);
  qh_recipe_free (search->recipe);
  qh_recipe_result_free (search->result);
  g_free (search);
}

static gboolean
search_in_thread (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Search *search = data;

  search->result = qh_recipe_run_on (search->recipe, search->store, search->source, QH_RECIPE_TO_SEARCH, cancellable, error);
  return search->result != NULL;
}

static void
chosen_cb (GtkWidget *row, QhDatasetsPage *self)
{
  const guint *levels = g_object_get_data (G_OBJECT (row), "levels");
  char **names = g_object_get_data (G_OBJECT (row), "names");

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (row)));
  if (self->recipe == NULL)
    return;
  for (guint i = 0; names[i] != NULL; i++)
    qh_recipe_edit_set_level (self->recipe, names[i], (int)levels[i]);
  qh_datasets_page_compute (self);
}

/* "Age: groups of 20; Sex: as it is; the others told as one" */
static char *
describe_levels (const Search *search, const QhNode *node)
{
  const QhAnonymization *found = search->result->anonymization;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  guint told = 0;

  for (guint c = 0; c < found->hierarchies->len; c++)
    {
      const QhHierarchy *hierarchy = g_ptr_array_index (found->hierarchies, c);
      const QhFrameColumn *column = qh_frame_find_column (search->source, hierarchy->name);
      g_autofree char *level = qh_hierarchy_dup_label (hierarchy, node->levels[c]);
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), column != NULL ? qh_field_get_label (column->field, search->language) : hierarchy->name, level);

      if (qh_hierarchy_count_groups (hierarchy, node->levels[c]) <= 1)
        continue;
      g_strv_builder_add (builder, text);
      told++;
    }
  if (told < found->hierarchies->len)
    g_strv_builder_add (builder, told > 0 ? _ ("the others told as one") : _ ("all told as one"));
  words = g_strv_builder_end (builder);
  return g_strjoinv ("; ", words);
}

static char **
list_names (const QhAnonymization *found)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint c = 0; c < found->hierarchies->len; c++)
    g_strv_builder_add (builder, ((const QhHierarchy *)g_ptr_array_index (found->hierarchies, c))->name);
  return g_strv_builder_end (builder);
}

static GtkWidget *
make_row (QhDatasetsPage *self, const Search *search, guint alternative)
{
  const QhAnonymization *found = search->result->anonymization;
  const QhNode *node = g_ptr_array_index (found->search->best, alternative);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *lost = qh_loss_dup_figure (found->by, node->loss);
  g_autofree char *title = g_strdup_printf (ngettext ("%s lost · k = %u · %u row left out", "%s lost · k = %u · %u rows left out", node->suppressed), lost,
                                            qh_anonymization_get_k (found, alternative, search->recipe->goal.k), node->suppressed);
  g_autofree char *levels = describe_levels (search, node);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), levels);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "levels", g_memdup2 (node->levels, found->hierarchies->len * sizeof (guint)), g_free);
  g_object_set_data_full (G_OBJECT (row), "names", list_names (found), (GDestroyNotify)g_strfreev);
  g_signal_connect_object (row, "activated", G_CALLBACK (chosen_cb), self, 0);
  return row;
}

static char *
describe_search (const QhSearch *search)
{
  return search->proven ? g_strdup_printf (_ ("No other of the %" PRIu64 " ways loses less; %u were counted out."), search->n_nodes, search->n_evaluated)
                        : g_strdup_printf (_ ("Of %" PRIu64 " ways %u were counted out; it is not proven that none loses less."), search->n_nodes, search->n_evaluated);
}

static void
show_found (QhDatasetsPage *self, const Search *search)
{
  QhEditor *window = qh_editor_new (GTK_WIDGET (self), _ ("The Best Ways"), search->store);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *words = describe_search (search->result->anonymization->search);
  QhLoss loss = search->result->anonymization->by;
  g_autofree char *text = g_strdup_printf (_ ("%s What is lost is the %s: %s. Choose one: its levels stay until you choose others."), words, qh_loss_get_label (loss),
                                           qh_loss_get_definition (loss));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
  for (guint i = 0; i < search->result->anonymization->search->best->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, search, i));
  qh_editor_add_widget (window, group);
  qh_editor_set_action (window, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
searched_cb (GtkWidget *from, gpointer data, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    qh_dialog_error (from, _ ("Nothing was found"), error);
  else
    show_found (QH_DATASETS_PAGE (from), data);
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  g_autofree char *json = NULL;
  g_autoptr (QhRecipe) recipe = NULL;
  Search *search;

  if (self->session == NULL || self->computed == NULL || self->source == NULL)
    return;
  json = qh_datasets_page_dup_json (self);
  recipe = qh_recipe_parse (json, NULL); /* what was computed could be parsed */
  if (recipe == NULL)
    return;
  search = g_new0 (Search, 1);
  search->store = g_object_ref (qh_session_get_store (self->session));
  search->source = qh_frame_ref (self->source);
  search->language = qh_session_get_language (self->session);
  search->recipe = g_steal_pointer (&recipe);
  qh_work_run (widget, self->session, _ ("Searching for the best way…"), search_in_thread, search, search_free, searched_cb);
}

/**
 * qh_datasets_page_install_goal:
 *
 * Adds the actions of the goal and the search.
 */
void
qh_datasets_page_install_goal (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "datasets.goal", NULL, goal_cb);
  gtk_widget_class_install_action (widget_class, "datasets.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "datasets.count-in", NULL, count_in_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "datasets.search", NULL);
}
