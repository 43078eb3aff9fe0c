/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-frame.h"
#include "stats/qh-stats-test.h"

G_BEGIN_DECLS

gboolean qh_cli_print_result (QhCli *cli, const QhStatsResult *result, GError **error);
QhStatsResult *qh_cli_run_question (const QhCliSource *source, const QhStatsQuestion *question, guint least, GError **error);

G_END_DECLS
