/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a variable is made of others, without writing code. */
#include "ui/datasets/qh-data-set-derived-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/qh-labelled.h"
#include "frame/qh-variable.h"
#include "research/qh-variables.h"
#include "stats/qh-sample.h"

/* So many rows tell whether it can be made. */
#define N_TRIED 500
/* More categories than this are not shown one by one. */
#define MOST_CATEGORIES 300

static gboolean
is_number (const QhFrameColumn *column)
{
  return qh_column_is_number (column) && column->field->type != QH_TYPE_TIME;
}

static gboolean
is_birth (const QhFrameColumn *column)
{
  return column->field->type == QH_TYPE_DATE || (column->form == QH_COLUMN_INT32 && qh_column_is_number (column));
}

static gboolean
is_category (const QhFrameColumn *column)
{
  return column->form == QH_COLUMN_CODED && column->field->type != QH_TYPE_REFERENCE;
}

static gboolean
has_parts (const QhFrameColumn *column)
{
  return column->field->type == QH_TYPE_DATE || column->field->type == QH_TYPE_TIME;
}

static gboolean
has_answers (const QhFrameColumn *column)
{
  return column->form == QH_COLUMN_LIST || is_category (column);
}

static gboolean
is_number_or_date (const QhFrameColumn *column)
{
  return is_number (column) || column->field->type == QH_TYPE_DATE;
}

static const QhDerivedWay ways[] = {
  { "bins", N_ ("Bins of a number"), is_number },
  { "age", N_ ("Age on a day"), is_birth },
  { "age_group", N_ ("Age group on a day"), is_birth },
  { "collapse", N_ ("Groups of categories"), is_category },
  { "merge_rare", N_ ("Rare categories merged"), is_category },
  { "any", N_ ("Yes or no: any of some answers"), has_answers },
  { "part", N_ ("Part of a date or time"), has_parts },
  { "difference", N_ ("Difference of two numbers or dates"), is_number_or_date },
  { "ratio", N_ ("Ratio of two numbers"), is_number },
};

static const struct
{
  const char *part;
  const char *label;
} parts[] = { { "year", N_ ("Year") }, { "quarter", N_ ("Quarter") }, { "month", N_ ("Month") }, { "week", N_ ("Week") },
              { "day", N_ ("Day") },   { "weekday", N_ ("Weekday") }, { "hour", N_ ("Hour") } };

/**
 * qh_derived_list_ways:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the ways to make a variable.
 */
const QhDerivedWay *
qh_derived_list_ways (guint *n)
{
  *n = G_N_ELEMENTS (ways);
  return ways;
}

/**
 * qh_derived_find_way:
 *
 * Returns: (transfer none) (nullable): the way of that name.
 */
const QhDerivedWay *
qh_derived_find_way (const char *make)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (ways[i].make, make) == 0)
      return &ways[i];
  return NULL;
}

static void
deriving_free (gpointer data)
{
  QhDeriving *self = data;

  qh_frame_unref (self->frame);
  json_object_unref (self->derived);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

static gboolean
has_name (const QhDeriving *self, const char *name)
{
  return qh_frame_find_column (self->frame, name) != NULL && (self->is_new || !g_str_equal (name, qh_deriving_get_text (self->derived, "name")));
}

/* On some of the rows, which are a copy. */
static gboolean
try_it (const QhDeriving *self, JsonObject *made, GError **error)
{
  guint n = MIN (N_TRIED, qh_frame_get_n_rows (self->frame));
  g_autofree guint32 *rows = g_new (guint32, MAX (1, n));
  g_autoptr (QhFrame) some = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL, *whole = NULL;
  JsonObject *copy;

  for (guint i = 0; i < n; i++)
    rows[i] = i;
  some = qh_frame_take_rows (self->frame, rows, n);
  json_node_set_object (node, made);
  json = json_to_string (node, FALSE);
  g_clear_pointer (&node, json_node_unref);
  node = json_from_string (json, NULL);
  copy = json_node_get_object (node);
  if (!self->is_new) /* it is there already */
    json_object_set_string_member (copy, "name", "\xe2\x80\xa6");
  g_free (json);
  json = json_to_string (node, FALSE);
  whole = g_strdup_printf ("{\"derived\": [%s]}", json);
  return qh_variables_add (some, whole, error);
}

static void
save_cb (QhEditor *editor, QhDeriving *self)
{
  g_autoptr (JsonObject) made = json_object_new ();
  g_autofree char *name = qh_editor_get_text (self->name);
  g_autofree char *label = qh_editor_get_text (self->label);
  g_autoptr (GHashTable) none = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *valid = qh_labelled_make_name (name, none);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_str_equal (valid, name))
    text = g_strdup_printf (_ ("SPSS, Stata and R do not take the name “%s”. They would take “%s”."), name, valid);
  else if (has_name (self, name))
    text = g_strdup_printf (_ ("Another variable is called “%s” already. Choose another name."), name);
  if (text != NULL)
    {
      qh_editor_refuse (editor, self->name, text);
      return;
    }
  json_object_set_string_member (made, "name", name);
  if (label[0] != '\0')
    json_object_set_string_member (made, "label", label);
  json_object_set_string_member (made, "make", qh_deriving_get_make (self));
  json_object_set_member (made, "from", json_object_dup_member (self->derived, "from"));
  if (!qh_deriving_write (editor, self, made))
    return;
  if (!try_it (self, made, &error) || !self->done (made, self->user_data, &error))
    {
      qh_editor_refuse (editor, NULL, error->message);
      return;
    }
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
remove_cb (QhEditor *editor)
{
  QhDeriving *self = g_object_get_data (G_OBJECT (editor), "deriving");
  g_autoptr (GError) error = NULL;

  if (self->done (NULL, self->user_data, &error))
    gtk_window_destroy (GTK_WINDOW (editor));
  else
    qh_editor_refuse (editor, NULL, error->message);
}

/* Rows */

static GtkWidget *
add_number (QhEditor *editor, QhDeriving *self, const char *title, const char *member, const char *usual)
{
  JsonNode *node = json_object_get_member (self->derived, member);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_STRING)
    return qh_editor_add_entry (editor, title, g_ascii_formatd (text, sizeof text, "%.12g", json_node_get_double (node)));
  return qh_editor_add_entry (editor, title, usual);
}

