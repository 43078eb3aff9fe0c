/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board.h"
#include "cli/qh-cli-private.h"

G_BEGIN_DECLS

/* What commands that draw charts have in common. */
GStrv    qh_cli_list_charts     (gboolean charts);
char    *qh_cli_describe_charts (void);
QhBoard *qh_cli_load_board      (QhCli *cli, QhStore *store, const QhBoardSpec *spec, QhBoardChart chart, GError **error);
gboolean qh_cli_log_picture     (QhStore *store, const char *format, const char *name, GError **error);

G_END_DECLS
