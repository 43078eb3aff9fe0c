/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards to be shared. What they show has no small figures. */
#include "config.h"

#include "report/qh-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "board/qh-board.h"
#include "board/qh-period.h"
#include "chart/qh-chart-scale.h"
#include "chart/qh-chart-words.h"
#include "report/qh-report-forms.h"

/* Whose figures they are: the unit as its reports name it, with their logo. */
static void
set_mark (QhCard *self, QhStore *store)
{
  g_autoptr (GPtrArray) units = qh_store_list_all (store, QH_KIND_UNIT, NULL);
  g_autoptr (QhReportTemplate) form = qh_report_form_load (store, NULL, NULL);
  const QhRecord *unit = units != NULL && units->len > 0 ? g_ptr_array_index (units, 0) : NULL;
  const char *institution = unit != NULL ? qh_record_get_text (unit, "institution") : NULL;

  if (form != NULL && form->institution != NULL && form->institution[0] != '\0')
    self->mark = g_strdup (form->institution);
  else if (unit != NULL)
    self->mark = g_strdup (institution != NULL && institution[0] != '\0' ? institution : qh_record_get_text (unit, "name"));
  if (form != NULL && form->logo != NULL)
    self->logo = g_bytes_ref (form->logo);
}

/**
 * qh_card_new:
 * @data: a chart that was drawn for paper, small figures hidden
 *
 * Reads the file: not for the main thread.
 *
 * Returns: (transfer full): the chart as a card
 */
QhCard *
qh_card_new (QhStore *store, QhChartData *data)
{
  QhCard *self = g_new0 (QhCard, 1);

  self->data = qh_chart_data_ref (data);
  self->over = g_strdup (data->subtitle);
  self->source = g_strdup_printf ("%s%s%s",
                                  _ ("Source: the unit's daily record."),
                                  qh_store_is_practice (store) ? " " : "",
                                  qh_store_is_practice (store) ? _ ("Practice data, invented.") : "");
  set_mark (self, store);
  return self;
}

/* An indicator */

static const QhIndicator *
find_indicator (GPtrArray *indicators, const char *code, GError **error)
{
  for (guint i = 0; i < indicators->len; i++)
    if (g_str_equal (((const QhIndicator *)g_ptr_array_index (indicators, i))->code, code))
      return g_ptr_array_index (indicators, i);
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("There is no indicator “%s”. See “quehacer indicators” for their codes."), code);
  return NULL;
}

static GArray *
evaluate (QhStore *store, const QhIndicator *indicator, gint64 worker, QhDay from, QhDay to, GError **error)
{
  QhScope *scope = qh_scope_new (store, 0, worker, error);
  g_autoptr (QhDesk) desk = scope != NULL ? qh_desk_new (store, scope, from, to, NULL) : NULL;

  return desk != NULL ? qh_indicator_evaluate (indicator, desk, error) : NULL;
}

/* As many months before, where the days begin with a month; else as many days. */
static void
find_before (QhDay from, QhDay to, QhDay *first, QhDay *last)
{
  int n = 0;

  *last = from - 1;
  *first = from - (to - from + 1);
  if (from != qh_day_month_start (from))
    return;
  while (qh_day_add_months (from, n) <= to)
    n++;
  *first = qh_day_add_months (from, -n);
}

static char *
say_before (QhStore *store, const QhIndicator *indicator, gint64 worker, QhDay from, QhDay to, guint least)
{
  QhDay first, last;
  g_autoptr (GArray) values = NULL;
  g_autofree char *days = NULL;
  g_autofree char *number = NULL;
  const QhIndicatorValue *value;

  find_before (from, to, &first, &last);
  values = evaluate (store, indicator, worker, first, last, NULL);
  value = values != NULL && values->len == 1 ? &g_array_index (values, QhIndicatorValue, 0) : NULL;
  if (value == NULL || isnan (value->value) || qh_indicator_value_tells_few (value, least))
    return NULL;
  days = qh_period_format_days (first, last, TRUE);
  number = qh_indicator_format (indicator, value->value);
  /* Translators: under an indicator: what it was before: "1–31 Oct 2026: 81.4 %" */
  return g_strdup_printf (_ ("%1$s: %2$s"), days, number);
}

static char *
say_parts (const QhIndicatorValue *value)
{
  g_autofree char *part = qh_chart_format_number (value->numerator);
  g_autofree char *whole = qh_chart_format_number (value->denominator);

  if (value->indicator->unit != QH_INDICATOR_PERCENT || isnan (value->denominator))
    return NULL;
  /* Translators: what a per cent is of: "66 of 53.1" */
  return g_strdup_printf (_ ("%1$s of %2$s"), part, whole);
}

static gboolean
set_number (QhCard *self, const QhIndicatorValue *value, char *before, guint least, GError **error)
{
  g_autofree char *then = before;
  g_autofree char *parts = say_parts (value);

  if (isnan (value->value))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("There is nothing of which “%s” could be told in these days. Choose other days."),
                   self->data->title);
      return FALSE;
    }
  if (qh_indicator_value_tells_few (value, least))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("“%s” is of fewer than %u here, so few that it is not shown. Choose more days."),
                   self->data->title,
                   least);
      return FALSE;
    }
  self->figure = qh_indicator_format (value->indicator, value->value);
  self->detail = parts != NULL && then != NULL ? g_strdup_printf ("%s\n%s", parts, then)
                                               : g_strdup (parts != NULL ? parts : then);
  return TRUE;
}

