/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"

G_BEGIN_DECLS

/**
 * QhBuffered:
 * @file: the descriptor
 * @dates: (nullable): texts of days that were put
 * @failed: errno of the first write that failed, or 0; nothing is written after it
 *
 * A file that is written a few bytes at a time.
 */
typedef struct
{
  int file;
  int failed;
  gsize used;
  char *buffer;
  char *dates;
} QhBuffered;

#define QH_BUFFERED_SIZE (1 << 20)

gboolean qh_buffered_open  (QhBuffered *self, const char *path);
gboolean qh_buffered_close (QhBuffered *self);
void     qh_buffered_flush (QhBuffered *self);
void     qh_buffered_put   (QhBuffered *self, const char *text, gsize length);
void     qh_buffered_put_whole (QhBuffered *self, gint64 number);
void     qh_buffered_put_real  (QhBuffered *self, double number);
void     qh_buffered_put_day   (QhBuffered *self, QhDay day);
void     qh_buffered_put_time  (QhBuffered *self, gint64 minute);

G_END_DECLS
