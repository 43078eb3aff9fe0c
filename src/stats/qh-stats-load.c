/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "frame/qh-table.h"
#include "stats/qh-sample.h"
#include "stats/qh-stats-test.h"

#define BLOCK 4096
/* Rows that stand for others are written out so often at most. */
#define MOST_ROWS 20000000

/* Where variables come from. */
typedef struct
{
  QhFrame *frame;
  const guint8 *mask;
  QhLanguage language;
  QhNamer namer;
  gpointer namer_data;
  gsize n;
} Loading;

static gboolean
is_row (const Loading *self, guint row)
{
  return self->mask == NULL || self->mask[row];
}

/**
 * qh_stats_level_of:
 *
 * Returns: the level at which the categories of @variable are measured.
 */
QhMeasurement
qh_stats_level_of (const QhVariable *variable)
{
  switch (variable->form)
    {
    case QH_VARIABLE_DIRECT:
      return QH_MEASUREMENT_NOMINAL;
    case QH_VARIABLE_CODE:
    case QH_VARIABLE_YESNO:
    case QH_VARIABLE_REFERENCE:
      return variable->column != NULL ? qh_measurement_of_field (variable->column->field)
                                      : QH_MEASUREMENT_NOMINAL;
    case QH_VARIABLE_NUMBER:
      return QH_MEASUREMENT_SCALE;
    default:
      return QH_MEASUREMENT_ORDINAL;
    }
}

static gboolean
has_one_answer (const QhVariable *variable, GError **error)
{
  if (variable->level == QH_LEVEL_ROW)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s” has several answers a row, and a test needs one. Choose another variable."),
               variable->name);
  return FALSE;
}

static QhVariable *
open_categories (const Loading *self, const char *name, GError **error)
{
  g_autoptr (QhVariable) variable = qh_variable_new (self->frame, name, error);

  return variable != NULL && has_one_answer (variable, error) ? g_steal_pointer (&variable) : NULL;
}

static char *
label_key (const Loading *self, const QhVariable *variable, guint category)
{
  return qh_variable_dup_key_label (variable,
                                    qh_variable_get_key (variable, category),
                                    self->language,
                                    self->namer,
                                    self->namer_data);
}

static QhStatsVariable *
load_number (const Loading *self, const QhFrameColumn *column)
{
  double *values = g_new (double, MAX (1, self->n));
  gboolean real = column->form == QH_COLUMN_REAL;
  gsize at = 0;

  for (guint row = 0; row < qh_frame_get_n_rows (self->frame); row++)
    if (is_row (self, row))
      {
        gint64 value = qh_frame_column_get (column, row);

        values[at++] = QH_SCAN_IS_EMPTY (value) ? NAN
                       : real                   ? qh_scan_to_real (value)
                                                : (double)value;
      }
  return qh_stats_variable_new (column->field->name,
                                qh_field_get_label (column->field, self->language),
                                qh_measurement_of_field (column->field),
                                values,
                                NULL);
}

/* The categories that have any, as the places that they get. */
static GPtrArray *
number_categories (const Loading *self,
                   const QhVariable *variable,
                   const gboolean *any,
                   double *places)
{
  GPtrArray *categories = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < qh_variable_get_n_keys (variable); c++)
    {
      places[c] = NAN;
      if (c < QH_FRAME_FIRST_CODE || !any[c])
        continue;
      places[c] = categories->len;
      g_ptr_array_add (categories, label_key (self, variable, c));
    }
  return categories;
}

static QhStatsVariable *
load_categories (const Loading *self, const QhVariable *variable)
{
  guint n_keys = qh_variable_get_n_keys (variable), n_rows = qh_frame_get_n_rows (self->frame);
  g_autofree gboolean *any = g_new0 (gboolean, n_keys);
  g_autofree double *places = g_new (double, n_keys);
  g_autofree guint32 *all = g_new (guint32, MAX (1, self->n));
  g_autofree char *label = qh_variable_dup_label (variable, self->language);
  double *values = g_new (double, MAX (1, self->n));
  GPtrArray *categories;
  guint32 block[BLOCK];
  gsize at = 0;

  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      qh_variable_decode (variable, start, n, block);
      for (guint i = 0; i < n; i++)
        if (is_row (self, start + i))
          {
            any[block[i]] = TRUE;
            all[at++] = block[i];
          }
    }
  categories = number_categories (self, variable, any, places);
  for (gsize i = 0; i < self->n; i++)
    values[i] = places[all[i]];
  return qh_stats_variable_new (
    variable->name, label, qh_stats_level_of (variable), values, categories);
}

