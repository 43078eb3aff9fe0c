/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-dictionary.h"
#include "domain/qh-value.h"

G_BEGIN_DECLS

/**
 * QhRecord:
 * @kind: its description
 * @id: 0 until it is stored
 * @values: (array): a value for each field of @kind, in their order
 * @closed: whether its sealed part could not be opened with the keys at hand and is empty here
 * @as_read: (nullable) (array): the values as they were read, by which it is known what was changed since
 *
 * One record: a person, a case, an activity…
 */
typedef struct
{
  QhKind *kind;
  gint64 id;
  QhValue *values;
  guint n_values;
  gboolean closed;
  QhValue *as_read;
} QhRecord;

QhRecord   *qh_record_new      (QhKind *kind);
QhRecord   *qh_record_copy     (const QhRecord *record);
void        qh_record_free     (QhRecord *record);
void        qh_record_remember (QhRecord *record);
void        qh_record_renew    (QhRecord *record, guint index, const QhValue *stored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRecord, qh_record_free)

const QhValue *qh_record_get_value  (const QhRecord *record, const QhField *field);
QhValue    *qh_record_get        (const QhRecord *record, const char *name);
gint64      qh_record_get_integer (const QhRecord *record, const char *name);
const char *qh_record_get_text   (const QhRecord *record, const char *name);
const QhRows *qh_record_get_rows (const QhRecord *record, const char *name);
gboolean    qh_record_is_set     (const QhRecord *record, const char *name);

void        qh_record_set_integer (QhRecord *record, const char *name, gint64 integer);
void        qh_record_set_real   (QhRecord *record, const char *name, double real);
void        qh_record_set_text   (QhRecord *record, const char *name, const char *text);
void        qh_record_set_missing (QhRecord *record, const char *name, QhMissing missing);
void        qh_record_take_rows  (QhRecord *record, const char *name, QhRows *rows);
void        qh_record_clear      (QhRecord *record, const char *name);

G_END_DECLS
