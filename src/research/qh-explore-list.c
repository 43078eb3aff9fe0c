/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The variables of a frame, each at a glance. */
#include "config.h"

#include "research/qh-explore.h"

#include <glib/gi18n-lib.h>

#include "stats/qh-overview.h"

#define CONFIDENCE 0.95

void
qh_explore_variable_free (QhExploreVariable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->label);
  g_free (self);
}

static void
add_bar (QhExploreVariable *self, guint64 count, double most)
{
  if (self->n_bars < QH_EXPLORE_BARS)
    self->bars[self->n_bars++] = most > 0 && count >= self->least ? (double)count / most : 0;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *)a, second = *(const guint64 *)b;

  return first > second ? -1 : first < second;
}

/* Categories without an order from the most frequent to the rarest. */
static void
draw_categories (QhExploreVariable *self, const QhOverview *overview)
{
  guint n = overview->n_counts > QH_FRAME_FIRST_CODE ? overview->n_counts - QH_FRAME_FIRST_CODE : 0;
  guint64 *counts = overview->counts + QH_FRAME_FIRST_CODE;
  guint64 most = 0;

  if (n == 0)
    return;
  if (self->level != QH_MEASUREMENT_ORDINAL)
    qsort (counts, n, sizeof *counts, compare_counts);
  for (guint i = 0; i < n; i++)
    most = MAX (most, counts[i]);
  for (guint i = 0; i < n; i++)
    if (counts[i] > 0)
      add_bar (self, counts[i], (double)most);
}

static void
draw_numbers (QhExploreVariable *self, const QhOverview *overview)
{
  guint64 parts[QH_EXPLORE_BARS] = { 0 }, most = 0;

  for (guint i = 0; i < QH_OVERVIEW_BINS; i++)
    parts[i * QH_EXPLORE_BARS / QH_OVERVIEW_BINS] += overview->bins[i];
  for (guint i = 0; i < QH_EXPLORE_BARS; i++)
    most = MAX (most, parts[i]);
  for (guint i = 0; most > 0 && i < QH_EXPLORE_BARS; i++)
    add_bar (self, parts[i], (double)most);
}

static QhExploreVariable *
look_at (QhFrame *frame, const QhFrameColumn *column, const QhExploreRules *rules)
{
  g_autoptr (QhOverview) overview
    = qh_overview_new (column, NULL, qh_frame_get_n_rows (frame), CONFIDENCE);
  QhExploreVariable *self = g_new0 (QhExploreVariable, 1);

  self->name = g_strdup (column->field->name);
  self->label = g_strdup (qh_field_get_label (column->field, rules->language));
  self->least = rules->least;
  self->level = qh_measurement_of_field (column->field);
  self->n = overview->n;
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    self->missing[i] = overview->missing[i];
  if (overview->counts != NULL)
    draw_categories (self, overview);
  else
    draw_numbers (self, overview);
  return self;
}

/**
 * qh_explore_list:
 *
 * The variables of a frame that can be explored: what only points at another record is
 * none. Not for the main thread.
 *
 * Returns: (transfer full) (element-type QhExploreVariable): in the frame's order
 */
GPtrArray *
qh_explore_list (QhFrame *frame, const QhExploreRules *rules, GCancellable *cancellable)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_explore_variable_free);

  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (frame, i);

      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (column->field->type != QH_TYPE_REFERENCE)
        g_ptr_array_add (list, look_at (frame, column, rules));
    }
  return list;
}

static gsize
count_missing (const QhExploreVariable *self)
{
  gsize missing = 0;

  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    missing += self->missing[i];
  return missing;
}

static gboolean
is_small (const QhExploreVariable *self, gsize count)
{
  return count > 0 && count < self->least;
}

/**
 * qh_explore_variable_dup_n:
 *
 * Returns: (transfer full): how many rows have a value, in words; where few have none,
 *   or few have one, only about so many.
 */
char *
qh_explore_variable_dup_n (const QhExploreVariable *self)
{
  gsize missing = count_missing (self);

  if (is_small (self, self->n))
    return g_strdup_printf ("n < %u", self->least);
  if (is_small (self, missing))
    return g_strdup_printf ("n > %'" G_GSIZE_FORMAT, self->n + missing - self->least);
  return g_strdup_printf ("n = %'" G_GSIZE_FORMAT, self->n);
}

/**
 * qh_explore_variable_dup_percent:
 *
 * Returns: (transfer full): how many of a hundred are missing, short.
 */
char *
qh_explore_variable_dup_percent (const QhExploreVariable *self)
{
  gsize missing = count_missing (self);
  double all = (double)(missing + self->n);

  if (missing == 0)
    return g_strdup ("–");
  if (is_small (self, missing))
    return g_strdup_printf ("<%.1f", 100.0 * self->least / all);
  if (is_small (self, self->n))
    return g_strdup_printf (">%.1f", 100.0 * (all - self->least) / all);
  return g_strdup_printf ("%.1f", 100.0 * (double)missing / all);
}

/* Where one kind is small and hidden another one goes with it. */
static char *
write_missing (const QhExploreVariable *self, gsize count)
{
  if (is_small (self, count))
    return g_strdup_printf ("<%u", self->least);
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    if (is_small (self, self->missing[i]))
      return g_strdup ("…");
  return g_strdup_printf ("%'" G_GSIZE_FORMAT, count);
}

/**
 * qh_explore_variable_dup_missing:
 *
 * Returns: (transfer full): how many are missing, by kind, in words; empty for none.
 */
char *
qh_explore_variable_dup_missing (const QhExploreVariable *self,
                                 QhCatalogues *catalogues,
                                 QhLanguage language)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    if (self->missing[i] > 0)
      {
        g_autofree char *count = write_missing (self, self->missing[i]);

        g_string_append_printf (text,
                                "%s%s: %s",
                                text->len > 0 ? ", " : "",
                                i == 0 ? _ ("No answer") : qh_catalogues_get_label (catalogues, i, language),
                                count);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
