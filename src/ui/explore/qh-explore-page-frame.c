/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Explore looks at: the workspace's rows by unit of analysis, or a table
 * that somebody brings. */
#include "ui/explore/qh-explore-page-private.h"

#include <glib/gi18n-lib.h>

#include "research/qh-variables.h"
#include "ui/explore/qh-table-types-window.h"
#include "ui/qh-dialogs.h"

/* Of a table's name in the list of units. */
#define MOST_LETTERS 14

/**
 * qh_explore_page_get_unit:
 *
 * Returns: (nullable): what the rows that are looked at are, as questions name it.
 */
const char *
qh_explore_page_get_unit (QhExplorePage *self)
{
  if (self->csv != NULL)
    return QH_EXPLORE_TABLE;
  return self->unit > 0 ? qh_variables_get_unit (self->unit, NULL) : NULL;
}

/**
 * qh_explore_page_clear_frames:
 *
 * Forgets the rows of the unit, and gives up reading them.
 */
void
qh_explore_page_clear_frames (QhExplorePage *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->frame, qh_frame_unref);
}

/* Units of analysis */

typedef struct
{
  QhStore *store;
  const char *unit;
} Loading;

static void
free_loading (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->store);
  g_free (loading);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Loading *loading = data;
  GError *error = NULL;
  QhFrame *frame = qh_explore_load_unit (loading->store, loading->unit, cancellable, &error);

  if (frame != NULL)
    g_task_return_pointer (task, frame, (GDestroyNotify)qh_frame_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  QhFrame *frame = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->content != NULL)
    qh_explore_page_set_running (self, -1);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (frame == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The rows could not be read"), error);
      return;
    }
  self->frame = frame;
  qh_explore_page_list (self);
}

/**
 * qh_explore_page_load_unit:
 *
 * Reads the rows of the unit, if it is one that the session has no frame of.
 */
void
qh_explore_page_load_unit (QhExplorePage *self)
{
  g_autoptr (GTask) task = NULL;
  Loading *loading;

  if (self->unit == 0 || self->csv != NULL || self->loading != NULL || self->session == NULL)
    return;
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, loaded_cb, NULL);
  loading = g_new0 (Loading, 1);
  loading->store = g_object_ref (qh_session_get_store (self->session));
  loading->unit = qh_variables_get_unit (self->unit, NULL);
  g_task_set_task_data (task, loading, free_loading);
  qh_explore_page_set_running (self, 1);
  g_task_run_in_thread (task, load_in_thread);
}

/* What was put on the shelves by name stays where the new rows have it. */
static void
look_elsewhere (QhExplorePage *self)
{
  qh_explore_page_clear_frames (self);
  qh_explore_page_clear_filter (self);
  qh_variable_list_clear_search (self->variables);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explore.types", self->csv != NULL);
  qh_explore_page_list_units (self);
  qh_explore_page_list (self);
}

static void
unit_chosen_cb (QhExplorePage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->units);

  if (self->filling || chosen == GTK_INVALID_LIST_POSITION
      || qh_variables_get_unit (chosen, NULL) == NULL)
    return;
  g_clear_pointer (&self->csv, qh_csv_frame_unref);
  self->unit = chosen;
  look_elsewhere (self);
}

/* A name that leaves room beside it; the whole one stands under the page's title. */
static char *
shorten (const char *name)
{
  g_autofree char *first = NULL;

  if (g_utf8_strlen (name, -1) <= MOST_LETTERS)
    return g_strdup (name);
  first = g_utf8_substring (name, 0, MOST_LETTERS - 1);
  return g_strconcat (first, "…", NULL);
}

static void
show_names (GtkStringList *list, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *shown[] = { name, NULL };

      if (g_strcmp0 (gtk_string_list_get_string (list, i), name) != 0)
        gtk_string_list_splice (list, i, i < g_list_model_get_n_items (G_LIST_MODEL (list)), shown);
    }
  gtk_string_list_splice (
    list, names->len, g_list_model_get_n_items (G_LIST_MODEL (list)) - names->len, NULL);
}

/**
 * qh_explore_page_list_units:
 *
 * Lists what can be looked at: units of analysis, and the table that is open. What stands
 * there already is left, since this may follow from a choice among it.
 */
