/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report-template.h"

G_BEGIN_DECLS

gboolean    qh_report_refuse        (GError **error, const char *where, const char *member, const char *what);
gboolean    qh_report_check_members (JsonObject *object, const char *where, const char *const *known, GError **error);
gboolean    qh_report_read_text     (JsonObject *object, const char *where, const char *member, char **text, GError **error);
gboolean    qh_report_read_texts    (JsonObject *object, const char *where, const char *member, char ***texts, GError **error);
gboolean    qh_report_read_labels   (JsonObject *object, const char *where, const char *member, gboolean required,
                                     char *labels[QH_N_LANGUAGES], GError **error);
gboolean    qh_report_read_word     (JsonObject *object, const char *where, const char *member,
                                     const char *const *words, guint *position, GError **error);
gboolean    qh_report_read_flag     (JsonObject *object, const char *where, const char *member, gboolean *flag, GError **error);
gboolean    qh_report_read_array    (JsonObject *object, const char *where, const char *member, gboolean required,
                                     guint most, JsonArray **array, GError **error);
JsonObject *qh_report_read_object   (JsonArray *array, guint position, const char *where,
                                     const char *const *known, GError **error);

QhReportSection *qh_report_section_read (QhDictionary *dictionary, JsonArray *array, guint position, GError **error);
void             qh_report_section_free (gpointer data);

G_END_DECLS
