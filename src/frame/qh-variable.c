/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-variable.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#define MOST_VALUES 4000000

static const struct
{
  const char *name;
  QhVariableForm form;
} day_parts[] = {
  { "day", QH_VARIABLE_DAY },     { "week", QH_VARIABLE_WEEK },
  { "month", QH_VARIABLE_MONTH }, { "quarter", QH_VARIABLE_QUARTER },
  { "year", QH_VARIABLE_YEAR },   { "weekday", QH_VARIABLE_WEEKDAY },
};

static gint64
period_of (QhVariableForm form, QhDay day)
{
  int year, month;

  switch (form)
    {
    case QH_VARIABLE_WEEK:
      return day - qh_day_get_weekday (day);
    case QH_VARIABLE_MONTH:
      return qh_day_month_start (day);
    case QH_VARIABLE_QUARTER:
      qh_day_to_ymd (day, &year, &month, NULL);
      return qh_day_from_ymd (year, month - (month - 1) % 3, 1);
    case QH_VARIABLE_YEAR:
      return qh_day_from_ymd (qh_day_get_year (day), 1, 1);
    case QH_VARIABLE_WEEKDAY:
      return qh_day_get_weekday (day);
    default:
      return day;
    }
}

static void
append_empty_keys (GArray *keys)
{
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    {
      gint64 key = QH_SCAN_NONE + i;

      g_array_append_val (keys, key);
    }
}

/* Nothing and the kinds of missing are below every value: they are never the greatest. */
#define FIND_RANGE(type, nothing, most)                     \
  {                                                         \
    const type *values = column->data;                      \
    const type first = nothing + QH_FRAME_FIRST_CODE;       \
    type lowest = most, highest = nothing;                  \
                                                            \
    for (guint i = 0; i < n_rows; i++)                      \
      {                                                     \
        type value = values[i] < first ? most : values[i];  \
                                                            \
        lowest = MIN (lowest, value);                       \
        highest = MAX (highest, values[i]);                 \
      }                                                     \
    low = lowest, high = highest < first ? G_MININT64 : highest; \
  }

/* The least and the greatest value of a column of whole numbers. */
static gboolean
find_range (const QhFrameColumn *column, guint n_rows, gint64 *least, gint64 *greatest)
{
  gint64 low, high;

  if (column->form == QH_COLUMN_INT16)
    FIND_RANGE (gint16, QH_FRAME_NO_INT16, G_MAXINT16)
  else
    FIND_RANGE (gint32, QH_FRAME_NO_INT32, G_MAXINT32)
  *least = low;
  *greatest = high;
  return low <= high;
}

static guint32
category_of (QhVariable *self, gint64 key)
{
  /* Keys of periods ascend with the days; the few that repeat are searched. */
  for (guint i = self->keys->len; i-- > QH_FRAME_FIRST_CODE;)
    if (g_array_index (self->keys, gint64, i) == key)
      return i;
    else if (self->form != QH_VARIABLE_WEEKDAY && self->form != QH_VARIABLE_HOUR)
      break;
  g_array_append_val (self->keys, key);
  return self->keys->len - 1;
}

static gboolean
map_values (QhVariable *self, GError **error)
{
  gint64 least, greatest;

  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  append_empty_keys (self->keys);
  if (self->form == QH_VARIABLE_WEEKDAY || self->form == QH_VARIABLE_HOUR)
    for (gint64 key = 0; key < (self->form == QH_VARIABLE_HOUR ? 24 : 7); key++)
      g_array_append_val (self->keys, key);
  if (!find_range (self->column, qh_frame_get_n_rows (self->frame), &least, &greatest))
    least = 0, greatest = -1;
  if (greatest - least >= MOST_VALUES)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("“%s” has values too far apart to be counted one by one. Choose another variable."),
        self->name);
      return FALSE;
    }
  self->base = least;
  self->top = greatest;
  self->categories = g_new (guint32, MAX (1, greatest - least + 1));
  for (gint64 value = least; value <= greatest; value++)
    {
      gint64 key = self->form == QH_VARIABLE_NUMBER ? value
                   : self->form == QH_VARIABLE_HOUR ? value / 60
                                                    : period_of (self->form, (QhDay)value);

      self->categories[value - least] = category_of (self, key);
    }
  return TRUE;
}

