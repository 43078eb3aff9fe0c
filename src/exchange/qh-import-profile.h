/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"
#include "exchange/qh-cell-value.h"
#include "exchange/qh-csv-reader.h"

G_BEGIN_DECLS

/**
 * QhImportSource:
 * @column: (nullable): the column that is read
 * @constant: (nullable): what every row has instead
 * @map: (nullable) (element-type utf8 GStrv): codes by the cell's qh_category_key();
 *   for what is no code, what to read in the cell's place
 * @missing: (element-type utf8 utf8): codes of a kind of missing by the cell's key
 * @otherwise: (nullable): codes of cells that @map does not have; without it such
 *   a row is skipped
 * @blank: (nullable): the kind of missing that a blank cell means; without it a
 *   blank cell leaves the field empty
 * @date_order: how the column writes dates
 * @decimal_mark: how the column writes numbers
 *
 * Where a value comes from and how it is read. Codes of the catalogue "missing"
 * may stand wherever codes do.
 */
typedef struct
{
  char *column;
  char *constant;
  GHashTable *map;
  GHashTable *missing;
  char **otherwise;
  char *blank;
  QhDateOrder date_order;
  QhDecimalMark decimal_mark;
} QhImportSource;

/**
 * QhImportFeed:
 * @field: the name of a field of the dictionary
 * @source: what feeds it; for a reference to workers, the worker's name
 */
typedef struct
{
  char *field;
  QhImportSource *source;
} QhImportFeed;

/**
 * QhImportOwnField:
 * @name: the variable's name
 * @labels: its label in each language
 * @translations: (element-type utf8 GStrv): labels in each language of a category,
 *   by its key; the published spelling stands where there is none
 *
 * A column that becomes a field of the unit's own. A code's catalogue is made of
 * the values seen.
 */
typedef struct
{
  char *name;
  QhType type;
  QhSensitivity sensitivity;
  char *labels[QH_N_LANGUAGES];
  QhImportSource *source;
  GHashTable *translations;
} QhImportOwnField;

/**
 * QhImportCase:
 * @source: the column whose equal values are one case
 * @prefix: what stands before the value in the folio
 * @feeds: (element-type QhImportFeed): the case's fields, from its first row
 */
typedef struct
{
  QhImportSource *source;
  char *prefix;
  GPtrArray *feeds;
} QhImportCase;

/**
 * QhImportServed:
 * @count: how many people; a blank is one, a kind of missing none
 * @sex: the sex of @known of them
 * @age: (nullable): their age in years
 * @age_group: (nullable): their age group, where there is no age
 * @known: of how many people sex and age are told, 0 for all; the others are of
 *   unknown sex and age
 */
typedef struct
{
  QhImportSource *count;
  QhImportSource *sex;
  QhImportSource *age;
  QhImportSource *age_group;
  guint known;
} QhImportServed;

/**
 * QhImportProfile:
 * @id: a short name for the command line
 * @names: its name in each language
 * @descriptions: what it is for, in each language
 * @notes: (element-type GStrv): decisions that who uses the data must know, each in each language
 * @kind: the name of the kind of record that a row becomes
 * @feeds: (element-type QhImportFeed): what feeds the kind's fields
 * @own_fields: (element-type QhImportOwnField): columns that become own fields
 * @group: (nullable): how rows are grouped into cases
 * @served: (nullable): how people served are counted
 *
 * How a published table becomes records. Immutable; counted references.
 */
typedef struct
{
  char *id;
  char *names[QH_N_LANGUAGES];
  char *descriptions[QH_N_LANGUAGES];
  GPtrArray *notes;
  char *kind;
  GPtrArray *feeds;
  GPtrArray *own_fields;
  QhImportCase *group;
  QhImportServed *served;
} QhImportProfile;

QhImportProfile *qh_import_profile_new_from_json (const char        *json,
                                                  gssize             length,
                                                  const char        *file_name,
                                                  GError           **error);
QhImportProfile *qh_import_profile_open          (const char        *id_or_path,
                                                  GError           **error);
GPtrArray       *qh_import_profile_list_shipped  (void);
GPtrArray       *qh_import_profile_suggest       (QhCsvReader       *table);

QhImportProfile *qh_import_profile_ref           (QhImportProfile   *self);
void             qh_import_profile_unref         (QhImportProfile   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportProfile, qh_import_profile_unref)

gboolean         qh_import_profile_check         (QhImportProfile   *self,
                                                  QhDictionary      *dictionary,
                                                  QhCatalogues      *catalogues,
                                                  GError           **error);
gboolean         qh_import_profile_check_columns (QhImportProfile   *self,
                                                  QhCsvReader       *table,
                                                  GError           **error);

G_END_DECLS
