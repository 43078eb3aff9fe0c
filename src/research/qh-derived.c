/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-variables-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-age.h"
#include "stats/qh-sample.h"

#define MOST_BINS 1000
#define OLDEST 130

/* Helpers */

static const QhFrameColumn *
get_column (QhMaking *making, JsonObject *object, const char *member, GError **error)
{
  const char *name = qh_making_get_text (object, member, error);
  const QhFrameColumn *column = name != NULL ? qh_frame_find_column (making->frame, name) : NULL;
  g_autofree char *message = NULL;

  if (column != NULL || name == NULL)
    return column;
  message = g_strdup_printf (_ ("there is no variable “%s”."), name);
  qh_making_set_error (error, object, message);
  return NULL;
}

static const QhFrameColumn *
get_number_column (QhMaking *making, JsonObject *object, const char *member, GError **error)
{
  const QhFrameColumn *column = get_column (making, object, member, error);

  if (column == NULL || qh_column_is_number (column))
    return column;
  qh_making_set_error (error, object, _ ("“from” is not a number."));
  return NULL;
}

static gboolean
read_number (const QhFrameColumn *column, guint row, double *number)
{
  gint64 value = qh_frame_column_get (column, row);

  if (QH_SCAN_IS_EMPTY (value))
    return FALSE;
  *number = column->form == QH_COLUMN_REAL ? qh_scan_to_real (value) : (double)value;
  return TRUE;
}

/* What is missing stays missing for the same reason. */
static guint32
missing_of (const QhFrameColumn *column, guint row)
{
  return (guint32)(qh_frame_column_get (column, row) - QH_SCAN_NONE);
}

static char *
make_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.12g", number == 0 ? 0 : number));
}

/* Bins */

static gboolean
read_cuts (JsonObject *object, const double *range, GArray *cuts, GError **error)
{
  JsonNode *node = json_object_get_member (object, "cuts");
  double width = json_object_get_double_member_with_default (object, "width", 0);
  double start = json_object_get_double_member_with_default (object, "start", 0);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        double cut = json_array_get_double_element (json_node_get_array (node), i);

        if (i > 0 && cut <= g_array_index (cuts, double, i - 1))
          return qh_making_set_error (error, object, _ ("the “cuts” do not ascend."));
        g_array_append_val (cuts, cut);
      }
  else if (node == NULL && width > 0 && (range[1] - range[0]) / width < MOST_BINS)
    for (double cut = start + floor ((range[0] - start) / width) * width; range[0] <= range[1]; cut += width)
      {
        g_array_append_val (cuts, cut);
        if (cut > range[1])
          break;
      }
  else
    return qh_making_set_error (error, object, _ ("bins want “cuts”, numbers that ascend, or a “width” that makes at most 1000 of them."));
  return TRUE;
}

/* "<18", "18–29", "60+"; of numbers with fractions "[1.5, 3)". */
static char *
name_bin (GArray *cuts, guint bin, gboolean whole)
{
  g_autofree char *from = bin > 0 ? make_number (g_array_index (cuts, double, bin - 1)) : NULL;
  g_autofree char *to = bin < cuts->len ? make_number (g_array_index (cuts, double, bin) - (whole && bin > 0 ? 1 : 0)) : NULL;

  if (from == NULL)
    return g_strdup_printf ("<%s", to);
  if (to == NULL)
    return g_strdup_printf ("%s+", from);
  if (!whole)
    return g_strdup_printf ("[%s, %s)", from, to);
  return g_str_equal (from, to) ? g_strdup (from) : g_strdup_printf ("%s–%s", from, to);
}

