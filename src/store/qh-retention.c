/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long records are kept, by kind, and which are due to be erased. Nothing
 * is erased by itself, and one that is due can be kept longer, for a reason that
 * stands in the log. */
#include "store/qh-retention.h"

#include <glib/gi18n-lib.h>

#include "store/qh-erase.h"
#include "store/qh-setting.h"
#include "store/qh-store-private.h"

/* The setting that keeps a record longer: until when, as 2027-11-22. */
#define KEEP_PREFIX "keep-"
#define NOT_KEPT                                                                                   \
  "NOT EXISTS (SELECT 1 FROM workspace WHERE name = '" KEEP_PREFIX "' || id AND value > ?2)"

static char *
make_setting_name (const QhKind *kind)
{
  return g_strdup_printf ("retention-%s", kind->name);
}

/**
 * qh_retention_has_period:
 *
 * Returns: whether records of a kind can have a retention period of their own.
 */
gboolean
qh_retention_has_period (const QhKind *kind)
{
  return kind->kept_from != NULL && qh_kind_can_be_erased (kind->number);
}

/**
 * qh_retention_may_set:
 *
 * Returns: whether the user's roles let them set how long records are kept.
 */
gboolean
qh_retention_may_set (QhStore *store)
{
  return (qh_store_get_roles (store) & (QH_ROLE_ADMINISTRATOR | QH_ROLE_SUPERVISOR)) != 0;
}

/**
 * qh_retention_get_months:
 *
 * Returns: for how many months records of a kind are kept, or 0 for always.
 */
guint
qh_retention_get_months (QhStore *store, const QhKind *kind)
{
  g_autofree char *name = make_setting_name (kind);

  return (guint)CLAMP (qh_store_get_setting_int (store, name, 0), 0, QH_MAX_RETENTION_MONTHS);
}

/**
 * qh_retention_set_months:
 * @months: 1 to %QH_MAX_RETENTION_MONTHS, or 0 for always
 *
 * Returns: whether it was written.
 */
gboolean
qh_retention_set_months (QhStore *store, const QhKind *kind, guint months, GError **error)
{
  g_autofree char *name = make_setting_name (kind);
  g_autofree char *value = g_strdup_printf ("%u", months);
  g_autofree char *detail = g_strdup_printf ("%s = %u", name, months);

  if (!qh_retention_may_set (store))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("Your role does not let you set how long records are kept. Ask an "
                              "administrator."));
      return FALSE;
    }
  if (!qh_retention_has_period (kind))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("Records of “%s” have no retention period of their own."),
                   qh_kind_get_label (kind, qh_store_get_language (store)));
      return FALSE;
    }
  if (months > QH_MAX_RETENTION_MONTHS)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("A retention period is 1 to %'d months, or 0 for always."),
                   QH_MAX_RETENTION_MONTHS);
      return FALSE;
    }
  return qh_store_set_setting (store, name, value, QH_ACTION_CHANGE_SETTING, detail, error);
}

/* Which records of a kind are due */

/* Calls for each kind that has a period, with the last day of which records are due. */
typedef gboolean (*ForKind) (QhDatabase *database,
                             const QhKind *kind,
                             const char *last,
                             const char *today,
                             gpointer data,
                             GError **error);

static gboolean
for_each_kind (QhStore *store, QhDay today, ForKind function, gpointer data, GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (store->path, SQLITE_OPEN_READONLY, error);
  char today_iso[QH_DAY_ISO_SIZE], last_iso[QH_DAY_ISO_SIZE];

  if (database == NULL)
    return FALSE;
  qh_day_to_iso (today, today_iso);
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      const QhKind *kind = qh_store_get_kind (store, number);
      guint months = qh_retention_has_period (kind) ? qh_retention_get_months (store, kind) : 0;

      if (months == 0)
        continue;
      qh_day_to_iso (qh_day_add_months (today, -(int)months), last_iso);
      if (!function (database, kind, last_iso, today_iso, data, error))
        return FALSE;
    }
  return TRUE;
}

static sqlite3_stmt *
prepare_due (QhDatabase *database,
             const QhKind *kind,
             const char *what,
             const char *end,
             const char *last,
             const char *today,
             GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT %s FROM %s WHERE \"%s\" <= ?1 AND " NOT_KEPT " %s",
                       what,
                       kind->table,
                       kind->kept_from,
                       end);
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, last, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, today, -1, SQLITE_TRANSIENT);
  return statement;
}

