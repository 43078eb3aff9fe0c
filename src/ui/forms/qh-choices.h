/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhChoice:
 * @id: what is stored; %QH_NO_CHOICE to choose nothing
 * @label: what is shown
 * @detail: (nullable): what tells it from others of the same label
 * @missing: whether it is a reason why there is no value
 *
 * One of several things to choose from.
 */
typedef struct
{
  gint64 id;
  char *label;
  char *detail;
  gboolean missing;
} QhChoice;

#define QH_NO_CHOICE G_GINT64_CONSTANT (-1)

#define QH_TYPE_CHOICES (qh_choices_get_type ())
G_DECLARE_FINAL_TYPE (QhChoices, qh_choices, QH, CHOICES, GObject)

/**
 * QhChoices:
 *
 * What can be chosen for a field: codes of a catalogue, yes and no, or records
 * of a kind, with the kinds of missing where the field allows them.
 */

QhChoices  *qh_choices_new_catalogue (QhSession *session, const char *catalogue, gboolean missing);
QhChoices  *qh_choices_new_yesno     (QhSession *session, gboolean missing);
QhChoices  *qh_choices_new_missing   (QhSession *session);
QhChoices  *qh_choices_new_records   (QhSession *session, const char *kind);
QhChoices  *qh_choices_new_column    (QhSession *session, const QhColumn *column);

void        qh_choices_set_parent    (QhChoices *self, gint64 parent);
void        qh_choices_set_keep      (QhChoices *self, gint64 id);
void        qh_choices_set_none      (QhChoices *self, const char *label);
void        qh_choices_set_fixed     (QhChoices *self, gint64 id, const char *label);
gboolean    qh_choices_can_add       (QhChoices *self);
gboolean    qh_choices_can_search    (QhChoices *self);

GPtrArray  *qh_choices_find          (QhChoices *self, const char *text);
char       *qh_choices_dup_label      (QhChoices *self, const QhValue *value);

void        qh_choices_add_async     (QhChoices *self, const char *label, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gint64      qh_choices_add_finish    (QhChoices *self, GAsyncResult *result, GError **error);

G_END_DECLS
