/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli/qh-demo-private.h"
#include "domain/qh-curp.h"
#include "domain/qh-fold.h"

/* Nobody is called so: the surnames say that the people are invented. */
static const char *const surnames[] = {
  "Ejemplo", "Prueba", "Muestra", "Ficticia", "Modelo", "Supuesta", "Imaginaria", "Inventada", "Simulada",
  "Hipotética", "Ensayo", "Maqueta", "Borrador", "Práctica", "Fantasía", "Novela", NULL,
};
static const char *const women[] = {
  "María", "Guadalupe", "Ana", "Rosa", "Carmen", "Leticia", "Patricia", "Verónica", "Alejandra", "Fernanda", "Sofía", "Valeria",
  "Daniela", "Lucía", "Elena", "Teresa", "Julia", "Itzel", "Xóchitl", "Beatriz", "Silvia", "Norma", "Adriana", "Marisol", NULL,
};
static const char *const men[] = {
  "José", "Juan", "Luis", "Miguel", "Carlos", "Jorge", "Ricardo", "Fernando", "Eduardo", "Roberto", "Diego", "Santiago",
  "Emiliano", "Mateo", "Raúl", "Pedro", "Héctor", "Arturo", "Sergio", "Ángel", "Óscar", "Ramón", "Tomás", "Rubén", NULL,
};
static const char *const streets[] = { "Calle Ficticia", "Avenida Ejemplo", "Callejón Inventado", "Andador Muestra", NULL };
static const char *const neighbourhoods[] = { "Colonia Imaginaria", "Colonia Ejemplo", "Barrio Supuesto", "Unidad Modelo", NULL };
static const char *const groups[] = {
  "Grupo de cuidadoras", "Club de personas mayores", "Grupo de duelo", "Grupo de diabetes", "Grupo de madres adolescentes", NULL,
};
static const char *const communities[] = { "Comunidad", "Colonia", "Escuela primaria", NULL };
static const char *const requests[] = {
  "Dato de práctica: solicita orientación sobre servicios.",
  "Dato de práctica: el área médica pide valoración social.",
  "Dato de práctica: refiere dificultad para cubrir el tratamiento.",
  "Dato de práctica: la familia pide apoyo para el egreso.",
  "Dato de práctica: consulta por trámites pendientes.", NULL,
};
static const char *const summaries[] = {
  "Caso inventado para practicar.", "Caso inventado: red de apoyo por construir.", "Caso inventado: seguimiento de tratamiento.", NULL,
};

#define SEX_WOMAN "M"
#define SEX_MAN "H"

static gboolean
is_vowel (char c)
{
  return strchr ("aeiou", c) != NULL;
}

static char
find_inner (const char *folded,
            gboolean    vowel)
{
  for (const char *c = folded + 1; *c != '\0'; c++)
    if (g_ascii_isalpha (*c) && is_vowel (*c) == vowel)
      return g_ascii_toupper (*c);
  return 'X';
}

/* A key of the right form for an invented person. */
static void
set_curp (QhDemo     *demo,
          QhRecord   *person,
          const char *sex,
          const char *state)
{
  g_autofree char *given = qh_fold (qh_record_get_text (person, "given_names"));
  g_autofree char *first = qh_fold (qh_record_get_text (person, "first_surname"));
  g_autofree char *second = qh_fold (qh_record_get_text (person, "second_surname"));
  int year, month, day;
  char curp[32];
  size_t length;

  qh_day_to_ymd ((QhDay) qh_record_get_integer (person, "birth_date"), &year, &month, &day);
  length = (size_t) g_snprintf (curp, sizeof curp, "%c%c%c%c%02d%02d%02d%s%s%c%c%c%c", g_ascii_toupper (first[0]), find_inner (first, TRUE),
                                g_ascii_toupper (second[0]), g_ascii_toupper (given[0]), year % 100, month % 100, day % 100, sex, state,
                                find_inner (first, FALSE), find_inner (second, FALSE), find_inner (given, FALSE),
                                year < 2000 ? '0' + qh_demo_between (demo, 0, 9) : 'A' + qh_demo_between (demo, 0, 25));
  curp[length] = qh_curp_digit (curp);
  curp[length + 1] = '\0';
  qh_record_set_text (person, "curp", curp);
}

