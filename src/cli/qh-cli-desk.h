/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-private.h"
#include "desk/qh-findings.h"

G_BEGIN_DECLS

/* For commands about somebody's work over some days. */
#define QH_CLI_SCOPE_OPTIONS \
  QH_CLI_OPTION ("unit", N_ ("Only the workers of a unit"), N_ ("NAME")), \
  QH_CLI_OPTION ("worker", N_ ("Only one worker"), N_ ("NAME"))
#define QH_CLI_PERIOD_OPTION \
  QH_CLI_OPTION ("period", N_ ("2026, 2026-10, 2026-10-30, FROM..TO, month, last-month, quarter, year or twelve-months"), N_ ("PERIOD"))

gboolean qh_cli_get_scope   (QhCli *cli, QhStore *store, gint64 *unit, gint64 *worker, GError **error);
gboolean qh_cli_get_period  (QhCli *cli, QhDay *from, QhDay *to, GError **error);
gboolean qh_cli_read_month  (const char *text, QhDay *month, GError **error);
QhDesk  *qh_cli_new_desk    (QhCli *cli, QhStore *store, GError **error);
char    *qh_cli_name_worker (QhStore *store, gint64 worker);
void     qh_cli_print_finding (QhCli *cli, QhStore *store, QhCliOutput *output, const QhFinding *finding);

G_END_DECLS
