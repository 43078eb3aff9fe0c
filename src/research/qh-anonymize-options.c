/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What telling each variable at each of its levels would cost, and gain. */
#include "research/qh-anonymize.h"

/* Records that are alike in every variable are one row, with their number. */
typedef struct
{
  const QhAnonymization *found;
  QhClasses *rows;
  guint32 **columns; /* of each variable the group of each row, as it is told */
  guint *n_groups;
  QhCatalogues *catalogues;
  QhLanguage language;
} Options;

static void
option_free (gpointer data)
{
  QhLevelOption *option = data;

  g_free (option->label);
  g_free (option->example);
  g_free (option);
}

/* The value that most records have, as it is told there. */
static const char *
find_example (const QhAnonymization *self, guint variable, guint level)
{
  const QhHierarchy *hierarchy = g_ptr_array_index (self->hierarchies, variable);
  const QhHierarchyLevel *told = qh_hierarchy_get_level (hierarchy, level);
  const QhCoding *coding = g_ptr_array_index (self->codings, variable);
  g_autofree guint *counts = g_new0 (guint, MAX (1, told->texts->len));
  guint most = 0;

  for (guint i = 0; i < self->n_records; i++)
    if (!qh_category_is_missing (coding->codes[i]))
      counts[told->groups[coding->codes[i]]]++;
  for (guint g = 1; g < told->texts->len; g++)
    if (counts[g] > counts[most])
      most = g;
  return told->texts->len > 0 ? g_ptr_array_index (told->texts, most) : "";
}

static double
loss_at (const QhAnonymization *self, guint variable, guint level)
{
  const QhHierarchyLevel *told = qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, variable), level);
  const QhCoding *coding = g_ptr_array_index (self->codings, variable);
  double sum = 0;

  for (guint i = 0; i < self->n_records; i++)
    sum += told->loss[told->groups[coding->codes[i]]];
  return sum / self->n_records;
}

/* The column of a variable at a level. */
static void
tell (Options *self, guint variable, guint level)
{
  const QhCoding *coding = g_ptr_array_index (self->found->codings, variable);
  const QhHierarchyLevel *told = qh_hierarchy_get_level (g_ptr_array_index (self->found->hierarchies, variable), level);

  for (guint row = 0; row < self->rows->n_classes; row++)
    self->columns[variable][row] = told->groups[coding->codes[self->rows->first[row]]];
  self->n_groups[variable] = told->texts->len;
}

static void
options_begin (Options *self, const QhAnonymization *found)
{
  guint n = found->codings->len;
  g_autofree const guint32 **codes = g_new0 (const guint32 *, n);

  self->found = found;
  self->n_groups = g_new0 (guint, n);
  self->columns = g_new0 (guint32 *, n);
  for (guint c = 0; c < n; c++)
    {
      const QhCoding *coding = g_ptr_array_index (found->codings, c);

      codes[c] = coding->codes;
      self->n_groups[c] = coding->n_categories;
    }
  self->rows = qh_classes_new (codes, self->n_groups, n, found->n_records, NULL);
  for (guint c = 0; c < n; c++)
    {
      self->columns[c] = g_new (guint32, MAX (1, self->rows->n_classes));
      tell (self, c, qh_anonymization_get_node (found)->levels[c]);
    }
}

static void
options_end (Options *self)
{
  for (guint c = 0; c < self->found->codings->len; c++)
    g_free (self->columns[c]);
  g_free (self->columns);
  g_free (self->n_groups);
  qh_classes_free (self->rows);
}

static QhLevelOption *
make_option (Options *self, guint variable, guint level)
{
  const QhHierarchy *hierarchy = g_ptr_array_index (self->found->hierarchies, variable);
  const QhCoding *coding = g_ptr_array_index (self->found->codings, variable);
  QhLevelOption *option = g_new0 (QhLevelOption, 1);
  g_autoptr (QhClasses) classes = NULL;
  QhRisk risk;

  tell (self, variable, level);
  classes = qh_classes_new ((const guint32 *const *)self->columns, self->n_groups, self->found->codings->len, self->rows->n_classes, self->rows->sizes);
  qh_risk_of_classes (classes, &risk);
  option->label = qh_hierarchy_dup_label (hierarchy, level);
  option->example = qh_hierarchy_dup_words (find_example (self->found, variable, level), coding->column->field, self->catalogues, self->language);
  option->values = qh_hierarchy_count_groups (hierarchy, level);
  option->loss = loss_at (self->found, variable, level);
  option->uniques = risk.uniques;
  option->average_risk = risk.average_risk;
  return option;
}

/**
 * qh_anonymization_list_options:
 * @catalogues: by whose labels in @language examples are called
 *
 * Returns: (transfer full) (element-type utf8 GPtrArray): of each variable, by its name, what each
 *   of its levels, from the exactest on, costs and gains while the others stay as they are
 *   told: #QhLevelOption; when cancelled, of some of them.
 */
GHashTable *
qh_anonymization_list_options (const QhAnonymization *self, QhCatalogues *catalogues, QhLanguage language, GCancellable *cancellable)
{
  GHashTable *list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  Options options = { .catalogues = catalogues, .language = language };

  options_begin (&options, self);
  for (guint c = 0; c < self->codings->len && !g_cancellable_is_cancelled (cancellable); c++)
    {
      const QhHierarchy *hierarchy = g_ptr_array_index (self->hierarchies, c);
      GPtrArray *levels = g_ptr_array_new_with_free_func (option_free);

      for (guint level = 0; level < hierarchy->levels->len; level++)
        g_ptr_array_add (levels, make_option (&options, c, level));
      tell (&options, c, qh_anonymization_get_node (self)->levels[c]);
      g_hash_table_insert (list, g_strdup (hierarchy->name), levels);
    }
  options_end (&options);
  return list;
}
