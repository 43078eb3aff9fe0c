/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "board/qh-board-private.h"

#define N_LAYERS 3
#define USUAL_MOST 6

/* A column of words: the most frequent by themselves, the rest together. */
typedef struct
{
  QhVariable *variable;
  guint32 *categories; /* of each row */
  guint *words;        /* of each category: its word */
  GArray *kept;        /* guint, categories with a word of their own */
  guint n_words;
} Layer;

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const QhBoardRank *one = a, *two = b;

  if (one->n != two->n)
    return one->n > two->n ? -1 : 1;
  return one->category < two->category ? -1 : 1;
}

/**
 * qh_board_rank:
 *
 * Puts the categories in order, those with most records first.
 */
void
qh_board_rank (QhBoardRank *ranks, guint n)
{
  qsort (ranks, n, sizeof (QhBoardRank), compare_ranks);
}

static gboolean
fill_layer (Layer        *self,
            QhFrame      *frame,
            const char   *name,
            const guint8 *mask,
            guint         most,
            GError      **error)
{
  guint n_rows = qh_frame_get_n_rows (frame), n;
  guint n_without;
  g_autofree QhBoardRank *ranks = NULL;

  self->variable = qh_variable_new (frame, name, error);
  if (self->variable == NULL)
    return FALSE;
  g_return_val_if_fail (self->variable->level == QH_LEVEL_ROW, FALSE);
  n = qh_variable_get_n_keys (self->variable);
  ranks = g_new0 (QhBoardRank, n);
  self->categories = g_new (guint32, MAX (1, n_rows));
  self->words = g_new (guint, n);
  self->kept = g_array_new (FALSE, FALSE, sizeof (guint));
  qh_variable_decode (self->variable, 0, n_rows, self->categories);
  for (guint i = 0; i < n; i++)
    ranks[i].category = i;
  for (guint row = 0; row < n_rows; row++)
    ranks[self->categories[row]].n += mask[row];
  /* No answer is one of the others. */
  n_without = ranks[QH_FRAME_NONE].n;
  ranks[QH_FRAME_NONE].n = 0;
  qh_board_rank (ranks, n);
  for (guint i = 0; i < n; i++)
    {
      self->words[ranks[i].category] = MIN (i, most - 1);
      if (ranks[i].n == 0)
        continue;
      if (i < most - 1 || (i == most - 1 && n_without == 0 && (i + 1 == n || ranks[i + 1].n == 0)))
        g_array_append_val (self->kept, ranks[i].category);
      self->n_words = MIN (i + 1, most);
    }
  if (n_without > 0)
    {
      self->words[QH_FRAME_NONE] = MIN (self->n_words, most - 1);
      self->n_words = MAX (self->n_words, self->words[QH_FRAME_NONE] + 1);
    }
  return TRUE;
}

static void
clear_layer (Layer *self)
{
  qh_variable_free (self->variable);
  g_free (self->categories);
  g_free (self->words);
  g_clear_pointer (&self->kept, g_array_unref);
}

static void
add_words (QhBoard     *self,
           QhChartData *data,
           const Layer *layer,
           gboolean     categories)
{
  for (guint i = 0; i < layer->n_words; i++)
    {
      gboolean own = i < layer->kept->len;
      gint64 key = own ? qh_variable_get_key (layer->variable, g_array_index (layer->kept, guint, i)) : QH_CHART_KEY_OTHER;
      g_autofree char *label = own ? qh_variable_dup_key_label (layer->variable, key, self->language, self->namer, self->namer_data) : g_strdup (_("Others"));

      if (categories)
        qh_chart_data_add_category (data, key, label, NULL);
      else
        qh_chart_data_add_series (data, key, label, QH_CHART_COLOUR_AUTO);
    }
}

static void
add_one (QhChartData *data,
         guint        category,
         guint        series)
{
  qh_chart_data_set_value (data, category, series, qh_chart_data_get_value (data, category, series) + 1);
}

/* What has nothing in the first column flows nowhere: it is not specified. */
static guint8 *
leave_out_unanswered (QhBoard     *self,
                      QhBoardChart chart,
                      QhChartData *data)
{
  QhFrame *frame = qh_board_get_source_frame (self, chart);
  guint n_rows = qh_frame_get_n_rows (frame);
  guint8 *mask = g_memdup2 (qh_board_mask_for (self, chart, TRUE), MAX (1, n_rows));
  g_autoptr (QhVariable) first = qh_variable_new (frame, qh_board_get_part (self, chart)->spec->rows, NULL);
  g_autofree guint32 *categories = g_new (guint32, MAX (1, n_rows));

  data->unspecified = 0;
  if (first == NULL || first->level != QH_LEVEL_ROW)
    return mask;
  qh_variable_decode (first, 0, n_rows, categories);
  for (guint row = 0; row < n_rows; row++)
    if (mask[row] && categories[row] == QH_FRAME_NONE)
      {
        mask[row] = 0;
        data->unspecified++;
      }
  return mask;
}

/**
 * qh_board_draw_flow:
 *
 * Returns: (transfer full): from the chart's rows over its colours to its last
 *   variable, each row once.
 */
QhChartData *
qh_board_draw_flow (QhBoard     *self,
                    QhBoardChart chart)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;
  const char *const names[N_LAYERS] = { spec->rows, spec->colours, spec->last };
  QhFrame *frame = qh_board_get_source_frame (self, chart);
  QhChartData *data = qh_chart_data_new (QH_CHART_FLOW, NULL);
  g_autofree guint8 *mask = leave_out_unanswered (self, chart, data);
  Layer layers[N_LAYERS] = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean filled = TRUE;

  for (guint i = 0; i < N_LAYERS && filled; i++)
    filled = names[i] != NULL && fill_layer (&layers[i], frame, names[i], mask, MAX (2, spec->most > 0 ? spec->most : USUAL_MOST), &error);
  if (filled)
    {
      guint n_first = layers[0].n_words, n_between = layers[1].n_words;

      add_words (self, data, &layers[1], FALSE);
      add_words (self, data, &layers[2], FALSE);
      add_words (self, data, &layers[0], TRUE);
      add_words (self, data, &layers[1], TRUE);
      data->first_layer = n_first;
      for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
        if (mask[row])
          {
            guint between = layers[1].words[layers[1].categories[row]];

            add_one (data, layers[0].words[layers[0].categories[row]], between);
            add_one (data, n_first + between, n_between + layers[2].words[layers[2].categories[row]]);
          }
    }
  else if (error != NULL)
    qh_chart_data_set_string (&data->empty_reason, error->message);
  for (guint i = 0; i < N_LAYERS; i++)
    clear_layer (&layers[i]);
  return data;
}
