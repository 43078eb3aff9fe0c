/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"
#include "domain/qh-error.h"

G_BEGIN_DECLS

/**
 * QhCurp:
 * @birth: the birth date that it carries
 * @sex: 'M' (mujer), 'H' (hombre) or 'X'
 * @state: the two letters of the state of birth
 */
typedef struct
{
  QhDay birth;
  char sex;
  char state[3];
} QhCurp;

gboolean qh_curp_parse (const char *text, QhCurp *curp, GError **error);
char     qh_curp_digit (const char *first_seventeen);

G_END_DECLS