static gboolean
refuse (const char *name, QhStatsNeed need, GError **error)
{
  g_set_error (
    error,
    QH_ERROR,
    QH_ERROR_CODE,
    need != QH_STATS_ORDER
      ? _ ("“%s” is not a number, and the test needs one. Choose another variable or test.")
      : _ ("“%s” has categories without an order, and the test needs an order. Choose "
           "another variable or test."),
    name);
  return FALSE;
}

/* Of two categories one is more than the other, whichever that is. */
static gboolean
has_order (const QhStatsVariable *variable, QhStatsNeed need, GError **error)
{
  return need != QH_STATS_ORDER || variable->level != QH_MEASUREMENT_NOMINAL
         || variable->categories->len <= 2 || refuse (variable->name, need, error);
}

/* Numbers as numbers where the test wants them so, all else, and what is to be counted,
 * as categories. */
static QhStatsVariable *
load_variable (const Loading *self,
               const char *name,
               QhStatsNeed need,
               gboolean counts,
               GError **error)
{
  const QhFrameColumn *column = qh_frame_find_column (self->frame, name);
  gboolean number = column != NULL
                    && (qh_column_is_number (column)
                        || (column->field->type == QH_TYPE_DATE && need != QH_STATS_NUMBER));
  g_autoptr (QhVariable) variable = NULL;
  QhStatsVariable *loaded;

  if (number && need >= QH_STATS_ORDER && !counts)
    return load_number (self, column);
  variable = open_categories (self, name, error);
  if (variable == NULL
      || ((need == QH_STATS_NUMBER || need == QH_STATS_TIME) && !refuse (name, need, error)))
    return NULL;
  loaded = load_categories (self, variable);
  if (!has_order (loaded, need, error))
    g_clear_pointer (&loaded, qh_stats_variable_free);
  return loaded;
}

static gboolean
load_list (const Loading *self,
           const char *const *names,
           QhStatsNeed need,
           gboolean counts,
           GPtrArray *list,
           GError **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      QhStatsVariable *variable = load_variable (self, names[i], need, counts, error);

      if (variable == NULL)
        return FALSE;
      g_ptr_array_add (list, variable);
    }
  return TRUE;
}

/* "VARIABLE=CODE": 1 where the variable has it, 0 where it has another. "VARIABLE",
 * such as the day of an end: 1 where it has any answer. */
static QhStatsVariable *
load_event (const Loading *self, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
  g_autoptr (QhVariable) variable = open_categories (self, name, error);
  g_autofree char *label = NULL;
  double *values;
  gsize at = 0;
  gint64 key = QH_SCAN_NONE;

  if (variable == NULL
      || (equals != NULL && !qh_variable_parse_key (variable, equals + 1, &key, error)))
    return NULL;
  values = g_new (double, MAX (1, self->n));
  label = qh_variable_dup_label (variable, self->language);
  for (guint row = 0; row < qh_frame_get_n_rows (self->frame); row++)
    if (is_row (self, row))
      {
        guint32 category;
        gint64 found;

        qh_variable_decode (variable, row, 1, &category);
        found = qh_variable_get_key (variable, category);
        if (equals == NULL)
          values[at++] = !QH_SCAN_IS_EMPTY (found);
        else
          values[at++] = QH_SCAN_IS_EMPTY (found) ? NAN : found == key;
      }
  return qh_stats_variable_new (name, label, QH_MEASUREMENT_NOMINAL, values, NULL);
}

static GPtrArray *
copy_labels (const Loading *self, const QhVariable *variable, const GArray *kept)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < kept->len; i++)
    g_ptr_array_add (labels, label_key (self, variable, g_array_index (kept, guint, i)));
  return labels;
}

