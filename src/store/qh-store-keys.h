/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-roles.h"
#include "store/qh-database.h"
#include "vault/qh-key-holder.h"

G_BEGIN_DECLS

/* The tables of keys and of who holds them. Whoever writes has a transaction open. */

QhKeyHolder *qh_holder_read      (QhDatabase *database, gint64 id, GError **error);
gboolean     qh_holder_write     (QhDatabase *database, const QhKeyHolder *holder, GError **error);
gboolean     qh_holder_delete    (QhDatabase *database, gint64 id, GError **error);

guint32      qh_keys_next_number (QhDatabase *database);
gboolean     qh_keys_add         (QhDatabase *database, const QhKeyInfo *info, GError **error);
gboolean     qh_keys_open        (QhDatabase *database, gint64 holder, const QhKeyPair *pair, QhKeyring *keyring, GError **error);
gboolean     qh_keys_wrap_for    (QhDatabase *database, QhKeyring *keyring, guint32 number,
                                  gint64 holder, const guint8 *public_key, GError **error);
gboolean     qh_keys_give        (QhDatabase *database, QhKeyring *keyring, guint32 number, gint64 holder, GError **error);
gboolean     qh_keys_give_all    (QhDatabase *database, QhKeyring *keyring, gint64 holder, GError **error);
gboolean     qh_keys_take        (QhDatabase *database, guint32 number, gint64 holder, GError **error);
GArray      *qh_keys_list_held   (QhDatabase *database, gint64 holder, GError **error);
gboolean     qh_keys_renew       (QhDatabase *database, QhKeyring *keyring, guint32 number, QhKeyring *added, GError **error);
gboolean     qh_keys_replace_holder (QhDatabase *database, QhKeyring *keyring, const QhKeyHolder *holder, QhRoles roles,
                                     GError **error);
void         qh_keyring_add_all  (QhKeyring *self, QhKeyring *added);

gboolean     qh_due_set          (QhDatabase *database, guint32 number, GError **error);
gboolean     qh_due_is_set       (QhDatabase *database, guint32 number);
gboolean     qh_due_renew        (QhDatabase *database, QhKeyring *keyring, QhKeyring *added, GError **error);

G_END_DECLS
