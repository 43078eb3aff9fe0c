/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-demo.h"

G_BEGIN_DECLS

/**
 * QhChoice:
 *
 * Entries of a catalogue and how often each is to come up.
 */
typedef struct
{
  guint n;
  gint64 ids[64];
  guint sums[64];
} QhChoice;

/* The tables of shares; their texts are in qh-demo-shares.c. */
typedef enum
{
  QH_SHARE_CASE_LEVEL,
  QH_SHARE_CASE_FIELD,
  QH_SHARE_OPEN_STATUS,
  QH_SHARE_PROBLEM,
  QH_SHARE_TYPE_CASE,
  QH_SHARE_TYPE_GROUP,
  QH_SHARE_TYPE_COMMUNITY,
  QH_SHARE_TYPE_OTHER,
  QH_SHARE_PLACE,
  QH_SHARE_OUTCOME,
  QH_SHARE_OUTCOME_REFERRAL,
  QH_SHARE_OUTCOME_GUIDANCE,
  QH_SHARE_OUTCOME_VISIT,
  QH_SHARE_CONTACT,
  QH_SHARE_ORIGIN,
  QH_SHARE_SEX,
  QH_SHARE_AGE_GROUP,
  QH_SHARE_STATE,
  QH_SHARE_MUNICIPALITY,
  QH_SHARE_SCHOOLING,
  QH_SHARE_OCCUPATION,
  QH_SHARE_MARITAL_STATUS,
  QH_SHARE_LANGUAGE,
  QH_SHARE_DISABILITY,
  QH_SHARE_COVERAGE,
  QH_SHARE_RELATIVE,
  QH_N_SHARES,
} QhShare;

/**
 * QhDemoCase:
 * @person: the first person in it, or 0
 * @closed: or %QH_NO_DAY
 * @worker: position among the workers
 *
 * What has to be remembered of a case until it is closed.
 */
typedef struct
{
  gint64 id;
  gint64 person;
  gint64 consultation;
  gint64 level;
  gint64 field;
  gint64 problems[2];
  QhDay opened;
  QhDay closed;
  guint worker;
} QhDemoCase;

/**
 * QhDemoLeave:
 * @worker: position among the workers
 *
 * When a worker is away.
 */
typedef struct
{
  guint worker;
  QhDay begins;
  QhDay ends;
} QhDemoLeave;

/**
 * QhDemoBusy:
 * @until: the minute of @day until which a worker is busy
 */
typedef struct
{
  QhDay day;
  int until;
} QhDemoBusy;

/**
 * QhDemo:
 *
 * The making of practice data: the store, the dice, and the change that is
 * being filled.
 */
typedef struct
{
  QhStore *store;
  QhCatalogues *catalogues;
  GRand *dice;
  GRand *desk_dice;
  QhDay from;
  QhDay until;
  gint64 unit;
  GArray *workers; /* of gint64 */
  GArray *active; /* of QhDemoCase */
  GArray *leaves; /* of QhDemoLeave */
  GArray *busy;   /* of QhDemoBusy, by worker */
  QhChoice shares[QH_N_SHARES];
  QhChange *change;
  guint64 n_groups;
  GHashTable *counts[2]; /* activities by type, and by function */
} QhDemo;

void        qh_demo_load_shares   (QhDemo *demo);
gint64      qh_demo_pick          (QhDemo *demo, QhShare share);
gboolean    qh_demo_chance        (QhDemo *demo, double probability);
gint32      qh_demo_between       (QhDemo *demo, gint32 least, gint32 greatest);
const char *qh_demo_pick_text     (QhDemo *demo, const char *const *texts);
void        qh_demo_set_code      (QhDemo *demo, QhRecord *record, const char *name, const char *catalogue, const char *code);

double      qh_demo_day_weight    (QhDay day);
int         qh_demo_pick_minute   (QhDemo *demo);

char       *qh_demo_make_name     (QhDemo *demo);
void        qh_demo_add_case      (QhDemo *demo, QhDay opened);
void        qh_demo_add_consultation (QhDemo *demo, QhDemoCase *which, QhDay day);
void        qh_demo_close_case    (QhDemo *demo, QhRecord *record);
void        qh_demo_add_referral  (QhDemo *demo, const QhDemoCase *which, QhDay day);
void        qh_demo_count         (QhDemo *demo, const QhRecord *activity, const QhDemoCase *which, QhDay day);
void        qh_demo_add_calendars (QhDemo *demo);
guint       qh_demo_find_present  (QhDemo *demo, guint worker, QhDay day);
int         qh_demo_take_time     (QhDemo *demo, guint worker, QhDay day, int start, int minutes);
void        qh_demo_add_goals     (QhDemo *demo);
void        qh_demo_add_activity  (QhDemo *demo, QhDay day, int start);

G_END_DECLS
