/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "frame/qh-small-cells.h"
#include "research/qh-explore-private.h"

#define BLOCK 4096
#define MOST_LAYERS 24
/* Chance is drawn the same each time. */
#define SEED 1

/* A day is looked at by month, of several answers the first counts where one is needed. */
static char *
resolve (QhFrame *frame, const char *name, gboolean alone)
{
  const QhFrameColumn *column = name != NULL ? qh_frame_find_column (frame, name) : NULL;

  if (column == NULL)
    return g_strdup (name);
  if (column->field->type == QH_TYPE_DATE)
    return g_strconcat (name, ":month", NULL);
  if (column->form == QH_COLUMN_LIST && !alone)
    return g_strconcat (name, ":first", NULL);
  return g_strdup (name);
}

static gboolean
is_number (QhFrame *frame, const char *name)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, name);
  QhMeasurement level
    = column != NULL ? qh_measurement_of_field (column->field) : QH_MEASUREMENT_NOMINAL;

  return level == QH_MEASUREMENT_SCALE || level == QH_MEASUREMENT_TIME;
}

static QhFilter *
read_filter (QhFrame *frame, const QhExploreQuestion *question, GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_auto (GStrv) lines = g_strsplit (question->filter != NULL ? question->filter : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && !qh_filter_parse (filter, frame, lines[i], error))
      return NULL;
  return g_steal_pointer (&filter);
}

static guint8 *
filter_rows (QhFrame *frame, const QhExploreQuestion *question, GError **error)
{
  g_autoptr (QhFilter) filter = read_filter (frame, question, error);

  return filter != NULL ? qh_filter_to_mask (filter, frame, error) : NULL;
}

/* The rows of a question, if they may be told apart from the others. */
static guint8 *
filter_shown_rows (QhFrame *frame, const QhExploreQuestion *question, guint least, GError **error)
{
  g_autoptr (QhFilter) filter = read_filter (frame, question, error);
  g_autofree guint8 *mask = filter != NULL ? qh_filter_to_mask (filter, frame, error) : NULL;

  return mask != NULL && qh_filter_may_part (filter, frame, mask, least, error) ? g_steal_pointer (&mask) : NULL;
}

/* The tests that fit the variables this way round. */
static GPtrArray *
offer (QhFrame *frame, const guint8 *mask, const char *of, const char *by)
{
  GPtrArray *offered = qh_stats_test_offer (frame, mask, of, by);

  for (guint i = offered->len; i > 0; i--)
    if (((const QhStatsTest *)g_ptr_array_index (offered, i - 1))->event)
      g_ptr_array_remove_index (offered, i - 1);
  return offered;
}

/* As they stand in the list of all tests. */
static int
compare_tests (gconstpointer a, gconstpointer b)
{
  const QhStatsTest *first = *(const QhStatsTest *const *)a,
                    *second = *(const QhStatsTest *const *)b;

  return first < second ? -1 : first > second;
}

static GPtrArray *
offer_both (QhFrame *frame, const guint8 *mask, const char *rows, const char *columns)
{
  GPtrArray *offered = offer (frame, mask, rows, columns);
  g_autoptr (GPtrArray) turned = columns != NULL ? offer (frame, mask, columns, rows) : g_ptr_array_new ();

  for (guint i = 0; i < turned->len; i++)
    if (!g_ptr_array_find (offered, g_ptr_array_index (turned, i), NULL))
      g_ptr_array_add (offered, g_ptr_array_index (turned, i));
  g_ptr_array_sort (offered, compare_tests);
  return offered;
}

/* How long it takes until an end, by groups or of all. */
static void
offer_curves (QhFrame *frame, const QhExploreQuestion *question, GPtrArray *offered)
{
  const char *columns = question->columns != NULL ? question->columns : question->colour;
  const char *start, *end, *other = NULL;

  if (qh_explore_find_span (question->unit, question->rows, &start, &end))
    other = columns;
  else if (qh_explore_find_span (question->unit, columns, &start, &end))
    other = question->rows;
  else
    return;
  if (other == NULL || !is_number (frame, other))
    g_ptr_array_insert (offered, 0, (gpointer)qh_stats_test_find ("kaplan-meier", NULL));
}

/**
 * qh_explore_offer:
 *
 * Which tests fit the variables of a question. Not for the main thread.
 *
 * Returns: (transfer container) (element-type QhStatsTest): the usual ones first; %NULL
 *   where the filter is of no use
 */
GPtrArray *
qh_explore_offer (QhFrame *frame, const QhExploreQuestion *question, GError **error)
{
  g_autofree char *rows = resolve (frame, question->rows, FALSE);
  g_autofree char *columns = resolve (frame, question->columns != NULL ? question->columns : question->colour, FALSE);
  g_autofree guint8 *mask = filter_rows (frame, question, error);

  GPtrArray *offered = mask != NULL ? offer_both (frame, mask, rows, columns) : NULL;

  if (offered != NULL)
    offer_curves (frame, question, offered);
  return offered;
}

