/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-figure-rows.h"

#include <glib/gi18n-lib.h>

#include "ui/goals/qh-condition-menu.h"
#include "ui/widgets/qh-code-menu.h"
#include "ui/widgets/qh-wrap-layout.h"

/* The ops in words, in their order. */
static const char *const op_labels[QH_FIGURE_N_OPS] = {
  [QH_FIGURE_COUNT] = N_ ("How many records"),
  [QH_FIGURE_SUM] = N_ ("The sum of a number"),
  [QH_FIGURE_DISTINCT] = N_ ("How many different ones"),
  [QH_FIGURE_ANSWERS] = N_ ("How many in all, several a record"),
  [QH_FIGURE_MEDIAN] = N_ ("Days between two dates (median)"),
  [QH_FIGURE_DUTY_DAYS] = N_ ("Days on duty"),
  [QH_FIGURE_DUTY_MINUTES] = N_ ("Minutes on duty"),
  [QH_FIGURE_WORKERS] = N_ ("Workers"),
  [QH_FIGURE_PLANNED] = N_ ("Planned goals"),
  [QH_FIGURE_DONE] = N_ ("Done of what has a goal"),
};

/* When a record counts: on one of its dates, or from one to the other. */
typedef struct
{
  const QhField *date;
  const QhField *until; /* NULL for the one date */
} When;

struct _QhFigureRows
{
  QhEditor *editor; /* owns the rows */
  QhSession *session;
  QhDictionary *dictionary;
  QhFigure *figure;
  gboolean optional;
  gboolean none;
  gboolean filling;

  AdwComboRow *op;
  AdwComboRow *kind;
  AdwComboRow *field;
  AdwComboRow *since;
  AdwComboRow *when;
  GtkWidget *filters;

  GArray *kinds;     /* of guint */
  GPtrArray *fields; /* of QhField, as in @field */
  GPtrArray *sinces; /* likewise */
  GArray *whens;     /* of When */

  QhFigureChanged changed;
  gpointer data;
};

static QhKind *
get_kind (QhFigureRows *self)
{
  return qh_dictionary_get_kind (self->dictionary, self->figure->kind);
}

static const char *
get_label (QhFigureRows *self, const QhField *field)
{
  return qh_field_get_label (field, qh_session_get_language (self->session));
}

static gboolean
is_of_records (QhFigureRows *self)
{
  return !self->none && self->figure->op < QH_FIGURE_DUTY_DAYS;
}

static void
tell (QhFigureRows *self)
{
  qh_editor_touch (self->editor);
  self->changed (self->data);
}

/* Lists of fields */

static void
set_choices (AdwComboRow *row, GStrvBuilder *builder, guint selected)
{
  g_auto (GStrv) labels = g_strv_builder_end (builder);
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *)labels);

  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (row, selected);
}

/* Fills a row with the fields that fit and takes the one that is named, or the first. */
static void
fill_fields (QhFigureRows *self, AdwComboRow *row, GPtrArray *fields, char **name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  QhKind *kind = get_kind (self);
  guint selected = 0;

  g_ptr_array_set_size (fields, 0);
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (field->retired || field->hidden || !qh_figure_op_fits (self->figure->op, field))
        continue;
      if (g_strcmp0 (field->name, *name) == 0)
        selected = fields->len;
      g_ptr_array_add (fields, (gpointer)field);
      g_strv_builder_add (builder, get_label (self, field));
    }
  set_choices (row, builder, selected);
  if (fields->len > 0 && g_strcmp0 (*name, "first:activity") != 0)
    {
      g_free (*name);
      *name = g_strdup (((const QhField *)g_ptr_array_index (fields, selected))->name);
    }
}

static gboolean
is_when (QhFigureRows *self, const When *when)
{
  const QhFigure *figure = self->figure;

  if (figure->during != NULL)
    return when->until != NULL && g_str_equal (figure->during[0], when->date->name)
           && g_str_equal (figure->during[1], when->until->name);
  if (when->until != NULL)
    return FALSE;
  return figure->placed_by != NULL ? g_str_equal (figure->placed_by, when->date->name) : self->whens->len == 0;
}

