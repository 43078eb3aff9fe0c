/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables and their keys in words and codes, and back. */
#include "frame/qh-variable.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

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

/* Reads a code of the variable's catalogue, or of a kind of missing. */
static gboolean
parse_code (const QhVariable *self, const char *text, gint64 *key)
{
  const char *catalogue = self->column != NULL ? self->column->field->catalogue : self->name;
  const QhEntry *entry
    = qh_catalogues_find_text (qh_frame_get_catalogues (self->frame),
                               self->form == QH_VARIABLE_CODE ? catalogue : "missing",
                               text);

  if (entry != NULL)
    *key = qh_is_missing_code (entry->id) ? QH_SCAN_MISSING (entry->id) : entry->id;
  return entry != NULL;
}

static gboolean
parse_time (const QhVariable *self, const char *text, gint64 *key)
{
  int minute;

  if (self->form != QH_VARIABLE_NUMBER || self->column->field->type != QH_TYPE_TIME
      || !qh_minute_from_text (text, &minute))
    return FALSE;
  *key = minute;
  return TRUE;
}

static gboolean
parse_period (const QhVariable *self, const char *text, gint64 *key)
{
  if (self->form < QH_VARIABLE_DAY || self->form > QH_VARIABLE_YEAR || !parse_day (text, key))
    return FALSE;
  *key = qh_variable_period_of (self->form, (QhDay)*key);
  return TRUE;
}

static gboolean
parse_number (const QhVariable *self, const char *text, gint64 *key)
{
  char *end;

  if (self->form == QH_VARIABLE_CODE || (self->form >= QH_VARIABLE_DAY && self->form <= QH_VARIABLE_YEAR))
    return FALSE;
  *key = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != '\0')
    return FALSE;
  *key -= self->form == QH_VARIABLE_WEEKDAY;
  return is_possible (self->form, *key);
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
  if (text[0] == '\0')
    {
      *key = QH_SCAN_NONE;
      return TRUE;
    }
  if (parse_code (self, text, key) || parse_time (self, text, key) || parse_period (self, text, key)
      || parse_number (self, text, key))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s” is not a code of “%s”. Use one of the codes that “quehacer table” prints."),
               text,
               self->name);
  return FALSE;
}
