/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-hierarchy-table.h"

#include "exchange/qh-csv-quote.h"

struct _QhHierarchyTable
{
  GPtrArray *labels; /* of each value what people call it */
  GPtrArray *levels; /* of GPtrArray: of each value what it is called there; the first the values themselves */
};

/* Making */

/* Two groups that people call alike stay two. */
static void
keep_apart (GPtrArray *labels, GPtrArray *texts)
{
  g_autoptr (GHashTable) text_of = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) twice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      const char *text = g_hash_table_lookup (text_of, g_ptr_array_index (labels, i));

      if (text != NULL && !g_str_equal (text, g_ptr_array_index (texts, i)))
        g_hash_table_add (twice, g_strdup (g_ptr_array_index (labels, i)));
      g_hash_table_insert (text_of, g_ptr_array_index (labels, i), g_ptr_array_index (texts, i));
    }
  g_hash_table_remove_all (text_of); /* its keys may go */
  for (guint i = 0; i < labels->len; i++)
    if (g_hash_table_contains (twice, g_ptr_array_index (labels, i)))
      {
        g_free (g_ptr_array_index (labels, i));
        g_ptr_array_index (labels, i) = g_strdup (g_ptr_array_index (texts, i));
      }
}

/* The values, or what they are called at a level, and what people call that. */
static void
list_texts (const QhHierarchy *hierarchy, int level, const QhCoding *coding, QhCatalogues *catalogues, QhLanguage language, GPtrArray *texts,
            GPtrArray *labels)
{
  for (guint category = QH_FRAME_FIRST_CODE; category < hierarchy->n_categories; category++)
    if (hierarchy->occurs[category])
      {
        char *text = level < 0 ? qh_coding_dup_text (coding, category) : g_strdup (qh_hierarchy_get_text (hierarchy, (guint)level, category));

        g_ptr_array_add (texts, text);
        g_ptr_array_add (labels, catalogues != NULL ? qh_hierarchy_dup_words (text, coding->column->field, catalogues, language) : g_strdup (text));
      }
  keep_apart (labels, texts);
}

/* Whether values are told as one at once, as those beyond an end are. */
static gboolean
tells_as_one (const QhHierarchy *hierarchy)
{
  guint n = 0;

  for (guint category = 0; category < hierarchy->n_categories; category++)
    n += hierarchy->occurs[category];
  return qh_hierarchy_count_groups (hierarchy, 0) < n;
}

/**
 * qh_hierarchy_table_new:
 * @coding: whose values those of @hierarchy are
 * @catalogues: (nullable): by whose labels in @language groups are called that are codes
 *
 * Returns: (transfer full): the hierarchy to be changed; missing values are not in it. If values are told as
 *   one already at level 0, as those beyond an end, that is its level 1.
 */
QhHierarchyTable *
qh_hierarchy_table_new (const QhHierarchy *hierarchy, const QhCoding *coding, QhCatalogues *catalogues, QhLanguage language)
{
  QhHierarchyTable *self = g_new0 (QhHierarchyTable, 1);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  list_texts (hierarchy, -1, coding, catalogues, language, values, self->labels);
  g_ptr_array_add (self->levels, values);
  for (guint level = tells_as_one (hierarchy) ? 0 : 1; level < hierarchy->levels->len; level++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

      list_texts (hierarchy, (int)level, coding, catalogues, language, texts, labels);
      g_ptr_array_add (self->levels, labels);
    }
  return self;
}

void
qh_hierarchy_table_free (QhHierarchyTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->levels);
  g_free (self);
}

/* Reading */

static const char *
text_at (const QhHierarchyTable *self, guint level, guint value)
{
  return g_ptr_array_index ((GPtrArray *)g_ptr_array_index (self->levels, level), value);
}

/**
 * qh_hierarchy_table_get_n_levels:
 *
 * Returns: how many levels it has, with that of the values themselves.
 */
guint
qh_hierarchy_table_get_n_levels (const QhHierarchyTable *self)
{
  return self->levels->len;
}

/**
 * qh_hierarchy_table_list:
 *
 * Returns: (transfer full) (element-type utf8): what is told at a level, each once, as it first occurs.
 */
GPtrArray *
qh_hierarchy_table_list (const QhHierarchyTable *self, guint level)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint value = 0; value < self->labels->len; value++)
    if (g_hash_table_add (seen, (gpointer)text_at (self, level, value)))
      g_ptr_array_add (texts, g_strdup (text_at (self, level, value)));
  return texts;
}

static guint
find (const QhHierarchyTable *self, guint level, const char *text)
{
  guint value = 0;

  while (value < self->labels->len && !g_str_equal (text_at (self, level, value), text))
    value++;
  g_return_val_if_fail (value < self->labels->len, 0);
  return value;
}