static void
find_kept (const QhTable *table, GArray *rows, GArray *columns)
{
  g_autofree guint64 *row_sums = g_new0 (guint64, table->n_rows);
  g_autofree guint64 *column_sums = g_new0 (guint64, table->n_columns);

  for (guint r = QH_FRAME_FIRST_CODE; r < table->n_rows; r++)
    for (guint c = QH_FRAME_FIRST_CODE; c < table->n_columns; c++)
      {
        row_sums[r] += qh_table_get_cell (table, r, c);
        column_sums[c] += qh_table_get_cell (table, r, c);
      }
  for (guint r = QH_FRAME_FIRST_CODE; r < table->n_rows; r++)
    if (row_sums[r] > 0)
      g_array_append_val (rows, r);
  for (guint c = QH_FRAME_FIRST_CODE; c < table->n_columns; c++)
    if (column_sums[c] > 0)
      g_array_append_val (columns, c);
}

/* Counted in the frame itself: no value is copied. */
static gboolean
count_table (const Loading *self,
             gboolean several,
             const char *of,
             const char *by,
             QhStatsData *data,
             GError **error)
{
  g_autoptr (QhTable) table
    = qh_table_new (self->frame, of, by, self->mask, QH_MEASURE_COUNT, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) row_labels = NULL, column_labels = NULL;
  g_autofree char *of_label = NULL, *by_label = NULL;

  if (table == NULL
      || (!several
          && (!has_one_answer (table->rows, error) || !has_one_answer (table->columns, error))))
    return FALSE;
  data->several = table->rows->level != QH_LEVEL_ROW || table->columns->level != QH_LEVEL_ROW;
  find_kept (table, rows, columns);
  row_labels = copy_labels (self, table->rows, rows);
  column_labels = copy_labels (self, table->columns, columns);
  data->counts = qh_stats_counts_new (row_labels, column_labels);
  for (guint r = 0; r < rows->len; r++)
    for (guint c = 0; c < columns->len; c++)
      data->counts->cells[(gsize)r * columns->len + c] = (double)qh_table_get_cell (
        table, g_array_index (rows, guint, r), g_array_index (columns, guint, c));
  of_label = qh_variable_dup_label (table->rows, self->language);
  by_label = qh_variable_dup_label (table->columns, self->language);
  g_ptr_array_add (
    data->of,
    qh_stats_variable_new (
      of, of_label, qh_stats_level_of (table->rows), NULL, g_ptr_array_ref (row_labels)));
  g_ptr_array_add (
    data->by,
    qh_stats_variable_new (
      by, by_label, qh_stats_level_of (table->columns), NULL, g_ptr_array_ref (column_labels)));
  return TRUE;
}

static void
repeat (QhStatsVariable *variable, const double *weights, gsize n, gsize total)
{
  double *values = g_new (double, MAX (1, total));
  gsize at = 0;

  for (gsize i = 0; i < n; i++)
    for (double w = 0; w < weights[i]; w++)
      values[at++] = variable->values[i];
  g_free (variable->values);
  variable->values = values;
}

/* A row that stands for several like it becomes several. */
static gboolean
repeat_rows (QhStatsData *data, const char *name, double *weights, GError **error)
{
  double total = 0;

  for (gsize i = 0; i < data->n; i++)
    {
      if (isnan (weights[i]) || weights[i] < 0)
        weights[i] = 0;
      if (weights[i] != floor (weights[i]))
        {
          g_set_error (error,
                       QH_ERROR,
                       QH_ERROR_RANGE,
                       _ ("“%s” has %g in it, and here a weight is how many like it a row stands "
                          "for: a whole number. Only tests of two categories take fractions."),
                       name,
                       weights[i]);
          return FALSE;
        }
      total += weights[i];
    }
  if (total > MOST_ROWS)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("“%s” adds up to %'.0f rows, and a test takes at most %'d. Choose other rows."),
                   name,
                   total,
                   MOST_ROWS);
      return FALSE;
    }
  for (guint i = 0; i < data->of->len; i++)
    repeat (g_ptr_array_index (data->of, i), weights, data->n, (gsize)total);
  for (guint i = 0; i < data->by->len; i++)
    repeat (g_ptr_array_index (data->by, i), weights, data->n, (gsize)total);
  if (data->event != NULL)
    repeat (data->event, weights, data->n, (gsize)total);
  data->n = (gsize)total;
  return TRUE;
}