/**
 * qh_explore_load:
 *
 * Returns: (transfer full): what a test needs of the question's rows.
 */
QhStatsData *
qh_explore_load (const QhExploring *self, const QhStatsTest *test, GError **error)
{
  const char *of[] = { self->of, test->event ? self->end : NULL, NULL }, *by[] = { self->by, NULL };
  QhStatsQuestion question = { .test = test->name, .of = of, .by = by, .weight = self->weight, .seed = SEED };

  return qh_stats_load (
    self->frame, self->mask, test, &question, self->rules->language, NULL, NULL, error);
}

/**
 * qh_explore_load_rows:
 *
 * Returns: (transfer full): the same where each row stands for itself: so many are there
 *   to be recognized
 */
QhStatsData *
qh_explore_load_rows (const QhExploring *self, const QhStatsTest *test, GError **error)
{
  QhExploring plain = *self;

  plain.weight = NULL;
  return qh_explore_load (&plain, test, error);
}

static void
turn (QhExploring *self)
{
  const char *first = self->of;

  self->of = self->by;
  self->by = first;
}

/* What is usual of such variables. */
static QhAnswer *
look_at (QhExploring *self, GError **error)
{
  gboolean of = is_number (self->frame, self->of);
  gboolean by = self->by != NULL && is_number (self->frame, self->by);

  if (self->by == NULL)
    return of ? qh_explore_numbers (self, "describe", error) : qh_explore_frequencies (self, error);
  if (!of && !by)
    return qh_explore_cross_table (self, error);
  if (of && by)
    return qh_explore_numbers (self, "pearson", error);
  if (by)
    turn (self);
  return qh_explore_numbers (self, "describe", error);
}

static QhAnswer *
run_curves (QhExploring *self, GError **error)
{
  const char *unit = self->question->unit, *start;

  if (!qh_explore_find_span (unit, self->question->rows, &start, &self->end))
    {
      if (!qh_explore_find_span (unit, self->question->columns, &start, &self->end))
        {
          g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("This asks how long it takes until an end. Choose a variable that begins or ends, such as the day of opening of cases."));
          return NULL;
        }
      self->by = self->of;
    }
  self->of = start;
  return qh_explore_numbers (self, self->question->test, error);
}

static QhAnswer *
run_test (QhExploring *self, GError **error)
{
  g_autoptr (GPtrArray) offered = offer (self->frame, self->mask, self->of, self->by);
  const QhStatsTest *test = qh_stats_test_find (self->question->test, error);

  if (test == NULL)
    return NULL;
  if (test->event)
    return run_curves (self, error);
  if (self->by != NULL && !g_ptr_array_find (offered, test, NULL))
    turn (self);
  return qh_explore_numbers (self, self->question->test, error);
}

static QhAnswer *
answer_one (QhExploring *self, GError **error)
{
  const char *test = self->question->test;
  gsize rows = self->mask != NULL ? qh_mask_count (self->mask, qh_frame_get_n_rows (self->frame))
                                  : qh_frame_get_n_rows (self->frame);

  if (rows == 0)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("The filter leaves no rows. Take a part of it away."));
      return NULL;
    }
  if (rows < self->rules->least)
    {
      qh_stats_small_refuse (self->rules->least, error);
      return NULL;
    }
  if (test == NULL)
    return look_at (self, error);
  if (g_str_equal (test, "frequencies"))
    return qh_explore_frequencies (self, error);
  if (g_str_equal (test, "cross-table") && self->by != NULL)
    return qh_explore_cross_table (self, error);
  return run_test (self, error);
}

static char *
dup_label (QhFrame *frame, const char *name, QhLanguage language)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, name);
  g_autoptr (QhVariable) variable = NULL;

  if (column != NULL)
    return g_strdup (qh_field_get_label (column->field, language));
  variable = qh_variable_new (frame, name, NULL);
  return variable != NULL ? qh_variable_dup_label (variable, language) : g_strdup (name);
}

static char *
write_subtitle (const QhExploring *self, const char *layer)
{
  QhLanguage language = self->rules->language;
  g_autofree char *of = dup_label (self->frame, self->of, language);
  GString *text = g_string_new (of);

  if (self->by != NULL)
    {
      g_autofree char *by = dup_label (self->frame, self->by, language);

      g_string_append_printf (text, " × %s", by);
    }
  if (layer != NULL)
    g_string_append_printf (text, " · %s", layer);
  if (self->weight != NULL)
    {
      g_autofree char *weight = dup_label (self->frame, self->weight, language);

      /* Translators: how many like it a row stands for, by which variable */
      g_string_append_printf (text, _ (" · weighted by %s"), weight);
    }
  if (self->question->unit != NULL && !g_str_equal (self->question->unit, QH_EXPLORE_TABLE))
    g_string_append_printf (text, " · %s", qh_kind_get_plural (qh_frame_get_kind (self->frame), language));
  return g_string_free (text, FALSE);
}

