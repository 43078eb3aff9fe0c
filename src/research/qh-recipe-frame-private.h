/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe-run.h"

G_BEGIN_DECLS

/**
 * QhFilling:
 *
 * The data set that is being made of the rows that leave.
 */
typedef struct
{
  const QhRecipe *recipe;
  QhRecipeResult *result;
  const QhSetKey *key;
  QhFrame *made;
  GArray *rows;    /* of the source, those that leave */
  GArray *records; /* among the selected, the record that each is */
  gint64 next_id;
  gint64 next_field;
  QhLanguage language; /* of labels that are made here */
} QhFilling;

/* A text of each row that leaves: "" for no answer, else (transfer full). */
typedef char *(*QhTellFunc) (QhFilling *filling, guint place, gpointer user_data);

guint       qh_filling_get_row    (const QhFilling *filling, guint place);
const char *qh_filling_get_name   (const QhRecipeVariable *variable, const char *name);
void        qh_filling_set_labels (QhField *field, const QhRecipeVariable *variable, const QhField *source, const char *name);
QhField    *qh_filling_new_field  (QhFilling *filling, const char *name, QhType type, QhSensitivity sensitivity, const char *catalogue);
void        qh_filling_add_texts  (QhFilling *filling, QhField *field, const QhField *source, gboolean sorted, QhTellFunc tell, gpointer user_data);
char       *qh_filling_dup_person (const QhFilling *filling, guint place);
void        qh_filling_add_date   (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column, const char *how);
gboolean    qh_filling_add_treated (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column,
                                    const QhRecipeTreatment *treatment, GError **error);
void        qh_filling_add_copy   (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column);

G_END_DECLS
