/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-private.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

gboolean qh_cli_print_result (QhCli *cli, const QhStatsResult *result, GError **error);

G_END_DECLS
