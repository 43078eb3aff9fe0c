/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-variable.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "frame/qh-frame-private.h"

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

/**
 * qh_variable_period_of:
 * @form: the form of a variable of periods
 *
 * Returns: the key of the period that a day is in.
 */
gint64
qh_variable_period_of (QhVariableForm form, QhDay day)
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

/* Each value is its own key, so that a category is a value less a number. */
static void
map_each (QhVariable *self)
{
  for (gint64 value = self->base; value <= self->top; value++)
    g_array_append_val (self->keys, value);
}

static void
map_periods (QhVariable *self)
{
  if (self->form == QH_VARIABLE_WEEKDAY || self->form == QH_VARIABLE_HOUR)
    for (gint64 key = 0; key < (self->form == QH_VARIABLE_HOUR ? 24 : 7); key++)
      g_array_append_val (self->keys, key);
  self->categories = g_new (guint32, MAX (1, self->top - self->base + 1));
  for (gint64 value = self->base; value <= self->top; value++)
    {
      gint64 key = self->form == QH_VARIABLE_HOUR ? value / 60 : qh_variable_period_of (self->form, (QhDay)value);

      self->categories[value - self->base] = category_of (self, key);
    }
}

static gboolean
map_values (QhVariable *self, GError **error)
{
  if (!qh_frame_column_find_range (self->column, qh_frame_get_n_rows (self->frame), &self->base, &self->top))
    self->base = 0, self->top = -1;
  if (self->top - self->base >= MOST_VALUES)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("“%s” has values too far apart to be counted one by one. Choose another variable."),
        self->name);
      return FALSE;
    }
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  append_empty_keys (self->keys);
  if (self->form == QH_VARIABLE_NUMBER || self->form == QH_VARIABLE_DAY)
    map_each (self);
  else
    map_periods (self);
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
