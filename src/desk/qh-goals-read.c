/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A goal as a person writes it. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "desk/qh-goals-table.h"
#include "domain/qh-fold.h"

#define MOST_PLANNED 1000000
/* Days as spreadsheets number them. */
#define SHEET_EPOCH "1899-12-30"
#define FIRST_SHEET_DAY 18264 /* 1 January 1950 */
#define LAST_SHEET_DAY 109939 /* 31 December 2200 */

struct _QhGoalReader
{
  QhStore *store;
  QhCatalogues *catalogues;
  GPtrArray *units;
  GPtrArray *workers;
};

/**
 * qh_goal_reader_new:
 *
 * Returns: (transfer full): a reader. Reads the file: not for the main thread.
 */
QhGoalReader *
qh_goal_reader_new (QhStore *store, GError **error)
{
  g_autoptr (QhGoalReader) self = g_new0 (QhGoalReader, 1);

  self->store = g_object_ref (store);
  self->catalogues = qh_store_ref_catalogues (store);
  self->units = qh_store_list_all (store, QH_KIND_UNIT, error);
  self->workers = self->units != NULL ? qh_store_list_all (store, QH_KIND_WORKER, error) : NULL;
  return self->workers != NULL ? g_steal_pointer (&self) : NULL;
}

void
qh_goal_reader_free (QhGoalReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  qh_catalogues_unref (self->catalogues);
  g_object_unref (self->store);
  g_free (self);
}

static gboolean
find_code (QhGoalReader *self, const char *catalogue, const char *text, gint64 *id, GError **error)
{
  const QhEntry *entry = qh_catalogues_find_text (self->catalogues, catalogue, text);

  if (entry != NULL && !qh_is_missing_code (entry->id))
    {
      *id = entry->id;
      return TRUE;
    }
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s” is not in the catalogue “%s”. “quehacer list codes” shows its codes."),
               text,
               catalogue);
  return FALSE;
}

static gboolean
is_called (const QhRecord *record, const char *text)
{
  g_autofree char *name = qh_fold (qh_record_get_text (record, "name"));
  g_autofree char *folded = qh_fold (text);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);

  return (name[0] != '\0' && g_str_equal (g_strstrip (name), g_strstrip (folded))) || g_str_equal (id, text);
}

/* By name or number; of several of one name the one who did not leave. */
static gboolean
find_record (QhGoalReader *self, GPtrArray *records, guint kind, const char *text, gint64 *id, GError **error)
{
  const char *label
    = qh_kind_get_label (qh_store_get_kind (self->store, kind), qh_store_get_language (self->store));
  const QhRecord *found = NULL;
  guint n_present = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      gboolean present = qh_record_get_integer (record, "retired") == 0;

      if (!is_called (record, text))
        continue;
      if (found == NULL || (present && n_present == 0))
        found = record;
      n_present += present;
    }
  *id = found != NULL ? found->id : 0;
  if (found != NULL && n_present <= 1)
    return TRUE;
  if (found != NULL)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 /* Translators: a kind of record and a name */
                 _ ("%s: there are several called “%s”. Write the number of one in the place of the name."),
                 label,
                 text);
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 _ ("%s: there is none called “%s”. Check how it is written."),
                 label,
                 text);
  return FALSE;
}

/* A spreadsheet may take 2026-10 for a day, and keep its number. */
static QhDay
read_sheet_month (const char *text)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, FIRST_SHEET_DAY, LAST_SHEET_DAY, &number, NULL))
    return QH_NO_DAY;
  return qh_day_month_start (qh_day_from_iso (SHEET_EPOCH) + (QhDay)number);
}

/**
 * qh_goal_read_month:
 * @text: "2026-10"; also "2026-10-01", and the day's number in a spreadsheet
 * @month: (out): its first day
 *
 * Returns: whether it is a month.
 */
gboolean
qh_goal_read_month (const char *text, QhDay *month, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *first = g_strconcat (stripped, strlen (stripped) == 10 ? "" : "-01", NULL);
  QhDay day = qh_day_from_iso (first);

  *month = day != QH_NO_DAY ? qh_day_month_start (day) : read_sheet_month (stripped);
  if (*month != QH_NO_DAY)
    return TRUE;
  g_set_error (
    error, QH_ERROR, QH_ERROR_RANGE, _ ("There is no month “%s”. Write it as 2026-10."), text);
  return FALSE;
}

static gboolean
read_planned (const char *text, guint *planned, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  guint64 number;

  if (g_ascii_string_to_unsigned (stripped, 10, 0, MOST_PLANNED, &number, NULL))
    {
      *planned = (guint)number;
      return TRUE;
    }
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("“%s” cannot be planned. Write a whole number up to %'d; 0 is not planned."),
               stripped,
               MOST_PLANNED);
  return FALSE;
}

/**
 * qh_goal_reader_read:
 * @texts: what is not written is %NULL
 * @goal: (out caller-allocates): the goal
 *
 * Returns: whether it is a goal: a month, whose, of what, and how many.
 */
gboolean
qh_goal_reader_read (QhGoalReader *self, const QhGoalTexts *texts, QhGoal *goal, GError **error)
{
  *goal = (QhGoal){ 0 };
  if (texts->month == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("The month is missing. Write it as 2026-10."));
      return FALSE;
    }
  if (!qh_goal_read_month (texts->month, &goal->month, error))
    return FALSE;
  if ((texts->unit == NULL) == (texts->worker == NULL) || (texts->type == NULL) == (texts->function == NULL))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("A goal is of one unit or one worker, and of one type or one function. "
                              "Give one of each."));
      return FALSE;
    }
  if (!read_planned (texts->planned, &goal->planned, error)
      || (texts->unit != NULL
          && !find_record (self, self->units, QH_KIND_UNIT, texts->unit, &goal->unit, error))
      || (texts->worker != NULL
          && !find_record (self, self->workers, QH_KIND_WORKER, texts->worker, &goal->worker, error)))
    return FALSE;
  return texts->type != NULL ? find_code (self, "activity_type", texts->type, &goal->type, error)
                             : find_code (self, "function", texts->function, &goal->function, error);
}
