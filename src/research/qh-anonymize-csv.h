/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-csv-frame.h"
#include "research/qh-anonymize.h"

G_BEGIN_DECLS

gboolean qh_anonymization_write_csv (const QhAnonymization *self, const QhCsvFrame *csv, const guint8 *mask,
                                     GHashTable *replaced, const char *const *dropped, const char *path, GError **error);

G_END_DECLS
