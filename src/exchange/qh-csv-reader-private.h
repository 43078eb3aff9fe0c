/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-csv-reader.h"

G_BEGIN_DECLS

typedef struct
{
  guint line;
  guint n_cells;
  gsize first_cell;
  gboolean wrapped;
} QhCsvRow;

struct _QhCsvReader
{
  GObject parent_instance;
  char *file_name;
  QhCsvReport report;
  GPtrArray *columns;
  GHashTable *columns_by_name;
  GHashTable *columns_by_key;
  GHashTable *duplicates;
  GArray *rows;
  GPtrArray *cells;
  GStringChunk *texts;
};

gboolean qh_csv_reader_read_text (QhCsvReader *self, GBytes *text_bytes, GCancellable *cancellable, GError **error);

G_END_DECLS