static gboolean
find_served (QhVariable *self, const char *name)
{
  const QhServed *served = qh_frame_get_served (self->frame);
  gboolean sex = g_str_equal (name, "sex");

  if (served == NULL || (!sex && !g_str_equal (name, "age_group")))
    return FALSE;
  self->level = QH_LEVEL_SERVED;
  self->form = QH_VARIABLE_CODE;
  self->keys = g_array_ref (sex ? served->sex_ids : served->age_group_ids);
  return TRUE;
}

/* Whether an activity's type is direct work with people. */
static gboolean
find_direct (QhVariable *self, const char *name)
{
  QhCatalogues *catalogues = qh_frame_get_catalogues (self->frame);
  const QhFrameColumn *type = qh_frame_find_column (self->frame, "type");

  if (!g_str_equal (name, "direct") || type == NULL || type->form != QH_COLUMN_CODED
      || qh_frame_get_kind (self->frame)->number != QH_KIND_ACTIVITY)
    return FALSE;
  self->column = type;
  self->form = QH_VARIABLE_DIRECT;
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  append_empty_keys (self->keys);
  for (gint64 key = 0; key < 2; key++)
    g_array_append_val (self->keys, key);
  self->groups = g_new (guint32, type->ids->len);
  for (guint i = 0; i < type->ids->len; i++)
    {
      const QhEntry *entry = qh_catalogues_find (catalogues, g_array_index (type->ids, gint64, i));

      self->groups[i] = i < QH_FRAME_FIRST_CODE
                          ? i
                          : (guint32)QH_FRAME_FIRST_CODE + (entry != NULL && entry->direct);
    }
  return TRUE;
}

/* "problems:first": of several answers the principal one. */
static gboolean
find_first (QhVariable *self, const char *name)
{
  g_autofree char *field = g_str_has_suffix (name, ":first")
                             ? g_strndup (name, strlen (name) - strlen (":first"))
                             : NULL;

  self->column = field != NULL ? qh_frame_find_column (self->frame, field) : NULL;
  if (self->column == NULL || self->column->form != QH_COLUMN_LIST)
    return FALSE;
  self->form = QH_VARIABLE_CODE;
  self->keys = g_array_ref (self->column->ids);
  return TRUE;
}

/* "month" or "opened:month". */
static gboolean
find_part (QhVariable *self, const char *name)
{
  const char *colon = strchr (name, ':');
  const char *part = colon != NULL ? colon + 1 : name;
  g_autofree char *field = colon != NULL ? g_strndup (name, colon - name) : NULL;

  if (g_str_equal (part, "hour"))
    {
      self->column = qh_frame_find_column (self->frame, field != NULL ? field : "start");
      self->form = QH_VARIABLE_HOUR;
      return self->column != NULL && self->column->field->type == QH_TYPE_TIME;
    }
  for (guint i = 0; i < G_N_ELEMENTS (day_parts); i++)
    if (g_str_equal (part, day_parts[i].name))
      {
        self->column = field != NULL ? qh_frame_find_column (self->frame, field)
                                     : qh_frame_find_main_date (self->frame);
        self->form = day_parts[i].form;
        return self->column != NULL && self->column->field->type == QH_TYPE_DATE;
      }
  return FALSE;
}

static gboolean
use_column (QhVariable *self)
{
  switch (self->column->form)
    {
    case QH_COLUMN_CODED:
    case QH_COLUMN_LIST:
      self->keys = g_array_ref (self->column->ids);
      self->level = self->column->form == QH_COLUMN_LIST ? QH_LEVEL_LIST : QH_LEVEL_ROW;
      self->form = self->column->field->type == QH_TYPE_REFERENCE ? QH_VARIABLE_REFERENCE
                   : self->column->field->type == QH_TYPE_YESNO   ? QH_VARIABLE_YESNO
                                                                  : QH_VARIABLE_CODE;
      return TRUE;
    case QH_COLUMN_INT16:
    case QH_COLUMN_INT32:
      self->form = self->column->field->type == QH_TYPE_DATE ? QH_VARIABLE_DAY : QH_VARIABLE_NUMBER;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Characters of names that are listed where one is not known. */
#define MOST_LISTED 300

static char *
list_names (QhFrame *frame)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    {
      const QhField *field = qh_frame_get_column (frame, i)->field;
      gboolean full = names->len + strlen (field->name) > MOST_LISTED;

      if (!field->retired)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", full ? "…" : field->name);
      if (full)
        break;
    }
  return g_string_free (names, FALSE);
}

static void
refuse_unknown (QhFrame *frame, const char *name, GError **error)
{
  g_autofree char *names = list_names (frame);

  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("There is no variable “%s” to count by. There are: %s; and parts of these, see “quehacer table --help”."),
               name,
               names);
}

