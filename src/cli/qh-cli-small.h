/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-frame.h"

G_BEGIN_DECLS

/* For commands that show figures of rows which not everybody may see. */
#define QH_CLI_SMALL_OPTION \
  QH_CLI_OPTION ("small-cells", N_ ("The least count that is not hidden; 0 hides none (5, or what the unit has set)"), N_ ("NUMBER"))

guint    qh_cli_get_least    (QhStore *store);
gboolean qh_cli_read_least   (QhCli *cli, QhStore *store, gboolean leaves, guint *least, GError **error);
gboolean qh_cli_may_part     (const QhCliSource *source, guint least, GError **error);
void     qh_cli_note_hidden  (guint least);

G_END_DECLS
