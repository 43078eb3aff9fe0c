/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-variables-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "stats/qh-sample.h"

/* How a child says to which record of the unit it belongs. */
static const struct
{
  guint unit;
  const char *child;
  guint child_kind;
  const char *field;
} links[] = {
  { QH_KIND_CASE, "activity", QH_KIND_ACTIVITY, "case" },
  { QH_KIND_CASE, "consultation", QH_KIND_CONSULTATION, "case" },
  { QH_KIND_CONSULTATION, "activity", QH_KIND_ACTIVITY, "consultation" },
  { QH_KIND_PERSON, "activity", QH_KIND_ACTIVITY, "people" },
  { QH_KIND_PERSON, "consultation", QH_KIND_CONSULTATION, "person" },
};

typedef enum
{
  TAKE_COUNT,
  TAKE_FIRST,
  TAKE_LAST,
  TAKE_SUM,
  TAKE_MEAN,
  TAKE_SPAN,
  TAKE_GAP,
} Take;

static const struct
{
  const char *name;
  gboolean date; /* of a date; else of a number; count is of nothing */
} takes[] = { { "count", FALSE }, { "first", TRUE }, { "last", TRUE }, { "sum", FALSE }, { "mean", FALSE }, { "span", TRUE }, { "gap", TRUE } };

/* The children of one kind: their frame, and for each link the row of the child
 * and the row of the unit. */
typedef struct
{
  QhFrame *frame;
  GArray *child_rows;
  GArray *unit_rows;
} Children;

static void
children_free (gpointer data)
{
  Children *children = data;

  g_clear_pointer (&children->frame, qh_frame_unref);
  g_array_unref (children->child_rows);
  g_array_unref (children->unit_rows);
  g_free (children);
}

static gboolean
find_row (QhFrame *frame, gint64 id, guint *row)
{
  const gint64 *ids = qh_frame_get_ids (frame);
  guint low = 0, high = qh_frame_get_n_rows (frame);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  *row = low;
  return low < qh_frame_get_n_rows (frame) && ids[low] == id;
}

static gboolean
read_links (Children *children, QhFrame *unit, QhReading *reading, const char *name, GError **error)
{
  QhKind *kind = qh_frame_get_kind (children->frame);
  const QhField *field = qh_kind_find_field (kind, name);
  QhScan *scan = field->n_columns > 0 ? qh_reading_scan_list (reading, kind, field, error)
                                      : qh_reading_scan (reading, kind, &field, 1, error);
  gint64 values[4];

  if (scan == NULL)
    return FALSE;
  while (qh_scan_next (scan, values))
    {
      guint child_row, unit_row;

      if (!QH_SCAN_IS_EMPTY (values[1]) && find_row (children->frame, values[0], &child_row) && find_row (unit, values[1], &unit_row))
        {
          g_array_append_val (children->child_rows, child_row);
          g_array_append_val (children->unit_rows, unit_row);
        }
    }
  return qh_scan_finish (scan, error);
}

static Children *
load_children (QhMaking *making, QhStore *store, guint link, GCancellable *cancellable, GError **error)
{
  Children *children = g_new0 (Children, 1);
  g_autoptr (QhReading) reading = NULL;

  children->child_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  children->unit_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  children->frame = qh_frame_load (store, links[link].child_kind, NULL, NULL, cancellable, error);
  reading = children->frame != NULL ? qh_reading_new (store, error) : NULL;
  if (reading != NULL && read_links (children, making->frame, reading, links[link].field, error))
    return children;
  children_free (children);
  return NULL;
}

/* What the children of each record add up to. */
typedef struct
{
  guint n;
  gint64 least;
  gint64 greatest;
  double sum;
} Sum;

static Sum *
add_up (QhMaking *making, const Children *children, const QhFrameColumn *column, const guint8 *mask)
{
  Sum *sums = g_new0 (Sum, MAX (1, qh_frame_get_n_rows (making->frame)));

  for (guint i = 0; i < children->child_rows->len; i++)
    {
      guint child = g_array_index (children->child_rows, guint, i);
      Sum *sum = &sums[g_array_index (children->unit_rows, guint, i)];
      gint64 value = column != NULL ? qh_frame_column_get (column, child) : 0;

      if (!mask[child] || QH_SCAN_IS_EMPTY (value))
        continue;
      sum->least = sum->n == 0 ? value : MIN (sum->least, value);
      sum->greatest = sum->n == 0 ? value : MAX (sum->greatest, value);
      sum->sum += column != NULL && column->form == QH_COLUMN_REAL ? qh_scan_to_real (value) : (double)value;
      sum->n++;
    }
  return sums;
}

/* Of no child there is nothing to tell but that there are none. */
static gint64
finish (const Sum *sum, Take take, gboolean real)
{
  switch (take)
    {
    case TAKE_COUNT:
      return sum->n;
    case TAKE_SUM:
      return real ? qh_scan_from_real (sum->sum) : (gint64)sum->sum;
    case TAKE_FIRST:
      return sum->n > 0 ? sum->least : QH_SCAN_NONE;
    case TAKE_LAST:
      return sum->n > 0 ? sum->greatest : QH_SCAN_NONE;
    case TAKE_SPAN:
      return sum->n > 0 ? sum->greatest - sum->least : QH_SCAN_NONE;
    case TAKE_MEAN:
      return sum->n > 0 ? qh_scan_from_real (sum->sum / sum->n) : QH_SCAN_NONE;
    default:
      return sum->n > 1 ? qh_scan_from_real ((double)(sum->greatest - sum->least) / (sum->n - 1)) : QH_SCAN_NONE;
    }
}