void
qh_explore_page_list_units (QhExplorePage *self)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  g_autoptr (QhDictionary) dictionary = store != NULL ? qh_store_ref_dictionary (store) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *table
    = self->csv != NULL ? shorten (qh_csv_reader_get_file_name (self->csv->table)) : NULL;
  guint kind, n = 0;

  for (; dictionary != NULL && qh_variables_get_unit (n, &kind) != NULL; n++)
    g_ptr_array_add (names,
                     (char *)qh_kind_get_plural (qh_dictionary_get_kind (dictionary, kind),
                                                 qh_session_get_language (self->session)));
  if (table != NULL)
    g_ptr_array_add (names, table);
  self->filling = TRUE;
  show_names (GTK_STRING_LIST (gtk_drop_down_get_model (self->units)), names);
  gtk_drop_down_set_selected (self->units, self->csv != NULL ? n : self->unit);
  self->filling = FALSE;
}

/* A table that somebody brings */

typedef struct
{
  QhCsvReader *table; /* NULL: to be read from the file */
  GFile *file;
  char **types;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->table);
  g_clear_object (&reading->file);
  g_strfreev (reading->types);
  g_free (reading);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  QhCsvFrame *csv = NULL;

  if (reading->table == NULL)
    reading->table = qh_csv_reader_new_for_file (reading->file, cancellable, &error);
  if (reading->table != NULL)
    csv = qh_csv_frame_new (reading->table, (const char *const *)reading->types, NULL, &error);
  if (csv != NULL)
    g_task_return_pointer (task, csv, (GDestroyNotify)qh_csv_frame_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  QhCsvFrame *csv = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->content != NULL)
    qh_explore_page_set_running (self, -1);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (csv == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The file could not be read"), error);
      return;
    }
  g_clear_pointer (&self->csv, qh_csv_frame_unref);
  self->csv = csv;
  look_elsewhere (self);
}

/**
 * qh_explore_page_read_table:
 * @table: (nullable): read already; %NULL to read @file
 * @file: (nullable): else
 * @types: (transfer full) (nullable): what variables are where the guess is wrong, as
 *   qh_csv_frame_new() takes it
 *
 * Looks at a table in place of the workspace's rows.
 */
void
qh_explore_page_read_table (QhExplorePage *self, QhCsvReader *table, GFile *file, char **types)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading = g_new0 (Reading, 1);

  reading->table = table != NULL ? g_object_ref (table) : NULL;
  reading->file = file != NULL ? g_object_ref (file) : NULL;
  reading->types = types;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_task_data (task, reading, free_reading);
  qh_explore_page_set_running (self, 1);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * qh_explore_page_open_csv:
 *
 * Looks at a csv in place of the workspace's rows.
 */
void
qh_explore_page_open_csv (QhExplorePage *self, GFile *file)
{
  qh_explore_page_read_table (self, NULL, file, NULL);
}

/**
 * qh_explore_page_choose_unit:
 * @unit: a name as qh_variables_get_unit() gives it
 *
 * Looks at the workspace's rows of that unit.
 */
void
qh_explore_page_choose_unit (QhExplorePage *self, const char *unit)
{
  for (guint i = 0; qh_variables_get_unit (i, NULL) != NULL; i++)
    if (g_str_equal (qh_variables_get_unit (i, NULL), unit))
      gtk_drop_down_set_selected (self->units, i);
}

static void
chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhExplorePage) self = data;

  if (file != NULL && self->session != NULL)
    qh_explore_page_open_csv (self, file);
}

static void
open_csv_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const QhFileFilter filters[] = { { _ ("Tables (csv)"), "*.csv;*.tsv;*.txt" }, { NULL, NULL } };

  qh_dialog_open_file (widget, _ ("Open csv"), filters, NULL, chosen_cb, g_object_ref (widget));
}

static void
typed_cb (char **types, gpointer data)
{
  QhExplorePage *self = data;

  if (self->csv != NULL)
    qh_explore_page_read_table (self, self->csv->table, NULL, types);
  else
    g_strfreev (types);
}

static void
types_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (widget);

  if (self->csv != NULL)
    qh_table_types_window_open (widget, self->csv, typed_cb, self);
}

void
qh_explore_page_install_frame (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "explore.open-csv", NULL, open_csv_cb);
  gtk_widget_class_install_action (widget_class, "explore.types", NULL, types_cb);
  gtk_widget_class_bind_template_callback_full (
    widget_class, "unit_chosen_cb", G_CALLBACK (unit_chosen_cb));
}
