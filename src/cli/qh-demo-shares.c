/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/qh-demo-private.h"

/* How often each code comes up, so that a practice workspace looks like a
 * hospital's social work department. Invented; no workspace was counted. */
static const struct
{
  const char *catalogue;
  const char *shares; /* code, weight, code, weight… */
} tables[QH_N_SHARES] = {
  [QH_SHARE_CASE_LEVEL] = { "level", "N1 72 N2 18 N3 7 N4 3" },
  [QH_SHARE_CASE_FIELD] = { "field", "A01 70 A02 8 A03 6 A07 6 A08 4 A09 4 A10 2" },
  [QH_SHARE_OPEN_STATUS] = { "case_status", "S1 82 S2 10 S4 8" },
  [QH_SHARE_PROBLEM] = { "problem",
                         "P32 14 P20 9 P19 9 P26 12 P27 8 P33 7 P34 6 P17 6 P22 6 P25 6 P21 4 P01 4 P02 3 P14 2 P31 4 P45 3 "
                         "P46 6 P37 2 P40 2 P24 2 P38 1 P39 1 P15 1 P13 1 P35 1" },
  [QH_SHARE_TYPE_CASE] = { "activity_type",
                           "AC002 36 AC012 28 AC030 14 AC031 10 AC001 16 AC008 24 AC050 18 AC010 6 AC004 8 AC005 4 AC006 4 AC013 6 "
                           "AC014 6 AC020 6 AC021 4 AC023 4 AC024 4 AC025 2 AC026 2 AC027 2 AC032 2 AC035 3 AC036 2 AC051 4 AC003 6 "
                           "AC009 4 AC007 2 AC063 2 AC034 1 AC037 1 AC039 1 AC017 2 AC019 1 AC074 2" },
  [QH_SHARE_TYPE_GROUP] = { "activity_type", "AC044 8 AC045 6 AC043 3 AC042 3 AC008 2" },
  [QH_SHARE_TYPE_COMMUNITY] = { "activity_type", "AC046 4 AC047 5 AC048 3 AC042 4" },
  [QH_SHARE_TYPE_OTHER] = { "activity_type",
                            "AC058 20 AC018 18 AC053 12 AC057 9 AC030 12 AC042 8 AC052 7 AC028 6 AC054 4 AC022 3 AC055 2 AC056 2 "
                            "AC060 2 AC043 2 AC017 2 AC062 1 AC046 1" },
  [QH_SHARE_PLACE] = { "place", "L01 46 L04 20 L03 22 L02 10 L05 2" },
  [QH_SHARE_OUTCOME] = { "outcome", "R01 46 R02 20 R03 10 R07 13 R12 5 R09 2 R10 2 R13 1 NS 1" },
  [QH_SHARE_OUTCOME_REFERRAL] = { "outcome", "R04 54 R05 34 R06 12" },
  [QH_SHARE_OUTCOME_GUIDANCE] = { "outcome", "R07 82 R02 12 R01 6" },
  [QH_SHARE_OUTCOME_VISIT] = { "outcome", "R02 34 R01 30 R08 18 R03 12 R12 6" },
  [QH_SHARE_CONTACT] = { "contact_mode", "M1 85 M3 11 M5 3 M4 1" },
  [QH_SHARE_ORIGIN] = { "origin", "Q3 38 Q1 22 Q2 14 Q4 8 Q5 7 Q10 5 Q6 4 Q9 1 Q7 1" },
  [QH_SHARE_SEX] = { "sex", "M 620 H 375 X 5" },
  [QH_SHARE_AGE_GROUP] = { "age_group", "E00 6 E05 5 E10 5 E15 8 E20 9 E25 30 E45 18 E60 19" },
  [QH_SHARE_STATE] = { "state", "09 66 15 24 13 3 21 3 17 2 30 2" },
  [QH_SHARE_MUNICIPALITY] = { "municipality",
                              "09007 20 09005 14 09010 9 09012 9 09015 7 09003 7 09017 6 09006 6 09002 5 09013 5 09016 4 09011 4 "
                              "09014 3 09009 3 09008 2 09004 2" },
  [QH_SHARE_SCHOOLING] = { "schooling", "E6 26 E4 20 E8 6 E7 8 E2 10 E9 10 EX 1 E3 4 E1 6 E5 3 EN 4 NP 6" },
  [QH_SHARE_OCCUPATION] = { "occupation", "O01 20 O04 20 O03 17 O05 10 O02 6 O07 6 O11 7 O13 7 O12 4 O08 2 O09 2 O06 1 NP 4" },
  [QH_SHARE_MARITAL_STATUS] = { "marital_status", "C1 30 C2 28 C3 22 C4 8 C6 8 C5 4" },
  [QH_SHARE_LANGUAGE] = { "language", "spa 94 nah 2 oto 1 mix 1 zap 1 lsm 1" },
  [QH_SHARE_DISABILITY] = { "disability", "D3 8 D1 4 D4 3 D2 3 D5 2 D7 2" },
  [QH_SHARE_COVERAGE] = { "coverage", "H3 46 H0 24 H1 18 H2 6 H5 5 H6 1" },
  [QH_SHARE_RELATIVE] = { "case_role", "MA 26 PA 20 HI 24 PD 8 HE 8 CU 6 AB 5 FA 3" },
};

