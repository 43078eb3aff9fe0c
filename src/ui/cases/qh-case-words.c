/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-words.h"

#include <glib/gi18n-lib.h>

/* An open case is quiet when nothing was done in so many days. */
#define QUIET_AFTER 60

static const struct
{
  const char *code;
  const char *style;
} styles[] = {
  { QH_STATUS_OPEN, "open" },
  { QH_STATUS_WAITING, "waiting" },
  { QH_STATUS_REOPENED, "open" },
};

static const QhEntry *
find_entry (QhSession *session,
            gint64     status)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (session));

  return qh_catalogues_find (catalogues, status);
}

/**
 * qh_case_words_tag:
 * @last: the day of the last activity, or of the opening
 *
 * Returns: the status; one that is open but has been quiet for long says that.
 */
QhCaseTag
qh_case_words_tag (QhSession *session,
                   gint64     status,
                   QhDay      last,
                   QhDay      today)
{
  const QhEntry *entry = find_entry (session, status);
  QhCaseTag tag = { qh_session_get_label (session, status), NULL };

  for (guint i = 0; entry != NULL && i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (entry->code, styles[i].code))
      tag.style = styles[i].style;
  if (g_strcmp0 (tag.style, "open") == 0 && last != QH_NO_DAY && today - last > QUIET_AFTER)
    return (QhCaseTag) { _("No activity"), "quiet" };
  return tag;
}

static gboolean
is_individual (QhSession *session,
               gint64     level)
{
  const QhEntry *entry = find_entry (session, level);

  return entry == NULL || g_str_equal (entry->code, QH_LEVEL_INDIVIDUAL);
}

/**
 * qh_case_words_who:
 *
 * Returns: (transfer full): "Woman, 67", or "5 people".
 */
char *
qh_case_words_who (QhSession       *session,
                   const QhCaseRow *row,
                   QhDay            today)
{
  if (row->titular == 0 || !is_individual (session, row->level))
    {
      if (row->n_people > 1)
        return g_strdup_printf (ngettext ("%'u person", "%'u people", row->n_people), row->n_people);
      return g_strdup (row->level != 0 ? qh_session_get_label (session, row->level) : "");
    }
  if (row->birth_year == 0)
    return g_strdup (row->sex != 0 ? qh_session_get_label (session, row->sex) : "");
  if (row->sex == 0 || qh_is_missing_code (row->sex))
    return g_strdup_printf (_("%d years"), qh_day_get_year (today) - row->birth_year);
  return g_strdup_printf (C_("person", "%s, %d"), qh_session_get_label (session, row->sex),
                          qh_day_get_year (today) - row->birth_year);
}

static char *
format_short (QhDay day,
              QhDay today)
{
  return qh_day_format (day, qh_day_get_year (day) == qh_day_get_year (today) ? C_("date", "%-d %b") : C_("date", "%-d %b %Y"));
}

/**
 * qh_case_words_day:
 *
 * Returns: (transfer full): @day shortly: today, yesterday, or a date.
 */
char *
qh_case_words_day (QhDay day,
                   QhDay today)
{
  if (day == QH_NO_DAY)
    return g_strdup ("–");
  if (day == today)
    return g_strdup (_("today"));
  if (day == today - 1)
    return g_strdup (_("yesterday"));
  return format_short (day, today);
}

/**
 * qh_case_words_date:
 *
 * Returns: (transfer full): @day in full, as a heading.
 */
char *
qh_case_words_date (QhDay day,
                    QhDay today)
{
  g_autofree char *words = qh_day_format (day, qh_day_get_year (day) == qh_day_get_year (today) ? C_("date", "%-d %B")
                                                                                              : C_("date", "%-d %B %Y"));

  if (day == today)
    return g_strdup_printf (_("Today, %s"), words);
  if (day == today - 1)
    return g_strdup_printf (_("Yesterday, %s"), words);
  return g_steal_pointer (&words);
}

/**
 * qh_case_words_since:
 *
 * Returns: (transfer full): how long ago @day was.
 */
char *
qh_case_words_since (QhDay day,
                     QhDay today)
{
  int days = today - day;

  if (days <= 0)
    return g_strdup (_("today"));
  return g_strdup_printf (ngettext ("%'d day ago", "%'d days ago", days), days);
}

/**
 * qh_case_words_time:
 *
 * Returns: (transfer full): a duration: "25 min", "19 h 20".
 */
char *
qh_case_words_time (gint64 minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_("%d min"), (int) minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_("%'d h"), (int) (minutes / 60));
  return g_strdup_printf (_("%'d h %02d"), (int) (minutes / 60), (int) (minutes % 60));
}

/**
 * qh_case_find_status:
 *
 * Returns: the id of a status that the program ships, or 0.
 */
gint64
qh_case_find_status (QhSession  *session,
                     const char *code)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
  const QhEntry *entry = qh_catalogues_find_code (catalogues, "case_status", code);

  return entry != NULL ? entry->id : 0;
}

gboolean
qh_case_is_closed (QhSession *session,
                   gint64     status)
{
  return status == qh_case_find_status (session, QH_STATUS_CLOSED);
}
