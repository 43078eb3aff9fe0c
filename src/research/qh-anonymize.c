/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-anonymize.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "research/qh-blank.h"

/* In the place of a level: as the value was, with its rare ones and ends. */
#define EXACTLY G_MAXUINT

static void
step_free (gpointer data)
{
  QhAnonymizeStep *step = data;

  g_free (step->name);
  g_free (step);
}

void
qh_anonymization_free (QhAnonymization *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->search, qh_search_free);
  g_clear_pointer (&self->hierarchies, g_ptr_array_unref);
  g_clear_pointer (&self->codings, g_ptr_array_unref);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self->keep);
  g_free (self->blanks);
  g_free (self);
}

/**
 * qh_anonymization_get_node:
 *
 * Returns: (transfer none): what was done.
 */
const QhNode *
qh_anonymization_get_node (const QhAnonymization *self)
{
  return g_ptr_array_index (self->search->best, 0);
}

static gboolean
is_blank (const QhAnonymization *self, guint variable, guint record)
{
  return self->blanks != NULL && (self->blanks[record] >> variable & 1);
}

/**
 * qh_anonymization_get_text:
 *
 * Returns: (transfer none): what a record that stays tells of a quasi-identifier; "" for no answer.
 */
const char *
qh_anonymization_get_text (const QhAnonymization *self, guint variable, guint record)
{
  const QhCoding *coding = g_ptr_array_index (self->codings, variable);

  if (is_blank (self, variable, record))
    return "";
  return qh_hierarchy_get_text (g_ptr_array_index (self->hierarchies, variable),
                                qh_anonymization_get_node (self)->levels[variable], coding->codes[record]);
}

/* Figures */

/* A blank is no answer, which may be a group already. */
static guint32
find_blank (const QhHierarchyLevel *level)
{
  for (guint g = 0; g < level->texts->len; g++)
    if (((const char *)g_ptr_array_index (level->texts, g))[0] == '\0')
      return g;
  return level->texts->len;
}

/* The group of a record; at no level its value as it was. */
static guint32
group_of (const QhAnonymization *self, guint variable, guint record, guint level)
{
  const QhCoding *coding = g_ptr_array_index (self->codings, variable);
  const QhHierarchyLevel *told = level != EXACTLY ? qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, variable), level) : NULL;

  if (is_blank (self, variable, record))
    return told != NULL ? find_blank (told) : QH_FRAME_NONE;
  return told != NULL ? told->groups[coding->codes[record]] : coding->codes[record];
}

/* The classes of the records that stay, each variable at its level. */
static QhClasses *
classes_at (const QhAnonymization *self, const guint *levels, const guint8 *keep)
{
  guint n_columns = self->codings->len, n = 0;
  g_autofree guint32 **columns = g_new0 (guint32 *, n_columns);
  g_autofree guint *n_groups = g_new0 (guint, n_columns);
  QhClasses *classes;

  for (guint c = 0; c < n_columns; c++)
    {
      const QhCoding *coding = g_ptr_array_index (self->codings, c);
      const QhHierarchy *hierarchy = g_ptr_array_index (self->hierarchies, c);

      columns[c] = g_new (guint32, MAX (1, self->n_records));
      n_groups[c] = levels[c] != EXACTLY ? qh_hierarchy_count_groups (hierarchy, levels[c]) + 1 : coding->n_categories;
      n = 0;
      for (guint i = 0; i < self->n_records; i++)
        if (keep == NULL || keep[i])
          columns[c][n++] = group_of (self, c, i, levels[c]);
    }
  classes = qh_classes_new ((const guint32 *const *)columns, n_groups, n_columns, n, NULL);
  for (guint c = 0; c < n_columns; c++)
    g_free (columns[c]);
  return classes;
}

