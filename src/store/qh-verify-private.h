/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store-private.h"
#include "store/qh-verify.h"

G_BEGIN_DECLS

/**
 * QhVerification:
 *
 * One run of qh_store_verify().
 */
typedef struct
{
  QhStore *store;
  QhDatabase *database;
  QhVerifyReport *report;
  QhProgress progress;
  gpointer progress_data;
  guint64 total;
  GCancellable *cancellable;
} QhVerification;

void     qh_verification_add_problem (QhVerification *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean qh_verification_finish      (QhVerification *self, sqlite3_stmt *statement, int code, GError **error);
gboolean qh_verification_check_log   (QhVerification *self, GError **error);

G_END_DECLS
