/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_UNDO_ACTIONS (qh_undo_actions_get_type ())
G_DECLARE_FINAL_TYPE (QhUndoActions, qh_undo_actions, QH, UNDO_ACTIONS, GObject)

/**
 * QhUndoActions:
 *
 * What a window does about undo: its actions `undo`, `redo` and `take-back`
 * (of one change, by its place in the log), and their section of a menu.
 */

QhUndoActions *qh_undo_actions_new         (GtkWidget *overlay, GActionMap *map);
void           qh_undo_actions_set_session (QhUndoActions *self, QhSession *session);
void           qh_undo_actions_add_to_menu (QhUndoActions *self, GtkMenuButton *button);

G_END_DECLS