static void
compute_diversity (const QhAnonymization *self, const QhClasses *classes, const guint8 *keep, double c, QhDiversity *least)
{
  g_autofree guint32 *values = g_new (guint32, MAX (1, self->n_records));

  *least = (QhDiversity){ G_MAXUINT, G_MAXDOUBLE, G_MAXUINT, 0 };
  for (guint s = 0; s < self->secrets->len; s++)
    {
      const QhCoding *secret = g_ptr_array_index (self->secrets, s);
      QhDiversity one;
      guint n = 0;

      for (guint i = 0; i < self->n_records; i++)
        if (keep == NULL || keep[i])
          values[n++] = secret->codes[i];
      qh_diversity_compute (classes, values, secret->n_categories, NULL, qh_coding_is_ordered (secret), c, &one);
      least->l_distinct = MIN (least->l_distinct, one.l_distinct);
      least->l_entropy = MIN (least->l_entropy, one.l_entropy);
      least->l_recursive = MIN (least->l_recursive, one.l_recursive);
      least->t = MAX (least->t, one.t);
    }
}

static void
compute_figures (QhAnonymization *self, const QhGoal *goal)
{
  g_autofree guint *exact = g_new (guint, self->codings->len);
  guint64 *blanks = g_steal_pointer (&self->blanks); /* there were none before */
  g_autoptr (QhClasses) before = NULL;
  g_autoptr (QhClasses) after = NULL;

  for (guint i = 0; i < self->codings->len; i++)
    exact[i] = EXACTLY;
  before = classes_at (self, exact, NULL);

  self->blanks = blanks;
  after = classes_at (self, qh_anonymization_get_node (self)->levels, self->keep);
  qh_risk_of_classes (before, &self->before);
  qh_risk_of_classes (after, &self->after);
  compute_diversity (self, before, NULL, goal->c, &self->diversity_before);
  compute_diversity (self, after, self->keep, goal->c, &self->diversity_after);
  for (QhLoss loss = QH_LOSS_CERTAINTY + 1; loss < QH_N_LOSSES; loss++)
    {
      self->losses_before[loss] = qh_loss_of_classes (loss, before, NULL, self->n_records, goal->k);
      self->losses[loss] = qh_loss_of_classes (loss, after, NULL, self->n_records, goal->k);
    }
}

/* The certainty penalty of what is written. */
static void
sum_penalty (QhAnonymization *self)
{
  double sum = 0;

  for (guint c = 0; c < self->codings->len; c++)
    {
      const QhCoding *coding = g_ptr_array_index (self->codings, c);
      const QhHierarchyLevel *level
        = qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, c), qh_anonymization_get_node (self)->levels[c]);

      for (guint i = 0; i < self->n_records; i++)
        {
          gboolean blank = self->keep[i] && is_blank (self, c, i);

          self->n_blank_cells += blank;
          sum += !self->keep[i] || blank ? 1 : level->loss[level->groups[coding->codes[i]]];
        }
    }
  self->losses[QH_LOSS_CERTAINTY] = sum / self->n_records / self->codings->len;
}

static guint
count_values (const QhHierarchy *hierarchy)
{
  guint n = 0;

  for (guint category = 0; category < hierarchy->n_categories; category++)
    n += hierarchy->occurs[category];
  return n;
}

static void
add_steps (QhAnonymization *self, const QhLattice *lattice)
{
  const QhNode *node = qh_anonymization_get_node (self);
  g_autofree guint *levels = g_memdup2 (node->levels, self->codings->len * sizeof (guint));

  self->steps = g_ptr_array_new_with_free_func (step_free);
  for (guint c = 0; c < self->codings->len; c++)
    {
      const QhHierarchy *hierarchy = g_ptr_array_index (self->hierarchies, c);
      QhAnonymizeStep *step = g_new0 (QhAnonymizeStep, 1);
      g_autoptr (QhClasses) classes = NULL;
      QhRisk risk;

      levels[c] = EXACTLY;
      classes = classes_at (self, levels, self->keep);
      levels[c] = node->levels[c];
      qh_risk_of_classes (classes, &risk);
      step->name = g_strdup (hierarchy->name);
      step->level = levels[c];
      step->n_levels = hierarchy->levels->len;
      step->values_before = count_values (hierarchy);
      step->values_after = qh_hierarchy_count_groups (hierarchy, levels[c]);
      step->loss = qh_lattice_loss_of (lattice, c, levels[c]);
      step->k_if_exact = risk.k;
      step->average_if_exact = risk.average_risk;
      g_ptr_array_add (self->steps, step);
    }
}

/**
 * qh_anonymization_get_k:
 * @alternative: which of the best that were found
 * @least: the k that was asked for
 *
 * Returns: the smallest class of at least @least that there would be; 0 for none.
 */