static void
add_bins (QhEditor *editor, QhDeriving *self)
{
  JsonNode *node = json_object_get_member (self->derived, "cuts");
  JsonArray *cuts = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; cuts != NULL && i < json_array_get_length (cuts); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", g_ascii_formatd (number, sizeof number, "%.12g", json_array_get_double_element (cuts, i)));
    }
  self->cuts = qh_editor_add_entry (editor, _ ("Bins _begin at, such as 15, 30, 60"), text->str);
  self->number = add_number (editor, self, _ ("Or one _width for all"), "width", "");
}

/* @last: (nullable): what is offered beside the columns */
static void
add_second (QhEditor *editor, QhDeriving *self, const char *title, gboolean (*takes) (const QhFrameColumn *column), const char *chosen, const char *last)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  guint selected = 0;

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < qh_frame_get_n_columns (self->frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (self->frame, i);

      if (!takes (column) || column->field->retired || g_str_equal (column->field->name, qh_deriving_get_text (self->derived, "name")))
        continue;
      if (g_str_equal (column->field->name, chosen))
        selected = self->names->len;
      g_ptr_array_add (self->names, g_strdup (column->field->name));
      g_strv_builder_add (builder, qh_field_get_label (column->field, self->language));
    }
  if (last != NULL)
    {
      g_strv_builder_add (builder, last);
      if (chosen[0] != '\0' && qh_frame_find_column (self->frame, chosen) == NULL)
        selected = self->names->len;
    }
  labels = g_strv_builder_end (builder);
  self->second = qh_editor_add_choice (editor, title, (const char *const *)labels, selected);
}

static gboolean
is_date (const QhFrameColumn *column)
{
  return column->field->type == QH_TYPE_DATE;
}

static void
add_on (QhEditor *editor, QhDeriving *self)
{
  const char *on = qh_deriving_get_text (self->derived, "on");
  char today[QH_DAY_ISO_SIZE];

  qh_day_to_iso (qh_day_today (), today);
  add_second (editor, self, _ ("_On"), is_date, on, _ ("One day"));
  self->number = qh_editor_add_entry (editor, _ ("_Day"), qh_day_from_iso (on) != QH_NO_DAY ? on : today);
}

static void
add_parts (QhEditor *editor, QhDeriving *self)
{
  const char *labels[G_N_ELEMENTS (parts) + 1] = { NULL };
  guint selected = 0;

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      labels[i] = _ (parts[i].label);
      g_ptr_array_add (self->names, g_strdup (parts[i].part));
      if (g_str_equal (qh_deriving_get_text (self->derived, "part"), parts[i].part))
        selected = i;
    }
  self->second = qh_editor_add_choice (editor, _ ("_Part"), labels, selected);
}

/* The group in which a value stands so far. */
static const char *
find_group (JsonObject *derived, const char *code)
{
  JsonNode *node = json_object_get_member (derived, "groups");
  JsonArray *groups = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint g = 0; groups != NULL && g < json_array_get_length (groups); g++)
    {
      JsonObject *group = json_array_get_object_element (groups, g);
      JsonArray *values = json_object_get_array_member (group, "values");

      for (guint v = 0; v < json_array_get_length (values); v++)
        if (g_strcmp0 (json_array_get_string_element (values, v), code) == 0)
          return json_object_get_string_member_with_default (group, "label", "");
    }
  return "";
}

static gboolean
is_value (JsonObject *derived, const char *code)
{
  JsonNode *node = json_object_get_member (derived, "values");
  JsonArray *values = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint v = 0; values != NULL && v < json_array_get_length (values); v++)
    if (g_strcmp0 (json_array_get_string_element (values, v), code) == 0)
      return TRUE;
  return FALSE;
}

