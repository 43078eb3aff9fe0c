/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled-summary.h"

#include <math.h>

#include "exchange/qh-labelled-block.h"

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
count_bins (const QhLabelledBlock *block,
            guint                  n,
            QhLabelledSummary     *summary)
{
  double width = (summary->most - summary->least) / QH_SUMMARY_BINS;

  for (guint i = 0; i < n; i++)
    if (block->kinds[i] == 0)
      {
        guint bin = width > 0 ? (guint) ((block->numbers[i] - summary->least) / width) : 0;

        summary->bins[MIN (bin, QH_SUMMARY_BINS - 1)]++;
      }
}

static void
count_block (const QhLabelledVariable *variable,
             const QhLabelledBlock    *block,
             guint                     n,
             QhLabelledSummary        *summary,
             double                   *squares)
{
  for (guint i = 0; i < n; i++)
    {
      if (block->kinds[i] == QH_LABELLED_EMPTY)
        summary->empty++;
      else
        summary->missing[block->kinds[i]]++;
      if (block->kinds[i] != 0)
        continue;
      summary->n++;
      if (summary->counts != NULL)
        count_label (summary, variable, block->numbers[i]);
      else if (variable->type != QH_LABELLED_TEXT)
        add_number (summary, block->numbers[i], squares);
    }
}

static QhLabelledSummary *
summarise (QhLabelled               *labelled,
           const QhLabelledVariable *variable,
           QhLabelledBlock          *block)
{
  QhLabelledSummary *summary = g_new0 (QhLabelledSummary, 1);
  guint n_rows = labelled->plan->n_rows;
  gboolean is_number = variable->labels->len == 0 && variable->type != QH_LABELLED_TEXT;
  double squares = 0;

  if (variable->labels->len > 0)
    summary->counts = g_new0 (guint, variable->labels->len);
  for (guint turn = 0; turn < (is_number ? 2 : 1); turn++)
    for (guint first = 0, n; first < n_rows; first += n)
      {
        n = MIN (QH_LABELLED_BLOCK, n_rows - first);
        qh_labelled_fill (labelled, variable, first, n, block);
        if (turn == 0)
          count_block (variable, block, n, summary, &squares);
        else
          count_bins (block, n, summary);
      }
  summary->deviation = summary->n > 1 ? sqrt (squares / (summary->n - 1)) : NAN;
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
  QhLabelledBlock *block = qh_labelled_blocks_new (1);

  for (guint v = 0; v < labelled->variables->len; v++)
    g_ptr_array_add (summaries, summarise (labelled, g_ptr_array_index (labelled->variables, v), block));
  qh_labelled_blocks_free (block, 1);
  return summaries;
}
