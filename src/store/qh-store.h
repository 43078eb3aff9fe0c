/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/qh-catalogues.h"
#include "domain/qh-dictionary.h"
#include "domain/qh-roles.h"
#include "store/qh-change.h"

G_BEGIN_DECLS

#define QH_TYPE_STORE (qh_store_get_type ())
G_DECLARE_FINAL_TYPE (QhStore, qh_store, QH, STORE, GObject)

/**
 * QhStoreInfo:
 * @unit: name of the first unit
 * @institution: its institution
 * @practice: whether it is a practice workspace
 * @users: (array zero-terminated=1): the names of who can unlock it; empty in a file of the first
 * version
 * @last_user: the position of who unlocked it last on this machine; 0 when that is not known
 *
 * What a workspace tells before it is unlocked.
 */
typedef struct
{
  char *unit;
  char *institution;
  gboolean practice;
  char **users;
  guint last_user;
} QhStoreInfo;

/**
 * QhNewStore:
 * @unit: the unit's name
 * @institution: (nullable): the institution's name
 * @worker: the first worker's name
 * @user: (nullable): the first user's name, which stands in clear, or %NULL for that of the
 * account on this machine
 * @practice: marks a practice workspace; its passphrase may be weak and is cheap to derive
 * @floor: derives at the least cost that is accepted, for tests
 *
 * How a new workspace begins.
 */
typedef struct
{
  const char *unit;
  const char *institution;
  const char *worker;
  const char *user;
  gboolean practice;
  gboolean floor;
} QhNewStore;

/**
 * QhProgress:
 * @done: how much is done
 * @total: of how much, or 0 when that is not known
 *
 * Called on the thread that works.
 */
typedef void (*QhProgress) (guint64 done, guint64 total, gpointer user_data);

QhStore       *qh_store_create          (const char *path, const char *passphrase, const QhNewStore *start, GError **error);
QhStore       *qh_store_open            (const char *path, const char *passphrase, GError **error);
QhStore       *qh_store_open_as         (const char *path, const char *user_name, const char *passphrase, GError **error);
void           qh_store_create_async    (const char *path, const char *passphrase, const QhNewStore *start,
                                         GAsyncReadyCallback callback, gpointer user_data);
void           qh_store_open_as_async   (const char *path, const char *user_name, const char *passphrase,
                                         GAsyncReadyCallback callback, gpointer user_data);
QhStore       *qh_store_open_finish     (GAsyncResult *result, GError **error);
QhStoreInfo   *qh_store_peek            (const char *path, GError **error);
void           qh_store_info_free       (QhStoreInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhStoreInfo, qh_store_info_free)
void           qh_store_close           (QhStore *self);

gboolean       qh_store_change_passphrase (QhStore *self, const char *old_passphrase, const char *new_passphrase, GError **error);
QhStore       *qh_store_recover         (const char *path, const char *words, const char *user_name,
                                         const char *new_passphrase, GError **error);
gboolean       qh_store_reseal          (QhStore *self, QhProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, GError **error);
gboolean       qh_store_make_recovery_key (QhStore *self, const char *passphrase, guint *n_beyond, GError **error);
char          *qh_store_take_recovery_words (QhStore *self);

gint64         qh_store_get_user        (QhStore *self);
char          *qh_store_dup_user_name   (QhStore *self);
QhRoles        qh_store_get_roles       (QhStore *self);
gboolean       qh_store_may_see_identities (QhStore *self);

const char    *qh_store_get_path        (QhStore *self);
gboolean       qh_store_is_practice     (QhStore *self);
QhDictionary  *qh_store_ref_dictionary  (QhStore *self);
QhCatalogues  *qh_store_ref_catalogues  (QhStore *self);
QhKind        *qh_store_get_kind        (QhStore *self, guint number);
QhRecord      *qh_store_new_record      (QhStore *self, guint kind);
gint64         qh_store_new_id          (QhStore *self);
void           qh_store_set_language    (QhStore *self, QhLanguage language);
QhLanguage     qh_store_get_language    (QhStore *self);
void           qh_store_watch           (QhStore *self);

/* Writing: one function. */
gboolean       qh_store_apply           (QhStore *self, QhChange *change, QhProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, GError **error);
void           qh_store_apply_async     (QhStore *self, QhChange *change, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean       qh_store_apply_finish    (QhStore *self, GAsyncResult *result, GError **error);
gboolean       qh_store_is_imported     (QhStore *self, GBytes *key);

/* Reading: see also qh-store-lists.h, qh-case-index.h and qh-scan.h. */
QhRecord      *qh_store_get             (QhStore *self, guint kind, gint64 id, GError **error);
GPtrArray     *qh_store_list_all        (QhStore *self, guint kind, GError **error);
gint64         qh_store_count           (QhStore *self, guint kind);

G_END_DECLS
