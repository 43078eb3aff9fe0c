/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board-fixture.h"

#include "fixture.h"

gint64
log_activity (QhStore    *store,
              const char *date,
              const char *type,
              const char *function,
              int         start,
              const char *sex,
              const char *age)
{
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_integer (activity, "date", qh_day_from_iso (date));
  qh_record_set_integer (activity, "type", fixture_code (store, "activity_type", type));
  qh_record_set_integer (activity, "function", fixture_code (store, "function", function));
  if (start >= 0)
    qh_record_set_integer (activity, "start", start);
  if (sex != NULL)
    {
      const gint64 served[] = { fixture_code (store, "sex", sex),
                                age != NULL ? fixture_code (store, "age_group", age) : QH_MISSING_NOT_KNOWN, 2 };
      QhRows *rows = qh_rows_new (0, 3);

      qh_rows_append (rows, served);
      qh_record_take_rows (activity, "served", rows);
    }
  return fixture_put (store, activity);
}

/* 30 October 2026 is a Friday. */
void
fill (QhStore *store)
{
  log_activity (store, "2026-10-30", "AC010", "F04", 10 * 60, "M", "E25");
  log_activity (store, "2026-10-30", "AC010", "F07", 10 * 60 + 30, "H", "E25");
  log_activity (store, "2026-10-29", "AC002", "F04", 12 * 60, "M", "E60");
  log_activity (store, "2026-10-26", "AC002", "F02", -1, "H", NULL);
  log_activity (store, "2026-09-01", "AC001", "F02", 9 * 60, NULL, NULL);
  log_activity (store, "2025-10-30", "AC001", "F02", 9 * 60, NULL, NULL);
  log_activity (store, "2025-10-30", "AC001", "F04", 9 * 60, NULL, NULL);
}

Bench
open_bench (QhStore    *store,
            const char *condition)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhFilter) filter = qh_filter_new ();
  Bench bench = { qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error), NULL };

  g_assert_no_error (error);
  bench.board = qh_board_new (bench.frame, QH_LANGUAGE_ES, NULL, NULL);
  if (condition != NULL)
    {
      g_assert_true (qh_filter_parse (filter, bench.frame, condition, &error));
      g_assert_true (qh_board_set_filter (bench.board, filter, &error));
    }
  return bench;
}

void
close_bench (Bench *bench)
{
  qh_board_free (bench->board);
  qh_frame_unref (bench->frame);
}
