/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <readstat.h>

G_BEGIN_DECLS

/**
 * QhReadAhead:
 * @cancellable: (nullable): once it is cancelled no more is read
 *
 * A file as ReadStat reads it: a row at a time, which are more calls to the
 * system than all else costs. Here the system is asked for many rows at once.
 */
typedef struct
{
  int file;
  char *buffer;
  gsize from; /* what is next in buffer */
  gsize to;   /* the end of what is in it */
  GCancellable *cancellable;
} QhReadAhead;

void qh_read_ahead_attach (QhReadAhead *self, readstat_parser_t *parser, GCancellable *cancellable);

G_END_DECLS
