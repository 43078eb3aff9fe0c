/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhVariableForm:
 *
 * What a variable's keys are: ids of codes or records, yes/no, direct (1) or indirect (0) work, numbers, first
 * days of periods, 0 (Monday) to 6, or 0 to 23.
 */
typedef enum
{
  QH_VARIABLE_CODE,
  QH_VARIABLE_YESNO,
  QH_VARIABLE_DIRECT,
  QH_VARIABLE_REFERENCE,
  QH_VARIABLE_NUMBER,
  QH_VARIABLE_DAY,
  QH_VARIABLE_WEEK,
  QH_VARIABLE_MONTH,
  QH_VARIABLE_QUARTER,
  QH_VARIABLE_YEAR,
  QH_VARIABLE_WEEKDAY,
  QH_VARIABLE_HOUR,
} QhVariableForm;

/**
 * QhVariableLevel:
 * @QH_LEVEL_ROW: one category a row
 * @QH_LEVEL_LIST: several a row
 * @QH_LEVEL_SERVED: people served
 */
typedef enum
{
  QH_LEVEL_ROW,
  QH_LEVEL_LIST,
  QH_LEVEL_SERVED,
} QhVariableLevel;

/**
 * QhVariable:
 * @name: as users write it
 * @column: (nullable): where it is read from; %NULL for the people served
 * @keys: (element-type gint64): what each category stands for, ascending in the
 *   order in which to show them; the first %QH_FRAME_FIRST_CODE are nothing and the kinds of missing
 *
 * A view of a frame as categories.
 */
typedef struct
{
  char *name;
  QhVariableForm form;
  QhVariableLevel level;
  QhFrame *frame;
  const QhFrameColumn *column;
  GArray *keys;
  guint32 *groups;     /* from indices to categories; NULL where indices are categories */
  guint32 *categories; /* from values less base to categories; NULL where indices are, or where they follow each other */
  gint64 base;         /* the least value */
  gint64 top;          /* the greatest, below base where there is none */
} QhVariable;

/**
 * QhNamer:
 *
 * Gives the name of a record that a reference stands for, or %NULL when it may
 * not be known. Frames hold no names.
 */
typedef char *(*QhNamer) (guint kind, gint64 id, gpointer user_data);

QhVariable *qh_variable_new        (QhFrame *frame, const char *name, GError **error);
void        qh_variable_free       (QhVariable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhVariable, qh_variable_free)

gint64      qh_variable_period_of  (QhVariableForm form, QhDay day);
guint       qh_variable_get_n_keys (const QhVariable *self);
gint64      qh_variable_get_key    (const QhVariable *self, guint category);
char       *qh_variable_dup_label  (const QhVariable *self, QhLanguage language);
char       *qh_variable_dup_key_code (const QhVariable *self, gint64 key);
char       *qh_variable_dup_key_label (const QhVariable *self, gint64 key, QhLanguage language, QhNamer namer, gpointer namer_data);
gboolean    qh_variable_parse_key  (const QhVariable *self, const char *text, gint64 *key, GError **error);
void        qh_variable_decode     (const QhVariable *self, guint start, guint n, guint32 *categories);
guint       qh_variable_reference_kind (const QhVariable *self);

G_END_DECLS
