/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "chart/qh-chart-data.h"

G_BEGIN_DECLS

void         qh_answer_append_chart_html (QhChartData *chart, GString *html);
void         qh_answer_chart_to_json     (const QhChartData *chart, JsonBuilder *builder);
QhChartData *qh_answer_chart_from_json   (JsonNode *node);

G_END_DECLS