/* A bar for each of its categories. */
static void
set_bars (QhChartData *data, GArray *values, guint least)
{
  qh_chart_data_add_series (data, 0, _ ("Count"), QH_CHART_COLOUR_AUTO);
  for (guint i = 0; i < values->len; i++)
    {
      const QhIndicatorValue *value = &g_array_index (values, QhIndicatorValue, i);

      qh_chart_data_set_value (data, qh_chart_data_add_category (data, i, value->label, NULL), 0, value->value);
    }
  if (values->len == 0)
    qh_chart_data_set_string (&data->empty_reason, _ ("There is none in these days."));
  else
    qh_board_hide_small (data, least, TRUE);
}

/**
 * qh_card_new_indicator:
 * @code: of the indicator
 * @worker: of whose work, or 0 of everybody's
 * @from: the first day
 * @to: the last day
 * @least: the least count that may be shown; 0 for all
 *
 * Reads the file: not for the main thread.
 *
 * Returns: (transfer full): an indicator as a card: its number and what it was before, or
 *   a bar for each of its categories; %NULL where it cannot be shown
 */
QhCard *
qh_card_new_indicator (QhStore *store, const char *code, gint64 worker, QhDay from, QhDay to, guint least, GError **error)
{
  g_autoptr (GPtrArray) indicators = qh_indicators_list (store, error);
  const QhIndicator *indicator = indicators != NULL ? find_indicator (indicators, code, error) : NULL;
  g_autoptr (GArray) values = indicator != NULL ? evaluate (store, indicator, worker, from, to, error) : NULL;
  g_autoptr (QhChartData) data = NULL;
  g_autoptr (QhCard) self = NULL;
  g_autofree char *days = NULL;

  if (values == NULL)
    return NULL;
  data = qh_chart_data_new (QH_CHART_STACKED_BARS, qh_labels_get (indicator->labels, qh_store_get_language (store)));
  days = qh_period_format_days (from, to, TRUE);
  qh_chart_data_set_string (&data->subtitle, days);
  if (indicator->split != NULL)
    set_bars (data, values, least);
  self = qh_card_new (store, data);
  if (indicator->split == NULL
      && !set_number (self,
                      &g_array_index (values, QhIndicatorValue, 0),
                      say_before (store, indicator, worker, from, to, least),
                      least,
                      error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * qh_card_copy:
 *
 * Returns: (transfer full): the same card, to be changed by itself
 */
QhCard *
qh_card_copy (const QhCard *self)
{
  QhCard *copy = g_new0 (QhCard, 1);

  copy->data = qh_chart_data_ref (self->data);
  copy->title = g_strdup (self->title);
  copy->over = g_strdup (self->over);
  copy->figure = g_strdup (self->figure);
  copy->detail = g_strdup (self->detail);
  copy->source = g_strdup (self->source);
  copy->mark = g_strdup (self->mark);
  copy->logo = self->logo != NULL ? g_bytes_ref (self->logo) : NULL;
  return copy;
}

void
qh_card_free (QhCard *self)
{
  if (self == NULL)
    return;
  qh_chart_data_unref (self->data);
  g_free (self->title);
  g_free (self->over);
  g_free (self->figure);
  g_free (self->detail);
  g_free (self->source);
  g_free (self->mark);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self);
}

/**
 * qh_card_to_bytes:
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: (transfer full): the picture
 */
GBytes *
qh_card_to_bytes (const QhCard *self, QhChartFormat format, int width, int height, GError **error)
{
  QhChartPoster poster
    = { self->over, self->title, self->figure, self->detail, self->source, self->mark, self->logo };

  return qh_chart_poster_to_bytes (self->data, &poster, format, width, height, error);
}

/**
 * qh_card_describe:
 *
 * Returns: (transfer full): what the picture shows, for who does not see it: the
 *   alternative text that networks ask for
 */
char *
qh_card_describe (const QhCard *self)
{
  const char *title = self->title != NULL ? self->title : self->data->title;
  g_autofree char *words = NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s. ", title != NULL ? title : "");
  if (self->figure == NULL)
    words = qh_chart_describe (self->data);
  else
    {
      g_auto (GStrv) lines = self->detail != NULL ? g_strsplit (self->detail, "\n", -1) : NULL;
      g_autofree char *detail = lines != NULL ? g_strjoinv (". ", lines) : NULL;

      words = g_strdup_printf ("%s: %s.%s%s%s", self->over, self->figure, detail != NULL ? " " : "", detail != NULL ? detail : "", detail != NULL ? "." : "");
    }
  g_string_append (text, words);
  if (self->mark != NULL)
    g_string_append_printf (text, " %s.", self->mark);
  return g_string_free (text, FALSE);
}
