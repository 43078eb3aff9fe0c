/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-labelled-files.h"

G_BEGIN_DECLS

/**
 * QhManifestFile:
 * @rows: how many it holds; of a file that describes, -1
 *
 * A file of a data set, once it is whole.
 */
typedef struct
{
  char *name;
  guint64 bytes;
  char *sha256;
  gint64 rows;
} QhManifestFile;

/**
 * QhManifestCut:
 * @format: "spss" or "stata"
 * @code: (nullable): whose label it is; %NULL for the variable's
 * @label: the whole of it
 *
 * A label that a format has less room for.
 */
typedef struct
{
  const char *format;
  char *variable;
  char *code;
  char *label;
} QhManifestCut;

/**
 * QhManifest:
 * @recipe: (nullable): as JSON
 * @report: (nullable): rows that were selected and left out
 * @suppressed: rows left out because they would stand alone
 * @written: rows in each file
 * @columns: variables in each file
 * @cuts: (element-type QhManifestCut)
 * @files: (element-type QhManifestFile): those that are whole so far
 *
 * What exactly is in a data set.
 */
typedef struct
{
  const QhDatasetWords *words;
  const char *user;
  const char *recipe;
  const QhPrivacy *privacy;
  const QhExportReport *report;
  GDateTime *created;
  guint written;
  guint columns;
  GPtrArray *cuts;
  GPtrArray *files;
} QhManifest;

QhManifest *qh_manifest_new      (const QhDatasetWords *words);
void        qh_manifest_free     (QhManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhManifest, qh_manifest_free)

gboolean    qh_manifest_add_file (QhManifest *self, const char *path, gint64 rows, GError **error);
void        qh_manifest_add_cut  (QhManifest *self, const char *format, const char *variable, const char *code, const char *label);
char       *qh_manifest_to_json  (const QhManifest *self);
void        qh_manifest_to_html  (const QhManifest *self, GString *html);

G_END_DECLS
