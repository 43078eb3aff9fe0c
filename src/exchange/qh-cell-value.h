/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhDecimalMark:
 * @QH_DECIMAL_MARK_AUTO: by what stands in the cell; what could be both is refused
 * @QH_DECIMAL_MARK_POINT: 1,234.5
 * @QH_DECIMAL_MARK_COMMA: 1.234,5
 */
typedef enum
{
  QH_DECIMAL_MARK_AUTO,
  QH_DECIMAL_MARK_POINT,
  QH_DECIMAL_MARK_COMMA,
} QhDecimalMark;

/**
 * QhDateOrder:
 * @QH_DATE_ORDER_AUTO: by what stands in the cell; what could be both is refused
 * @QH_DATE_ORDER_YEAR_FIRST: 2024-12-31
 * @QH_DATE_ORDER_DAY_FIRST: 31/12/2024
 * @QH_DATE_ORDER_MONTH_FIRST: 12/31/2024
 *
 * A date that begins with its four-digit year is understood in any order.
 */
typedef enum
{
  QH_DATE_ORDER_AUTO,
  QH_DATE_ORDER_YEAR_FIRST,
  QH_DATE_ORDER_DAY_FIRST,
  QH_DATE_ORDER_MONTH_FIRST,
} QhDateOrder;

gboolean    qh_cell_is_blank          (const char    *text);
gboolean    qh_cell_parse_number      (const char    *text,
                                       QhDecimalMark  mark,
                                       double        *number,
                                       GError       **error);
gboolean    qh_cell_parse_count       (const char    *text,
                                       QhDecimalMark  mark,
                                       gint64        *count,
                                       GError       **error);
gboolean    qh_cell_parse_date        (const char    *text,
                                       QhDateOrder    order,
                                       GDate         *date,
                                       GError       **error);
QhDateOrder qh_cell_guess_date_order  (const char *const *cells,
                                       guint          n_cells);
gboolean    qh_cell_parse_time        (const char    *text,
                                       int           *minute,
                                       GError       **error);

G_END_DECLS
