/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/qh-demo-private.h"

#define CASE_SHARE 0.72
#define NOTE_SHARE 0.22
#define CONSULTATION_LINKED 0.5
#define ACTION_ITEM_SHARE 0.05 /* of activities of a case */
#define LATE_ACTION_ITEM_SHARE 0.2 /* so that a small workspace too has some that are due */
#define OVERDUE_DAYS 40
#define OTHER_FUNCTION_SHARE 0.28 /* of direct work, done for another purpose than its usual one */

static const char *const notes[] = {
  "Nota de práctica: acude a cita y se acuerda la siguiente.",
  "Nota de práctica: se explica el trámite y los requisitos.",
  "Nota de práctica: la familia acepta organizar los cuidados.",
  "Nota de práctica: se entrega formato y lista de documentos.",
  "Nota de práctica: refiere mejoría; continúa seguimiento.",
  "Nota de práctica: no contesta; se intentará otro día.",
  "Nota de práctica: se enlaza con el servicio tratante.",
  "Nota de práctica: pendiente la respuesta de la institución.",
  "Nota de práctica: se revisa el plan acordado.",
  "Nota de práctica: se orienta sobre derechos y servicios.", NULL,
};
static const char *const other_functions[] = { "F02", "F04", "F07", "F07", "F09", "F05", "F14", NULL };
static const char *const tasks[] = {
  "Práctica: llamar para confirmar la cita",
  "Práctica: pedir respuesta a la institución",
  "Práctica: entregar constancia",
  "Práctica: reunir documentos para el trámite",
  "Práctica: actualizar estudio socioeconómico",
  "Práctica: programar visita domiciliaria",
  "Práctica: revisar el plan con la familia", NULL,
};

static gboolean
is_one_of (const char *code,
           const char *codes)
{
  return strstr (codes, code) != NULL;
}

/* Of two cases by chance, the one that was opened later: new cases get more work. */
static const QhDemoCase *
pick_case (QhDemo *demo)
{
  gint32 last = (gint32) demo->active->len - 1;
  const QhDemoCase *first, *second;

  if (last < 0 || !qh_demo_chance (demo, CASE_SHARE))
    return NULL;
  first = &g_array_index (demo->active, QhDemoCase, qh_demo_between (demo, 0, last));
  second = &g_array_index (demo->active, QhDemoCase, qh_demo_between (demo, 0, last));
  return first->opened > second->opened ? first : second;
}

static const QhEntry *
pick_type (QhDemo           *demo,
           const QhDemoCase *which)
{
  const char *level = which != NULL ? qh_catalogues_find (demo->catalogues, which->level)->code : "";
  QhShare share = which == NULL               ? QH_SHARE_TYPE_OTHER
                  : g_str_equal (level, "N3") ? QH_SHARE_TYPE_GROUP
                  : g_str_equal (level, "N4") ? QH_SHARE_TYPE_COMMUNITY
                                              : QH_SHARE_TYPE_CASE;

  return qh_catalogues_find (demo->catalogues, qh_demo_pick (demo, share));
}

/* Around what the type usually takes, in steps of five. */
static void
set_minutes (QhDemo        *demo,
             QhRecord      *activity,
             const QhEntry *type)
{
  gint64 usual = type->default_minutes > 0 ? type->default_minutes : 20;
  double factor = 0.5 + 0.45 * (g_rand_double (demo->dice) + g_rand_double (demo->dice) + g_rand_double (demo->dice) / 4);

  if (qh_demo_chance (demo, 0.01))
    qh_record_set_missing (activity, "minutes", QH_MISSING_NOT_KNOWN);
  else
    qh_record_set_integer (activity, "minutes", MAX (5, (gint64) ((double) usual * factor / 5 + 0.5) * 5));
}