static int
pick_age (QhDemo *demo)
{
  const QhEntry *group = qh_catalogues_find (demo->catalogues, qh_demo_pick (demo, QH_SHARE_AGE_GROUP));
  int least = 25, greatest = 44;

  if (group->crosswalk != NULL)
    sscanf (group->crosswalk, "%d-%d", &least, &greatest);
  return qh_demo_between (demo, least, MIN (greatest, 92));
}

static void
set_birth (QhDemo     *demo,
           QhRecord   *person,
           const char *sex,
           int         age,
           QhDay       day)
{
  gint64 birth_state = qh_demo_pick (demo, QH_SHARE_STATE);
  const QhEntry *state = qh_catalogues_find (demo->catalogues, birth_state);

  qh_record_set_integer (person, "birth_state", birth_state);
  if (qh_demo_chance (demo, 0.7))
    {
      qh_record_set_integer (person, "birth_date", day - age * 365 - age / 4 - qh_demo_between (demo, 1, 364));
      if (qh_demo_chance (demo, 0.4) && state->crosswalk != NULL)
        set_curp (demo, person, sex, state->crosswalk);
    }
  else if (qh_demo_chance (demo, 0.85))
    {
      qh_record_set_integer (person, "stated_age", age);
      qh_record_set_integer (person, "stated_age_on", day);
    }
  else
    qh_record_set_missing (person, "stated_age", QH_MISSING_NOT_KNOWN);
}

/* Schooling, occupation and marital status that go with an age. */
static void
set_standing (QhDemo   *demo,
              QhRecord *person,
              int       age)
{
  if (age < 15)
    {
      qh_demo_set_code (demo, person, "schooling", "schooling", age < 4 ? "EN" : age < 6 ? "EP" : age < 12 ? "E1" : "E3");
      if (age >= 6)
        qh_demo_set_code (demo, person, "occupation", "occupation", "O10");
      return;
    }
  qh_record_set_integer (person, "schooling", qh_demo_pick (demo, QH_SHARE_SCHOOLING));
  if (age < 19 && qh_demo_chance (demo, 0.7))
    qh_demo_set_code (demo, person, "occupation", "occupation", "O10");
  else
    qh_record_set_integer (person, "occupation", qh_demo_pick (demo, QH_SHARE_OCCUPATION));
  if (age >= 18)
    qh_record_set_integer (person, "marital_status", qh_demo_pick (demo, QH_SHARE_MARITAL_STATUS));
}

static void
set_residence (QhDemo   *demo,
               QhRecord *person)
{
  gint64 state = qh_demo_pick (demo, QH_SHARE_STATE);
  gint64 municipality = qh_demo_pick (demo, QH_SHARE_MUNICIPALITY);
  const QhEntry *entry = qh_catalogues_find (demo->catalogues, municipality);
  char text[64];

  qh_record_set_integer (person, "state", state);
  if (entry->parent == state)
    qh_record_set_integer (person, "municipality", municipality);
  if (!qh_demo_chance (demo, 0.6))
    return;
  g_snprintf (text, sizeof text, "%s %d", qh_demo_pick_text (demo, streets), qh_demo_between (demo, 1, 400));
  qh_record_set_text (person, "address", text);
  qh_record_set_text (person, "neighbourhood", qh_demo_pick_text (demo, neighbourhoods));
  g_snprintf (text, sizeof text, "55 0000 %04d", qh_demo_between (demo, 0, 9999));
  qh_record_set_text (person, "phone", text);
}

/* Returns the id of an invented person that was added to the change. */
static gint64
add_person (QhDemo *demo,
            QhDay   day,
            int     age,
            gint64  sex)
{
  QhRecord *person = qh_store_new_record (demo->store, QH_KIND_PERSON);
  const char *code = qh_catalogues_find (demo->catalogues, sex)->code;
  gboolean man = g_str_equal (code, SEX_MAN) || (!g_str_equal (code, SEX_WOMAN) && qh_demo_chance (demo, 0.5));

  person->id = qh_store_new_id (demo->store);
  qh_record_set_text (person, "given_names", qh_demo_pick_text (demo, man ? men : women));
  qh_record_set_text (person, "first_surname", qh_demo_pick_text (demo, surnames));
  qh_record_set_text (person, "second_surname", qh_demo_pick_text (demo, surnames));
  qh_record_set_integer (person, "sex", sex);
  set_birth (demo, person, code, age, day);
  set_standing (demo, person, age);
  set_residence (demo, person);
  qh_record_set_integer (person, "language", qh_demo_pick (demo, QH_SHARE_LANGUAGE));
  qh_record_set_integer (person, "coverage", qh_demo_pick (demo, QH_SHARE_COVERAGE));
  if (qh_demo_chance (demo, 0.08))
    qh_record_set_integer (person, "indigenous", 1);
  if (qh_demo_chance (demo, 0.12))
    {
      QhRows *rows = qh_rows_new (0, 1);
      gint64 disability = qh_demo_pick (demo, QH_SHARE_DISABILITY);

      qh_rows_append (rows, &disability);
      qh_record_take_rows (person, "disability", rows);
    }
  qh_change_put (demo->change, person);
  return person->id;
}

