/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-coding.h"

G_BEGIN_DECLS

/* What stands for every value at once, and for one that nothing is told of. */
#define QH_HIERARCHY_ALL "*"

/* Catalogues have no more above them. */
#define QH_HIERARCHY_MOST_ABOVE 4

/**
 * QhHierarchyLevel:
 * @label: (nullable): how exactly it tells, in words; %NULL of a level from a file
 * @groups: (array): for each category of the coding its group
 * @texts: (element-type utf8): what each group is called; "" for no answer
 * @loss: (array): for each group the normalised certainty penalty, 0 to 1
 */
typedef struct
{
  char *label;
  guint32 *groups;
  GPtrArray *texts;
  double *loss;
} QhHierarchyLevel;

/**
 * QhHierarchy:
 * @levels: (element-type QhHierarchyLevel): from the values as they are to the coarsest; each
 *   is made of whole groups of the one before
 *
 * The ways in which a variable can be told less exactly.
 */
typedef struct
{
  char *name;
  guint n_categories;
  guint8 *occurs; /* of each category whether any row has it */
  GPtrArray *levels;
} QhHierarchy;

/**
 * QhCodeEnds:
 * @bottom: numbers below it are told as one; -G_MAXDOUBLE for none
 * @top: numbers from it on are told as one; G_MAXDOUBLE for none
 * @least: values that fewer records have are told as one; 0 for none
 *
 * Top and bottom coding, and rare values.
 */
typedef struct
{
  double bottom;
  double top;
  guint least;
} QhCodeEnds;

QhHierarchy *qh_hierarchy_new_usual (const QhCoding *coding, const QhCodeEnds *ends, QhCatalogues *catalogues);
QhHierarchy *qh_hierarchy_new_file  (const QhCoding *coding, GFile *file, GError **error);
QhHierarchy *qh_hierarchy_new_bytes (const QhCoding *coding, const char *name, GBytes *bytes, GError **error);
void         qh_hierarchy_free      (QhHierarchy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhHierarchy, qh_hierarchy_free)

const QhHierarchyLevel *qh_hierarchy_get_level (const QhHierarchy *self, guint level);
const char  *qh_hierarchy_get_text  (const QhHierarchy *self, guint level, guint32 category);
char        *qh_hierarchy_dup_label (const QhHierarchy *self, guint level);
char        *qh_hierarchy_name_sample (GPtrArray *texts);
char        *qh_hierarchy_dup_words (const char *text, const QhField *source, QhCatalogues *catalogues, QhLanguage language);
guint        qh_hierarchy_count_groups (const QhHierarchy *self, guint level);

G_END_DECLS
