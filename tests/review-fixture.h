/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"
#include "store/qh-review-days.h"

/* A day that Sofía, who supervises, can sign and a practitioner correct. */

#define DAY "2026-10-30"

typedef struct
{
  Fixture base;
  QhStore *sofia; /* supervises */
  gint64 activity;
} Signed;

QhStore *open_as (Signed *self, const char *name, QhRoles roles);
void set_up (Signed *self, gconstpointer data);
void tear_down (Signed *self, gconstpointer data);
gint64 get_worker (Signed *self);
gboolean decide (Signed *self, QhStore *store, const char *decision, const char *comment, gint64 seen, GError **error);
void approve (Signed *self);
QhReviewDay *get_day (Signed *self);
void assert_state (Signed *self, QhReviewState state);
gboolean correct (Signed *self, gint64 minutes, const char *reason, GError **error);
void assert_whole (QhStore *store);
void supervise_no_more (Signed *self);
void close_october (Signed *self);
