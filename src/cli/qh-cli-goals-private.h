/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-desk.h"
#include "desk/qh-goals-table.h"

G_BEGIN_DECLS

gboolean qh_cli_import_goals (QhCli *cli, QhStore *store, const char *path, GError **error);
gboolean qh_cli_export_goals (QhCli *cli, QhStore *store, const char *path, GError **error);

G_END_DECLS
