/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a table of a report has: those that the template names, or one for
 * each category that has anything. */
#include "report/qh-report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_LINES 2000

/* A category that gets a row. */
typedef struct
{
  gint64 key;
  char *code;
  char *label;
} Category;

static void
category_clear (gpointer data)
{
  Category *category = data;

  g_free (category->code);
  g_free (category->label);
}

static gboolean
shows (const QhReportSection *section, QhReportShow show)
{
  for (guint i = 0; i < section->columns->len; i++)
    if (((const QhReportColumn *)g_ptr_array_index (section->columns, i))->show == show)
      return TRUE;
  return FALSE;
}

static gboolean
has_goals (const QhReportSection *section)
{
  return shows (section, QH_REPORT_PLANNED) || shows (section, QH_REPORT_PERCENT)
         || section->chart == QH_REPORT_BULLET;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (((const Category *)a)->label, ((const Category *)b)->label);
}

/* Whether something of a category was planned; within a function only of types
 * that are usually of it. */
static gboolean
is_planned (QhReporting *self, const char *by, gint64 key, gint64 function)
{
  const QhEntry *entry = qh_catalogues_find (self->catalogues, key);

  if (self->due_types == NULL || entry == NULL
      || (!g_str_equal (by, "type") && !g_str_equal (by, "function"))
      || (function != 0 && entry->default_function != function))
    return FALSE;
  return qh_reporting_get_due (self, by, key) > 0;
}

static QhTable *
count (const QhReportSection *section,
       QhReportSource *source,
       const char *layers,
       const char *by,
       char *const *where,
       GError **error)
{
  char *const *wheres[] = { section->where, where, NULL };

  return qh_reporting_count (
    source->of_period, section->where != NULL ? wheres : wheres + 1, layers, by, NULL, QH_MEASURE_COUNT, error);
}

/* @function: within which, or 0 */
static GArray *
list_categories (QhReporting *self, const QhReportSection *section, const QhTable *table, const char *by, gint64 function)
{
  GArray *categories = g_array_new (FALSE, FALSE, sizeof (Category));

  g_array_set_clear_func (categories, category_clear);
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint row = qh_table_order (i, table->n_rows);
      Category category = { qh_variable_get_key (table->rows, row), NULL, NULL };

      if (qh_table_sum_row (table, row) == 0 && !(has_goals (section) && is_planned (self, by, category.key, function)))
        continue;
      category.code = qh_variable_dup_key_code (table->rows, category.key);
      category.label = qh_variable_dup_key_label (
        table->rows, category.key, self->language, qh_reporting_name, self);
      g_array_append_val (categories, category);
    }
  if (table->rows->form == QH_VARIABLE_REFERENCE)
    g_array_sort (categories, compare_labels);
  return categories;
}

static char **
say_category (const char *by, const Category *category)
{
  g_autofree char *condition = g_strdup_printf ("%s=%s", by, category->code);
  const char *const where[] = { condition, NULL };

  return g_strdupv ((char **)where);
}

static QhReportLine *
add_category (QhReporting *self, QhReportBlock *block, const char *by, const Category *category, guint level)
{
  QhReportLine *line = qh_report_add_line (block, category->label, level);

  line->by = g_strdup (by);
  line->key = category->key;
  line->code = g_strdup (category->code);
  line->due = qh_reporting_get_due (self, by, category->key);
  return line;
}

/* A type is planned once, in the function that it is usually of. */
static void
add_children (QhReporting *self,
              const QhReportSection *section,
              const QhTable *table,
              QhReportBlock *block,
              QhReportLine *group,
              char **where)
{
  g_autoptr (GArray) children = list_categories (self, section, table, section->then, group->key);

  if (children->len == 1)
    {
      const Category *only = &g_array_index (children, Category, 0);
      g_autofree char *label = g_steal_pointer (&group->label);

      /* Translators: a group and the one thing in it, such as a function and a type */
      group->label = g_strdup_printf (_ ("%s: %s"), label, only->label);
      return;
    }
  for (guint i = 0; i < children->len; i++)
    {
      const Category *child = &g_array_index (children, Category, i);
      QhReportLine *line = add_category (self, block, section->then, child, 2);

      g_strfreev (line->where);
      line->where = g_strdupv (where);
      if (!is_planned (self, section->then, child->key, group->key))
        line->due = 0;
    }
}

/* Adds the rows within a row: from the tables of all groups, or counted for this one. */
static gboolean
add_group (QhReporting *self,
           const QhReportSection *section,
           QhReportSource *source,
           const QhTable *all,
           QhReportBlock *block,
           QhReportLine *group,
           GError **error)
{
  Category category = { group->key, group->code, group->label };
  g_auto (GStrv) where = say_category (section->by, &category);
  g_autoptr (QhTable) own = all == NULL ? count (section, source, NULL, section->then, where, error) : NULL;
  int layer = all != NULL ? qh_reporting_find_key (all->layers, group->key) : -1;
  QhTable view;

  if (all == NULL && own == NULL)
    return FALSE;
  if (own != NULL)
    add_children (self, section, own, block, group, where);
  else if (layer >= 0)
    {
      view = qh_table_get_layer (all, (guint)layer);
      add_children (self, section, &view, block, group, where);
    }
  return TRUE;
}

