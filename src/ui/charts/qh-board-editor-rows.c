/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows by which a board is changed, made anew whenever its charts change. */
#include <glib/gi18n-lib.h>

#include "ui/charts/qh-board-editor-private.h"

/* What a list of choices changes. */
typedef enum
{
  CHOICE_FORM,
  CHOICE_KIND,
  CHOICE_ROWS,
  CHOICE_COLOURS,
  CHOICE_LAST,
  CHOICE_MEASURE,
  CHOICE_WHEN,
} Choice;

static const struct
{
  guint kind;
  const char *label;
} kinds[] = {
  { QH_KIND_ACTIVITY, N_ ("Activities") },
  { QH_KIND_CASE, N_ ("Cases") },
  { QH_KIND_CONSULTATION, N_ ("Consultations") },
  { QH_KIND_ACTION_ITEM, N_ ("Action items") },
};

/* What activities can be told apart by besides their fields. */
static const struct
{
  const char *name;
  const char *label;
  gboolean single;
} extras[] = {
  { "direct", N_ ("Direct work"), TRUE },        { "problems:first", N_ ("Principal problem"), TRUE },
  { "weekday", N_ ("Weekday"), TRUE },           { "hour", N_ ("Hour"), TRUE },
  { "sex", N_ ("Sex of the people served"), FALSE }, { "age_group", N_ ("Age of the people served"), FALSE },
};

QhBoardEditor *
qh_board_editor_find (gpointer widget)
{
  return QH_BOARD_EDITOR (gtk_widget_get_root (widget));
}

QhChartSpec *
qh_board_editor_get_chart (QhBoardEditor *self, gpointer widget)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (widget, "chart"));

  return self != NULL && !self->building && at < self->spec->charts->len ? g_ptr_array_index (self->spec->charts, at) : NULL;
}

static void
set_text (char **text, const char *value)
{
  g_autofree char *before = *text;

  *text = value != NULL && value[0] != '\0' ? g_strdup (value) : NULL;
}

/* Lists of choices */

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer data)
{
  QhBoardEditor *self = qh_board_editor_find (row);
  QhChartSpec *spec = qh_board_editor_get_chart (self, row);
  GPtrArray *names = g_object_get_data (G_OBJECT (row), "names");
  guint at = adw_combo_row_get_selected (row), n;
  Choice choice = GPOINTER_TO_UINT (data);
  QhChartForm before;

  if (spec == NULL || at == GTK_INVALID_LIST_POSITION)
    return;
  before = spec->form;
  switch (choice)
    {
    case CHOICE_FORM:
      spec->form = qh_chart_needs_list (&n)[at].form;
      break;
    case CHOICE_KIND:
      /* What told the other records apart is not there. */
      spec->kind = kinds[at].kind;
      set_text (&spec->rows, spec->kind == QH_KIND_ACTIVITY ? "type" : "worker");
      set_text (&spec->colours, NULL);
      set_text (&spec->last, NULL);
      set_text (&spec->date, NULL);
      g_clear_pointer (&spec->filter, g_strfreev);
      spec->when = QH_CHART_WHEN_IN;
      break;
    case CHOICE_ROWS:
      set_text (&spec->rows, g_ptr_array_index (names, at));
      break;
    case CHOICE_COLOURS:
      set_text (&spec->colours, g_ptr_array_index (names, at));
      break;
    case CHOICE_LAST:
      set_text (&spec->last, g_ptr_array_index (names, at));
      break;
    case CHOICE_MEASURE:
      spec->measure = at;
      break;
    case CHOICE_WHEN:
      spec->when = at;
      break;
    default:
      g_assert_not_reached ();
    }
  qh_chart_spec_fit (spec, before);
  if (choice == CHOICE_FORM || choice == CHOICE_KIND || (choice == CHOICE_MEASURE && spec->form == QH_CHART_MULTIPLES))
    {
      self->expanded = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "chart"));
      self->choice = 1 + choice;
      qh_board_editor_rebuild (self);
    }
  else
    qh_board_editor_touch (self);
}

static GtkWidget *
new_combo (const char *title, GtkStringList *labels, guint selected, guint chart, Choice choice)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data (G_OBJECT (row), "chart", GUINT_TO_POINTER (chart));
  g_signal_connect (row, "notify::selected", G_CALLBACK (chosen_cb), GUINT_TO_POINTER (choice));
  return row;
}

static GtkWidget *
new_form_row (const QhChartSpec *spec, guint chart)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n, selected = 0;
  const QhChartNeeds *needs = qh_chart_needs_list (&n);

  for (guint i = 0; i < n; i++)
    {
      gtk_string_list_append (labels, _ (needs[i].label));
      if (needs[i].form == spec->form)
        selected = i;
    }
  return new_combo (_ ("Form"), labels, selected, chart, CHOICE_FORM);
}