static void
add_when (QhFigureRows *self, GStrvBuilder *builder, const When *when, guint *selected)
{
  g_autofree char *text
    = when->until != NULL
        /* Translators: the names of two dates, such as opened and closed */
        ? g_strdup_printf (_ ("State at the end: %s, and not yet: %s"), get_label (self, when->date), get_label (self, when->until))
        : g_strdup (get_label (self, when->date));

  if (is_when (self, when))
    *selected = self->whens->len;
  g_array_append_val (self->whens, *when);
  g_strv_builder_add (builder, text);
}

/* Each date, then each pair of dates. The first date is the usual one. */
static void
fill_whens (QhFigureRows *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();
  QhKind *kind = get_kind (self);
  guint selected = 0;

  g_array_set_size (self->whens, 0);
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    if (qh_figure_op_fits (QH_FIGURE_MEDIAN, qh_kind_get_field (kind, i)))
      g_ptr_array_add (dates, (gpointer)qh_kind_get_field (kind, i));
  for (guint i = 0; i < dates->len; i++)
    add_when (self, builder, &(When){ g_ptr_array_index (dates, i), NULL }, &selected);
  for (guint i = 0; i < dates->len; i++)
    for (guint j = i + 1; j < dates->len; j++)
      add_when (self, builder, &(When){ g_ptr_array_index (dates, i), g_ptr_array_index (dates, j) }, &selected);
  set_choices (self->when, builder, selected);
}

/* Filters */

static void
filtered_cb (QhFigureRows *self, QhCodeMenu *menu)
{
  const QhField *field = g_object_get_data (G_OBJECT (menu), "field");
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));

  qh_figure_set_codes (self->figure, field, catalogues, qh_code_menu_get_codes (menu));
  tell (self);
}

static void
menu_changed_cb (GtkWidget *menu, gpointer data)
{
  QhFigureRows *self = data;

  if (!self->filling && qh_session_get_store (self->session) != NULL)
    filtered_cb (self, QH_CODE_MENU (menu));
}

static void
condition_changed_cb (QhConditionMenu *menu, gpointer data)
{
  QhFigureRows *self = data;
  const QhField *field = g_object_get_data (G_OBJECT (menu), "field");

  if (self->filling || qh_session_get_store (self->session) == NULL)
    return;
  qh_figure_set_condition (self->figure, field, qh_condition_menu_get (menu));
  tell (self);
}

static void
add_condition (QhFigureRows *self, GtkWidget *box, const QhField *field)
{
  GtkWidget *menu = qh_condition_menu_new (self->session, field, qh_figure_get_condition (self->figure, field));

  g_object_set_data (G_OBJECT (menu), "field", (gpointer)field);
  g_signal_connect (menu, "changed", G_CALLBACK (condition_changed_cb), self);
  qh_wrap_box_append (QH_WRAP_BOX (box), menu);
}

static void
add_filter (QhFigureRows *self, GtkWidget *box, const QhField *field, QhCatalogues *catalogues)
{
  GtkWidget *menu = qh_code_menu_new (get_label (self, field), field->catalogue, TRUE);
  g_autoptr (GArray) codes = qh_figure_get_codes (self->figure, field, catalogues);

  g_object_set_data (G_OBJECT (menu), "field", (gpointer)field);
  qh_code_menu_set_session (QH_CODE_MENU (menu), self->session);
  qh_code_menu_set_codes (QH_CODE_MENU (menu), (const gint64 *)(void *)codes->data, codes->len);
  g_signal_connect (menu, "changed", G_CALLBACK (menu_changed_cb), self);
  qh_wrap_box_append (QH_WRAP_BOX (box), menu);
}

