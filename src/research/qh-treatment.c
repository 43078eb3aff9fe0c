/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-treatment.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/random.h>

#include "domain/qh-error.h"
#include "stats/qh-sample.h"

#define LEAST_KEY_FILE 16
#define ID_LENGTH 16 /* of five bits each: among a million ids two alike are a matter of 1 to 10¹² */

/* Keys */

/**
 * qh_set_key_make:
 *
 * Returns: whether the system gave a new key.
 */
gboolean
qh_set_key_make (QhSetKey *key, GError **error)
{
  if (getrandom (key->bytes, sizeof key->bytes, 0) == (gssize)sizeof key->bytes)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _ ("The system gave no random numbers: %s."), g_strerror (errno));
  return FALSE;
}

/**
 * qh_set_key_read:
 * @path: a file of 16 bytes and more, the same for all sets of a study
 *
 * Returns: whether a key could be made of the file.
 */
gboolean
qh_set_key_read (QhSetKey *key, const char *path, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length, size = sizeof key->bytes;

  if (!g_file_get_contents (path, &content, &length, &reason))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _ ("The key “%s” could not be read: %s"), path, qh_error_explain_file (reason));
      return FALSE;
    }
  if (length < LEAST_KEY_FILE)
    {
      memset (content, 0, length);
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("The key “%s” is too short to be secret. It wants 16 bytes and more."), path);
      return FALSE;
    }
  g_checksum_update (sum, (const guchar *)content, (gssize)length);
  g_checksum_get_digest (sum, key->bytes, &size);
  explicit_bzero (content, length);
  return TRUE;
}

void
qh_set_key_forget (QhSetKey *key)
{
  explicit_bzero (key, sizeof *key);
}

/* What the key makes of a text, for one use only. */
static void
mix (const QhSetKey *key, const char *use, const char *text, guint8 digest[QH_SET_KEY_SIZE])
{
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, key->bytes, sizeof key->bytes);
  gsize size = QH_SET_KEY_SIZE;

  g_hmac_update (hmac, (const guchar *)use, (gssize)strlen (use) + 1);
  g_hmac_update (hmac, (const guchar *)text, (gssize)strlen (text));
  g_hmac_get_digest (hmac, digest, &size);
  g_hmac_unref (hmac);
}

