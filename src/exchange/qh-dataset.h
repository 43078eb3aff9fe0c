/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-labelled-files.h"

G_BEGIN_DECLS

/**
 * QhDatasetFormats:
 *
 * Which files a data set has.
 */
typedef enum
{
  QH_DATASET_CSV = 1 << 0, /* with datapackage.json */
  QH_DATASET_XLSX = 1 << 1,
  QH_DATASET_SAV = 1 << 2,
  QH_DATASET_ZSAV = 1 << 3,
  QH_DATASET_DTA = 1 << 4,
  QH_DATASET_DDI = 1 << 5,
  QH_DATASET_HTML = 1 << 6,
  QH_DATASET_SYNTAX = 1 << 7, /* of R, Stata and SPSS, for the csv */
  QH_DATASET_ALL = (1 << 8) - 1,
} QhDatasetFormats;

/**
 * QhDatasetOptions:
 * @folder: what becomes the data set's folder; must not be there
 * @words: what it says of itself
 * @key: (array fixed-size=16) (nullable): as in #QhExportOptions
 * @user: (nullable): who exports, for the manifest
 * @recipe: (nullable): the recipe as JSON, kept in the manifest
 * @store: (nullable): as in #QhExportOptions
 * @privacy: (nullable): what was done for the people behind the rows
 * @left_out: how many rows of who objects are no longer in the frame
 */
typedef struct
{
  const char *folder;
  QhDatasetFormats formats;
  QhDatasetWords words;
  QhLanguage language;
  const guint8 *key;
  const char *user;
  const char *recipe;
  QhStore *store;
  const QhPrivacy *privacy;
  guint left_out;
} QhDatasetOptions;

/**
 * QhDatasetFormat:
 * @word: as recipes and commands have it
 * @purpose: what it is for, to be translated
 */
typedef struct
{
  QhDatasetFormats format;
  const char *word;
  const char *purpose;
} QhDatasetFormat;

const QhDatasetFormat *qh_dataset_list_formats (guint *n);
QhDatasetFormats qh_dataset_parse_formats (const char *text, GError **error);
gboolean         qh_dataset_write (QhFrame *frame, const guint8 *mask, const QhDatasetOptions *options, QhExportReport *report,
                                   QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

G_END_DECLS