guint
qh_anonymization_get_k (const QhAnonymization *self, guint alternative, guint least)
{
  const QhNode *node = g_ptr_array_index (self->search->best, alternative);
  g_autoptr (QhClasses) classes = classes_at (self, node->levels, NULL);
  guint k = G_MAXUINT;

  for (guint i = 0; i < classes->n_classes; i++)
    if (classes->sizes[i] >= least)
      k = MIN (k, classes->sizes[i]);
  return k != G_MAXUINT ? k : 0;
}

/* Hierarchies */

static gboolean
make_hierarchies (QhAnonymization *self, const QhAnonymizeRequest *request, QhCatalogues *catalogues, GError **error)
{
  self->hierarchies = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_hierarchy_free);
  for (guint c = 0; c < self->codings->len; c++)
    {
      const QhCoding *coding = g_ptr_array_index (self->codings, c);
      GFile *file = request->files != NULL ? g_hash_table_lookup (request->files, coding->name) : NULL;
      GBytes *table = request->tables != NULL ? g_hash_table_lookup (request->tables, coding->name) : NULL;
      const QhCodeEnds *ends = request->ends != NULL ? g_hash_table_lookup (request->ends, coding->name) : NULL;
      QhHierarchy *hierarchy
        = file != NULL    ? qh_hierarchy_new_file (coding, file, error)
          : table != NULL ? qh_hierarchy_new_bytes (coding, coding->name, table, error)
                          : qh_hierarchy_new_usual (coding, ends, catalogues);

      if (hierarchy == NULL)
        return FALSE;
      g_ptr_array_add (self->hierarchies, hierarchy);
    }
  return TRUE;
}

/* A file or an end for what is no quasi-identifier is a slip of the pen. */
static gboolean
check_names (const QhAnonymizeRequest *request, GHashTable *table, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  if (table == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (request->quasi, name))
      {
        g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("“%s” is not among the quasi-identifiers. Name it there, or correct its name."), (char *)name);
        return FALSE;
      }
  return TRUE;
}

/* Whether l or t is asked for; what is only told does not slow the search down. */
static gboolean
asks_of_secrets (const QhGoal *goal)
{
  return goal->l_distinct > 0 || goal->l_entropy > 0 || goal->l_recursive > 0 || goal->t <= 1;
}

static gboolean
check_request (const QhAnonymizeRequest *request, GError **error)
{
  if (request->quasi[0] == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("There are no quasi-identifiers. Name the variables by which somebody might be known."));
      return FALSE;
    }
  for (guint i = 0; request->quasi[i] != NULL; i++)
    if (g_strv_contains (request->quasi + i + 1, request->quasi[i]) || g_strv_contains (request->sensitive, request->quasi[i]))
      {
        g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("“%s” is named twice. Name each variable once."), request->quasi[i]);
        return FALSE;
      }
  if (request->sensitive[0] == NULL && asks_of_secrets (&request->goal))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("l and t are of sensitive variables, and none is named. Name them, or leave l and t out."));
      return FALSE;
    }
  if (request->blank_cells && asks_of_secrets (&request->goal))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _ ("Cells can be left blank for k, not for l and t. Leave one of them out."));
      return FALSE;
    }
  return check_names (request, request->files, error) && check_names (request, request->tables, error) && check_names (request, request->ends, error)
         && check_names (request, request->levels, error);
}

static gboolean
check_records (const QhAnonymization *self, const QhGoal *goal, GError **error)
{
  if (self->n_records == 0)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_RANGE, _ ("There are no rows. Choose another file, or fewer conditions."));
      return FALSE;
    }
  if (goal->k <= self->n_records)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               ngettext ("A class of %u cannot be made of %u record. Choose a smaller k.",
                         "A class of %u cannot be made of %u records. Choose a smaller k.",
                         self->n_records),
               goal->k,
               self->n_records);
  return FALSE;
}