static void
set_contact (QhDemo        *demo,
             QhRecord      *activity,
             const QhEntry *type)
{
  static const struct
  {
    const char *mode;
    const char *place;
  } places[] = { { "M2", "L06" }, { "M3", "L12" }, { "M4", "L12" }, { "M5", "L12" }, { "M6", "L01" } };
  gint64 mode = type->default_contact_mode;
  const QhEntry *entry;

  if (is_one_of (type->code, "AC002 AC030 AC031"))
    mode = qh_demo_pick (demo, QH_SHARE_CONTACT);
  if (mode != 0)
    qh_record_set_integer (activity, "contact_mode", mode);
  entry = qh_catalogues_find (demo->catalogues, mode);
  for (guint i = 0; entry != NULL && i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (entry->code, places[i].mode))
      {
        qh_demo_set_code (demo, activity, "place", "place", places[i].place);
        return;
      }
  if (is_one_of (type->code, "AC012 AC013 AC014"))
    qh_demo_set_code (demo, activity, "place", "place", "L03");
  else if (is_one_of (type->code, "AC042 AC043 AC044 AC045"))
    qh_demo_set_code (demo, activity, "place", "place", "L13");
  else if (is_one_of (type->code, "AC046 AC047 AC048"))
    qh_demo_set_code (demo, activity, "place", "place", "L08");
  else
    qh_record_set_integer (activity, "place", qh_demo_pick (demo, QH_SHARE_PLACE));
}

static void
set_outcome (QhDemo        *demo,
             QhRecord      *activity,
             const QhEntry *type)
{
  QhShare share = is_one_of (type->code, "AC020 AC021 AC022")   ? QH_SHARE_OUTCOME_REFERRAL
                  : is_one_of (type->code, "AC030 AC031 AC042") ? QH_SHARE_OUTCOME_GUIDANCE
                  : is_one_of (type->code, "AC010 AC050")       ? QH_SHARE_OUTCOME_VISIT
                                                                : QH_SHARE_OUTCOME;

  if (is_one_of (type->code, "AC074"))
    qh_demo_set_code (demo, activity, "outcome", "outcome", "R15");
  else if (type->direct || share != QH_SHARE_OUTCOME)
    qh_record_set_integer (activity, "outcome", qh_demo_pick (demo, share));
}

/* Who was there, where people are counted and not named. */
static void
set_served (QhDemo   *demo,
            QhRecord *activity,
            guint     n_rows,
            gint32    most)
{
  QhRows *rows = qh_rows_new (0, 3);

  for (guint i = 0; i < n_rows; i++)
    {
      const gint64 cells[] = {
        qh_demo_pick (demo, QH_SHARE_SEX),
        qh_demo_chance (demo, 0.03) ? QH_MISSING_NOT_KNOWN : qh_demo_pick (demo, QH_SHARE_AGE_GROUP),
        qh_demo_between (demo, 1, most),
      };
      gboolean repeated = FALSE;

      for (guint row = 0; row < rows->n_rows; row++)
        repeated = repeated || (qh_rows_cell (rows, row, 0) == cells[0] && qh_rows_cell (rows, row, 1) == cells[1]);
      if (!repeated)
        qh_rows_append (rows, cells);
    }
  qh_record_take_rows (activity, "served", rows);
}

static void
set_people (QhDemo           *demo,
            QhRecord         *activity,
            const QhEntry    *type,
            const QhDemoCase *which)
{
  if (is_one_of (type->code, "AC046"))
    set_served (demo, activity, (guint) qh_demo_between (demo, 5, 10), 25);
  else if (is_one_of (type->code, "AC042 AC043 AC044 AC045 AC047 AC048"))
    set_served (demo, activity, (guint) qh_demo_between (demo, 2, 6), 9);
  else if (which == NULL && type->direct)
    set_served (demo, activity, 1, 1);
  else if (which != NULL && which->person != 0 && type->direct)
    {
      QhRows *rows = qh_rows_new (0, 1);

      qh_rows_append (rows, &which->person);
      qh_record_take_rows (activity, "people", rows);
    }
}