static void
load_choice (QhDemo     *demo,
             QhChoice   *choice,
             const char *catalogue,
             const char *shares)
{
  g_auto (GStrv) words = g_strsplit (shares, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL && choice->n < G_N_ELEMENTS (choice->ids); i += 2)
    {
      const QhEntry *entry = qh_catalogues_find_code (demo->catalogues, catalogue, words[i]);
      guint before = choice->n > 0 ? choice->sums[choice->n - 1] : 0;

      if (entry == NULL)
        continue;
      choice->ids[choice->n] = entry->id;
      choice->sums[choice->n] = before + (guint) atoi (words[i + 1]);
      choice->n++;
    }
}

/**
 * qh_demo_load_shares:
 *
 * Finds the entries that the tables of shares name.
 */
void
qh_demo_load_shares (QhDemo *demo)
{
  for (guint i = 0; i < QH_N_SHARES; i++)
    load_choice (demo, &demo->shares[i], tables[i].catalogue, tables[i].shares);
}

/**
 * qh_demo_pick:
 *
 * Returns: the id of an entry, each as often as its share.
 */
gint64
qh_demo_pick (QhDemo *demo,
              QhShare share)
{
  const QhChoice *choice = &demo->shares[share];
  guint at, i = 0;

  g_return_val_if_fail (choice->n > 0, 0);

  at = (guint) g_rand_int_range (demo->dice, 0, (gint32) choice->sums[choice->n - 1]);
  while (at >= choice->sums[i])
    i++;
  return choice->ids[i];
}

gboolean
qh_demo_chance (QhDemo *demo,
                double  probability)
{
  return g_rand_double (demo->dice) < probability;
}

/**
 * qh_demo_between:
 *
 * Returns: a number from @least to @greatest, both included.
 */
gint32
qh_demo_between (QhDemo *demo,
                 gint32  least,
                 gint32  greatest)
{
  return g_rand_int_range (demo->dice, least, greatest + 1);
}

const char *
qh_demo_pick_text (QhDemo            *demo,
                   const char *const *texts)
{
  return texts[qh_demo_between (demo, 0, (gint32) g_strv_length ((char **) texts) - 1)];
}

/**
 * qh_demo_set_code:
 *
 * Sets a field to a code, if the catalogue has it.
 */
void
qh_demo_set_code (QhDemo     *demo,
                  QhRecord   *record,
                  const char *name,
                  const char *catalogue,
                  const char *code)
{
  const QhEntry *entry = qh_catalogues_find_code (demo->catalogues, catalogue, code);

  if (entry != NULL)
    qh_record_set_integer (record, name, entry->id);
}