/**
 * qh_variable_new:
 * @name: a field's name; "day", "week", "month", "quarter", "year", "weekday"
 *   and "hour", alone or behind a field and a colon; "sex" and "age_group" of
 *   the people served; "direct", of the type; "problems:first", the principal one
 *
 * Returns: (transfer full): the variable, good as long as the frame is not
 *   updated; %NULL with %QH_ERROR_CODE when there is none.
 */
QhVariable *
qh_variable_new (QhFrame *frame, const char *name, GError **error)
{
  g_autoptr (QhVariable) self = g_new0 (QhVariable, 1);
  gboolean found;

  self->name = g_strdup (name);
  self->frame = qh_frame_ref (frame);
  self->column = qh_frame_find_column (frame, name);
  if (self->column != NULL)
    found = use_column (self);
  else
    found = find_served (self, name) || find_direct (self, name) || find_first (self, name)
            || find_part (self, name);
  if (!found && self->column != NULL && self->column->form == QH_COLUMN_REAL)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("“%s” is a number with fractions and cannot be counted value by value. Describe it, or put it into bins."),
                   name);
      return NULL;
    }
  if (!found)
    {
      refuse_unknown (frame, name, error);
      return NULL;
    }
  if (self->keys == NULL && !map_values (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
qh_variable_free (QhVariable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->groups);
  g_free (self->categories);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->frame, qh_frame_unref);
  g_free (self);
}

guint
qh_variable_get_n_keys (const QhVariable *self)
{
  return self->keys->len;
}

/**
 * qh_variable_get_key:
 *
 * Returns: what a category stands for; %QH_SCAN_NONE or QH_SCAN_MISSING() for
 *   the first ones.
 */
gint64
qh_variable_get_key (const QhVariable *self, guint category)
{
  return g_array_index (self->keys, gint64, category);
}

/**
 * qh_variable_reference_kind:
 *
 * Returns: the #QhKindNumber of the records that the keys are ids of, or 0.
 */
guint
qh_variable_reference_kind (const QhVariable *self)
{
  static const struct
  {
    const char *name;
    guint number;
  } kinds[] = { { "unit", QH_KIND_UNIT },         { "worker", QH_KIND_WORKER },
                { "person", QH_KIND_PERSON },     { "case", QH_KIND_CASE },
                { "activity", QH_KIND_ACTIVITY }, { "consultation", QH_KIND_CONSULTATION } };

  for (guint i = 0; self->form == QH_VARIABLE_REFERENCE && i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (self->column->field->kind, kinds[i].name) == 0)
      return kinds[i].number;
  return 0;
}

/**
 * qh_variable_dup_label:
 *
 * Returns: (transfer full): the variable's name in words.
 */
char *
qh_variable_dup_label (const QhVariable *self, QhLanguage language)
{
  switch (self->form)
    {
    case QH_VARIABLE_WEEK:
      return g_strdup (_ ("Week"));
    case QH_VARIABLE_MONTH:
      return g_strdup (_ ("Month"));
    case QH_VARIABLE_QUARTER:
      return g_strdup (_ ("Quarter"));
    case QH_VARIABLE_YEAR:
      return g_strdup (_ ("Year"));
    case QH_VARIABLE_WEEKDAY:
      return g_strdup (_ ("Weekday"));
    case QH_VARIABLE_HOUR:
      return g_strdup (_ ("Hour"));
    case QH_VARIABLE_DIRECT:
      return g_strdup (_ ("Direct work"));
    default:
      if (self->column != NULL)
        return g_strdup (qh_field_get_label (self->column->field, language));
      return g_strdup (g_str_equal (self->name, "sex") ? _ ("Sex") : _ ("Age group"));
    }
}

/**
 * qh_variable_dup_key_code:
 *
 * Returns: (transfer full): a short text for a key that is the same in every
 *   language: a catalogue's code, an ISO date, a number; "" for no answer.
 */