/**
 * qh_demo_make_name:
 *
 * Returns: (transfer full): an invented name, for a worker.
 */
char *
qh_demo_make_name (QhDemo *demo)
{
  const char *given = qh_demo_pick_text (demo, qh_demo_chance (demo, 0.8) ? women : men);

  return g_strdup_printf ("%s %s", given, qh_demo_pick_text (demo, surnames));
}

static void
add_role (QhDemo *demo,
          QhRows *people,
          gint64  person,
          gint64  role)
{
  const gint64 cells[] = { person, role };

  qh_rows_append (people, cells);
}

/* How much older a relative is than the person in the centre, at least and at most. */
static const struct
{
  const char *role;
  int least;
  int greatest;
  const char *sex; /* NULL: either */
} relatives[] = {
  { "MA", 20, 36, SEX_WOMAN }, { "PD", 22, 40, SEX_MAN }, { "HI", -36, -20, NULL },
  { "PA", -6, 6, NULL },       { "HE", -8, 8, NULL },     { "AB", 44, 60, NULL },
};

/* Who is as old as the role asks; one that would be impossible is another relative. */
static void
add_relative (QhDemo *demo,
              QhRows *people,
              QhDay   day,
              int     age)
{
  gint64 role = qh_demo_pick (demo, QH_SHARE_RELATIVE);
  const char *code = qh_catalogues_find (demo->catalogues, role)->code;
  gint64 sex = qh_demo_pick (demo, QH_SHARE_SEX);
  int own_age = qh_demo_between (demo, 20, 65);

  for (guint i = 0; i < G_N_ELEMENTS (relatives); i++)
    if (g_str_equal (code, relatives[i].role))
      {
        own_age = age + qh_demo_between (demo, relatives[i].least, relatives[i].greatest);
        if (relatives[i].sex != NULL)
          sex = qh_catalogues_find_code (demo->catalogues, "sex", relatives[i].sex)->id;
        if (own_age < 0 || own_age > 95 || (g_str_equal (code, "PA") && MIN (age, own_age) < 18))
          {
            own_age = qh_demo_between (demo, 20, 65);
            role = qh_catalogues_find_code (demo->catalogues, "case_role", "FA")->id;
          }
      }
  add_role (demo, people, add_person (demo, day, own_age, sex), role);
}

static QhRows *
add_people (QhDemo     *demo,
            QhDemoCase *which,
            const char *level)
{
  QhRows *people = qh_rows_new (0, 2);
  const QhEntry *first = qh_catalogues_find_code (demo->catalogues, "case_role", "TI");
  const QhEntry *member = qh_catalogues_find_code (demo->catalogues, "case_role", "IN");
  int others, age;

  if (g_str_equal (level, "N4"))
    return people;
  if (g_str_equal (level, "N3"))
    {
      for (int i = qh_demo_between (demo, 2, 5); i > 0; i--)
        add_role (demo, people, add_person (demo, which->opened, pick_age (demo), qh_demo_pick (demo, QH_SHARE_SEX)), member->id);
      return people;
    }
  age = pick_age (demo);
  which->person = add_person (demo, which->opened, age, qh_demo_pick (demo, QH_SHARE_SEX));
  add_role (demo, people, which->person, first->id);
  others = g_str_equal (level, "N2") ? qh_demo_between (demo, 1, 3) : qh_demo_chance (demo, 0.3);
  for (int i = 0; i < others; i++)
    add_relative (demo, people, which->opened, age);
  return people;
}

static QhRows *
make_problems (const QhDemoCase *which)
{
  QhRows *rows = qh_rows_new (0, 1);

  for (guint i = 0; i < G_N_ELEMENTS (which->problems) && which->problems[i] != 0; i++)
    qh_rows_append (rows, &which->problems[i]);
  return rows;
}

