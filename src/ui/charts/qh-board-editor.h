/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "board/qh-board.h"
#include "board/qh-own-boards.h"
#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_BOARD_EDITOR (qh_board_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhBoardEditor, qh_board_editor, QH, BOARD_EDITOR, AdwWindow)

QhBoardEditor *qh_board_editor_open (GtkWidget *from, QhSession *session, GPtrArray *boards, gint64 id, const QhBoardSpec *spec,
                                     const QhFilter *filter);
void           qh_board_editor_continue (QhBoardEditor *self, const QhDraft *draft);

G_END_DECLS
