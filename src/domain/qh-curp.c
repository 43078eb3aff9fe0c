/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-curp.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CURP_LENGTH 18

static const char *const alphabet[] = {
  "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F", "G", "H", "I",
  "J", "K", "L", "M", "N", "Ñ", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z",
};

/* One letter a place: A a letter, D a digit, S the sex, X the homonym mark. */
static const char pattern[] = "AAAADDDDDDSAAAAAXD";

static const char states[][3] = {
  "AS", "BC", "BS", "CC", "CL", "CM", "CS", "CH", "DF", "DG", "GT",
  "GR", "HG", "JC", "MC", "MN", "MS", "NT", "NL", "OC", "PL", "QT",
  "QR", "SP", "SL", "SR", "TC", "TS", "TL", "VZ", "YN", "ZS", "NE",
};

/**
 * qh_curp_digit:
 * @first_seventeen: the first 17 characters of a CURP, upper case
 *
 * The check digit as RENAPO's instructive defines it: each character's place in
 * 0–9, A–N, Ñ, O–Z times 18 less its position, summed; ten less the last digit
 * of the sum.
 *
 * Returns: '0' to '9'.
 */
char
qh_curp_digit (const char *first_seventeen)
{
  guint sum = 0;
  guint position = 0;

  for (const char *c = first_seventeen; *c != '\0' && position < CURP_LENGTH - 1;
       c = g_utf8_next_char (c), position++)
    for (guint value = 0; value < G_N_ELEMENTS (alphabet); value++)
      if (g_utf8_get_char (c) == g_utf8_get_char (alphabet[value]))
        sum += value * (CURP_LENGTH - position);
  return (char)('0' + (10 - sum % 10) % 10);
}

static gboolean
fits_place (char place, gunichar c)
{
  switch (place)
    {
    case 'A':
      return (c >= 'A' && c <= 'Z') || c == 0xD1;
    case 'D':
      return c >= '0' && c <= '9';
    case 'S':
      return c == 'H' || c == 'M' || c == 'X';
    default:
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}

static gboolean
fits_pattern (const char *upper)
{
  guint position = 0;

  for (const char *c = upper; *c != '\0'; c = g_utf8_next_char (c), position++)
    if (position >= CURP_LENGTH || !fits_place (pattern[position], g_utf8_get_char (c)))
      return FALSE;
  return position == CURP_LENGTH;
}

static gboolean
is_state (const char *letters)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (strncmp (states[i], letters, 2) == 0)
      return TRUE;
  return FALSE;
}

/* The date of birth, which stands at @rest; %QH_NO_DAY and an error where there is no such day. */
static QhDay
read_birth (const char *upper, const char *rest, const char *text, GError **error)
{
  /* The homonym mark is a digit for births before 2000 and a letter since. */
  int century = g_ascii_isdigit (*g_utf8_offset_to_pointer (upper, 16)) ? 1900 : 2000;
  int year = century + (rest[0] - '0') * 10 + rest[1] - '0';
  int month = (rest[2] - '0') * 10 + rest[3] - '0';
  int day = (rest[4] - '0') * 10 + rest[5] - '0';
  QhDay birth = qh_day_from_ymd (year, month, day);

  if (birth == QH_NO_DAY)
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_FORMAT,
        _ ("The CURP “%s” carries the date %02d/%02d/%d, which does not exist. Check its digits."),
        text,
        day,
        month,
        year);
  return birth;
}

/**
 * qh_curp_parse:
 * @text: a CURP, in upper or lower case
 * @curp: (out) (optional): what it says
 *
 * Checks the form, the date, the state and the check digit of a Mexican
 * population registry key.
 *
 * Returns: whether @text is a CURP; if not, %QH_ERROR_FORMAT says what is wrong.
 */
gboolean
qh_curp_parse (const char *text, QhCurp *curp, GError **error)
{
  g_autofree char *upper = g_utf8_strup (text, -1);
  const char *rest; /* from the date on: the four letters may hold an Ñ of two bytes */
  QhDay birth;

  if (!fits_pattern (upper))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("“%s” is not a CURP: it has 18 places, four letters, six digits for the "
                      "birth date, H, M or X, "
                      "five letters and two check places. Copy it again from the document."),
                   text);
      return FALSE;
    }
  rest = g_utf8_offset_to_pointer (upper, 4);
  birth = read_birth (upper, rest, text, error);
  if (birth == QH_NO_DAY)
    return FALSE;
  if (!is_state (rest + 7))
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_FORMAT,
        _ ("The CURP “%s” carries the state “%.2s”, which does not exist. Check its letters."),
        text,
        rest + 7);
      return FALSE;
    }
  if (upper[strlen (upper) - 1] != qh_curp_digit (upper))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("The last digit of the CURP “%s” does not match the rest: one of its places "
                      "is mistyped. Check it against the document."),
                   text);
      return FALSE;
    }
  if (curp != NULL)
    {
      curp->birth = birth;
      curp->sex = rest[6];
      curp->state[0] = rest[7];
      curp->state[1] = rest[8];
      curp->state[2] = '\0';
    }
  return TRUE;
}