/* Each variable that is told at a level that was chosen. */
static gboolean
fix_levels (const QhAnonymization *self, const QhAnonymizeRequest *request, QhLattice *lattice, GError **error)
{
  for (guint c = 0; request->levels != NULL && c < self->codings->len; c++)
    {
      const QhHierarchy *hierarchy = g_ptr_array_index (self->hierarchies, c);
      guint level = GPOINTER_TO_UINT (g_hash_table_lookup (request->levels, hierarchy->name));

      if (level > hierarchy->levels->len)
        {
          g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("“%s” is told at the levels 0 to %u, and not at %u. Choose another level."), hierarchy->name,
                       hierarchy->levels->len - 1, level - 1);
          return FALSE;
        }
      if (level > 0)
        qh_lattice_fix (lattice, c, level - 1);
    }
  return TRUE;
}

/* Where nothing reaches the goal: the coarsest that may be, nothing left out. */
static void
take_missed (QhAnonymization *self, QhLattice *lattice)
{
  QhNode *node = g_new0 (QhNode, 1);

  self->missed = TRUE;
  node->levels = g_new0 (guint, self->codings->len);
  for (guint c = 0; c < self->codings->len; c++)
    node->levels[c] = qh_lattice_get_coarsest (lattice, c);
  g_ptr_array_add (self->search->best, node);
  self->keep = g_malloc (MAX (1, self->n_records));
  memset (self->keep, 1, MAX (1, self->n_records));
}

static void
set_missed (GError **error, const QhAnonymizeRequest *request)
{
  if (request->levels != NULL && g_hash_table_size (request->levels) > 0)
    g_set_error (error, QH_ERROR, QH_ERROR_RANGE,
                 _ ("Nothing reaches that goal at the levels that were chosen. Choose coarser ones, let more records be left out than %.3g %%, or ask for less."),
                 100 * request->goal.suppress);
  else
    g_set_error (error, QH_ERROR, QH_ERROR_RANGE,
                 _ ("Nothing reaches that goal, not even everything told as coarsely as can be. Let more records be left out than %.3g %%, or ask for less."),
                 100 * request->goal.suppress);
}

/**
 * qh_anonymize:
 * @mask: (nullable) (array): the rows to take
 *
 * Finds how to tell the quasi-identifiers less exactly, and which records to
 * leave out, so that the goal is reached at the least loss; see qh_lattice_search().
 *
 * Returns: (transfer full): what was found; %NULL with an error where a variable
 *   or hierarchy is wrong, or nothing reaches the goal.
 */
QhAnonymization *
qh_anonymize (QhFrame *frame, const guint8 *mask, const QhAnonymizeRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhAnonymization) self = g_new0 (QhAnonymization, 1);
  g_autoptr (GPtrArray) none = g_ptr_array_new (); /* must outlive the lattice */
  g_autoptr (QhLattice) lattice = NULL;

  if (!check_request (request, error))
    return NULL;
  self->codings = qh_coding_list_new (frame, request->quasi, mask, error);
  self->secrets = self->codings != NULL ? qh_coding_list_new (frame, request->sensitive, mask, error) : NULL;
  if (self->secrets == NULL)
    return NULL;
  self->n_records = ((const QhCoding *)g_ptr_array_index (self->codings, 0))->n;
  if (!check_records (self, &request->goal, error)
      || !make_hierarchies (self, request, qh_frame_get_catalogues (frame), error))
    return NULL;
  lattice = qh_lattice_new (self->codings, self->hierarchies, asks_of_secrets (&request->goal) ? self->secrets : none, &request->goal);
  if (!fix_levels (self, request, lattice, error))
    return NULL;
  self->search = qh_lattice_search (lattice, cancellable, error);
  if (self->search == NULL)
    return NULL;
  if (self->search->best->len == 0 && !request->even_if_missed)
    {
      set_missed (error, request);
      return NULL;
    }
  if (self->search->best->len == 0)
    take_missed (self, lattice);
  else
    self->keep = qh_lattice_keep (lattice, qh_anonymization_get_node (self)->levels, self->n_records);
  if (request->blank_cells && !self->missed)
    qh_blank_cells (self, qh_anonymization_get_node (self)->levels, request->goal.k);
  for (guint i = 0; i < self->n_records; i++)
    self->n_kept += self->keep[i];
  self->by = request->goal.loss;
  sum_penalty (self);
  compute_figures (self, &request->goal);
  add_steps (self, lattice);
  return g_steal_pointer (&self);
}
