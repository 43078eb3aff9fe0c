/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who objects to being in data sets, which the law lets them: their records serve
 * their care and the office's own counts, and do not leave in a data set. */
#include "store/qh-objections.h"

#include "store/qh-store-private.h"

/* Each begins with those few persons and goes on by index: from the many records of
 * a kind, or by joins that SQLite may begin with them, it would take a second. */
#define OBJECTING "(SELECT id FROM persons WHERE objects = 1)"
#define CASES "(SELECT owner FROM cases_people WHERE person IN " OBJECTING ")"
#define CONSULTATIONS "(SELECT id FROM consultations WHERE person IN " OBJECTING ")"

/* The records of each kind that concern somebody who objects: linked to them, or to
 * a case in which they take part. A group that was only counted concerns nobody. */
static const char *const queries[QH_N_KINDS] = {
  [QH_KIND_PERSON] = "SELECT id FROM persons WHERE objects = 1 ORDER BY 1",
  [QH_KIND_CASE] = "SELECT owner FROM cases_people WHERE person IN " OBJECTING " ORDER BY 1",
  [QH_KIND_CONSULTATION] = "SELECT id FROM consultations WHERE person IN " OBJECTING
                           " UNION SELECT id FROM consultations WHERE \"case\" IN " CASES " ORDER BY 1",
  [QH_KIND_ACTIVITY] = "SELECT owner FROM activities_people WHERE person IN " OBJECTING
                       " UNION SELECT id FROM activities WHERE \"case\" IN " CASES
                       " UNION SELECT id FROM activities WHERE consultation IN " CONSULTATIONS " ORDER BY 1",
  [QH_KIND_ACTION_ITEM] = "SELECT id FROM action_items WHERE \"case\" IN " CASES " ORDER BY 1",
  [QH_KIND_REFERRAL] = "SELECT id FROM referrals WHERE person IN " OBJECTING
                       " UNION SELECT id FROM referrals WHERE \"case\" IN " CASES " ORDER BY 1",
};

static gboolean
read_ids (QhStore *store, const char *sql, GArray *ids, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (store->reader, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);
  if (code != SQLITE_DONE)
    qh_database_set_error (store->reader, code, error);
  return code == SQLITE_DONE;
}

/**
 * qh_objections_list:
 * @kind: a #QhKindNumber
 *
 * Lists the records that concern a person who objects to being in data sets. May
 * be called on any thread.
 *
 * Returns: (transfer full) (element-type gint64): their ids, ascending; %NULL on an error.
 */
GArray *
qh_objections_list (QhStore *store, guint kind, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean done;

  if (kind >= QH_N_KINDS || queries[kind] == NULL)
    return g_steal_pointer (&ids);
  g_mutex_lock (&store->read_lock);
  done = read_ids (store, queries[kind], ids, error);
  g_mutex_unlock (&store->read_lock);
  return done ? g_steal_pointer (&ids) : NULL;
}