/**
 * qh_hierarchy_table_get_label:
 * @text: as qh_hierarchy_table_list() gives it of @level
 *
 * Returns: what people call it.
 */
const char *
qh_hierarchy_table_get_label (const QhHierarchyTable *self, guint level, const char *text)
{
  return level == 0 ? g_ptr_array_index (self->labels, find (self, 0, text)) : text;
}

/**
 * qh_hierarchy_table_get_group:
 * @level: from 1
 * @member: what is told at the level below
 *
 * Returns: what it is called at @level.
 */
const char *
qh_hierarchy_table_get_group (const QhHierarchyTable *self, guint level, const char *member)
{
  return text_at (self, level, find (self, level - 1, member));
}

/* Changing */

/* Of each group the value whose higher levels all of it get: one that was in it before. */
static GHashTable *
choose_models (const QhHierarchyTable *self, guint level, GPtrArray *texts)
{
  GHashTable *models = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint value = 0; value < texts->len; value++)
    {
      char *text = g_ptr_array_index (texts, value);
      gpointer model;

      if (!g_hash_table_lookup_extended (models, text, NULL, &model)
          || (g_str_equal (text_at (self, level, value), text) && !g_str_equal (text_at (self, level, GPOINTER_TO_UINT (model)), text)))
        g_hash_table_insert (models, text, GUINT_TO_POINTER (value));
    }
  return models;
}

static void
follow (QhHierarchyTable *self, guint level, GPtrArray *texts, GHashTable *models)
{
  GPtrArray *old = g_ptr_array_index (self->levels, level);
  GPtrArray *followed = g_ptr_array_new_with_free_func (g_free);

  for (guint value = 0; value < texts->len; value++)
    g_ptr_array_add (followed, g_strdup (g_ptr_array_index (old, GPOINTER_TO_UINT (g_hash_table_lookup (models, g_ptr_array_index (texts, value))))));
  g_ptr_array_unref (old);
  g_ptr_array_index (self->levels, level) = followed;
}

/**
 * qh_hierarchy_table_set:
 * @level: from 1
 * @groups: (array): of each that qh_hierarchy_table_list() gives of the level below what it is called
 *
 * Says what is told as one at a level. What is one there stays one at all levels above it.
 */
void
qh_hierarchy_table_set (QhHierarchyTable *self, guint level, const char *const *groups)
{
  g_autoptr (GPtrArray) members = qh_hierarchy_table_list (self, level - 1);
  g_autoptr (GHashTable) group_of = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) models = NULL;

  for (guint i = 0; i < members->len; i++)
    g_hash_table_insert (group_of, g_ptr_array_index (members, i), (gpointer)groups[i]);
  for (guint value = 0; value < self->labels->len; value++)
    g_ptr_array_add (texts, g_strdup (g_hash_table_lookup (group_of, text_at (self, level - 1, value))));
  models = choose_models (self, level, texts);
  for (guint above = level + 1; above < self->levels->len; above++)
    follow (self, above, texts, models);
  g_hash_table_remove_all (models);
  g_ptr_array_unref (g_ptr_array_index (self->levels, level));
  g_ptr_array_index (self->levels, level) = g_steal_pointer (&texts);
}

/**
 * qh_hierarchy_table_add_level:
 * @level: from 1: where it is put
 *
 * Adds a level that tells what the one below it tells.
 */
void
qh_hierarchy_table_add_level (QhHierarchyTable *self, guint level)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint value = 0; value < self->labels->len; value++)
    g_ptr_array_add (texts, g_strdup (level == 1 ? g_ptr_array_index (self->labels, value) : text_at (self, level - 1, value)));
  g_ptr_array_insert (self->levels, (int)level, texts);
}

/**
 * qh_hierarchy_table_remove_level:
 * @level: from 1
 */
void
qh_hierarchy_table_remove_level (QhHierarchyTable *self, guint level)
{
  g_ptr_array_remove_index (self->levels, level);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/**
 * qh_hierarchy_table_to_csv:
 *
 * Returns: (transfer full): the hierarchy as qh_hierarchy_new_file() reads it: of each value
 *   that occurs a line, with what it is called at each level.
 */
char *
qh_hierarchy_table_to_csv (const QhHierarchyTable *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint value = 0; value < self->labels->len; value++)
    {
      GString *line = g_string_new (NULL);

      for (guint level = 0; level < self->levels->len; level++)
        {
          if (level > 0)
            g_string_append_c (line, ',');
          qh_csv_append_quoted (line, text_at (self, level, value));
        }
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, g_strdup (""));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\r\n", (char **)lines->pdata);
}
