/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-cell-value.h"

#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* How much of a cell a message quotes. */
#define QUOTED_LENGTH 40

static gboolean G_GNUC_PRINTF (4, 0)
refuse (GError         **error,
        QhExchangeError  code,
        const char      *text,
        const char      *format)
{
  g_autofree char *shown = NULL;

  if (g_utf8_strlen (text, -1) > QUOTED_LENGTH)
    {
      g_autofree char *start = g_utf8_substring (text, 0, QUOTED_LENGTH);

      shown = g_strconcat (start, "…", NULL);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, QH_EXCHANGE_ERROR, code, format, shown != NULL ? shown : text);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0xa0 || character == 0x202f;
}

/**
 * qh_cell_is_blank:
 * @text: a cell
 *
 * Returns: whether there is nothing but blanks in it, no-break ones included
 */
gboolean
qh_cell_is_blank (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!is_space (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

/* The cell without blanks at its ends, in @buffer; FALSE if it is too long for a
 * number, date or time. No-break blanks inside become plain ones. */
static gboolean
strip_short (const char *text,
             char       *buffer,
             gsize       size)
{
  gsize length = 0;

  while (*text != '\0' && is_space (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      char utf8[6];
      gint n_bytes = g_unichar_to_utf8 (is_space (character) ? ' ' : character, utf8);

      if (length + n_bytes >= size)
        return FALSE;
      memcpy (buffer + length, utf8, n_bytes);
      length += n_bytes;
    }
  while (length > 0 && buffer[length - 1] == ' ')
    length--;
  buffer[length] = '\0';
  return TRUE;
}

static guint
count_of (const char *text,
          char        wanted)
{
  guint count = 0;

  for (; *text != '\0'; text++)
    if (*text == wanted)
      count++;
  return count;
}

/* Whether @grouping parts the digits of @whole in threes: 1.234.567 */
static gboolean
is_well_grouped (const char *whole,
                 const char *end,
                 char        grouping)
{
  const char *first = memchr (whole, grouping, end - whole);

  if (first == NULL)
    return TRUE;
  if (first == whole || first - whole > 3)
    return FALSE;
  for (const char *c = first; c < end; c += 4)
    {
      if (*c != grouping || end - c < 4)
        return FALSE;
      for (int i = 1; i <= 3; i++)
        if (!g_ascii_isdigit (c[i]))
          return FALSE;
    }
  return TRUE;
}

/* Which mark makes the fraction, 0 for none; or FALSE where nobody can tell. */
static gboolean
choose_decimal (const char *digits,
                char       *decimal)
{
  const char *point = strrchr (digits, '.');
  const char *comma = strrchr (digits, ',');
  const char *mark = point != NULL ? point : comma;

  *decimal = 0;
  if (mark == NULL)
    return TRUE;
  if (point != NULL && comma != NULL)
    {
      *decimal = point > comma ? '.' : ',';
      return TRUE;
    }
  if (count_of (digits, *mark) > 1)
    return TRUE;
  if (strlen (mark + 1) == 3 && mark - digits >= 1 && mark - digits <= 3 && digits[0] != '0')
    return FALSE;
  *decimal = *mark;
  return TRUE;
}

/* Takes the power of ten off the end of a number, as programs write it ("1e-06",
 * "1.5E+10"); without a sign it would be a code such as "3E2".
 *
 * Returns: (nullable): the power, "e-06" */
static char *
take_power (char *digits)
{
  char *power = strpbrk (digits, "eE"), *c, *taken;

  if (power == NULL || power == digits || !g_ascii_isdigit (power[-1]) || (power[1] != '-' && power[1] != '+')
      || !g_ascii_isdigit (power[2]))
    return NULL;
  for (c = power + 2; g_ascii_isdigit (*c); c++)
    ;
  if (*c != '\0')
    return NULL;
  taken = g_strdup (power);
  *power = '\0';
  return taken;
}

/**
 * qh_cell_parse_number:
 * @text: a cell that is not blank
 * @mark: what parts the fraction from the whole
 * @number: (out): the number
 * @error: return location
 *
 * Reads "31", "31.0", "-3,5", "1.234,5", "1 234,5", "1e-06". With %QH_DECIMAL_MARK_AUTO,
 * "1.234" is refused as ambiguous: it may be a thousand and more, or little over
 * one.
 *
 * Returns: whether @text is a number
 */
gboolean
qh_cell_parse_number (const char     *text,
                      QhDecimalMark   mark,
                      double         *number,
                      GError        **error)
{
  char buffer[64];
  char plain[64];
  g_autofree char *power = NULL;
  g_autofree char *whole = NULL;
  char *digits = buffer;
  char *fraction;
  const char *end;
  char decimal;
  char grouping;
  gsize length = 0;

  if (!strip_short (text, buffer, sizeof buffer))
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a number."));
  if (*digits == '-' || *digits == '+')
    digits++;
  power = take_power (digits);
  if (mark == QH_DECIMAL_MARK_AUTO)
    {
      if (!choose_decimal (digits, &decimal))
        return refuse (error, QH_EXCHANGE_ERROR_AMBIGUOUS, text,
                       _("“%s” may be thousands or a fraction: say in the profile which "
                         "decimal mark the column has."));
    }
  else
    {
      decimal = mark == QH_DECIMAL_MARK_COMMA ? ',' : '.';
    }

  fraction = decimal != 0 ? strchr (digits, decimal) : NULL;
  end = fraction != NULL ? fraction : digits + strlen (digits);
  if (memchr (digits, ' ', end - digits) != NULL)
    grouping = ' ';
  else if (decimal != 0)
    grouping = decimal == ',' ? '.' : ',';
  else
    grouping = strchr (digits, '.') != NULL ? '.' : ',';

  if (*digits == '\0' || !is_well_grouped (digits, end, grouping)
      || (fraction != NULL && (fraction[1] == '\0' || fraction == digits)))
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a number."));
  if (buffer[0] == '-')
    plain[length++] = '-';
  for (const char *c = digits; *c != '\0'; c++)
    {
      if (c == fraction)
        plain[length++] = '.';
      else if (g_ascii_isdigit (*c))
        plain[length++] = *c;
      else if (*c != grouping || c > end)
        return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a number."));
    }
  plain[length] = '\0';
  whole = g_strconcat (plain, power, NULL);
  *number = g_ascii_strtod (whole, NULL);
  return isfinite (*number) || refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a number."));
}

/**
 * qh_cell_parse_count:
 * @text: a cell that is not blank
 * @mark: what parts the fraction from the whole
 * @count: (out): the count
 * @error: return location
 *
 * Reads a whole number that is not negative, also where a program wrote it as
 * "31.0".
 *
 * Returns: whether @text is one
 */
gboolean
qh_cell_parse_count (const char     *text,
                     QhDecimalMark   mark,
                     gint64         *count,
                     GError        **error)
{
  double number;

  if (!qh_cell_parse_number (text, mark, &number, error))
    return FALSE;
  if (number != floor (number))
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a whole number."));
  if (number < 0)
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is negative: nothing is counted below zero."));
  if (number > 9007199254740992.0)
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is too large."));
  *count = (gint64) number;
  return TRUE;
}

/* Three runs of digits parted twice by the same mark, then nothing or a time. */
static gboolean
split_date (const char *text,
            int         parts[3],
            int         widths[3],
            const char **rest)
{
  char mark = 0;
  const char *c = text;

  for (int i = 0; i < 3; i++)
    {
      parts[i] = widths[i] = 0;
      for (; g_ascii_isdigit (*c); c++, widths[i]++)
        {
          if (widths[i] == 4)
            return FALSE;
          parts[i] = parts[i] * 10 + (*c - '0');
        }
      if (widths[i] == 0)
        return FALSE;
      if (i == 2)
        break;
      if (i == 0)
        mark = *c;
      if (*c != mark || strchr ("-/.", mark) == NULL || mark == '\0')
        return FALSE;
      c++;
    }
  *rest = c;
  return TRUE;
}

/**
 * qh_cell_parse_date:
 * @text: a cell that is not blank
 * @order: which part comes first
 * @date: (out caller-allocates): the date
 * @error: return location
 *
 * Reads "2024-12-31", "31/12/2024", "31.12.2024", also with a time behind. A year
 * of two digits is refused, as is "03/04/2024" with %QH_DATE_ORDER_AUTO.
 *
 * Returns: whether @text is a date of the calendar
 */
gboolean
qh_cell_parse_date (const char   *text,
                    QhDateOrder   order,
                    GDate        *date,
                    GError      **error)
{
  char buffer[64];
  const char *rest;
  int parts[3];
  int widths[3];
  int minute;
  int year, month, day;

  if (!strip_short (text, buffer, sizeof buffer) || !split_date (buffer, parts, widths, &rest)
      || (*rest != '\0' && *rest != ' ' && *rest != 'T')
      || (*rest != '\0' && !qh_cell_parse_time (rest + 1, &minute, NULL)))
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a date."));

  if (widths[0] == 4)
    {
      year = parts[0];
      month = parts[1];
      day = parts[2];
    }
  else if (widths[2] != 4)
    {
      return refuse (error, QH_EXCHANGE_ERROR_AMBIGUOUS, text,
                     _("“%s” is no certain date: write the year with four digits."));
    }
  else
    {
      if (order == QH_DATE_ORDER_YEAR_FIRST)
        return refuse (error, QH_EXCHANGE_ERROR_VALUE, text,
                       _("“%s” does not begin with the year, as the profile says."));
      if (order == QH_DATE_ORDER_AUTO && parts[0] <= 12 && parts[1] <= 12 && parts[0] != parts[1])
        return refuse (error, QH_EXCHANGE_ERROR_AMBIGUOUS, text,
                       _("“%s” may be day-first or month-first: say in the profile which."));
      if (order == QH_DATE_ORDER_AUTO)
        order = parts[1] > 12 ? QH_DATE_ORDER_MONTH_FIRST : QH_DATE_ORDER_DAY_FIRST;
      year = parts[2];
      month = order == QH_DATE_ORDER_DAY_FIRST ? parts[1] : parts[0];
      day = order == QH_DATE_ORDER_DAY_FIRST ? parts[0] : parts[1];
    }

  if (widths[1] > 2 || day > 31 || !g_date_valid_dmy (day, month, year))
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a day of the calendar."));
  g_date_clear (date, 1);
  g_date_set_dmy (date, day, month, year);
  return TRUE;
}

/**
 * qh_cell_guess_date_order:
 * @cells: (array length=n_cells): a column
 * @n_cells: how many
 *
 * One day past the twelfth tells for the whole column what its order is.
 *
 * Returns: the order, or %QH_DATE_ORDER_AUTO where no cell tells or cells contradict
 *   each other
 */
QhDateOrder
qh_cell_guess_date_order (const char *const *cells,
                          guint              n_cells)
{
  gboolean seen[QH_DATE_ORDER_MONTH_FIRST + 1] = { FALSE };

  for (guint i = 0; i < n_cells; i++)
    {
      char buffer[64];
      const char *rest;
      int parts[3];
      int widths[3];

      if (!strip_short (cells[i], buffer, sizeof buffer) || !split_date (buffer, parts, widths, &rest))
        continue;
      if (widths[0] == 4)
        seen[QH_DATE_ORDER_YEAR_FIRST] = TRUE;
      else if (parts[0] > 12 && parts[1] <= 12)
        seen[QH_DATE_ORDER_DAY_FIRST] = TRUE;
      else if (parts[1] > 12 && parts[0] <= 12)
        seen[QH_DATE_ORDER_MONTH_FIRST] = TRUE;
    }
  if (seen[QH_DATE_ORDER_DAY_FIRST] != seen[QH_DATE_ORDER_MONTH_FIRST])
    return seen[QH_DATE_ORDER_DAY_FIRST] ? QH_DATE_ORDER_DAY_FIRST : QH_DATE_ORDER_MONTH_FIRST;
  if (!seen[QH_DATE_ORDER_DAY_FIRST] && seen[QH_DATE_ORDER_YEAR_FIRST])
    return QH_DATE_ORDER_YEAR_FIRST;
  return QH_DATE_ORDER_AUTO;
}

/* What stands behind the digits of a time: nothing, "h", "hs", "a. m.", "PM"… */
static gboolean
read_time_suffix (const char *suffix,
                  int        *hour)
{
  char letters[8];
  gsize length = 0;
  gboolean afternoon;

  for (; *suffix != '\0'; suffix++)
    {
      if (*suffix == ' ' || *suffix == '.')
        continue;
      if (length + 1 == sizeof letters)
        return FALSE;
      letters[length++] = g_ascii_tolower (*suffix);
    }
  letters[length] = '\0';
  if (length == 0 || g_str_equal (letters, "h") || g_str_equal (letters, "hs")
      || g_str_equal (letters, "hrs"))
    return TRUE;
  afternoon = g_str_equal (letters, "pm");
  if ((!afternoon && !g_str_equal (letters, "am")) || *hour < 1 || *hour > 12)
    return FALSE;
  *hour = *hour % 12 + (afternoon ? 12 : 0);
  return TRUE;
}

/**
 * qh_cell_parse_time:
 * @text: a cell that is not blank
 * @minute: (out): minute of the day, 0 to 1439
 * @error: return location
 *
 * Reads "9:05", "09:05:00", "9.05", "9h05", "9:05 p. m.", also behind a date.
 * Minutes want two digits: "9.5" may be half past nine or five past.
 *
 * Returns: whether @text is a time of day
 */
gboolean
qh_cell_parse_time (const char  *text,
                    int         *minute,
                    GError     **error)
{
  char buffer[64];
  const char *c = buffer;
  const char *rest;
  int date_parts[3], date_widths[3];
  int parts[3] = { 0 };
  int n_parts = 0;

  if (!strip_short (text, buffer, sizeof buffer))
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text, _("“%s” is not a time of day."));
  if (split_date (buffer, date_parts, date_widths, &rest) && (*rest == ' ' || *rest == 'T')
      && (date_widths[0] == 4 || date_widths[2] == 4))
    c = rest + 1;

  for (; n_parts < 3; n_parts++)
    {
      int width = 0;

      for (; g_ascii_isdigit (*c) && width <= 2; c++, width++)
        parts[n_parts] = parts[n_parts] * 10 + (*c - '0');
      if (width > 2 || width == 0 || (n_parts > 0 && width != 2))
        return refuse (error, QH_EXCHANGE_ERROR_VALUE, text,
                       _("“%s” is not a time of day: write it as 9:05."));
      if (n_parts == 2 || *c == '\0' || strchr (n_parts == 0 ? ":.hH" : ":.", *c) == NULL
          || !g_ascii_isdigit (c[1]))
        {
          n_parts++;
          break;
        }
      c++;
    }
  if (n_parts == 3 && *c == '.' && g_ascii_isdigit (c[1]))
    for (c++; g_ascii_isdigit (*c); c++)
      ;
  if (n_parts < 2 || !read_time_suffix (c, &parts[0])
      || parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
    return refuse (error, QH_EXCHANGE_ERROR_VALUE, text,
                   _("“%s” is not a time of day: write it as 9:05."));
  *minute = parts[0] * 60 + parts[1];
  return TRUE;
}