static gboolean
make_bins (QhMaking *making, JsonObject *object, GError **error)
{
  const QhFrameColumn *column = get_number_column (making, object, "from", error);
  guint n_rows = qh_frame_get_n_rows (making->frame);
  double range[2] = { G_MAXDOUBLE, -G_MAXDOUBLE }, number;
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint32 *categories = g_new0 (guint32, MAX (1, n_rows));
  gboolean whole, even = json_object_has_member (object, "width");
  guint n_bins;

  if (column == NULL)
    return FALSE;
  whole = column->form != QH_COLUMN_REAL;
  for (guint row = 0; row < n_rows; row++)
    if (read_number (column, row, &number))
      range[0] = MIN (range[0], number), range[1] = MAX (range[1], number);
  if (!read_cuts (object, range, cuts, error))
    return FALSE;
  for (guint i = 0; i < cuts->len && whole; i++)
    whole = g_array_index (cuts, double, i) == floor (g_array_index (cuts, double, i));
  for (guint row = 0; row < n_rows; row++)
    {
      guint bin = 0;

      if (!read_number (column, row, &number))
        {
          categories[row] = missing_of (column, row);
          continue;
        }
      while (bin < cuts->len && number >= g_array_index (cuts, double, bin))
        bin++;
      categories[row] = QH_FRAME_FIRST_CODE + bin - (even ? 1 : 0);
    }
  /* Bins of one width begin at or below the least number, and end above the greatest. */
  n_bins = even ? MAX (1, cuts->len) - 1 : cuts->len + 1;
  for (guint bin = 0; bin < n_bins; bin++)
    g_ptr_array_add (names, cuts->len > 0 ? name_bin (cuts, bin + (even ? 1 : 0), whole) : g_strdup ("*"));
  g_ptr_array_add (names, NULL);
  qh_making_add_codes (making, object, TRUE, (char **)names->pdata, (char **)names->pdata, categories);
  return TRUE;
}

/* Ages */

/* The year of a row: of the date of "on", or of "on" itself. */
static gboolean
get_on (QhMaking *making, JsonObject *object, const QhFrameColumn **column, QhDay *day, GError **error)
{
  const char *on = qh_making_get_text (object, "on", error);

  if (on == NULL)
    return FALSE;
  *day = qh_day_from_iso (on);
  *column = *day == QH_NO_DAY ? qh_frame_find_column (making->frame, on) : NULL;
  if (*day != QH_NO_DAY || (*column != NULL && (*column)->field->type == QH_TYPE_DATE))
    return TRUE;
  return qh_making_set_error (error, object, _ ("“on” is neither a date such as 2026-10-30 nor a variable that is one."));
}

/* Of who is born in a year only the year is known, so the age is that reached in the year. */
static int
find_age (const QhFrameColumn *born, const QhFrameColumn *on, QhDay day, guint row)
{
  gint64 birth = qh_frame_column_get (born, row), then = on != NULL ? qh_frame_column_get (on, row) : day;
  int age;

  if (QH_SCAN_IS_EMPTY (birth) || QH_SCAN_IS_EMPTY (then))
    return QH_NO_AGE;
  age = born->field->type == QH_TYPE_DATE ? qh_age_on_day ((QhDay)birth, (QhDay)then) : qh_day_get_year ((QhDay)then) - (int)birth;
  return age >= 0 && age <= OLDEST ? age : QH_NO_AGE;
}

static gboolean
make_age (QhMaking *making, JsonObject *object, gboolean group, GError **error)
{
  const QhFrameColumn *born = get_column (making, object, "from", error), *on = NULL;
  guint n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree gint64 *values = g_new (gint64, MAX (1, n_rows));
  QhDay day = QH_NO_DAY;

  if (born == NULL)
    return FALSE;
  if (born->field->type != QH_TYPE_DATE && !(born->form == QH_COLUMN_INT32 && qh_column_is_number (born)))
    return qh_making_set_error (error, object, _ ("“from” is neither a date nor a year of birth."));
  if (!get_on (making, object, &on, &day, error))
    return FALSE;
  for (guint row = 0; row < n_rows; row++)
    {
      int age = find_age (born, on, day, row);

      values[row] = age == QH_NO_AGE ? QH_SCAN_NONE : age;
    }
  if (!group)
    {
      qh_making_add_values (making, object, QH_TYPE_COUNT, values);
      return TRUE;
    }
  for (guint row = 0; row < n_rows; row++)
    if (!QH_SCAN_IS_EMPTY (values[row]))
      {
        gint64 found = qh_age_group_find (qh_frame_get_catalogues (making->frame), (int)values[row]);

        values[row] = qh_is_missing_code (found) ? QH_SCAN_MISSING (found) : found;
      }
  qh_making_add_own_codes (making, object, "age_group", values);
  return TRUE;
}