static void
fill_filters (QhFigureRows *self)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  QhKind *kind = get_kind (self);
  GtkWidget *before = gtk_widget_get_last_child (self->filters);
  GtkWidget *box = qh_wrap_box_new ();

  if (QH_IS_WRAP_BOX (before))
    gtk_box_remove (GTK_BOX (self->filters), before);
  gtk_box_append (GTK_BOX (self->filters), box);
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (field->hidden || field->retired || !qh_field_enters_frame (field))
        continue;
      if (field->type == QH_TYPE_CODE || field->type == QH_TYPE_CODES)
        add_filter (self, box, field, catalogues);
      else if (qh_condition_menu_fits (field))
        add_condition (self, box, field);
    }
}

/* Showing */

static void
show_rows (QhFigureRows *self)
{
  gboolean records = is_of_records (self);
  gboolean median = records && self->figure->op == QH_FIGURE_MEDIAN;

  gtk_widget_set_visible (GTK_WIDGET (self->kind), records);
  gtk_widget_set_visible (GTK_WIDGET (self->field), records && self->figure->op != QH_FIGURE_COUNT);
  gtk_widget_set_visible (GTK_WIDGET (self->since), median);
  gtk_widget_set_visible (GTK_WIDGET (self->when), records);
  gtk_widget_set_visible (self->filters, records);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->field), median ? _ ("To the Date") : _ ("Of the Field"));
}

/* What depends on the op and the kind. */
static void
fill (QhFigureRows *self)
{
  self->filling = TRUE;
  if (is_of_records (self))
    {
      if (self->figure->op != QH_FIGURE_COUNT)
        fill_fields (self, self->field, self->fields, &self->figure->field);
      if (self->figure->op == QH_FIGURE_MEDIAN)
        fill_fields (self, self->since, self->sinces, &self->figure->since);
      fill_whens (self);
      fill_filters (self);
    }
  show_rows (self);
  self->filling = FALSE;
}

static void
forget_conditions (QhFigure *figure)
{
  g_clear_pointer (&figure->field, g_free);
  g_clear_pointer (&figure->since, g_free);
  g_clear_pointer (&figure->placed_by, g_free);
  g_clear_pointer (&figure->where, g_strfreev);
  g_clear_pointer (&figure->during, g_strfreev);
  g_clear_pointer (&figure->not_after, g_strfreev);
  g_ptr_array_set_size (figure->with, 0);
}

static void
op_cb (QhFigureRows *self)
{
  guint selected = adw_combo_row_get_selected (self->op);

  if (self->filling || qh_session_get_store (self->session) == NULL)
    return;
  self->none = self->optional && selected == 0;
  if (!self->none)
    self->figure->op = (QhFigureOp)(selected - (self->optional ? 1 : 0));
  g_clear_pointer (&self->figure->field, g_free);
  g_clear_pointer (&self->figure->since, g_free);
  fill (self);
  tell (self);
}

static void
kind_cb (QhFigureRows *self)
{
  guint selected = adw_combo_row_get_selected (self->kind);

  if (self->filling || selected >= self->kinds->len || qh_session_get_store (self->session) == NULL)
    return;
  self->figure->kind = g_array_index (self->kinds, guint, selected);
  forget_conditions (self->figure);
  fill (self);
  tell (self);
}

static void
take_field (AdwComboRow *row, GPtrArray *fields, char **name)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected >= fields->len)
    return;
  g_free (*name);
  *name = g_strdup (((const QhField *)g_ptr_array_index (fields, selected))->name);
}

static void
field_cb (QhFigureRows *self)
{
  if (self->filling)
    return;
  take_field (self->field, self->fields, &self->figure->field);
  tell (self);
}

static void
since_cb (QhFigureRows *self)
{
  if (self->filling)
    return;
  take_field (self->since, self->sinces, &self->figure->since);
  tell (self);
}

static void
when_cb (QhFigureRows *self)
{
  guint selected = adw_combo_row_get_selected (self->when);
  const When *when;

  if (self->filling || selected >= self->whens->len)
    return;
  when = &g_array_index (self->whens, When, selected);
  g_clear_pointer (&self->figure->placed_by, g_free);
  g_clear_pointer (&self->figure->during, g_strfreev);
  if (when->until != NULL)
    self->figure->during = g_strdupv ((char *[]){ when->date->name, when->until->name, NULL });
  else if (selected > 0)
    self->figure->placed_by = g_strdup (when->date->name);
  tell (self);
}