char *
qh_variable_dup_key_code (const QhVariable *self, gint64 key)
{
  QhCatalogues *catalogues = qh_frame_get_catalogues (self->frame);
  const QhEntry *entry;
  char iso[QH_DAY_ISO_SIZE];

  if (key == QH_SCAN_NONE)
    return g_strdup ("");
  if (QH_SCAN_IS_EMPTY (key))
    key -= QH_SCAN_NONE;
  else if (self->form == QH_VARIABLE_WEEKDAY)
    return g_strdup_printf ("%" G_GINT64_FORMAT, key + 1);
  else if (self->form >= QH_VARIABLE_DAY && self->form <= QH_VARIABLE_YEAR)
    {
      qh_day_to_iso ((QhDay)key, iso);
      if (self->form == QH_VARIABLE_MONTH)
        iso[7] = '\0';
      else if (self->form == QH_VARIABLE_YEAR)
        iso[4] = '\0';
      return g_strdup (iso);
    }
  else if (self->form != QH_VARIABLE_CODE)
    return g_strdup_printf ("%" G_GINT64_FORMAT, key);
  entry = qh_catalogues_find (catalogues, key);
  return g_strdup (entry != NULL ? entry->code : "");
}

static char *
label_period (const QhVariable *self, gint64 key)
{
  int year, month;

  switch (self->form)
    {
    case QH_VARIABLE_MONTH:
      return qh_day_format ((QhDay)key, "%b %Y");
    case QH_VARIABLE_QUARTER:
      qh_day_to_ymd ((QhDay)key, &year, &month, NULL);
      /* Translators: a quarter of a year, such as "Q1 2026" */
      return g_strdup_printf (_ ("Q%d %d"), (month + 2) / 3, year);
    case QH_VARIABLE_YEAR:
      return g_strdup_printf ("%d", qh_day_get_year ((QhDay)key));
    default:
      return qh_day_format_short ((QhDay)key);
    }
}

/**
 * qh_variable_dup_key_label:
 * @namer: (nullable): gives the names of records
 *
 * Returns: (transfer full): a key in words.
 */
char *
qh_variable_dup_key_label (const QhVariable *self,
                           gint64 key,
                           QhLanguage language,
                           QhNamer namer,
                           gpointer namer_data)
{
  QhCatalogues *catalogues = qh_frame_get_catalogues (self->frame);
  char *name;

  if (key == QH_SCAN_NONE)
    return g_strdup (_ ("No answer"));
  if (QH_SCAN_IS_EMPTY (key))
    return g_strdup (qh_catalogues_get_label (catalogues, key - QH_SCAN_NONE, language));
  switch (self->form)
    {
    case QH_VARIABLE_CODE:
      return g_strdup (qh_catalogues_get_label (catalogues, key, language));
    case QH_VARIABLE_YESNO:
      return g_strdup (key != 0 ? _ ("Yes") : _ ("No"));
    case QH_VARIABLE_DIRECT:
      return g_strdup (key != 0 ? _ ("Direct") : _ ("Indirect"));
    case QH_VARIABLE_REFERENCE:
      name = namer != NULL ? namer (qh_variable_reference_kind (self), key, namer_data) : NULL;
      return name != NULL ? name : g_strdup_printf ("%" G_GINT64_FORMAT, key);
    case QH_VARIABLE_NUMBER:
      if (self->column->field->type == QH_TYPE_TIME)
        return g_strdup_printf ("%02d:%02d", (int)(key / 60), (int)(key % 60));
      return g_strdup_printf (
        self->column->field->grouping ? "%'" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, key);
    case QH_VARIABLE_WEEKDAY:
      return g_strdup (nl_langinfo (key == 6 ? ABDAY_1 : ABDAY_2 + (nl_item)key));
    case QH_VARIABLE_HOUR:
      return g_strdup_printf ("%d", (int)key);
    default:
      return label_period (self, key);
    }
}

static gboolean
parse_day (const char *text, gint64 *key)
{
  g_autofree char *whole = NULL;

  if (strlen (text) == 4)
    whole = g_strconcat (text, "-01-01", NULL);
  else if (strlen (text) == 7)
    whole = g_strconcat (text, "-01", NULL);
  else
    whole = g_strdup (text);
  *key = qh_day_from_iso (whole);
  return *key != QH_NO_DAY;
}

