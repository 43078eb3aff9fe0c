/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"

G_BEGIN_DECLS

typedef enum
{
  QH_CHANGE_PUT,
  QH_CHANGE_DELETE,
} QhChangeOp;

/**
 * QhChangeItem:
 * @record: what is put, or the record that is deleted
 * @import_key: (nullable): the key of the outside row from which it came
 */
typedef struct
{
  QhChangeOp op;
  QhRecord *record;
  GBytes *import_key;
} QhChangeItem;

/**
 * QhAction:
 *
 * What kind of thing was done. The numbers stand in the log and never change.
 */
typedef enum
{
  QH_ACTION_WRITE = 1, /* records written by hand */
  QH_ACTION_IMPORT = 2,
  QH_ACTION_UNDO = 3,
  QH_ACTION_REDO = 4,
  QH_ACTION_RESTORE = 5, /* an earlier version put back */
  QH_ACTION_ERASE = 6,
  QH_ACTION_CREATE = 7,
  QH_ACTION_PRACTICE = 8, /* practice data made */
  QH_ACTION_OPEN_CASE = 20,
  QH_ACTION_EXPORT = 21,
  QH_ACTION_PRINT = 22,
  QH_ACTION_UNLOCK = 23,
  QH_ACTION_FAILED_UNLOCK = 24,
  QH_ACTION_ADD_USER = 25,
  QH_ACTION_CHANGE_USER = 26,
  QH_ACTION_REMOVE_USER = 27,
  QH_ACTION_CHANGE_PASSPHRASE = 28,
  QH_ACTION_GIVE_KEYS = 29,
  QH_ACTION_NEW_KEY = 30,
  QH_ACTION_RECOVER = 31,
  QH_ACTION_RESEAL = 32,
  QH_ACTION_RESTRICT_CASE = 33,
  QH_ACTION_BACK_UP = 34,
  QH_ACTION_RESTORE_BACKUP = 35,
  QH_ACTION_SUBJECT_ACCESS = 36,
  QH_ACTION_CHANGE_SETTING = 37,
  QH_ACTION_NEW_RECOVERY_KEY = 38,
  QH_ACTION_RESET_PASSPHRASE = 39,
  QH_ACTION_NEW_VERSION = 40, /* what a newer version brings to an older file */
  QH_ACTION_OPEN_PERSON = 41, /* apart from a case */
} QhAction;

/**
 * QhChange:
 * @items: (element-type QhChangeItem): what is put and deleted, in this order
 * @action: what kind of thing is done
 * @about_kind: with @about_id, the record that an action without items is about; or 0
 * @detail: (nullable): what else the log says of it; sealed with the workspace key, so no name
 * @time: when, in milliseconds since 1970, or 0 for now
 * @user: who, or 0 for the store's user
 * @machine: (nullable): where, or %NULL for this machine
 * @reason: (nullable): why what is signed is corrected; kept, sealed, as an addendum
 * @draft: the draft that is saved with it and goes, or 0
 * @sequence: (out): its place in the log once it was written, 0 when it changed nothing
 *
 * One thing that a user does, in one transaction.
 */
typedef struct
{
  GPtrArray *items;
  QhAction action;
  guint about_kind;
  gint64 about_id;
  char *detail;
  gint64 time;
  gint64 user;
  char *machine;
  char *reason;
  gint64 draft;
  gint64 sequence;
} QhChange;

/**
 * QhTouched:
 * @case_before: the case to which the record belonged, or 0
 * @case_after: the case to which it belongs now, or 0
 *
 * A record that a change touched.
 */
typedef struct
{
  guint kind;
  gint64 id;
  QhChangeOp op;
  gint64 case_before;
  gint64 case_after;
} QhTouched;

QhChange *qh_change_new    (void);
QhChange *qh_change_new_event (QhAction action, guint kind, gint64 id, const char *detail);
void      qh_change_free   (QhChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhChange, qh_change_free)

void      qh_change_put    (QhChange *change, QhRecord *record);
void      qh_change_put_imported (QhChange *change, QhRecord *record, GBytes *key);
void      qh_change_delete (QhChange *change, QhRecord *record);

G_END_DECLS