/* Building */

static AdwComboRow *
add_choice (QhFigureRows *self, const char *title, void (*chosen) (QhFigureRows *self))
{
  GtkWidget *row = qh_editor_add_choice (self->editor, title, (const char *const[]){ NULL }, 0);

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), FALSE);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (chosen), self);
  return ADW_COMBO_ROW (row);
}

static void
fill_ops (QhFigureRows *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = self->figure->op + (self->optional ? 1 : 0);

  if (self->optional)
    g_strv_builder_add (builder, _ ("Nothing"));
  for (guint op = 0; op < QH_FIGURE_N_OPS; op++)
    g_strv_builder_add (builder, _ (op_labels[op]));
  set_choices (self->op, builder, self->none ? 0 : selected);
}

/* One that is there stays, also where it would not be offered. */
static void
fill_kinds (QhFigureRows *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = 0;

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_dictionary_get_kind (self->dictionary, number);

      if (kind == NULL || (number != self->figure->kind && !qh_figure_counts_kind (kind)))
        continue;
      if (number == self->figure->kind)
        selected = self->kinds->len;
      g_array_append_val (self->kinds, number);
      g_strv_builder_add (builder, qh_kind_get_plural (kind, qh_session_get_language (self->session)));
    }
  set_choices (self->kind, builder, selected);
}

static GtkWidget *
new_filters (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Only those with:"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * qh_figure_rows_new:
 * @editor: gets the rows, in a group of their own
 * @optional: whether there may be no figure
 * @figure: (transfer full) (nullable): what it is; %NULL for none
 * @changed: called with @data when a person changed it
 *
 * Returns: (transfer full): the rows; to be freed with the editor.
 */
QhFigureRows *
qh_figure_rows_new (QhEditor *editor,
                    QhSession *session,
                    const char *title,
                    gboolean optional,
                    QhFigure *figure,
                    QhFigureChanged changed,
                    gpointer data)
{
  QhFigureRows *self = g_new0 (QhFigureRows, 1);

  self->editor = editor;
  self->session = g_object_ref (session);
  self->dictionary = qh_store_ref_dictionary (qh_session_get_store (session));
  self->optional = optional;
  self->none = figure == NULL;
  self->figure = figure != NULL ? figure : qh_figure_new ();
  if (self->figure->kind == 0)
    self->figure->kind = QH_KIND_ACTIVITY;
  self->kinds = g_array_new (FALSE, FALSE, sizeof (guint));
  self->fields = g_ptr_array_new ();
  self->sinces = g_ptr_array_new ();
  self->whens = g_array_new (FALSE, FALSE, sizeof (When));
  self->changed = changed;
  self->data = data;
  self->filling = TRUE;
  qh_editor_add_group (editor, title, NULL);
  self->op = add_choice (self, _ ("What"), op_cb);
  self->kind = add_choice (self, _ ("Of Which Records"), kind_cb);
  self->since = add_choice (self, _ ("From the Date"), since_cb);
  self->field = add_choice (self, _ ("Of the Field"), field_cb);
  self->when = add_choice (self, _ ("By Which Date"), when_cb);
  self->filters = new_filters ();
  qh_editor_add_widget (editor, self->filters);
  fill_ops (self);
  fill_kinds (self);
  fill (self);
  return self;
}

void
qh_figure_rows_free (QhFigureRows *self)
{
  g_object_unref (self->session);
  qh_dictionary_unref (self->dictionary);
  qh_figure_free (self->figure);
  g_array_unref (self->kinds);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->sinces);
  g_array_unref (self->whens);
  g_free (self);
}

/**
 * qh_figure_rows_get:
 *
 * Returns: (transfer none) (nullable): the figure as it is chosen; %NULL for none.
 */
QhFigure *
qh_figure_rows_get (QhFigureRows *self)
{
  return self->none ? NULL : self->figure;
}
