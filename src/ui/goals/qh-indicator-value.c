/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an indicator comes to this month, computed on a worker. */
#include "ui/goals/qh-indicator-value.h"

#include <math.h>

#include "chart/qh-chart-scale.h"

#define NO_BREAK "\u00a0"

typedef struct
{
  char *json;
  QhDesk *desk; /* the frames that it has read serve the next time too */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->json);
  g_clear_pointer (&request->desk, qh_desk_free);
  g_free (request);
}

/**
 * qh_indicator_value_new_desk:
 *
 * Returns: (transfer full): the desk of everybody's work this month. Reads the
 *   file: not for the main thread.
 */
QhDesk *
qh_indicator_value_new_desk (QhStore *store, GCancellable *cancellable, GError **error)
{
  QhScope *scope = qh_scope_new (store, 0, 0, error);
  QhDay today = qh_day_today ();

  return scope != NULL ? qh_desk_new (store, scope, qh_day_month_start (today), today, cancellable) : NULL;
}

/* What it is made of stays on one line. */
static void
append_parts (GString *text, const char *number, const QhIndicatorValue *value)
{
  g_autofree char *numerator = qh_chart_format_number (value->numerator);
  g_autofree char *denominator = qh_chart_format_number (value->denominator);

  g_string_append_printf (text, "%s (%s" NO_BREAK "/" NO_BREAK "%s)", number, numerator, denominator);
}

/**
 * qh_indicator_value_say:
 * @values: (element-type QhIndicatorValue): what qh_indicator_evaluate() gave
 *
 * Returns: (transfer full): its value in words: “71.4 % (5 / 7)”; of one that
 *   is split the categories.
 */
char *
qh_indicator_value_say (const QhIndicator *indicator, GArray *values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const QhIndicatorValue *value = &g_array_index (values, QhIndicatorValue, i);
      g_autofree char *number = qh_indicator_format (indicator, value->value);

      if (value->label != NULL)
        g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", value->label, number);
      else if (isnan (value->denominator))
        g_string_append (text, number);
      else
        append_parts (text, number, value);
    }
  return text->len > 0 ? g_strdup (text->str) : g_strdup ("—");
}

static char *
evaluate (QhStore *store, Request *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  g_autoptr (JsonNode) root = json_from_string (request->json, error);
  g_autoptr (QhIndicator) indicator = root != NULL ? qh_indicator_read (dictionary, root, error) : NULL;
  g_autoptr (GArray) values = NULL;

  if (indicator == NULL)
    return NULL;
  if (request->desk == NULL)
    request->desk = qh_indicator_value_new_desk (store, cancellable, error);
  values = request->desk != NULL ? qh_indicator_evaluate (indicator, request->desk, error) : NULL;
  return values != NULL ? qh_indicator_value_say (indicator, values) : NULL;
}

static void
evaluate_in_thread (GTask *task, gpointer store, gpointer request, GCancellable *cancellable)
{
  GError *error = NULL;
  char *text = evaluate (store, request, cancellable, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * qh_indicator_value_async:
 * @desk: (transfer full) (nullable): what the last time gave back
 * @json: the definition
 *
 * Computes what an indicator comes to this month.
 */
void
qh_indicator_value_async (QhStore *store,
                          QhDesk *desk,
                          const char *json,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->json = g_strdup (json);
  request->desk = desk;
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, evaluate_in_thread);
}

/**
 * qh_indicator_value_finish:
 * @desk: (out) (transfer full) (nullable): for the next time
 *
 * Returns: (transfer full): the value in words, or %NULL with what is wrong in
 *   the definition.
 */
char *
qh_indicator_value_finish (GAsyncResult *result, QhDesk **desk, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *desk = g_steal_pointer (&request->desk);
  return g_task_propagate_pointer (G_TASK (result), error);
}