static GtkWidget *
new_kind_row (const QhChartSpec *spec, guint chart)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_string_list_append (labels, _ (kinds[i].label));
      if (kinds[i].kind == spec->kind)
        selected = i;
    }
  return new_combo (_ ("Of"), labels, selected, chart, CHOICE_KIND);
}

/* Few enough to be rows or colours: codes, and workers, units and organisations. */
static gboolean
tells_apart (const QhField *field, gboolean single)
{
  static const char *const references[] = { "worker", "unit", "organisation", NULL };

  if (!qh_field_enters_frame (field) || field->hidden)
    return FALSE;
  if (field->type == QH_TYPE_REFERENCE)
    return g_strv_contains (references, field->kind);
  return field->type == QH_TYPE_CODE || field->type == QH_TYPE_YESNO || (field->type == QH_TYPE_CODES && !single);
}

static void
add_choice (GtkStringList *labels, GPtrArray *names, const char *name, const char *label, const char *current, guint *selected)
{
  if (g_strcmp0 (name, current) == 0)
    *selected = names->len;
  gtk_string_list_append (labels, label);
  g_ptr_array_add (names, g_strdup (name));
}

static GtkWidget *
new_variable_row (QhBoardEditor *self, const char *title, const QhChartSpec *spec, const char *current, gboolean optional, guint chart, Choice choice)
{
  const QhKind *kind = qh_store_get_kind (qh_session_get_store (self->session), spec->kind);
  gboolean single = qh_chart_needs_find (spec->form)->single, goals = spec->measure == QH_CHART_MEASURE_GOALS;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  guint selected = G_MAXUINT;
  GtkWidget *row;

  if (optional)
    add_choice (labels, names, NULL, _ ("None"), current, &selected);
  if (goals)
    add_choice (labels, names, "month", _ ("Month"), current, &selected);
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (tells_apart (field, single) && (!goals || g_strv_contains (qh_chart_goal_rows, field->name)))
        add_choice (labels, names, field->name, qh_field_get_label (field, self->language), current, &selected);
    }
  for (guint i = 0; spec->kind == QH_KIND_ACTIVITY && !goals && i < G_N_ELEMENTS (extras); i++)
    if (extras[i].single || !single)
      add_choice (labels, names, extras[i].name, _ (extras[i].label), current, &selected);
  /* A field that is gone stays until another one is chosen. */
  if (selected == G_MAXUINT && current != NULL)
    add_choice (labels, names, current, current, current, &selected);
  row = new_combo (title, labels, selected != G_MAXUINT ? selected : 0, chart, choice);
  g_object_set_data_full (G_OBJECT (row), "names", names, (GDestroyNotify)g_ptr_array_unref);
  return row;
}

static GtkWidget *
new_words_row (const char *title, const char *const *words, guint selected, guint chart, Choice choice)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (words);

  return new_combo (title, labels, selected, chart, choice);
}

/* The title */

static void
title_changed_cb (GtkEditable *row, gpointer data)
{
  QhBoardEditor *self = qh_board_editor_find (row);
  QhChartSpec *spec = qh_board_editor_get_chart (self, row);
  const char *text = gtk_editable_get_text (row);

  if (spec == NULL)
    return;
  if (text[0] == '\0')
    for (guint l = 0; l < QH_N_LANGUAGES; l++)
      set_text (&spec->labels[l], NULL);
  else
    {
      set_text (&spec->labels[self->language], text);
      if (spec->labels[QH_LANGUAGE_ES] == NULL)
        set_text (&spec->labels[QH_LANGUAGE_ES], text);
    }
  qh_board_editor_touch (self);
}

static GtkWidget *
new_title_row (QhBoardEditor *self, const QhChartSpec *spec, guint chart)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *label = qh_chart_spec_get_label (spec, self->language);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Title"));
  gtk_editable_set_text (GTK_EDITABLE (row), label != NULL ? label : "");
  g_object_set_data (G_OBJECT (row), "chart", GUINT_TO_POINTER (chart));
  g_signal_connect (row, "changed", G_CALLBACK (title_changed_cb), NULL);
  return row;
}

/* The whole */

static void
expanded_cb (AdwExpanderRow *row)
{
  QhBoardEditor *self = qh_board_editor_find (row);

  if (self != NULL && !self->building && adw_expander_row_get_expanded (row))
    self->expanded = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "chart"));
}

/* Who chooses with the keyboard goes on where they were. */
static void
add_choice_row (QhBoardEditor *self, AdwExpanderRow *row, GtkWidget *combo, guint chart, Choice choice)
{
  adw_expander_row_add_row (row, combo);
  if (chart == self->expanded && self->choice == 1 + choice)
    self->next = combo;
}

