/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart-poster.h"
#include "desk/qh-indicator.h"

G_BEGIN_DECLS

/**
 * QhCard:
 * @data: the chart, or the words of an indicator that is one number
 * @title: (nullable): in place of the chart's own
 * @over: (nullable): of which days, and of what
 * @figure: (nullable): the number of an indicator
 * @detail: (nullable): what is said of it
 * @source: where the figures are from
 * @mark: (nullable): whose they are
 * @logo: (nullable): a PNG
 *
 * A picture to be shared: a chart or an indicator, and whose it is.
 */
typedef struct
{
  QhChartData *data;
  char *title;
  char *over;
  char *figure;
  char *detail;
  char *source;
  char *mark;
  GBytes *logo;
} QhCard;

QhCard *qh_card_new           (QhStore *store, QhChartData *data);
QhCard *qh_card_new_indicator (QhStore *store, const char *code, gint64 worker, QhDay from, QhDay to, guint least, GError **error);
QhCard *qh_card_copy          (const QhCard *self);
void    qh_card_free          (QhCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCard, qh_card_free)

GBytes *qh_card_to_bytes      (const QhCard *self, QhChartFormat format, int width, int height, GError **error);
char   *qh_card_describe      (const QhCard *self);

G_END_DECLS