static guint64
read_number (const guint8 *bytes)
{
  guint64 number = 0;

  for (guint i = 0; i < 8; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* Ids */

/**
 * qh_treat_id:
 *
 * Returns: (transfer full): what stands for @id in the set: the same for the same
 *   id and key, and nothing to who lacks the key; "" for none.
 */
char *
qh_treat_id (const QhSetKey *key, const char *id)
{
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* Crockford's */
  guint8 digest[QH_SET_KEY_SIZE];
  char text[ID_LENGTH + 1] = "";

  if (id[0] == '\0')
    return g_strdup ("");
  mix (key, "id", id, digest);
  for (guint i = 0; i < ID_LENGTH; i++)
    text[i] = digits[digest[i] & 31];
  return g_strdup (text);
}

/**
 * qh_treat_ids:
 * @ids: (array length=n): of each row; "" for none
 *
 * Returns: (transfer full) (element-type utf8): see qh_treat_id()
 */
GPtrArray *
qh_treat_ids (const QhSetKey *key, const char *const *ids, guint n)
{
  GPtrArray *texts = g_ptr_array_new_full (n, g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, qh_treat_id (key, ids[i]));
  return texts;
}

/* Days */

/**
 * qh_treat_offset:
 * @most_days: 1 and more
 *
 * Returns: by how many days all dates of a person are moved: from −@most_days to
 *   @most_days, never 0, the same in all records of theirs.
 */
int
qh_treat_offset (const QhSetKey *key, const char *person, guint most_days)
{
  guint8 digest[QH_SET_KEY_SIZE];
  guint64 choice;

  mix (key, "days", person, digest);
  choice = read_number (digest) % (2 * (guint64)most_days);
  return choice < most_days ? (int)choice - (int)most_days : (int)(choice - most_days) + 1;
}

/**
 * qh_treat_days:
 * @days: a column of dates
 * @persons: (array length=n): whose row each is; of "" the date is left out
 *
 * Returns: (transfer full) (element-type utf8): the dates, moved so that what lies
 *   between two of the same person stays.
 */
GPtrArray *
qh_treat_days (const QhSetKey *key, const QhFrameColumn *days, const char *const *persons, guint n, guint most_days)
{
  GPtrArray *texts = g_ptr_array_new_full (n, g_free);

  for (guint i = 0; i < n; i++)
    {
      gint64 day = qh_frame_column_get (days, i);
      char iso[QH_DAY_ISO_SIZE] = "";

      if (!QH_SCAN_IS_EMPTY (day) && persons[i][0] != '\0')
        qh_day_to_iso ((QhDay)day + qh_treat_offset (key, persons[i], most_days), iso);
      g_ptr_array_add (texts, g_strdup (iso));
    }
  return texts;
}

/**
 * qh_treat_dup_period:
 * @period: "month", "quarter" or "year"
 *
 * Returns: (transfer full): "2026-05", "2026-Q2" or "2026".
 */
char *
qh_treat_dup_period (int year, int month, const char *period)
{
  if (g_str_equal (period, "year"))
    return g_strdup_printf ("%04d", year);
  if (g_str_equal (period, "quarter"))
    return g_strdup_printf ("%04d-Q%d", year, (month + 2) / 3);
  return g_strdup_printf ("%04d-%02d", year, month);
}

/**
 * qh_treat_periods:
 * @period: "month", "quarter" or "year"
 *
 * Returns: (transfer full) (element-type utf8): in which period each date is, as
 *   "2026-05", "2026-Q2" or "2026".
 */
GPtrArray *
qh_treat_periods (const QhFrameColumn *days, guint n, const char *period)
{
  GPtrArray *texts = g_ptr_array_new_full (n, g_free);

  for (guint i = 0; i < n; i++)
    {
      gint64 day = qh_frame_column_get (days, i);
      int year, month;

      if (QH_SCAN_IS_EMPTY (day))
        {
          g_ptr_array_add (texts, g_strdup (""));
          continue;
        }
      qh_day_to_ymd ((QhDay)day, &year, &month, NULL);
      g_ptr_array_add (texts, qh_treat_dup_period (year, month, period));
    }
  return texts;
}

/* Numbers */

typedef struct
{
  double value;
  gsize place;
} Placed;

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *first = a, *second = b;

  if (first->value != second->value)
    return first->value < second->value ? -1 : 1;
  return first->place < second->place ? -1 : first->place > second->place;
}

/* Σ (value − mean)² of the sorted values from @from up to @to. */
static double
spread (const double *sums, const double *squares, gsize from, gsize to)
{
  double sum = sums[to] - sums[from];

  return squares[to] - squares[from] - sum * sum / (double)(to - from);
}

/**
 * qh_microaggregate:
 * @values: (array length=n): numbers, each replaced by the mean of its group
 * @k: the least group
 *
 * Groups of at least @k that differ least within themselves: optimal for one
 * variable, by the shortest path of Hansen and Mukherjee (2003).
 *
 * Returns: whether there are @k numbers; if not, nothing is done.
 */
gboolean
qh_microaggregate (double *values, gsize n, guint k)
{
  g_autofree Placed *sorted = g_new (Placed, MAX (1, n));
  g_autofree double *sums = g_new0 (double, n + 1);
  g_autofree double *squares = g_new0 (double, n + 1);
  g_autofree double *best = g_new (double, n + 1);
  g_autofree gsize *from = g_new0 (gsize, n + 1);
  double middle = 0;

  if (n < k || k == 0)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      sorted[i] = (Placed){ values[i], i };
      middle += (values[i] - middle) / (double)(i + 1);
    }
  qsort (sorted, n, sizeof *sorted, compare_placed);
  for (gsize i = 0; i < n; i++)
    {
      double value = sorted[i].value - middle;

      sums[i + 1] = sums[i] + value;
      squares[i + 1] = squares[i] + value * value;
    }
  best[0] = 0;
  for (gsize to = 1; to <= n; to++)
    {
      best[to] = G_MAXDOUBLE;
      for (gsize size = k; size < 2 * (gsize)k && size <= to; size++)
        {
          double cost = best[to - size] == G_MAXDOUBLE ? G_MAXDOUBLE : best[to - size] + spread (sums, squares, to - size, to);

          if (cost < best[to])
            best[to] = cost, from[to] = to - size;
        }
    }
  for (gsize to = n; to > 0; to = from[to])
    for (gsize i = from[to]; i < to; i++)
      values[sorted[i].place] = middle + (sums[to] - sums[from[to]]) / (double)(to - from[to]);
  return TRUE;
}

