/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board-spec.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

/* The definitions of this use are boards. */
#define QH_BOARD_USE "board"

/**
 * QhOwnBoard:
 * @id: of its record
 * @spec: (nullable): what it shows; %NULL where it cannot be read
 * @problem: (nullable): why it cannot
 *
 * A board that the unit made.
 */
typedef struct
{
  gint64 id;
  char *name;
  QhBoardSpec *spec;
  char *problem;
} QhOwnBoard;

GPtrArray         *qh_own_boards_read  (GPtrArray *records);
GPtrArray         *qh_own_boards_list  (QhStore *store, GError **error);
const QhBoardSpec *qh_own_boards_find  (GPtrArray *boards, const char *name, GError **error);
gboolean           qh_own_board_check  (GPtrArray *boards, const QhBoardSpec *spec, gint64 id, GError **error);
void               qh_own_board_write  (QhRecord *record, const QhBoardSpec *spec);

G_END_DECLS
