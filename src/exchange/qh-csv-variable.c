/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-csv-variable.h"

#include "domain/qh-fold.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Whole numbers are codes rather than a scale where there are so few of them. */
#define MOST_LEVELS 10
#define LEAST_REPEATS 2
/* Longer runs of digits are numbers of something, not amounts. */
#define MOST_DIGITS 15

/**
 * qh_csv_is_missing:
 *
 * @text: a cell without blanks at its ends
 * @no_answer: (array zero-terminated=1): what stands for no answer
 *
 * Returns: whether it says that there is no value: it is blank, "NA" as R writes it, or of @no_answer.
 */
gboolean
qh_csv_is_missing (const char *text, const char *const *no_answer)
{
  return qh_cell_is_blank (text) || g_str_equal (text, "NA") || g_strv_contains (no_answer, text);
}

static void
add_text (QhCsvVariable *self, GHashTable *texts, const char *cell, const char *const *no_answer)
{
  g_autofree char *text = g_strstrip (g_strdup (cell));

  if (qh_csv_is_missing (text, no_answer) || g_hash_table_contains (texts, text))
    return;
  g_hash_table_add (texts, text);
  g_ptr_array_add (self->texts, g_steal_pointer (&text));
}

/* Returns how many rows have a value. */
static guint
collect_texts (QhCsvVariable *self, QhCsvReader *table, const char *const *no_answer)
{
  guint n_rows = qh_csv_reader_get_n_rows (table), n_values = 0;
  g_autoptr (GHashTable) cells = g_hash_table_new (NULL, NULL); /* equal cells are one text */
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < n_rows; row++)
    {
      const char *cell = qh_csv_reader_get_cell (table, row, self->column);

      if (g_hash_table_add (cells, (gpointer)cell))
        add_text (self, texts, cell, no_answer);
      n_values += !qh_csv_is_missing (cell, no_answer);
    }
  return n_values;
}

/* "007", a postal code or a card's number is a name made of digits. */
static gboolean
is_code_of_digits (const char *text)
{
  guint digits = 0;

  if (text[0] == '0' && g_ascii_isdigit (text[1]))
    return TRUE;
  for (; *text != '\0'; text++)
    digits += g_ascii_isdigit (*text) != 0;
  return digits > MOST_DIGITS;
}

static const char *
find_not_number (const QhCsvVariable *self, QhDecimalMark mark, gboolean *whole)
{
  *whole = TRUE;
  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *text = g_ptr_array_index (self->texts, i);
      double number;

      if (!qh_cell_parse_number (text, mark, &number, NULL))
        return text;
      *whole &= number == floor (number) && fabs (number) < G_MAXINT32;
    }
  return NULL;
}

static gboolean
has_mark (const QhCsvVariable *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (strpbrk (g_ptr_array_index (self->texts, i), ".,") != NULL)
      return TRUE;
  return FALSE;
}

/* Numbers throughout, however they part their fractions; what could be both
 * follows the file: where a semicolon parts cells a comma parts fractions. */
static gboolean
read_as_numbers (QhCsvVariable *self, const char **culprit)
{
  gboolean whole_point, whole_comma;
  const char *not_point = find_not_number (self, QH_DECIMAL_MARK_POINT, &whole_point);
  const char *not_comma = find_not_number (self, QH_DECIMAL_MARK_COMMA, &whole_comma);
  gboolean comma = not_comma == NULL && (not_point != NULL || self->decimal_mark == QH_DECIMAL_MARK_COMMA);

  if (culprit != NULL)
    *culprit = self->decimal_mark == QH_DECIMAL_MARK_COMMA ? not_comma : not_point;
  if (not_point != NULL && not_comma != NULL)
    return FALSE;
  self->unsure = not_point == NULL && not_comma == NULL && has_mark (self);
  self->decimal_mark = comma ? QH_DECIMAL_MARK_COMMA : QH_DECIMAL_MARK_POINT;
  self->whole = comma ? whole_comma : whole_point;
  return TRUE;
}

static gboolean
read_as_dates (QhCsvVariable *self, const char **culprit)
{
  const char *const *texts = (const char *const *)self->texts->pdata;
  QhDateOrder order = qh_cell_guess_date_order (texts, self->texts->len);
  gboolean unsure = FALSE;

  for (guint i = 0; i < self->texts->len; i++)
    {
      GDate date;

      if (qh_cell_parse_date (texts[i], order, &date, NULL))
        continue;
      if (!qh_cell_parse_date (texts[i], QH_DATE_ORDER_DAY_FIRST, &date, NULL))
        {
          if (culprit != NULL)
            *culprit = texts[i];
          return FALSE;
        }
      unsure = TRUE;
    }
  self->unsure = unsure;
  self->date_order = unsure ? QH_DATE_ORDER_DAY_FIRST : order;
  return TRUE;
}