/**
 * qh_demo_add_consultation:
 *
 * Adds a consultation by a case's first person; the case remembers it.
 */
void
qh_demo_add_consultation (QhDemo     *demo,
                          QhDemoCase *which,
                          QhDay       day)
{
  QhRecord *consultation = qh_store_new_record (demo->store, QH_KIND_CONSULTATION);

  consultation->id = which->consultation = qh_store_new_id (demo->store);
  qh_record_set_integer (consultation, "date", day);
  qh_record_set_integer (consultation, "time", qh_demo_pick_minute (demo));
  qh_record_set_integer (consultation, "case", which->id);
  if (which->person != 0)
    qh_record_set_integer (consultation, "person", which->person);
  qh_record_set_integer (consultation, "worker", g_array_index (demo->workers, gint64, which->worker));
  qh_record_set_integer (consultation, "contact_mode", qh_demo_pick (demo, QH_SHARE_CONTACT));
  qh_record_set_integer (consultation, "origin", qh_demo_pick (demo, QH_SHARE_ORIGIN));
  qh_record_take_rows (consultation, "problems", make_problems (which));
  qh_record_set_text (consultation, "request", qh_demo_pick_text (demo, requests));
  qh_change_put (demo->change, consultation);
}

/* Most cases close within some months; QH_NO_DAY for those still open. */
static QhDay
pick_closing (QhDemo *demo,
              QhDay   opened)
{
  int days = 5 + qh_demo_between (demo, 0, 60) + qh_demo_between (demo, 0, 60) * qh_demo_between (demo, 0, 4);

  return qh_demo_chance (demo, 0.72) && opened + days <= demo->until ? opened + days : QH_NO_DAY;
}

/**
 * qh_demo_add_case:
 *
 * Adds a case with its people and its first consultation, to be worked on from
 * now on until it is closed.
 */
void
qh_demo_add_case (QhDemo *demo,
                  QhDay   opened)
{
  QhRecord *record = qh_store_new_record (demo->store, QH_KIND_CASE);
  QhDemoCase which = { .opened = opened, .id = qh_store_new_id (demo->store) };
  const char *level;

  which.level = qh_demo_pick (demo, QH_SHARE_CASE_LEVEL);
  which.field = qh_demo_pick (demo, QH_SHARE_CASE_FIELD);
  which.worker = (guint) qh_demo_between (demo, 0, (gint32) demo->workers->len - 1);
  which.problems[0] = qh_demo_pick (demo, QH_SHARE_PROBLEM);
  which.problems[1] = qh_demo_chance (demo, 0.4) ? qh_demo_pick (demo, QH_SHARE_PROBLEM) : 0;
  if (which.problems[1] == which.problems[0])
    which.problems[1] = 0;
  which.closed = pick_closing (demo, opened);
  level = qh_catalogues_find (demo->catalogues, which.level)->code;

  record->id = which.id;
  qh_record_take_rows (record, "people", add_people (demo, &which, level));
  if (g_str_equal (level, "N3") || g_str_equal (level, "N4"))
    {
      const char *start = qh_demo_pick_text (demo, g_str_equal (level, "N3") ? groups : communities);
      g_autofree char *name = g_strdup_printf ("%s %s %" G_GUINT64_FORMAT, start, qh_demo_pick_text (demo, surnames), ++demo->n_groups);

      qh_record_set_text (record, "name", name);
    }
  qh_record_set_integer (record, "level", which.level);
  if (which.closed != QH_NO_DAY)
    {
      qh_demo_set_code (demo, record, "status", "case_status", "S3");
      qh_record_set_integer (record, "closed", which.closed);
      qh_demo_close_case (demo, record);
    }
  else
    qh_record_set_integer (record, "status", qh_demo_pick (demo, QH_SHARE_OPEN_STATUS));
  qh_record_set_integer (record, "worker", g_array_index (demo->workers, gint64, which.worker));
  qh_record_set_integer (record, "unit", demo->unit);
  qh_record_set_integer (record, "opened", opened);
  qh_record_set_integer (record, "field", which.field);
  qh_record_take_rows (record, "problems", make_problems (&which));
  qh_record_set_text (record, "summary", qh_demo_pick_text (demo, summaries));
  qh_change_put (demo->change, record);
  qh_demo_add_consultation (demo, &which, opened);
  g_array_append_val (demo->active, which);
}
