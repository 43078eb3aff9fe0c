/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"
#include "domain/qh-error.h"
#include "domain/qh-language.h"

G_BEGIN_DECLS

/**
 * QhType:
 * @QH_TYPE_TEXT: UTF-8 text
 * @QH_TYPE_CODE: one entry of a catalogue
 * @QH_TYPE_CODES: several entries of a catalogue, in order
 * @QH_TYPE_DATE: a local day
 * @QH_TYPE_TIME: minute of the day, 0 to 1439
 * @QH_TYPE_MINUTES: a duration
 * @QH_TYPE_COUNT: a whole number, 0 or more
 * @QH_TYPE_NUMBER: a real number
 * @QH_TYPE_YESNO: yes or no
 * @QH_TYPE_REFERENCE: another record
 * @QH_TYPE_REFERENCES: several other records, in order
 * @QH_TYPE_ROWS: rows of codes, references and counts
 */
typedef enum
{
  QH_TYPE_TEXT,
  QH_TYPE_CODE,
  QH_TYPE_CODES,
  QH_TYPE_DATE,
  QH_TYPE_TIME,
  QH_TYPE_MINUTES,
  QH_TYPE_COUNT,
  QH_TYPE_NUMBER,
  QH_TYPE_YESNO,
  QH_TYPE_REFERENCE,
  QH_TYPE_REFERENCES,
  QH_TYPE_ROWS,
} QhType;

typedef enum
{
  QH_SENSITIVITY_PLAIN,
  QH_SENSITIVITY_SENSITIVE,
  QH_SENSITIVITY_QUASI_IDENTIFIER,
  QH_SENSITIVITY_IDENTIFIER,
  QH_SENSITIVITY_NARRATIVE,
} QhSensitivity;

/**
 * QhKindNumber:
 *
 * The kinds of record. A number is what a seal is bound to and never changes.
 */
typedef enum
{
  QH_KIND_UNIT = 1,
  QH_KIND_WORKER = 2,
  QH_KIND_PERSON = 3,
  QH_KIND_CASE = 4,
  QH_KIND_CONSULTATION = 5,
  QH_KIND_ACTIVITY = 6,
  QH_KIND_ACTION_ITEM = 7,
  QH_KIND_ENTRY = 8,
  QH_KIND_OWN_FIELD = 9,
  QH_KIND_USER = 10,
  QH_KIND_REFERRAL = 11,
  QH_KIND_SCHEDULE = 12,
  QH_KIND_LEAVE = 13,
  QH_KIND_GOAL = 14,
  QH_KIND_DEFINITION = 15,
  QH_KIND_REVIEW = 16,
  QH_KIND_CLOSED_MONTH = 17,
  QH_N_KINDS = 18,
} QhKindNumber;

/**
 * QhRoles:
 *
 * What a user does in the unit, as one may do several things.
 */
typedef enum
{
  QH_ROLE_PRACTITIONER = 1 << 0,
  QH_ROLE_SUPERVISOR = 1 << 1,
  QH_ROLE_RESEARCHER = 1 << 2,
  QH_ROLE_ADMINISTRATOR = 1 << 3,
} QhRoles;

/**
 * QhColumn:
 *
 * One column of a field with several answers.
 */
typedef struct
{
  char *name;
  QhType type;
  char *catalogue;
  char *kind;
  char *labels[QH_N_LANGUAGES];
  gboolean required;
  double min;
  double max;
} QhColumn;

/**
 * QhField:
 * @id: the number by which logs and seals know the field; an own field's is its record's id
 * @index: its place among the values of a record of its kind
 * @min: least value (a date's is a #QhDay); -G_MAXDOUBLE when there is none
 * @max: greatest value; G_MAXDOUBLE when there is none
 * @max_today: whether the greatest date is today
 * @format: (nullable): “curp”, “name” (of a variable), “month” (a date that is its first day) or
 *   “boxes” (codes, each with a box of its own in forms)
 * @not_before: (nullable): of a date: the date of the same record before which it cannot lie
 * @max_length: characters that a text may have
 * @missing: whether a value can be missing for a reason (codes always can)
 * @hidden: whether forms leave it out because the program fills it
 * @ordered: of codes: whether their order means more and less
 * @own: whether the unit added it
 * @sealed: whether it is encrypted before it is stored
 *
 * The description of one field of one kind of record.
 */