static void
apply (QhMaking *making, JsonObject *rule, Take take, const Children *children, const QhFrameColumn *column, const guint8 *mask)
{
  guint n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree Sum *sums = add_up (making, children, column, mask);
  g_autofree gint64 *values = g_new (gint64, MAX (1, n_rows));
  gboolean real = column != NULL && column->form == QH_COLUMN_REAL;
  QhType type = take == TAKE_FIRST || take == TAKE_LAST                                 ? QH_TYPE_DATE
                : take == TAKE_MEAN || take == TAKE_GAP || (take == TAKE_SUM && real) ? QH_TYPE_NUMBER
                                                                                        : QH_TYPE_COUNT;

  for (guint row = 0; row < n_rows; row++)
    values[row] = finish (&sums[row], take, real);
  qh_making_add_values (making, rule, type, values);
}

static guint8 *
make_mask (JsonObject *rule, QhFrame *frame, GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  JsonNode *node = json_object_get_member (rule, "where");
  JsonArray *conditions = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && conditions == NULL)
    {
      qh_making_set_error (error, rule, _ ("“where” is not a list of conditions such as \"type=AC010\"."));
      return NULL;
    }
  for (guint i = 0; conditions != NULL && i < json_array_get_length (conditions); i++)
    {
      JsonNode *condition = json_array_get_element (conditions, i);
      const char *text = json_node_get_value_type (condition) == G_TYPE_STRING ? json_node_get_string (condition) : "";

      if (!qh_filter_parse (filter, frame, text, error))
        return NULL;
    }
  return qh_filter_to_mask (filter, frame, error);
}

static gboolean
read_take (JsonObject *rule, Take *take, GError **error)
{
  const char *name = qh_making_get_text (rule, "take", error);

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (takes); i++)
    if (g_str_equal (name, takes[i].name))
      {
        *take = (Take)i;
        return TRUE;
      }
  return name != NULL && qh_making_set_error (error, rule, _ ("“take” is none of count, first, last, sum, mean, span and gap."));
}

static gboolean
find_field (JsonObject *rule, Take take, QhFrame *children, const QhFrameColumn **column, GError **error)
{
  const char *name = take == TAKE_COUNT ? NULL
                     : takes[take].date ? json_object_get_string_member_with_default (rule, "field", "date")
                                        : qh_making_get_text (rule, "field", error);

  *column = name != NULL ? qh_frame_find_column (children, name) : NULL;
  if (take == TAKE_COUNT)
    return TRUE;
  if (name == NULL)
    return FALSE;
  if (*column == NULL)
    return qh_making_set_error (error, rule, _ ("“field” is no variable of what it counts."));
  if (takes[take].date ? (*column)->field->type == QH_TYPE_DATE : qh_column_is_number (*column))
    return TRUE;
  return qh_making_set_error (error, rule, takes[take].date ? _ ("“field” is not a date.") : _ ("“field” is not a number."));
}

static gboolean
add_rule (QhMaking *making, QhStore *store, JsonObject *rule, GHashTable *loaded, GCancellable *cancellable, GError **error)
{
  const char *of = qh_making_check_name (making, rule, error) ? qh_making_get_text (rule, "of", error) : NULL;
  guint link = 0;
  Take take = TAKE_COUNT;
  Children *children;
  const QhFrameColumn *column;
  g_autofree guint8 *mask = NULL;

  if (of == NULL || !read_take (rule, &take, error))
    return FALSE;
  while (link < G_N_ELEMENTS (links)
         && (links[link].unit != qh_frame_get_kind (making->frame)->number || !g_str_equal (links[link].child, of)))
    link++;
  if (link == G_N_ELEMENTS (links))
    return qh_making_set_error (error, rule, _ ("“of” is nothing that the unit of analysis has: a case has activity and consultation, a consultation has activity, a person has both."));
  children = g_hash_table_lookup (loaded, GUINT_TO_POINTER (link));
  if (children == NULL)
    {
      children = load_children (making, store, link, cancellable, error);
      if (children == NULL)
        return FALSE;
      g_hash_table_insert (loaded, GUINT_TO_POINTER (link), children);
    }
  mask = find_field (rule, take, children->frame, &column, error) ? make_mask (rule, children->frame, error) : NULL;
  if (mask == NULL)
    return FALSE;
  apply (making, rule, take, children, column, mask);
  return TRUE;
}

/* Adds what the children of each record add up to. */
gboolean
qh_rules_add (QhMaking *making, QhStore *store, JsonArray *rules, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) loaded = g_hash_table_new_full (NULL, NULL, NULL, children_free);

  for (guint i = 0; i < json_array_get_length (rules); i++)
    if (!add_rule (making, store, json_array_get_object_element (rules, i), loaded, cancellable, error))
      return FALSE;
  return TRUE;
}
