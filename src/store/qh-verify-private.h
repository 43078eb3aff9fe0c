/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-page-check.h"
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
  QhKeyring *keyring;
  QhPageCheck *pages;
  QhVerifyReport *report;
  QhProgress progress;
  gpointer progress_data;
  guint begun;           /* parts of the whole that are behind */
  guint share;           /* and those of what is being done */
  guint64 done;          /* of it, in whatever counts it */
  guint64 expected;      /* about how much there is of it */
  gboolean counts_steps; /* whether SQLite's steps count it */
  guint found_before;    /* problems that the checks before it found */
  GCancellable *cancellable;
} QhVerification;

/* What each of the checks is of the whole, as it was measured, in thousandths. */
#define QH_VERIFICATION_PAGES 700
#define QH_VERIFICATION_REFERENCES 100
#define QH_VERIFICATION_RECORDS 120
#define QH_VERIFICATION_LOG 80
#define QH_VERIFICATION_WHOLE 1000

void     qh_verification_begin       (QhVerification *self, guint share, guint64 expected);
gboolean qh_verification_tick        (QhVerification *self);
void     qh_verification_add_problem (QhVerification *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean qh_verification_finish      (QhVerification *self, sqlite3_stmt *statement, int code, GError **error);
gboolean qh_verification_check_log   (QhVerification *self, GError **error);

G_END_DECLS