static gboolean
weigh (const Loading *self,
       const QhStatsTest *test,
       const char *name,
       QhStatsData *data,
       GError **error)
{
  QhStatsVariable *weight;
  gboolean done = TRUE;

  if (name == NULL)
    {
      if (test->counts)
        qh_stats_data_count (data, NULL);
      return TRUE;
    }
  weight = load_variable (self, name, QH_STATS_NUMBER, FALSE, error);
  if (weight == NULL)
    return FALSE;
  if (test->counts)
    qh_stats_data_count (data, weight->values);
  else
    done = repeat_rows (data, name, weight->values, error);
  qh_stats_variable_free (weight);
  return done;
}

static gsize
count_names (const char *const *names)
{
  return names != NULL ? g_strv_length ((char **)names) : 0;
}

/* A variable says nothing of itself. */
static const char *
find_repeated (const QhStatsQuestion *question, gsize n_of, gsize n_by)
{
  for (gsize i = 0; i < n_of + n_by; i++)
    for (gsize k = 0; k < i; k++)
      {
        const char *one = i < n_of ? question->of[i] : question->by[i - n_of];
        const char *other = k < n_of ? question->of[k] : question->by[k - n_of];

        if (g_str_equal (one, other))
          return one;
      }
  return NULL;
}

static gboolean
check_names (const QhStatsTest *test, const QhStatsQuestion *question, GError **error)
{
  gsize of = count_names (question->of), by = count_names (question->by);
  const char *repeated = find_repeated (question, of, by);

  if (of == 0 || (by == 0 && test->by != QH_STATS_NOTHING && !test->by_optional))
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_REQUIRED,
                 test->by == QH_STATS_NOTHING
                   ? _ ("“%s” needs a variable to look at.")
                   : _ ("“%s” needs a variable to look at and one to compare it by."),
                 test->name);
  else if (of < test->of_least || of > test->of_most || by > test->by_most)
    g_set_error (
      error,
      QH_ERROR,
      QH_ERROR_RANGE,
      _ ("“%s” looks at %u to %u variables and compares by %u at most; asked for were %u and %u."),
      test->name,
      test->of_least,
      test->of_most,
      test->by_most,
      (guint)of,
      (guint)by);
  else if (repeated != NULL)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_CODE,
                 _ ("“%s” is named twice, and a variable says nothing of itself. Choose another in one place."),
                 repeated);
  else if (test->event && question->event == NULL && of < 2)
    g_set_error (
      error,
      QH_ERROR,
      QH_ERROR_REQUIRED,
      _ ("“%s” needs to know which times ended: a variable, or a variable and its code; or a "
         "beginning and an end."),
      test->name);
  else
    return TRUE;
  return FALSE;
}

/**
 * qh_stats_load:
 * @mask: (nullable) (array): the rows
 * @namer: (nullable): gives the names of records
 *
 * Returns: (transfer full): what @test needs of a frame; %NULL where a variable
 *   is not there or is not measured as the test needs it.
 */
QhStatsData *
qh_stats_load (QhFrame *frame,
               const guint8 *mask,
               const QhStatsTest *test,
               const QhStatsQuestion *question,
               QhLanguage language,
               QhNamer namer,
               gpointer namer_data,
               GError **error)
{
  Loading self = { frame, mask, language, namer, namer_data, qh_frame_get_n_rows (frame) };
  g_autoptr (QhStatsData) data = NULL;

  if (!check_names (test, question, error))
    return NULL;
  if (mask != NULL)
    self.n = qh_mask_count (mask, qh_frame_get_n_rows (frame));
  data = qh_stats_data_new (self.n, question->confidence > 0 ? question->confidence : 0.95);
  data->seed = question->seed;
  data->draws = question->draws > 0 ? question->draws : QH_STATS_USUAL_DRAWS;
  if (test->counts && question->weight == NULL)
    return count_table (&self, test->several, question->of[0], question->by[0], data, error)
               && has_order (qh_stats_data_of (data, 0), test->of, error)
               && has_order (qh_stats_data_by (data, 0), test->by, error)
             ? g_steal_pointer (&data)
             : NULL;
  if (!load_list (&self, question->of, test->of, test->counts, data->of, error)
      || !load_list (&self, question->by, test->by, test->counts, data->by, error))
    return NULL;
  if (test->event && question->event != NULL)
    {
      data->event = load_event (&self, question->event, error);
      if (data->event == NULL)
        return NULL;
    }
  return weigh (&self, test, question->weight, data, error) ? g_steal_pointer (&data) : NULL;
}
