/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board.h"

/* Activities to draw a board of, and a board of them. */

typedef struct
{
  QhFrame *frame;
  QhBoard *board;
} Bench;

gint64 log_activity (QhStore *store, const char *date, const char *type, const char *function, int start, const char *sex, const char *age);
void fill (QhStore *store);
Bench open_bench (QhStore *store, const char *condition);
void close_bench (Bench *bench);