static void
add_rows (QhBoardEditor *self, AdwExpanderRow *row, const QhChartSpec *spec, guint chart)
{
  gboolean shares = spec->form == QH_CHART_MULTIPLES;
  const char *const measures[] = { _ ("Count"), _ ("Minutes"), shares ? _ ("Per cent of each worker's goals") : NULL, NULL };
  const char *const whens[] = { _ ("Of the period"), _ ("Open at its end"), _ ("All of them, as they are now"), NULL };
  const QhChartNeeds *needs = qh_chart_needs_find (spec->form);
  gboolean goals = spec->measure == QH_CHART_MEASURE_GOALS;

  adw_expander_row_add_row (row, new_title_row (self, spec, chart));
  add_choice_row (self, row, new_form_row (spec, chart), chart, CHOICE_FORM);
  if (!needs->activities && !goals)
    add_choice_row (self, row, new_kind_row (spec, chart), chart, CHOICE_KIND);
  if (needs->rows == NULL && !needs->numbers)
    adw_expander_row_add_row (row, new_variable_row (self, _ ("Rows"), spec, spec->rows, FALSE, chart, CHOICE_ROWS));
  if (needs->has_colours && !goals)
    adw_expander_row_add_row (
      row,
      new_variable_row (
        self, needs->has_last ? _ ("Column between") : _ ("Colours"), spec, spec->colours, !needs->needs_colours, chart, CHOICE_COLOURS));
  if (needs->has_last)
    adw_expander_row_add_row (row, new_variable_row (self, _ ("Last column"), spec, spec->last, FALSE, chart, CHOICE_LAST));
  if (needs->minutes && spec->kind == QH_KIND_ACTIVITY)
    add_choice_row (self, row, new_words_row (_ ("Measure"), measures, spec->measure, chart, CHOICE_MEASURE), chart, CHOICE_MEASURE);
  if (spec->kind == QH_KIND_CASE || spec->kind == QH_KIND_ACTION_ITEM)
    adw_expander_row_add_row (row, new_words_row (_ ("Which"), whens, spec->when, chart, CHOICE_WHEN));
  if (qh_session_get_frame (self->session) != NULL)
    adw_expander_row_add_row (row, qh_board_editor_new_filter_row (self, spec, chart));
  adw_expander_row_add_row (row, qh_board_editor_new_order_row (self, chart));
}

static GtkWidget *
new_chart_row (QhBoardEditor *self, guint chart)
{
  const QhChartSpec *spec = g_ptr_array_index (self->spec->charts, chart);
  GtkWidget *row = adw_expander_row_new ();
  const char *form = _ (qh_chart_needs_find (spec->form)->label);
  const char *label = qh_chart_spec_get_label (spec, self->language);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label != NULL ? label : form);
  if (label != NULL)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), form);
  g_object_set_data (G_OBJECT (row), "chart", GUINT_TO_POINTER (chart));
  add_rows (self, ADW_EXPANDER_ROW (row), spec, chart);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), chart == self->expanded);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  return row;
}

static void
name_changed_cb (GtkEditable *row)
{
  QhBoardEditor *self = qh_board_editor_find (row);

  if (self == NULL || self->building)
    return;
  g_free (self->spec->name);
  self->spec->name = g_strdup (gtk_editable_get_text (row));
  qh_board_editor_touch (self);
}

static void
add_chart_cb (GtkWidget *button)
{
  QhBoardEditor *self = qh_board_editor_find (button);
  QhChartSpec *spec = g_new0 (QhChartSpec, 1);

  spec->name = qh_board_editor_make_name (self);
  spec->kind = QH_KIND_ACTIVITY;
  spec->form = QH_CHART_STACKED_BARS;
  spec->rows = g_strdup ("type");
  self->expanded = self->spec->charts->len;
  g_ptr_array_add (self->spec->charts, spec);
  qh_board_editor_rebuild (self);
}

/**
 * qh_board_editor_build:
 *
 * Makes the rows of the board: its name, then a row for each chart.
 */
void
qh_board_editor_build (QhBoardEditor *self)
{
  GtkWidget *names = adw_preferences_group_new ();
  GtkWidget *charts = adw_preferences_group_new ();
  GtkWidget *name = adw_entry_row_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add a Chart"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("Name"));
  gtk_editable_set_text (GTK_EDITABLE (name), self->spec->name);
  g_signal_connect (name, "changed", G_CALLBACK (name_changed_cb), NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (names), name);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (charts), _ ("Charts"));
  for (guint i = 0; i < self->spec->charts->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (charts), new_chart_row (self, i));
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_set_sensitive (add, self->spec->charts->len < QH_BOARD_MOST_CHARTS);
  g_signal_connect (add, "clicked", G_CALLBACK (add_chart_cb), NULL);
  gtk_box_append (self->groups, names);
  gtk_box_append (self->groups, charts);
  gtk_box_append (self->groups, add);
}
