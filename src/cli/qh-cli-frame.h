/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-private.h"
#include "frame/qh-filter.h"

G_BEGIN_DECLS

#define QH_CLI_WHERE_OPTION \
  QH_CLI_OPTION ("where", N_("Only where VARIABLE=CODE or VARIABLE=FROM..TO; can be given several times"), N_("CONDITION"))
#define QH_CLI_OF_OPTION \
  QH_CLI_OPTION ("of", N_("What is counted: activities, cases or persons"), N_("KIND"))

QhFrame *qh_cli_load_frame         (QhCli *cli, QhStore *store, guint kind, QhFilter **filter, GError **error);
char    *qh_cli_name_record        (guint kind, gint64 id, gpointer user_data);
char    *qh_cli_describe_variables (void);
guint    qh_cli_read_kind          (QhCli *cli, const char *option, GError **error);

G_END_DECLS
