/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report.h"

G_BEGIN_DECLS

/* A template while somebody changes it: its JSON. Each of these keeps it one that
 * can be read, or leaves it as it was. */

const char *qh_report_edit_get_label (JsonObject *object, const char *member, QhLanguage language);
void        qh_report_edit_set_label (JsonObject *object, const char *member, QhLanguage language, const char *text);
void        qh_report_edit_move      (JsonArray *array, guint from, int to);
JsonArray  *qh_report_edit_get_array (JsonObject *object, const char *member);
void        qh_report_edit_set_rows  (JsonObject *section, const char *by, const char *then);
void        qh_report_edit_name_rows (JsonObject *section, const QhReportBlock *block);
void        qh_report_edit_add_row   (JsonObject *section, const char *label, const char *where);
void        qh_report_edit_add_column (JsonObject *section, const char *show, const char *by);

G_END_DECLS