static void
add_categories (QhEditor *editor, QhDeriving *self, gboolean groups)
{
  g_autoptr (QhVariable) variable = qh_variable_new (self->frame, qh_deriving_get_from (self->derived, 0), NULL);

  qh_editor_add_group (editor, _ ("Categories"), groups ? _ ("Write beside each the group that it becomes; empty for as it is.") : _ ("Those that count as yes."));
  for (guint c = QH_FRAME_FIRST_CODE; variable != NULL && c < qh_variable_get_n_keys (variable) && self->codes->len < MOST_CATEGORIES; c++)
    {
      gint64 key = qh_variable_get_key (variable, c);
      g_autofree char *label = qh_variable_dup_key_label (variable, key, self->language, NULL, NULL);
      char *code = qh_variable_dup_key_code (variable, key);
      g_auto (GStrv) pieces = g_strsplit (label, "_", -1);
      g_autofree char *title = g_strjoinv ("__", pieces);

      g_ptr_array_add (self->codes, code);
      g_ptr_array_add (self->entries, groups ? qh_editor_add_entry (editor, title, find_group (self->derived, code))
                                             : qh_editor_add_switch (editor, title, NULL, is_value (self->derived, code)));
    }
}

static void
add_particulars (QhEditor *editor, QhDeriving *self)
{
  const char *make = qh_deriving_get_make (self);

  if (g_str_equal (make, "bins"))
    add_bins (editor, self);
  else if (g_str_equal (make, "age") || g_str_equal (make, "age_group"))
    add_on (editor, self);
  else if (g_str_equal (make, "part"))
    add_parts (editor, self);
  else if (g_str_equal (make, "difference"))
    add_second (editor, self, _ ("_Less"), is_number_or_date, qh_deriving_get_from (self->derived, 1), NULL);
  else if (g_str_equal (make, "ratio"))
    {
      add_second (editor, self, _ ("Di_vided by"), is_number, qh_deriving_get_from (self->derived, 1), NULL);
      self->number = add_number (editor, self, _ ("_Times"), "times", "1");
    }
  else if (g_str_equal (make, "merge_rare"))
    self->number = add_number (editor, self, _ ("_Merge those that fewer rows have than"), "least", "5");
  else if (g_str_equal (make, "collapse"))
    {
      self->rest = qh_editor_add_entry (editor, _ ("All _others as one group, called"), qh_deriving_get_text (self->derived, "rest"));
      add_categories (editor, self, TRUE);
    }
  else
    add_categories (editor, self, FALSE);
}

static void
add_remove (QhEditor *editor)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Remove the Variable"));

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), editor, G_CONNECT_SWAPPED);
  qh_editor_add_widget (editor, button);
}

/**
 * qh_data_set_derive:
 * @from: the page
 * @frame: the rows that it is made of
 * @derived: how it is made so far: at least "make" and "from"
 * @is_new: whether it is not there yet
 * @done: told what it becomes, once it can be made
 *
 * Opens the window in which a derived variable is made or changed.
 */
void
qh_data_set_derive (GtkWidget *from, QhStore *store, QhFrame *frame, QhLanguage language, JsonObject *derived, gboolean is_new,
                    QhDerivedDone done, gpointer user_data)
{
  QhDeriving *self = g_new0 (QhDeriving, 1);
  const QhFrameColumn *column = qh_frame_find_column (frame, qh_deriving_get_from (derived, 0));
  const QhDerivedWay *way = qh_derived_find_way (qh_deriving_get_text (derived, "make"));
  QhEditor *editor = qh_editor_new (from, way != NULL ? _ (way->label) : "", store);
  g_autofree char *words = g_strdup_printf (_ ("Made of: %s"), column != NULL ? qh_field_get_label (column->field, language) : qh_deriving_get_from (derived, 0));

  self->frame = qh_frame_ref (frame);
  self->language = language;
  self->derived = json_object_ref (derived);
  self->is_new = is_new;
  self->done = done;
  self->user_data = user_data;
  self->entries = g_ptr_array_new ();
  self->codes = g_ptr_array_new_with_free_func (g_free);
  g_object_set_data_full (G_OBJECT (editor), "deriving", self, deriving_free);
  qh_editor_add_group (editor, NULL, words);
  self->name = qh_editor_add_entry (editor, _ ("_Name, for programs"), qh_deriving_get_text (derived, "name"));
  self->label = qh_editor_add_entry (editor, _ ("_Label, for people"), qh_deriving_get_text (derived, "label"));
  add_particulars (editor, self);
  if (!is_new)
    add_remove (editor);
  qh_editor_set_action (editor, _ ("_Done"));
  g_signal_connect (editor, "save", G_CALLBACK (save_cb), self);
  gtk_window_present (GTK_WINDOW (editor));
}