static gboolean
add_categories (QhReporting *self,
                const QhReportSection *section,
                QhReportSource *source,
                QhReportBlock *block,
                GError **error)
{
  gboolean in_layers = section->then != NULL && qh_reporting_is_of_rows (source->of_period, section->by);
  g_autoptr (QhTable) table = count (section, source, NULL, section->by, NULL, error);
  g_autoptr (QhTable) inner
    = table != NULL && in_layers ? count (section, source, section->by, section->then, NULL, error) : NULL;
  g_autoptr (GArray) categories = table != NULL ? list_categories (self, section, table, section->by, 0) : NULL;

  if (categories == NULL || (in_layers && inner == NULL))
    return FALSE;
  for (guint i = 0; i < categories->len && block->lines->len < MOST_LINES; i++)
    {
      const Category *category = &g_array_index (categories, Category, i);
      QhReportLine *group = add_category (self, block, section->by, category, 1);

      if (section->then != NULL && !add_group (self, section, source, inner, block, group, error))
        return FALSE;
    }
  if (block->lines->len < MOST_LINES)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("“%s” would have more than %d rows. Choose other rows in the template."),
               block->title,
               MOST_LINES);
  return FALSE;
}

/* Named rows */

/* The types or functions of a condition such as "type=AC001,AC002"; none where it
 * is on something else. */
static GArray *
list_keys (QhReporting *self, char *const *where, const char *by)
{
  g_autofree char *prefix = g_strconcat (by, "=", NULL);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    {
      g_auto (GStrv) codes = g_strsplit (strchr (where[i], '=') + 1, ",", -1);

      for (guint c = 0; g_str_has_prefix (where[i], prefix) && codes[c] != NULL; c++)
        {
          const QhEntry *entry = qh_catalogues_find_text (
            self->catalogues, g_str_equal (by, "type") ? "activity_type" : by, codes[c]);

          if (entry == NULL) /* said when it is counted */
            {
              g_array_set_size (keys, 0);
              return keys;
            }
          g_array_append_val (keys, entry->id);
        }
    }
  return keys;
}

static gboolean
has_key (GArray *keys, gint64 key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == key)
      return TRUE;
  return FALSE;
}

/* What is planned of what a named row lets through: of its types, where they are
 * usually of its functions, or else of its functions. */
static double
sum_due (QhReporting *self, char *const *where)
{
  g_autoptr (GArray) types = list_keys (self, where, "type");
  g_autoptr (GArray) functions = list_keys (self, where, "function");
  double due = 0;

  for (guint i = 0; i < types->len; i++)
    {
      gint64 type = g_array_index (types, gint64, i);
      const QhEntry *entry = qh_catalogues_find (self->catalogues, type);

      if (functions->len == 0 || has_key (functions, entry->default_function))
        due += qh_reporting_get_due (self, "type", type);
    }
  for (guint i = 0; types->len == 0 && i < functions->len; i++)
    due += qh_reporting_get_due (self, "function", g_array_index (functions, gint64, i));
  return due;
}

/* A row of one type or one function is told apart as those are that are not named:
 * several are counted at once, and goals are of it. */
static void
tell_apart (QhReporting *self, QhReportLine *line, char *const *where)
{
  static const char *const variables[] = { "type", "function" };
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();

  for (guint v = 0; v < G_N_ELEMENTS (variables) && line->by == NULL; v++)
    {
      g_autoptr (GArray) keys = list_keys (self, where, variables[v]);

      if (keys->len != 1)
        continue;
      line->by = g_strdup (variables[v]);
      line->key = g_array_index (keys, gint64, 0);
      line->code = g_strdup (qh_catalogues_find (self->catalogues, line->key)->code);
    }
  for (guint i = 0; where[i] != NULL; i++)
    {
      g_autofree char *own = line->by != NULL ? g_strconcat (line->by, "=", NULL) : NULL;

      if (own == NULL || !g_str_has_prefix (where[i], own))
        g_strv_builder_add (others, where[i]);
    }
  g_strfreev (line->where);
  line->where = g_strv_builder_end (others);
}

static void
add_named (QhReporting *self, const QhReportSection *section, QhReportBlock *block)
{
  for (guint i = 0; i < section->rows->len; i++)
    {
      const QhReportRow *row = g_ptr_array_index (section->rows, i);
      QhReportLine *line
        = qh_report_add_line (block, qh_labels_get (row->labels, self->language), row->level);

      if (row->where == NULL)
        continue;
      line->due = sum_due (self, row->where);
      if (section->kind == QH_KIND_ACTIVITY)
        tell_apart (self, line, row->where);
      else
        {
          g_strfreev (line->where);
          line->where = g_strdupv (row->where);
        }
    }
}

/**
 * qh_reporting_add_lines:
 *
 * Adds the rows of a table, without figures; the heads are there already.
 */
gboolean
qh_reporting_add_lines (QhReporting *self,
                        const QhReportSection *section,
                        QhReportSource *source,
                        QhReportBlock *block,
                        GError **error)
{
  gboolean goals = has_goals (section);

  if (goals && !qh_reporting_load_goals (self, error))
    return FALSE;
  block->named = section->by == NULL;
  if (section->by == NULL)
    add_named (self, section, block);
  else if (!add_categories (self, section, source, block, error))
    return FALSE;
  for (guint i = 0; !goals && i < block->lines->len; i++)
    ((QhReportLine *)g_ptr_array_index (block->lines, i))->due = 0;
  block->empty = block->lines->len == 0;
  if (section->total && block->lines->len > 0)
    qh_report_add_line (block, _ ("Total"), 1)->total = TRUE;
  return TRUE;
}