static char *
make_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.12g", number == 0 ? 0 : number));
}

static GPtrArray *
list_texts (const QhFrameColumn *numbers, guint n, const double *values)
{
  GPtrArray *texts = g_ptr_array_new_full (n, g_free);

  for (guint i = 0, next = 0; i < n; i++)
    g_ptr_array_add (texts, QH_SCAN_IS_EMPTY (qh_frame_column_get (numbers, i)) ? g_strdup ("") : make_number (values[next++]));
  return texts;
}

static QhSample *
take_all (const QhFrameColumn *numbers, guint n)
{
  g_autofree guint8 *mask = g_malloc (MAX (1, n));

  memset (mask, 1, MAX (1, n));
  return qh_sample_new (numbers, mask, n);
}

/**
 * qh_treat_by_mean:
 * @numbers: a column of numbers
 *
 * Returns: (transfer full) (nullable) (element-type utf8): see qh_microaggregate();
 *   %NULL where there are fewer than @k.
 */
GPtrArray *
qh_treat_by_mean (const QhFrameColumn *numbers, guint n, guint k)
{
  g_autoptr (QhSample) sample = take_all (numbers, n);

  return qh_microaggregate (sample->values, sample->n, k) ? list_texts (numbers, n, sample->values) : NULL;
}

/* A normal number from two even ones (Box and Muller, 1958). */
static double
draw (const QhSetKey *key, const char *name, guint row)
{
  g_autofree char *text = g_strdup_printf ("%u %s", row, name);
  guint8 digest[QH_SET_KEY_SIZE];
  double u, v;

  mix (key, "noise", text, digest);
  u = ((double)(read_number (digest) >> 11) + 1) / 9007199254740993.0;
  v = (double)(read_number (digest + 8) >> 11) / 9007199254740992.0;
  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

/**
 * qh_treat_noise:
 * @name: the variable's; another has other noise
 * @values: (array length=n) (inout): numbers
 * @share: the noise's standard deviation beside the numbers' own
 * @whole: whether they stay whole
 *
 * Adds noise of mean 0, the same for the same key.
 */
void
qh_treat_noise (const QhSetKey *key, const char *name, double *values, gsize n, double share, gboolean whole)
{
  double mean = 0, squares = 0, sd;

  for (gsize i = 0; i < n; i++)
    {
      double step = values[i] - mean;

      mean += step / (double)(i + 1);
      squares += step * (values[i] - mean);
    }
  sd = n > 1 ? sqrt (squares / (double)(n - 1)) : 0;
  for (gsize i = 0; i < n; i++)
    {
      double value = values[i] + share * sd * draw (key, name, (guint)i);

      values[i] = whole ? round (value) : value;
    }
}

/**
 * qh_treat_by_noise:
 * @numbers: a column of numbers
 * @share: the noise's standard deviation beside the numbers' own
 *
 * Returns: (transfer full) (element-type utf8): the numbers with noise of mean 0;
 *   whole ones stay whole.
 */
GPtrArray *
qh_treat_by_noise (const QhSetKey *key, const QhFrameColumn *numbers, guint n, double share)
{
  g_autoptr (QhSample) sample = take_all (numbers, n);

  qh_treat_noise (key, numbers->field->name, sample->values, sample->n, share, numbers->form != QH_COLUMN_REAL);
  return list_texts (numbers, n, sample->values);
}