static gboolean
answer_layer (QhExploring *self, const char *layer, GPtrArray *answers, GError **error)
{
  QhExploring one = *self;
  g_autofree char *subtitle = write_subtitle (self, layer);
  QhAnswer *answer;

  one.subtitle = subtitle;
  answer = answer_one (&one, error);
  if (answer != NULL)
    g_ptr_array_add (answers, answer);
  return answer != NULL;
}

static guint8 *
mask_layer (const QhVariable *variable, const guint8 *mask, guint n_rows, guint category)
{
  guint8 *layer = g_new0 (guint8, MAX (1, n_rows));
  guint32 block[BLOCK];

  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      qh_variable_decode (variable, start, n, block);
      for (guint i = 0; i < n; i++)
        layer[start + i] = mask[start + i] && block[i] == category;
    }
  return layer;
}

static void
tell_unfit (QhExploring *self, const char *layer, GPtrArray *answers, const GError *unfit)
{
  g_autofree char *subtitle = write_subtitle (self, layer);
  QhAnswer *answer = qh_answer_new (self->question, _ ("Not computed"), subtitle);

  answer->sentence = g_strdup (unfit->message);
  g_ptr_array_add (answers, answer);
}

/* Layers of few rows, and those that would give them away: each follows from all rows
 * less the others. Rows without a layer are one more. */
static guint8 *
hide_layers (const QhExploring *self, const QhVariable *variable)
{
  guint n_keys = qh_variable_get_n_keys (variable), n_rows = qh_frame_get_n_rows (self->frame);
  g_autofree double *counts = g_new0 (double, n_keys);

  for (guint c = 0; c < n_keys; c++)
    {
      g_autofree guint8 *mask = mask_layer (variable, self->mask, n_rows, c);

      counts[c] = qh_mask_count (mask, n_rows);
    }
  return qh_small_cells_find (counts, n_keys, 1, self->rules->least, TRUE);
}

static void
answer_or_tell (QhExploring *self, const char *layer, gboolean hidden, GPtrArray *answers)
{
  g_autoptr (GError) unfit = NULL;

  if (hidden)
    qh_stats_small_refuse (self->rules->least, &unfit);
  else if (answer_layer (self, layer, answers, &unfit))
    return;
  tell_unfit (self, layer, answers, unfit);
}

static gboolean
answer_layers (QhExploring *self, GPtrArray *answers, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = resolve (self->frame, self->question->layers, FALSE);
  g_autoptr (QhVariable) variable = qh_variable_new (self->frame, name, error);
  guint n_rows = qh_frame_get_n_rows (self->frame);
  g_autofree guint8 *hidden = NULL;

  if (variable == NULL)
    return FALSE;
  if (qh_variable_get_n_keys (variable) > QH_FRAME_FIRST_CODE + MOST_LAYERS)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE,
                   _ ("Layers can have %u categories at most. Choose another variable as layers."), MOST_LAYERS);
      return FALSE;
    }
  hidden = hide_layers (self, variable);
  for (guint c = QH_FRAME_FIRST_CODE; c < qh_variable_get_n_keys (variable); c++)
    {
      QhExploring one = *self;
      g_autofree guint8 *mask = mask_layer (variable, self->mask, n_rows, c);
      g_autofree char *label = qh_variable_dup_key_label (
        variable, qh_variable_get_key (variable, c), self->rules->language, NULL, NULL);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      one.mask = mask;
      if (qh_mask_count (mask, n_rows) > 0)
        answer_or_tell (&one, label, hidden[c * 2], answers);
    }
  return TRUE;
}

/**
 * qh_explore_ask:
 *
 * Asks a question of the rows of a frame. May take seconds: not for the main thread.
 *
 * Returns: (transfer full) (element-type QhAnswer): one, or one for each layer that has
 *   rows; %NULL where nothing can be computed
 */
GPtrArray *
qh_explore_ask (QhFrame *frame,
                const QhExploreQuestion *question,
                const QhExploreRules *rules,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);
  gboolean alone = question->columns == NULL && question->colour == NULL && question->test == NULL;
  g_autofree char *rows = resolve (frame, question->rows, alone);
  g_autofree char *colour = resolve (frame, question->colour, FALSE);
  /* What one variable is parted by is its columns. */
  g_autofree char *columns = resolve (frame, question->columns != NULL ? question->columns : question->colour, FALSE);
  g_autofree guint8 *mask = filter_shown_rows (frame, question, rules->least, error);
  QhExploring self = { .frame = frame,
                       .mask = mask,
                       .question = question,
                       .rules = rules,
                       .of = rows,
                       .by = columns,
                       .colour = colour,
                       .weight = question->weight };
  gboolean good;

  if (mask == NULL)
    return NULL;
  good = question->layers != NULL ? answer_layers (&self, answers, cancellable, error)
                                  : answer_layer (&self, NULL, answers, error);
  return good ? g_steal_pointer (&answers) : NULL;
}
