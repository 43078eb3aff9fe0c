/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-frame.h"

G_BEGIN_DECLS

#define QH_CLI_CROSS_TABLE_OPTIONS \
  QH_CLI_OPTION ("percent", N_("Per cents of the answers, not of those without: row, column or total; several with commas between"), N_("OF")), \
  QH_CLI_FLAG ("expected", N_("What is expected where the two have nothing to do with each other")), \
  QH_CLI_FLAG ("residuals", N_("How many standard errors each count is from there")), \
  QH_CLI_FLAG ("tests", N_("Test whether the two have to do with each other")), \
  QH_CLI_OPTION ("weight", N_("A number: how many like it each row stands for"), N_("VARIABLE"))

gboolean qh_cli_wants_cross_table (QhCli *cli);
gboolean qh_cli_print_cross_table (QhCli *cli, QhCliSource *source, const char *rows, const char *weight, guint least, GError **error);

G_END_DECLS