static gboolean
read_as_times (QhCsvVariable *self, const char **culprit)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *text = g_ptr_array_index (self->texts, i);
      int minute;

      if (!qh_cell_parse_time (text, &minute, NULL))
        {
          if (culprit != NULL)
            *culprit = text;
          return FALSE;
        }
    }
  return TRUE;
}

/* The number that a category begins with, as "5–9" and "10–14" do. */
static gboolean
get_first_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  return end != text && isfinite (*number);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = 0, second = 0;
  const char *text_a = *(const char *const *)a, *text_b = *(const char *const *)b;

  get_first_number (text_a, &first);
  get_first_number (text_b, &second);
  return first != second ? (first < second ? -1 : 1) : strcmp (text_a, text_b);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const char *text_a = *(const char *const *)a, *text_b = *(const char *const *)b;
  g_autofree char *first = qh_fold (text_a);
  g_autofree char *second = qh_fold (text_b);
  int order = strcmp (first, second);

  return order != 0 ? order : strcmp (text_a, text_b);
}

static void
sort_categories (GPtrArray *texts)
{
  gboolean numbers = TRUE;
  double number;

  for (guint i = 0; i < texts->len && numbers; i++)
    numbers = get_first_number (g_ptr_array_index (texts, i), &number);
  g_ptr_array_sort (texts, numbers ? compare_numbers : compare_texts);
}

static gboolean
has_codes_of_digits (const QhCsvVariable *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (is_code_of_digits (g_ptr_array_index (self->texts, i)))
      return TRUE;
  return FALSE;
}

/* Few whole numbers that repeat are codes: two of them without an order. */
static QhMeasurement
guess_of_numbers (const QhCsvVariable *self, guint n_values)
{
  guint n = self->texts->len;

  if (!self->whole || n > MOST_LEVELS || n_values < n * LEAST_REPEATS)
    return QH_MEASUREMENT_SCALE;
  return n <= 2 ? QH_MEASUREMENT_NOMINAL : QH_MEASUREMENT_ORDINAL;
}

static QhMeasurement
guess (QhCsvVariable *self, guint n_values)
{
  if (self->texts->len == 0)
    return QH_MEASUREMENT_NOMINAL;
  if (read_as_dates (self, NULL))
    return QH_MEASUREMENT_DATE;
  if (!has_codes_of_digits (self) && read_as_numbers (self, NULL))
    return guess_of_numbers (self, n_values);
  return read_as_times (self, NULL) ? QH_MEASUREMENT_TIME : QH_MEASUREMENT_NOMINAL;
}

/* "40", "18", "Sin dato": the one text that keeps the column from being a scale. */
static void
find_odd_text (QhCsvVariable *self)
{
  const char *odd = NULL;

  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *text = g_ptr_array_index (self->texts, i);
      double number;

      if (qh_cell_parse_number (text, self->decimal_mark, &number, NULL))
        continue;
      if (odd != NULL)
        return;
      odd = text;
    }
  if (self->texts->len > 2)
    self->odd_text = g_strdup (odd);
}

/**
 * qh_csv_variable_new:
 * @no_answer: (array zero-terminated=1): what stands for no answer
 *
 * Guesses what a column is from all its cells: dates where every cell is one,
 * else numbers, else times, else categories. Numbers that begin with zero or
 * are longer than any amount are names; up to ten whole numbers that repeat are
 * ordered codes.
 *
 * Returns: (transfer full): the variable, named as the column.
 */
QhCsvVariable *
qh_csv_variable_new (QhCsvReader *table, guint column, const char *const *no_answer)
{
  QhCsvVariable *self = g_new0 (QhCsvVariable, 1);
  guint n_values;

  self->column = column;
  self->name = g_strdup (qh_csv_reader_get_column_name (table, column));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  if (qh_csv_reader_get_report (table)->separator == ';')
    self->decimal_mark = QH_DECIMAL_MARK_COMMA;
  n_values = collect_texts (self, table, no_answer);
  self->measurement = guess (self, n_values);
  if (self->measurement <= QH_MEASUREMENT_ORDINAL)
    {
      find_odd_text (self);
      self->unsure = FALSE;
      sort_categories (self->texts);
    }
  return self;
}

