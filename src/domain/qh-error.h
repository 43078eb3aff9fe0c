/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhError:
 * @QH_ERROR_REQUIRED: a required field is empty
 * @QH_ERROR_RANGE: a number, date or text is outside its range
 * @QH_ERROR_CODE: a code is not in its catalogue, or a name is not in the dictionary
 * @QH_ERROR_FORMAT: a text, file or value is not of the expected form
 * @QH_ERROR_PASSPHRASE: a passphrase is wrong or too weak
 * @QH_ERROR_NOT_WORKSPACE: the file is not a workspace
 * @QH_ERROR_NEWER: the file was made by a newer version
 * @QH_ERROR_DAMAGED: the file is damaged
 * @QH_ERROR_PLACE: the folder or drive cannot hold a workspace
 * @QH_ERROR_IN_USE: the record is used by others
 * @QH_ERROR_NOT_FOUND: there is no such record or file
 * @QH_ERROR_FAILED: writing or reading failed
 * @QH_ERROR_SIGNED: what is to be changed is signed, or its month closed, and no reason is given
 *
 * What can go wrong with users' data. The message says what happened, to what,
 * and what to do; it is translated.
 */
typedef enum
{
  QH_ERROR_REQUIRED,
  QH_ERROR_RANGE,
  QH_ERROR_CODE,
  QH_ERROR_FORMAT,
  QH_ERROR_PASSPHRASE,
  QH_ERROR_NOT_WORKSPACE,
  QH_ERROR_NEWER,
  QH_ERROR_DAMAGED,
  QH_ERROR_PLACE,
  QH_ERROR_IN_USE,
  QH_ERROR_NOT_FOUND,
  QH_ERROR_FAILED,
  QH_ERROR_SIGNED,
} QhError;

#define QH_ERROR (qh_error_quark ())
GQuark qh_error_quark (void);

const char *qh_error_explain_file (const GError *reason);

G_END_DECLS