static gboolean
is_possible (QhVariableForm form, gint64 key)
{
  return form == QH_VARIABLE_WEEKDAY ? key >= 0 && key < 7
         : form == QH_VARIABLE_HOUR  ? key >= 0 && key < 24
                                     : TRUE;
}

/**
 * qh_variable_parse_key:
 * @text: a code or a label, an ISO date, month or year in the period, a number
 * @key: (out): the key that it stands for
 *
 * Returns: whether @text is a key of this variable; if not, %QH_ERROR_CODE.
 */
gboolean
qh_variable_parse_key (const QhVariable *self, const char *text, gint64 *key, GError **error)
{
  QhCatalogues *catalogues = qh_frame_get_catalogues (self->frame);
  const char *catalogue = self->column != NULL ? self->column->field->catalogue : self->name;
  const QhEntry *entry = NULL;
  char *end;

  if (text[0] == '\0')
    {
      *key = QH_SCAN_NONE;
      return TRUE;
    }
  entry = qh_catalogues_find_text (
    catalogues, self->form == QH_VARIABLE_CODE ? catalogue : "missing", text);
  if (entry != NULL)
    {
      *key = qh_is_missing_code (entry->id) ? QH_SCAN_MISSING (entry->id) : entry->id;
      return TRUE;
    }
  if (self->form == QH_VARIABLE_NUMBER && self->column->field->type == QH_TYPE_TIME)
    {
      int minute;

      if (qh_minute_from_text (text, &minute))
        {
          *key = minute;
          return TRUE;
        }
    }
  if (self->form >= QH_VARIABLE_DAY && self->form <= QH_VARIABLE_YEAR)
    {
      if (parse_day (text, key))
        {
          *key = period_of (self->form, (QhDay)*key);
          return TRUE;
        }
    }
  else if (self->form != QH_VARIABLE_CODE)
    {
      *key = g_ascii_strtoll (text, &end, 10);
      if (end != text && *end == '\0')
        {
          *key -= self->form == QH_VARIABLE_WEEKDAY;
          if (is_possible (self->form, *key))
            return TRUE;
        }
    }
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s” is not a code of “%s”. Use one of the codes that “quehacer table” prints."),
               text,
               self->name);
  return FALSE;
}

/* Decoding: the loops over rows */

#define DECODE_INDICES(type)                                                                       \
  {                                                                                                \
    const type *data = (const type *)column->data + start;                                         \
    for (guint i = 0; i < n; i++)                                                                  \
      out[i] = data[i];                                                                            \
  }

#define DECODE_VALUES(type, none)                                                                  \
  {                                                                                                \
    const type *data = (const type *)column->data + start;                                         \
    for (guint i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        gint64 value = data[i];                                                                    \
        out[i] = value < (gint64)(none) + QH_FRAME_FIRST_CODE                                      \
                   ? (guint32)(value - (none))                                                     \
                   : self->categories[value - self->base];                                         \
      }                                                                                            \
  }

static void
decode_first (const QhFrameColumn *column, guint start, guint n, guint32 *out)
{
  const guint16 *answers = column->data;

  for (guint i = 0; i < n; i++)
    {
      guint32 first = column->offsets[start + i];

      out[i] = first < column->offsets[start + i + 1] ? answers[first] : QH_FRAME_NONE;
    }
}

/**
 * qh_variable_decode:
 * @self: of the level of rows
 * @start: the first row
 * @n: how many
 * @out: (out caller-allocates): the category of each
 */
void
qh_variable_decode (const QhVariable *self, guint start, guint n, guint32 *out)
{
  const QhFrameColumn *column = self->column;

  g_return_if_fail (self->level == QH_LEVEL_ROW);

  if (column->form == QH_COLUMN_LIST)
    decode_first (column, start, n, out);
  else if (column->form == QH_COLUMN_INT16)
    DECODE_VALUES (gint16, QH_FRAME_NO_INT16)
  else if (column->form == QH_COLUMN_INT32)
    DECODE_VALUES (gint32, QH_FRAME_NO_INT32)
  else if (column->width == 1)
    DECODE_INDICES (guint8)
  else if (column->width == 2)
    DECODE_INDICES (guint16)
  else
    DECODE_INDICES (guint32)
  if (self->groups != NULL)
    for (guint i = 0; i < n; i++)
      out[i] = self->groups[out[i]];
}
