/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"

G_BEGIN_DECLS

/**
 * QhEntry:
 * @id: what records store
 * @code: unique within its catalogue, stable, the same in every language
 * @labels: its label in each language
 * @position: its place in the catalogue
 * @favourite: 1 to 8, its place among the favourites, or 0
 * @parent: the entry that it belongs to, or 0
 * @retired: kept for old records, not offered for new ones
 * @direct: (activity types) whether it is direct work with people
 * @default_function: (activity types) and the following: what an activity of the type usually has, or 0
 *
 * One code of a catalogue.
 */
typedef struct
{
  gint64 id;
  char *catalogue;
  char *code;
  char *labels[QH_N_LANGUAGES];
  char *crosswalk;
  guint position;
  guint favourite;
  gint64 parent;
  gboolean retired;
  gboolean direct;
  gint64 default_function;
  gint64 default_level;
  gint64 default_field;
  gint64 default_contact_mode;
  gint64 default_minutes;
} QhEntry;

/**
 * QhEntryText:
 *
 * What an entry that no workspace holds is called.
 */
typedef struct
{
  const char *code;
  const char *label;
} QhEntryText;

/**
 * QhCatalogues:
 *
 * All codes of a workspace as they were at one moment. Immutable; counted references.
 */
typedef struct _QhCatalogues QhCatalogues;

QhCatalogues  *qh_catalogues_new         (GPtrArray *entry_records);
gint64        qh_catalogues_get_free_id (const QhCatalogues *self, gint64 least);
QhCatalogues  *qh_catalogues_with        (QhCatalogues *self, const char *catalogue, const QhEntryText *entries, guint n_entries, gint64 first_id);
QhCatalogues  *qh_catalogues_ref         (QhCatalogues *self);
void           qh_catalogues_unref       (QhCatalogues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCatalogues, qh_catalogues_unref)

GPtrArray     *qh_catalogues_list        (QhCatalogues *self, const char *catalogue);
char         **qh_catalogues_list_names  (QhCatalogues *self);
const QhEntry *qh_catalogues_find        (QhCatalogues *self, gint64 id);
const QhEntry *qh_catalogues_find_code   (QhCatalogues *self, const char *catalogue, const char *code);
const QhEntry *qh_catalogues_find_text   (QhCatalogues *self, const char *catalogue, const char *text);
const char    *qh_catalogues_get_label   (QhCatalogues *self, gint64 id, QhLanguage language);
const char    *qh_entry_get_label        (const QhEntry *entry, QhLanguage language);

GPtrArray     *qh_catalogues_shipped     (QhDictionary *dictionary);

G_END_DECLS
