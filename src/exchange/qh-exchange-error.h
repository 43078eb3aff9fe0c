/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhExchangeError:
 * @QH_EXCHANGE_ERROR_NOT_TEXT: the file is a picture, a workbook or otherwise not text
 * @QH_EXCHANGE_ERROR_ENCODING: the file's bytes are not in the encoding it claims
 * @QH_EXCHANGE_ERROR_EMPTY: the file has nothing in it
 * @QH_EXCHANGE_ERROR_MALFORMED: the table or profile cannot be parsed
 * @QH_EXCHANGE_ERROR_VALUE: a cell is no number, date or time
 * @QH_EXCHANGE_ERROR_AMBIGUOUS: a cell can be read in two ways
 * @QH_EXCHANGE_ERROR_PROFILE: a profile asks for what does not make sense
 * @QH_EXCHANGE_ERROR_COLUMN: a profile names a column that the file lacks
 * @QH_EXCHANGE_ERROR_FIELD: a profile names a field that the dictionary lacks
 * @QH_EXCHANGE_ERROR_CODE: a profile names a code that its catalogue lacks
 * @QH_EXCHANGE_ERROR_READ: the file cannot be read
 *
 * What can be wrong with other people's files. Each message is translated and
 * says what happened, to what, and what to do.
 */
typedef enum
{
  QH_EXCHANGE_ERROR_NOT_TEXT,
  QH_EXCHANGE_ERROR_ENCODING,
  QH_EXCHANGE_ERROR_EMPTY,
  QH_EXCHANGE_ERROR_MALFORMED,
  QH_EXCHANGE_ERROR_VALUE,
  QH_EXCHANGE_ERROR_AMBIGUOUS,
  QH_EXCHANGE_ERROR_PROFILE,
  QH_EXCHANGE_ERROR_COLUMN,
  QH_EXCHANGE_ERROR_FIELD,
  QH_EXCHANGE_ERROR_CODE,
  QH_EXCHANGE_ERROR_READ,
} QhExchangeError;

#define QH_EXCHANGE_ERROR (qh_exchange_error_quark ())
GQuark qh_exchange_error_quark (void);

G_END_DECLS
