/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "frame/qh-frame.h"
#include "store/qh-case-index.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_SESSION (qh_session_get_type ())
G_DECLARE_FINAL_TYPE (QhSession, qh_session, QH, SESSION, GObject)

/**
 * QhSession:
 *
 * An unlocked workspace with what the pages share: the index of names, the
 * frame of activities, who works here. Handed down to every page; %NULL there
 * means locked.
 */

QhSession    *qh_session_new             (QhStore *store);
void          qh_session_prepare_close   (QhSession *self);
void          qh_session_close           (QhSession *self);

QhStore      *qh_session_get_store       (QhSession *self);
void          qh_session_tell_damage     (QhSession *self, const char *what);
void          qh_session_tell_backup     (QhSession *self, const char *path, const GError *error);
void          qh_session_begin_work      (QhSession *self);
void          qh_session_end_work        (QhSession *self);
gboolean      qh_session_is_working      (QhSession *self);

GCancellable *qh_session_get_cancellable (QhSession *self);
QhLanguage    qh_session_get_language    (QhSession *self);
QhCaseIndex  *qh_session_get_case_index  (QhSession *self);
QhFrame      *qh_session_get_frame       (QhSession *self);
gboolean      qh_session_is_frame_current (QhSession *self);
void          qh_session_hold_frame      (QhSession *self);
void          qh_session_release_frame   (QhSession *self);

gint64        qh_session_get_worker      (QhSession *self);
gint64        qh_session_get_own_worker      (QhSession *self);
void          qh_session_set_worker      (QhSession *self, gint64 worker);
void          qh_session_sign            (QhSession *self, QhRecord *record);
const char   *qh_session_say_nobody      (QhSession *self);
GPtrArray    *qh_session_get_workers     (QhSession *self);

char         *qh_session_dup_worker_name (QhSession *self, gint64 worker);
char         *qh_session_dup_case_title  (QhSession *self, gint64 case_id);
char         *qh_session_dup_case_folio  (QhSession *self, gint64 case_id);
char         *qh_session_dup_person_name (QhSession *self, gint64 person);
char         *qh_session_name_record     (guint kind, gint64 id, gpointer session);
const char   *qh_session_get_label       (QhSession *self, gint64 code);

G_END_DECLS