typedef struct
{
  GArray *due;
  guint limit; /* or 0 */
} Listing;

static gboolean
add_due (QhDatabase *database,
         const QhKind *kind,
         const char *last,
         const char *today,
         gpointer data,
         GError **error)
{
  Listing *listing = data;
  g_autofree char *what = g_strdup_printf ("id, \"%s\"", kind->kept_from);
  g_autofree char *end = g_strdup_printf ("ORDER BY \"%s\", id", kind->kept_from);
  sqlite3_stmt *statement = prepare_due (database, kind, what, end, last, today, error);
  int code = SQLITE_DONE;

  if (statement == NULL)
    return FALSE;
  while ((listing->limit == 0 || listing->due->len < listing->limit)
         && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      QhDueRecord one = { kind->number,
                          sqlite3_column_int64 (statement, 0),
                          qh_day_from_iso ((const char *)sqlite3_column_text (statement, 1)) };

      g_array_append_val (listing->due, one);
      code = SQLITE_DONE;
    }
  if (code != SQLITE_DONE)
    qh_database_set_error (database, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

/**
 * qh_retention_list_due:
 * @today: the day on which periods are looked at
 * @limit: how many at most, or 0 for all
 *
 * Returns: (transfer full) (element-type QhDueRecord): the records that were
 *   kept for as long as their kind is, the longest overdue of each kind first;
 *   none for kinds that are kept always, and none that is kept longer.
 */
GArray *
qh_retention_list_due (QhStore *store, QhDay today, guint limit, GError **error)
{
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (QhDueRecord));
  Listing listing = { due, limit };

  return for_each_kind (store, today, add_due, &listing, error) ? g_steal_pointer (&due) : NULL;
}

static gboolean
count_due (QhDatabase *database,
           const QhKind *kind,
           const char *last,
           const char *today,
           gpointer data,
           GError **error)
{
  sqlite3_stmt *statement = prepare_due (database, kind, "count(*)", "", last, today, error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) == SQLITE_ROW)
    *(gint64 *)data += sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * qh_retention_count_due:
 *
 * Returns: how many qh_retention_list_due() would list, or -1.
 */
gint64
qh_retention_count_due (QhStore *store, QhDay today, GError **error)
{
  gint64 count = 0;

  return for_each_kind (store, today, count_due, &count, error) ? count : -1;
}

/* Keeping longer */

static gboolean
check_keep (QhStore *store, const QhKind *kind, QhDay until, const char *reason, GError **error)
{
  if (reason == NULL || reason[0] == '\0')
    g_set_error_literal (error,
                         QH_ERROR,
                         QH_ERROR_REQUIRED,
                         _ ("Say why it is kept longer: the log keeps the reason."));
  else if (until <= qh_day_today ())
    g_set_error_literal (
      error, QH_ERROR, QH_ERROR_RANGE, _ ("Keep it until a day that is still to come."));
  else
    return qh_store_check_writer (store, kind, error);
  return FALSE;
}

/**
 * qh_retention_keep:
 * @kind: a kind of which qh_retention_has_period()
 * @until: the day on which it is due again
 * @reason: why, for the log; no name
 *
 * Keeps a record longer than its kind is.
 *
 * Returns: whether it was written.
 */
gboolean
qh_retention_keep (QhStore *store,
                   guint kind,
                   gint64 id,
                   QhDay until,
                   const char *reason,
                   GError **error)
{
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (QhChange) change = NULL;
  g_autofree char *name = g_strdup_printf (KEEP_PREFIX "%" G_GINT64_FORMAT, id);
  g_autofree char *detail = NULL;
  char iso[QH_DAY_ISO_SIZE];
  QhSetting setting = { name, iso };

  if (!check_keep (store, qh_store_get_kind (store, kind), until, reason, error)
      || (record = qh_store_get (store, kind, id, error)) == NULL)
    return FALSE;
  qh_day_to_iso (until, iso);
  detail = g_strdup_printf ("%s%s: %s", KEEP_PREFIX, iso, reason);
  change = qh_change_new_event (QH_ACTION_CHANGE_SETTING, kind, id, detail);
  return qh_store_apply_within (store, change, qh_setting_write, &setting, NULL, NULL, NULL, error);
}
