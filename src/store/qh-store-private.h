/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-id.h"
#include "store/qh-database.h"
#include "store/qh-store.h"
#include "vault/qh-key-holder.h"

G_BEGIN_DECLS

struct _QhStore
{
  GObject parent_instance;

  char *path;
  gboolean practice;
  QhLanguage language;
  QhKeyring *keyring;
  QhKeyPair *pair; /* of who unlocked it: opens keys that are given meanwhile */
  gint64 user; /* the record of who unlocked it */
  char *recovery_words; /* of a recovery key just made, until they are taken */

  GMutex write_lock; /* guards writer */
  QhDatabase *writer;
  gint64 keys_version; /* the writer's data_version when the keys were read */
  GMutex read_lock; /* guards reader */
  QhDatabase *reader;

  GMutex snapshot_lock; /* guards the following */
  GPtrArray *dictionaries; /* the last is current; the others live for who holds their kinds */
  QhCatalogues *catalogues;
  QhIdSource ids;
  QhRoles roles;

  guint watch;
  gint64 data_version;
  gint64 watched_sequence; /* of the last change when data_version was read */
};

/**
 * QhParameter:
 * @text: (nullable): a text, or %NULL for @integer
 *
 * What takes the place of ?1, ?2… in a query.
 */
typedef struct
{
  gint64 integer;
  const char *text;
} QhParameter;

/**
 * QhSetting:
 * @value: (nullable): its text, or %NULL to forget it
 */
typedef struct
{
  const char *name;
  const char *value;
} QhSetting;

/**
 * QhStoreAlso:
 * @writer: the connection, inside the transaction
 *
 * Writes what goes with a change and is not a record. It must not call back
 * into the store.
 *
 * Returns: whether it could; if not, nothing of the change is written.
 */
typedef gboolean (*QhStoreAlso) (QhDatabase *writer, gpointer user_data, GError **error);

QhStore      *qh_store_new             (const char *path);
gboolean      qh_store_load_snapshots  (QhStore *self, QhDatabase *database, GError **error);
gboolean      qh_store_read_children   (QhDatabase *database, QhRecord *record, GError **error);
GPtrArray    *qh_store_read_records    (QhStore *self, QhDatabase *database, QhKind *kind, const char *where,
                                        const QhParameter *parameters, guint n_parameters, GError **error);
GPtrArray    *qh_store_query           (QhStore *self, guint kind, const char *where,
                                        const QhParameter *parameters, guint n_parameters, GError **error);
QhDictionary *qh_store_load_dictionary (QhStore *self, QhDatabase *database, GError **error);
QhCatalogues *qh_store_load_catalogues (QhStore *self, QhDatabase *database, GError **error);
void          qh_store_take_snapshots  (QhStore *self, QhDictionary *dictionary, QhCatalogues *catalogues);
QhKeyring    *qh_store_ref_keyring     (QhStore *self);
void          qh_store_emit_changed    (QhStore *self, GArray *touched);
gboolean      qh_store_apply_within    (QhStore *self, QhChange *change, QhStoreAlso also, gpointer also_data,
                                        QhProgress progress, gpointer progress_data,
                                        GCancellable *cancellable, GError **error);
gboolean      qh_setting_write         (QhDatabase *writer, gpointer setting, GError **error);
void          qh_store_set_locked_error (GError **error);
void          qh_store_set_secure_delete (QhStore *self, gboolean secure);
gboolean      qh_store_follow_keys     (QhStore *self, GError **error);
gboolean      qh_drafts_delete          (QhDatabase *writer, gint64 id, GError **error);
gboolean      qh_store_check_writer    (QhStore *self, const QhKind *kind, GError **error);
gboolean      qh_store_open_writer     (QhStore *self, GError **error);
gboolean      qh_store_migrate         (QhStore *self, GError **error);
gboolean      qh_store_open_reader     (QhStore *self, GError **error);
void          qh_store_load_roles      (QhStore *self);
char         *qh_store_make_user_name  (const char *wanted);
gint64        qh_store_find_user       (QhDatabase *database, const char *name, GError **error);
char        **qh_store_list_user_names (QhDatabase *database);
gboolean      qh_store_is_old          (QhDatabase *database);
QhKeyring    *qh_old_keys_open         (QhDatabase *database, QhLock *lock, const char *passphrase, GError **error);
gboolean      qh_store_unlock_old      (QhStore *self, const char *user_name, const char *passphrase, GError **error);
gboolean      qh_store_make_lock       (QhStore *self, QhLock *lock, GError **error);
gboolean      qh_store_write_recovery  (QhStore *self, QhDatabase *writer, GError **error);
gboolean      qh_store_check_passphrase (QhStore *self, const char *passphrase, GError **error);
gboolean      qh_store_unlock          (QhStore *self, const char *user_name, const char *passphrase, GError **error);
gboolean      qh_store_add_new_entries (QhStore *self, GError **error);
gboolean      qh_attempts_check        (QhDatabase *database, gint64 user, GError **error);
void          qh_attempts_add          (QhStore *self, gint64 user);
gboolean      qh_attempts_move_to_log  (QhStore *self, GError **error);

G_END_DECLS
