/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-age.h"

#include <stdio.h>

/**
 * qh_age_on_day:
 *
 * Returns: completed years between @birth and @day; %QH_NO_AGE when @day is before.
 */
int
qh_age_on_day (QhDay birth, QhDay day)
{
  int birth_year, birth_month, birth_day, year, month, month_day;

  if (day < birth)
    return QH_NO_AGE;
  qh_day_to_ymd (birth, &birth_year, &birth_month, &birth_day);
  qh_day_to_ymd (day, &year, &month, &month_day);
  return year - birth_year
         - (month < birth_month || (month == birth_month && month_day < birth_day));
}

/**
 * qh_person_get_age:
 * @person: a record of the kind person
 *
 * The age by the birth date where it can be read, else by the year of birth.
 *
 * Returns: completed years on @day, or %QH_NO_AGE when nothing tells it.
 */
int
qh_person_get_age (const QhRecord *person, QhDay day)
{
  gint64 birth = qh_record_get_integer (person, "birth_date");
  gint64 year = qh_record_get_integer (person, "birth_year");

  if (birth != 0)
    return qh_age_on_day ((QhDay)birth, day);
  if (year != 0 && year <= qh_day_get_year (day))
    return qh_day_get_year (day) - (int)year;
  return QH_NO_AGE;
}

/**
 * qh_age_group_find:
 * @age: years, or %QH_NO_AGE
 *
 * Returns: the id of the age group whose crosswalk ("25-44") holds @age, or
 *   %QH_MISSING_NOT_KNOWN.
 */
gint64
qh_age_group_find (QhCatalogues *catalogues, int age)
{
  GPtrArray *groups = qh_catalogues_list (catalogues, "age_group");

  for (guint i = 0; age >= 0 && groups != NULL && i < groups->len; i++)
    {
      const QhEntry *group = g_ptr_array_index (groups, i);
      int least, greatest;

      if (sscanf (group->crosswalk, "%d-%d", &least, &greatest) == 2 && age >= least
          && age <= greatest)
        return group->id;
    }
  return QH_MISSING_NOT_KNOWN;
}

/**
 * qh_person_derive:
 * @today: the day on which the person's age is stated
 *
 * Fills what follows from the rest: the year of birth from the birth date or
 * from the stated age, and the day on which an age was stated.
 */
void
qh_person_derive (QhRecord *person, QhDay today)
{
  gint64 birth = qh_record_get_integer (person, "birth_date");
  const QhValue *stated = qh_record_get (person, "stated_age");

  if (stated->tag == QH_VALUE_INTEGER && !qh_record_is_set (person, "stated_age_on"))
    qh_record_set_integer (person, "stated_age_on", today);
  if (birth != 0)
    qh_record_set_integer (person, "birth_year", qh_day_get_year ((QhDay)birth));
  else if (stated->tag == QH_VALUE_INTEGER)
    {
      QhDay on = (QhDay)qh_record_get_integer (person, "stated_age_on");

      qh_record_set_integer (person, "birth_year", qh_day_get_year (on) - stated->integer);
    }
  else
    qh_record_clear (person, "birth_year");
}