typedef struct
{
  gint64 id;
  guint index;
  char *name;
  QhType type;
  QhSensitivity sensitivity;
  char *labels[QH_N_LANGUAGES];
  char *catalogue;
  char *kind;
  char *unit;
  char *format;
  char *not_before;
  double min;
  double max;
  gboolean max_today;
  guint max_length;
  gboolean required;
  gboolean missing;
  gboolean hidden;
  gboolean grouping;
  gboolean ordered;
  gboolean own;
  gboolean retired;
  gboolean sealed;
  QhColumn *columns;
  guint n_columns;
} QhField;

/**
 * QhKind:
 * @writers: whose records these are to write and delete
 * @alternatives: (element-type GStrv): fields of which exactly one is filled
 * @kept_from: (nullable): the date from which a record's retention period runs
 *
 * The description of one kind of record. Immutable; counted references.
 */
typedef struct
{
  guint number;
  char *name;
  char *table;
  char *labels[QH_N_LANGUAGES];
  char *plural_labels[QH_N_LANGUAGES];
  gboolean extensible;
  QhRoles writers;
  char *kept_from;
  GPtrArray *alternatives;
  GPtrArray *fields; /* of QhField */
  GHashTable *by_name;
} QhKind;

/**
 * QhCatalogueInfo:
 *
 * A catalogue's name and label; its entries are records.
 */
typedef struct
{
  guint number;
  char *name;
  char *labels[QH_N_LANGUAGES];
} QhCatalogueInfo;

/**
 * QhOwnField:
 *
 * A field that the unit added, and the name of the kind that it was added to.
 */
typedef struct
{
  char *kind;
  QhField *field;
} QhOwnField;

typedef struct _QhDictionary QhDictionary;

QhDictionary  *qh_dictionary_new_builtin   (void);
QhDictionary  *qh_dictionary_new_from_json (const char *json, gssize length, GError **error);
QhDictionary  *qh_dictionary_with_own      (QhDictionary *self, GPtrArray *own_fields);
QhDictionary  *qh_dictionary_ref           (QhDictionary *self);
void           qh_dictionary_unref         (QhDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDictionary, qh_dictionary_unref)

QhKind        *qh_dictionary_get_kind      (QhDictionary *self, guint number);
QhKind        *qh_dictionary_find_kind     (QhDictionary *self, const char *name);
guint          qh_dictionary_get_n_catalogues (QhDictionary *self);
const QhCatalogueInfo *qh_dictionary_get_catalogue (QhDictionary *self, guint position);

QhKind        *qh_kind_new_made            (const char *name, GPtrArray *fields);
QhKind        *qh_kind_with_field          (QhKind *kind, QhField *field);
QhKind        *qh_kind_ref                 (QhKind *kind);
void           qh_kind_unref               (QhKind *kind);
guint          qh_kind_get_n_fields        (const QhKind *kind);
const QhField *qh_kind_get_field           (const QhKind *kind, guint index);
const QhField *qh_kind_find_field          (const QhKind *kind, const char *name);
const QhField *qh_kind_find_field_by_id    (const QhKind *kind, gint64 id);
const char    *qh_kind_get_label           (const QhKind *kind, QhLanguage language);
const char    *qh_kind_get_plural          (const QhKind *kind, QhLanguage language);

const char    *qh_field_get_label          (const QhField *field, QhLanguage language);
gboolean       qh_field_is_list            (const QhField *field);
const char    *qh_type_to_name             (QhType type);
gboolean       qh_type_from_name           (const char *name, QhType *type);
const char    *qh_sensitivity_to_name      (QhSensitivity sensitivity);
gboolean       qh_sensitivity_from_name    (const char *name, QhSensitivity *sensitivity);

QhField       *qh_field_new_own            (gint64 id, const char *name, QhType type,
                                            QhSensitivity sensitivity, const char *target);
void           qh_field_free               (QhField *field);

G_END_DECLS
