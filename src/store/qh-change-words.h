/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-log-read.h"

G_BEGIN_DECLS

guint       qh_action_get_n        (void);
QhAction    qh_action_get_nth      (guint position);
const char *qh_action_get_label    (QhAction action);
const char *qh_action_get_name     (QhAction action);
char       *qh_change_words_time   (gint64 milliseconds);
char       *qh_change_words_user   (QhStore *store, gint64 user);
char       *qh_record_describe     (QhStore *store, const QhRecord *record);
char       *qh_operation_describe  (QhOperation operation, const char *said);
char       *qh_log_change_describe (QhStore *store, const QhLogChange *change);
char       *qh_value_describe      (QhStore *store, const QhField *field, const QhValue *value);

G_END_DECLS