void
qh_csv_variable_free (QhCsvVariable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->odd_text);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/**
 * qh_csv_variable_set:
 *
 * Takes the column for what its reader says it is.
 *
 * Returns: whether every cell can be read so; if not, %QH_EXCHANGE_ERROR_VALUE.
 */
gboolean
qh_csv_variable_set (QhCsvVariable *self, QhMeasurement measurement, GError **error)
{
  g_autofree char *level = NULL;
  const char *culprit = NULL;
  gboolean done = TRUE;

  if (measurement == QH_MEASUREMENT_SCALE)
    done = read_as_numbers (self, &culprit);
  else if (measurement == QH_MEASUREMENT_DATE)
    done = read_as_dates (self, &culprit);
  else if (measurement == QH_MEASUREMENT_TIME)
    done = read_as_times (self, &culprit);
  else
    {
      self->unsure = FALSE;
      self->ordered = FALSE;
      sort_categories (self->texts);
    }
  if (done)
    {
      self->measurement = measurement;
      return TRUE;
    }
  level = g_utf8_strdown (qh_measurement_get_label (measurement), -1);
  g_set_error (error,
               QH_EXCHANGE_ERROR,
               QH_EXCHANGE_ERROR_VALUE,
               _ ("“%s” cannot be read as %s: “%s” is in it. Correct the file, or choose another type."),
               self->name,
               level,
               culprit);
  return FALSE;
}

/**
 * qh_csv_variable_order:
 * @texts: (array zero-terminated=1): its categories, the least first
 *
 * Makes it ordinal, in an order that its reader knows.
 *
 * Returns: whether @texts are all its categories; if not, %QH_EXCHANGE_ERROR_VALUE.
 */
gboolean
qh_csv_variable_order (QhCsvVariable *self, const char *const *texts, GError **error)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; texts[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (ordered, texts[i], g_str_equal, NULL))
      g_ptr_array_add (ordered, g_strdup (texts[i]));
  for (guint i = 0; i < self->texts->len; i++)
    if (!g_ptr_array_find_with_equal_func (ordered, g_ptr_array_index (self->texts, i), g_str_equal, NULL))
      {
        g_set_error (error,
                     QH_EXCHANGE_ERROR,
                     QH_EXCHANGE_ERROR_VALUE,
                     _ ("The order of “%s” lacks its category “%s”. Name all of them, the least first."),
                     self->name,
                     (const char *)g_ptr_array_index (self->texts, i));
        return FALSE;
      }
  g_ptr_array_unref (self->texts);
  self->texts = g_steal_pointer (&ordered);
  self->measurement = QH_MEASUREMENT_ORDINAL;
  self->unsure = FALSE;
  self->ordered = TRUE;
  return TRUE;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

/**
 * qh_csv_variable_list_categories:
 *
 * Returns: (transfer full) (element-type utf8): the texts of its cells in the order in which
 *   to show them as categories, also of what is no category yet.
 */
GPtrArray *
qh_csv_variable_list_categories (const QhCsvVariable *self)
{
  GPtrArray *texts = g_ptr_array_copy (self->texts, copy_text, NULL);

  g_ptr_array_set_free_func (texts, g_free);
  if (self->measurement > QH_MEASUREMENT_ORDINAL)
    sort_categories (texts);
  return texts;
}

/**
 * qh_csv_type_new:
 * @order: (nullable) (element-type utf8): of what is ordinal: its categories, the least first
 *
 * Returns: (transfer full): "VARIABLE=TYPE" as qh_csv_frame_new() takes it; the order as a
 *   list in JSON, since categories may have commas.
 */
char *
qh_csv_type_new (const char *name, QhMeasurement measurement, GPtrArray *order)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *list = NULL;

  if (order == NULL)
    return g_strdup_printf ("%s=%s", name, qh_measurement_to_name (measurement));
  for (guint i = 0; i < order->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (order, i));
  json_node_set_array (node, array);
  list = json_to_string (node, FALSE);
  return g_strdup_printf ("%s=%s:%s", name, qh_measurement_to_name (measurement), list);
}

/**
 * qh_csv_variable_dup_type:
 * @order: whether the order of what is ordinal is said, also where nobody gave it
 *
 * Returns: (transfer full): what the column was understood to be, as qh_csv_frame_new()
 *   takes it.
 */
char *
qh_csv_variable_dup_type (const QhCsvVariable *self, gboolean order)
{
  gboolean ordinal = self->measurement == QH_MEASUREMENT_ORDINAL;

  return qh_csv_type_new (
    self->name, self->measurement, ordinal && (order || self->ordered) ? self->texts : NULL);
}