static gboolean
make_years (QhMaking *making, JsonObject *object, GError **error)
{
  return make_age (making, object, FALSE, error);
}

static gboolean
make_age_group (QhMaking *making, JsonObject *object, GError **error)
{
  return make_age (making, object, TRUE, error);
}

/* Numbers from two */

static gboolean
get_two (QhMaking *making, JsonObject *object, const QhFrameColumn *columns[2], GError **error)
{
  JsonNode *node = json_object_get_member (object, "from");
  JsonArray *names = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (names == NULL || json_array_get_length (names) != 2)
    return qh_making_set_error (error, object, _ ("“from” does not name two variables."));
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *name = json_array_get_element (names, i);

      columns[i] = json_node_get_value_type (name) == G_TYPE_STRING ? qh_frame_find_column (making->frame, json_node_get_string (name)) : NULL;
      if (columns[i] == NULL || (!qh_column_is_number (columns[i]) && columns[i]->field->type != QH_TYPE_DATE))
        return qh_making_set_error (error, object, _ ("“from” names what is neither a number nor a date."));
    }
  if ((columns[0]->field->type == QH_TYPE_DATE) != (columns[1]->field->type == QH_TYPE_DATE))
    return qh_making_set_error (error, object, _ ("“from” names a date and a number, which do not go together."));
  return TRUE;
}

static gboolean
make_of_two (QhMaking *making, JsonObject *object, gboolean ratio, GError **error)
{
  const QhFrameColumn *columns[2];
  guint n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree gint64 *values = g_new (gint64, MAX (1, n_rows));
  double times = json_object_get_double_member_with_default (object, "times", 1);
  gboolean real;

  if (!get_two (making, object, columns, error))
    return FALSE;
  if (ratio && columns[0]->field->type == QH_TYPE_DATE)
    return qh_making_set_error (error, object, _ ("dates have no ratio."));
  real = ratio || columns[0]->form == QH_COLUMN_REAL || columns[1]->form == QH_COLUMN_REAL;
  for (guint row = 0; row < n_rows; row++)
    {
      double a, b;

      values[row] = QH_SCAN_NONE;
      if (!read_number (columns[0], row, &a) || !read_number (columns[1], row, &b) || (ratio && b == 0))
        continue;
      values[row] = real ? qh_scan_from_real (ratio ? a / b * times : a - b) : (gint64)(a - b);
    }
  qh_making_add_values (making, object, real ? QH_TYPE_NUMBER : QH_TYPE_COUNT, values);
  return TRUE;
}

static gboolean
make_difference (QhMaking *making, JsonObject *object, GError **error)
{
  return make_of_two (making, object, FALSE, error);
}

static gboolean
make_ratio (QhMaking *making, JsonObject *object, GError **error)
{
  return make_of_two (making, object, TRUE, error);
}

static const struct
{
  const char *name;
  gboolean (*make) (QhMaking *making, JsonObject *object, GError **error);
} makers[] = {
  { "bins", make_bins },
  { "age", make_years },
  { "age_group", make_age_group },
  { "collapse", qh_derived_collapse },
  { "merge_rare", qh_derived_merge_rare },
  { "part", qh_derived_part },
  { "any", qh_derived_any },
  { "difference", make_difference },
  { "ratio", make_ratio },
};

/* Adds a variable that follows from others. */
gboolean
qh_derived_add (QhMaking *making, JsonObject *object, GError **error)
{
  const char *name = qh_making_check_name (making, object, error) ? qh_making_get_text (object, "make", error) : NULL;

  if (name == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (name, makers[i].name))
      return makers[i].make (making, object, error);
  return qh_making_set_error (error, object, _ ("“make” is none of bins, age, age_group, collapse, merge_rare, part, any, difference and ratio."));
}
