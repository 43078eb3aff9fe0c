/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled-summary.h"

#include <math.h>

static void
summary_free (gpointer data)
{
  QhLabelledSummary *summary = data;

  g_free (summary->counts);
  g_free (summary);
}

static void
count_label (QhLabelledSummary        *summary,
             const QhLabelledVariable *variable,
             double                    number)
{
  guint low = 0, high = variable->labels->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (variable->labels, QhValueLabel, middle).value < number)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < variable->labels->len && g_array_index (variable->labels, QhValueLabel, low).value == number)
    summary->counts[low]++;
}

/* Mean and sum of squares as in Welford (1962), which loses no digits. */
static void
add_number (QhLabelledSummary *summary,
            double             number,
            double            *squares)
{
  double from_mean = number - summary->mean;

  summary->least = summary->n == 1 ? number : MIN (summary->least, number);
  summary->most = summary->n == 1 ? number : MAX (summary->most, number);
  summary->mean += from_mean / summary->n;
  *squares += from_mean * (number - summary->mean);
}

static void
count_bins (QhLabelled               *labelled,
            const QhLabelledVariable *variable,
            QhLabelledSummary        *summary)
{
  double width = (summary->most - summary->least) / QH_SUMMARY_BINS;
  QhLabelledValue value;

  for (guint i = 0; i < labelled->plan->n_rows; i++)
    {
      qh_labelled_get (labelled, variable, i, &value);
      if (!value.empty && value.missing == 0)
        {
          guint bin = width > 0 ? (guint) ((value.number - summary->least) / width) : 0;

          summary->bins[MIN (bin, QH_SUMMARY_BINS - 1)]++;
        }
    }
}

static QhLabelledSummary *
summarise (QhLabelled               *labelled,
           const QhLabelledVariable *variable)
{
  QhLabelledSummary *summary = g_new0 (QhLabelledSummary, 1);
  gboolean has_counts = variable->labels->len > 0;
  gboolean is_number = !has_counts && variable->type != QH_LABELLED_TEXT;
  double squares = 0;
  QhLabelledValue value;

  if (has_counts)
    summary->counts = g_new0 (guint, variable->labels->len);
  for (guint i = 0; i < labelled->plan->n_rows; i++)
    {
      qh_labelled_get (labelled, variable, i, &value);
      summary->empty += value.empty;
      summary->missing[value.missing]++;
      if (value.empty || value.missing != 0)
        continue;
      summary->n++;
      if (has_counts)
        count_label (summary, variable, value.number);
      else if (is_number)
        add_number (summary, value.number, &squares);
    }
  summary->deviation = summary->n > 1 ? sqrt (squares / (summary->n - 1)) : NAN;
  if (is_number && summary->n > 0)
    count_bins (labelled, variable, summary);
  return summary;
}

/**
 * qh_labelled_summarise:
 *
 * Returns: (transfer full) (element-type QhLabelledSummary): one for each variable
 *   of @labelled, in its order.
 */
GPtrArray *
qh_labelled_summarise (QhLabelled *labelled)
{
  GPtrArray *summaries = g_ptr_array_new_with_free_func (summary_free);

  for (guint v = 0; v < labelled->variables->len; v++)
    g_ptr_array_add (summaries, summarise (labelled, g_ptr_array_index (labelled->variables, v)));
  return summaries;
}
