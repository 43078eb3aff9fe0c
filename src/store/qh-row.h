/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "domain/qh-record.h"
#include "vault/qh-seal.h"

G_BEGIN_DECLS

/* How records become rows and rows records: the dictionary's order of fields is
 * the order of columns. */

gboolean    qh_field_is_column    (const QhField *field);
gboolean    qh_field_has_companion (const QhField *field);
gboolean    qh_kind_has_seal      (const QhKind *kind);
char       *qh_kind_make_upsert   (const QhKind *kind);
char       *qh_kind_make_select   (const QhKind *kind, const char *where);
char       *qh_field_make_list_table (const QhKind *kind, const QhField *field);

void        qh_value_bind         (sqlite3_stmt *statement, int position, const QhField *field, const QhValue *value);
void        qh_value_read         (sqlite3_stmt *statement, int position, const QhField *field, QhValue *value);

void        qh_import_key_bind    (sqlite3_stmt *statement, int position, GBytes *key, QhKeyring *keyring);

void        qh_row_bind           (sqlite3_stmt *statement, const QhRecord *record, GBytes *sealed);
gboolean    qh_row_read           (sqlite3_stmt *statement, QhRecord *record, QhKeyring *keyring, GError **error);

GBytes     *qh_sealed_fields_seal (const QhRecord *record, QhKeyring *keyring, guint32 number, GError **error);
gboolean    qh_sealed_fields_equal (const QhRecord *a, const QhRecord *b);
gboolean    qh_sealed_fields_open (QhRecord *record, const guint8 *blob, gsize size, QhKeyring *keyring, GError **error);

G_END_DECLS
