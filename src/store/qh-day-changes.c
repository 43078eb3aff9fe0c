/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether workers' days were written to after a change: an activity was added or edited
 * there, deleted, or moved to another day or worker. What is left on a day tells the
 * first two; the others stand in the log alone. */
#include "store/qh-day-changes.h"

#include "store/qh-log-read-private.h"

/* Where an activity was: whose, and on which day. */
typedef struct
{
  gint64 worker;
  QhDay day;
} Place;

typedef struct
{
  QhStore *store;
  QhDatabase *database;
  GArray *days;
  gint64 worker_field;
  gint64 date_field;
  GHashTable *places; /* of activities, as of the entry that is being read */
  GError **error;
} Search;

/* What is left on a day and says now what a later change made of it. */
static gboolean
find_written (Search *self, QhDayChange *day)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->database,
                           "SELECT 1 FROM activities a JOIN change_entries e ON e.record = a.id AND e.kind = ?1 "
                           "WHERE a.worker = ?2 AND a.date = ?3 AND e.change > ?4 LIMIT 1",
                           self->error);
  char iso[QH_DAY_ISO_SIZE];

  if (statement == NULL)
    return FALSE;
  qh_day_to_iso (day->day, iso);
  sqlite3_bind_int (statement, 1, QH_KIND_ACTIVITY);
  sqlite3_bind_int64 (statement, 2, day->worker);
  sqlite3_bind_text (statement, 3, iso, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, day->since);
  day->changed = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return TRUE;
}

/* The place of an activity as it stands; nowhere when it is gone. */
static Place *
read_place (Search *self, gint64 id)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->database, "SELECT worker, date FROM activities WHERE id = ?1", self->error);
  Place *place = g_new0 (Place, 1);

  if (statement == NULL)
    return place;
  sqlite3_bind_int64 (statement, 1, id);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      place->worker = sqlite3_column_int64 (statement, 0);
      place->day = qh_day_from_iso ((const char *)sqlite3_column_text (statement, 1));
    }
  sqlite3_reset (statement);
  return place;
}

static Place *
ensure_place (Search *self, gint64 id)
{
  Place *place = g_hash_table_lookup (self->places, &id);

  if (place == NULL)
    {
      place = read_place (self, id);
      g_hash_table_insert (self->places, g_memdup2 (&id, sizeof id), place);
    }
  return place;
}

/* Takes the place back to before the entry; whether that is another one. */
static gboolean
step_back (Search *self, const QhEntryBody *body, Place *place)
{
  Place before = *place;

  for (guint i = 0; i < body->edits->len; i++)
    {
      const QhFieldEdit *edit = &g_array_index (body->edits, QhFieldEdit, i);
      gint64 value = edit->before.tag == QH_VALUE_INTEGER ? edit->before.integer : 0;

      if (edit->field == self->worker_field)
        before.worker = value;
      else if (edit->field == self->date_field)
        before.day = (QhDay)value;
    }
  if (before.worker == place->worker && before.day == place->day)
    return FALSE;
  *place = before;
  return TRUE;
}

static void
note (Search *self, const Place *left, gint64 change)
{
  for (guint i = 0; i < self->days->len; i++)
    {
      QhDayChange *day = &g_array_index (self->days, QhDayChange, i);

      if (day->worker == left->worker && day->day == left->day && change > day->since)
        day->changed = TRUE;
    }
}

/* An activity that left a day. What is sealed for the users of a restricted case
 * tells others nothing. */
static gboolean
look_at (Search *self, const QhLogEntry *entry)
{
  g_autoptr (QhEntryBody) body = NULL;
  const guint8 *data;
  Place *place;
  gsize size;

  if (entry->closed || entry->erased)
    return TRUE;
  data = g_bytes_get_data (entry->body, &size);
  body = qh_entry_body_decode (entry->record, data, size, self->error);
  if (body == NULL)
    return FALSE;
  place = ensure_place (self, entry->record);
  if (step_back (self, body, place))
    note (self, place, entry->change);
  return TRUE;
}

/* The earliest change after which a day is still to be looked at; −1 for none. */
static gint64
find_earliest (Search *self)
{
  gint64 earliest = -1;

  for (guint i = 0; i < self->days->len; i++)
    {
      const QhDayChange *day = &g_array_index (self->days, QhDayChange, i);

      if (!day->changed && (earliest < 0 || day->since < earliest))
        earliest = day->since;
    }
  return earliest;
}

/* From the last entry back to the earliest that is asked for. */
static gboolean
find_left (Search *self, gint64 earliest)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database,
    "SELECT " QH_LOG_ENTRY_COLUMNS " FROM change_entries WHERE id >= (SELECT first_entry FROM changes "
    "WHERE sequence = ?1 + 1) AND kind = ?2 AND operation <> ?3 ORDER BY id DESC",
    self->error);
  gboolean done = TRUE;
  int code = SQLITE_DONE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, earliest);
  sqlite3_bind_int (statement, 2, QH_KIND_ACTIVITY);
  sqlite3_bind_int (statement, 3, QH_OPERATION_ADD);
  while (done && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      QhLogEntry *entry = qh_log_entry_read (statement, self->store->keyring);

      done = look_at (self, entry);
      qh_log_entry_free (entry);
    }
  if (done && code != SQLITE_DONE)
    qh_database_set_error (self->database, code, self->error);
  sqlite3_reset (statement);
  return done && code == SQLITE_DONE;
}

/**
 * qh_day_changes_find:
 * @database: the connection to read with
 * @days: (element-type QhDayChange): the days; what was found is written into them
 *
 * Finds out on which of some days activities were added, edited, deleted, or moved away
 * from, after a change. Reads the log from the earliest of these changes on.
 *
 * Returns: whether it could be read.
 */
gboolean
qh_day_changes_find (QhStore *store, QhDatabase *database, GArray *days, GError **error)
{
  const QhKind *kind = qh_store_get_kind (store, QH_KIND_ACTIVITY);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Search self = { .store = store,
                  .database = database,
                  .days = days,
                  .worker_field = qh_kind_find_field (kind, "worker")->id,
                  .date_field = qh_kind_find_field (kind, "date")->id,
                  .places = places,
                  .error = error };
  gint64 earliest;

  for (guint i = 0; i < days->len; i++)
    if (!find_written (&self, &g_array_index (days, QhDayChange, i)))
      return FALSE;
  earliest = find_earliest (&self);
  return earliest < 0 || find_left (&self, earliest);
}
