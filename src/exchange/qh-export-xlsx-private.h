/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "exchange/qh-export-private.h"

G_BEGIN_DECLS

/**
 * QhExportBook:
 * @bold: of headers
 *
 * A workbook that is being written.
 */
typedef struct
{
  const QhExportPlan *plan;
  lxw_workbook *workbook;
  lxw_format *bold;
  lxw_format *day;
  lxw_format *time;
} QhExportBook;

void qh_export_add_summary  (QhExportBook *book, const QhExportReport *report);
void qh_export_add_codebook (QhExportBook *book);
void qh_export_add_risk     (QhExportBook *book);

G_END_DECLS