static void
set_case (QhDemo           *demo,
          QhRecord         *activity,
          const QhEntry    *type,
          const QhDemoCase *which)
{
  QhRows *problems;

  qh_record_set_integer (activity, "case", which->id);
  if (type->direct && type->default_level != 0)
    qh_record_set_integer (activity, "level", which->level);
  if (g_str_equal (type->code, "AC001") && qh_demo_chance (demo, CONSULTATION_LINKED))
    qh_record_set_integer (activity, "consultation", which->consultation);
  if (!type->direct || !qh_demo_chance (demo, 0.65))
    return;
  problems = qh_rows_new (0, 1);
  qh_rows_append (problems, &which->problems[0]);
  if (which->problems[1] != 0 && qh_demo_chance (demo, 0.5))
    qh_rows_append (problems, &which->problems[1]);
  qh_record_take_rows (activity, "problems", problems);
}

/* Old ones were nearly all done; of the last weeks some are overdue. */
static void
add_action_item (QhDemo           *demo,
                 QhRecord         *activity,
                 const QhDemoCase *which,
                 QhDay             day)
{
  QhRecord *item = qh_store_new_record (demo->store, QH_KIND_ACTION_ITEM);
  QhDay due = day + qh_demo_between (demo, 2, 30);
  QhDay done = due - 2 + qh_demo_between (demo, 0, 4);
  double share = due < demo->until - OVERDUE_DAYS ? 0.995 : due <= demo->until ? 0.6 : 0.15;

  activity->id = qh_store_new_id (demo->store);
  qh_record_set_text (item, "task", qh_demo_pick_text (demo, tasks));
  qh_record_set_integer (item, "due", due);
  if (qh_demo_chance (demo, share))
    qh_record_set_integer (item, "done", CLAMP (done, day, demo->until));
  qh_record_set_integer (item, "worker", qh_record_get_integer (activity, "worker"));
  qh_record_set_integer (item, "case", which->id);
  qh_record_set_integer (item, "activity", activity->id);
  qh_change_put (demo->change, activity);
  qh_change_put (demo->change, item);
}

/**
 * qh_demo_add_activity:
 * @start: minute of the day
 *
 * Adds an activity, and now and then what stays to be done after it.
 */
void
qh_demo_add_activity (QhDemo *demo,
                      QhDay   day,
                      int     start)
{
  QhRecord *activity = qh_store_new_record (demo->store, QH_KIND_ACTIVITY);
  const QhDemoCase *which = pick_case (demo);
  const QhEntry *type = pick_type (demo, which);
  guint usual = which != NULL && qh_demo_chance (demo, 0.75) ? which->worker : (guint) qh_demo_between (demo, 0, (gint32) demo->workers->len - 1);
  guint worker = qh_demo_find_present (demo, usual, day);
  gboolean timed = !qh_demo_chance (demo, 0.015);

  qh_record_set_integer (activity, "date", day);
  set_minutes (demo, activity, type);
  if (timed)
    qh_record_set_integer (activity, "start",
                           qh_demo_take_time (demo, worker, day, start, (int) qh_record_get_integer (activity, "minutes")));
  else
    qh_record_set_missing (activity, "start", QH_MISSING_NOT_KNOWN);
  qh_record_set_integer (activity, "worker", g_array_index (demo->workers, gint64, worker));
  qh_record_set_integer (activity, "type", type->id);
  qh_record_set_integer (activity, "function", type->default_function);
  if (type->direct && qh_demo_chance (demo, OTHER_FUNCTION_SHARE))
    qh_demo_set_code (demo, activity, "function", "function", qh_demo_pick_text (demo, other_functions));
  qh_record_set_integer (activity, "level", type->default_level);
  qh_record_set_integer (activity, "field", which != NULL ? which->field : demo->shares[QH_SHARE_CASE_FIELD].ids[0]);
  set_contact (demo, activity, type);
  set_outcome (demo, activity, type);
  set_people (demo, activity, type, which);
  if (which != NULL)
    set_case (demo, activity, type, which);
  qh_demo_count (demo, activity, which, day);
  if (qh_demo_chance (demo, NOTE_SHARE))
    qh_record_set_text (activity, "note", qh_demo_pick_text (demo, notes));
  if (which != NULL && qh_demo_chance (demo, day < demo->until - OVERDUE_DAYS ? ACTION_ITEM_SHARE : LATE_ACTION_ITEM_SHARE))
    add_action_item (demo, activity, which, day);
  else
    qh_change_put (demo->change, activity);
}
