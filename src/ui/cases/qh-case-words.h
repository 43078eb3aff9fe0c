/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhCaseTag:
 * @words: what the tag says
 * @style: (nullable): the style class that colours it
 *
 * A case's status as it is shown: always a word, never colour alone.
 */
typedef struct
{
  const char *words;
  const char *style;
} QhCaseTag;

QhCaseTag qh_case_words_tag    (QhSession *session, gint64 status, QhDay last, QhDay today);
char     *qh_case_words_who    (QhSession *session, const QhCaseRow *row, QhDay today);
char     *qh_case_words_day    (QhDay day, QhDay today);
char     *qh_case_words_date   (QhDay day, QhDay today);
char     *qh_case_words_since  (QhDay day, QhDay today);
char     *qh_case_words_time   (gint64 minutes);
gboolean  qh_case_is_closed    (QhSession *session, gint64 status);
gint64    qh_case_find_status  (QhSession *session, const char *code);

#define QH_STATUS_OPEN "S1"
#define QH_STATUS_WAITING "S2"
#define QH_STATUS_CLOSED "S3"
#define QH_STATUS_REOPENED "S4"
#define QH_LEVEL_INDIVIDUAL "N1"

G_END_DECLS
