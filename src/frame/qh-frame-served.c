/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "domain/qh-age.h"
#include "frame/qh-frame-private.h"

#define TITULAR "TI"

/* What the people served are derived from: each person's sex and year of birth,
 * and each case's person in the centre. */
typedef struct
{
  QhIdIndex *persons;
  GArray *sexes;       /* guint8 */
  GArray *birth_years; /* gint16, 0 not known */
  QhIdIndex *titulars; /* case → place of a person */
} People;

typedef struct
{
  QhFrame *frame;
  QhServed *served;
  GArray *sexes;
  GArray *age_groups;
  GArray *counts;
  guint8 group_of_age[128];
} Builder;

static GArray *
ids_of (QhCatalogues *catalogues, const char *catalogue)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);

  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    {
      gint64 key = QH_SCAN_NONE + i;

      g_array_append_val (ids, key);
    }
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_array_append_val (ids, ((const QhEntry *)g_ptr_array_index (entries, i))->id);
  return ids;
}

static guint8
index_in (GArray *ids, gint64 id)
{
  if (QH_SCAN_IS_EMPTY (id))
    return (guint8)(id == QH_SCAN_NONE ? QH_MISSING_NOT_KNOWN : id - QH_SCAN_NONE);
  if (qh_is_missing_code (id))
    return (guint8)id;
  for (guint i = QH_FRAME_FIRST_CODE; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return (guint8)i;
  return QH_MISSING_NOT_KNOWN;
}

static void
people_clear (People *people)
{
  qh_id_index_free (people->persons);
  qh_id_index_free (people->titulars);
  g_array_unref (people->sexes);
  g_array_unref (people->birth_years);
}

static gboolean
load_persons (People *people, QhFrame *frame, GArray *sex_ids, QhReading *reading, GError **error)
{
  QhKind *kind = qh_dictionary_get_kind (frame->dictionary, QH_KIND_PERSON);
  const QhField *fields[]
    = { qh_kind_find_field (kind, "sex"), qh_kind_find_field (kind, "birth_year") };
  QhScan *scan = qh_reading_scan (reading, kind, fields, G_N_ELEMENTS (fields), error);
  gint64 values[3];

  if (scan == NULL)
    return FALSE;
  while (qh_scan_next (scan, values))
    {
      guint8 sex = index_in (sex_ids, values[1]);
      gint16 year = (gint16)(QH_SCAN_IS_EMPTY (values[2]) ? 0 : values[2]);

      qh_id_index_insert (people->persons, values[0], people->sexes->len);
      g_array_append_val (people->sexes, sex);
      g_array_append_val (people->birth_years, year);
    }
  return qh_scan_finish (scan, error);
}

static gboolean
load_titulars (People *people, QhFrame *frame, QhReading *reading, GError **error)
{
  QhKind *kind = qh_dictionary_get_kind (frame->dictionary, QH_KIND_CASE);
  const QhEntry *titular = qh_catalogues_find_code (frame->catalogues, "case_role", TITULAR);
  QhScan *scan = qh_reading_scan_list (reading, kind, qh_kind_find_field (kind, "people"), error);
  gint64 values[3];
  gint64 last = 0;

  if (scan == NULL)
    return FALSE;
  while (qh_scan_next (scan, values))
    {
      gboolean first = values[0] != last;
      guint32 person;

      last = values[0];
      if ((first || (titular != NULL && values[2] == titular->id))
          && qh_id_index_lookup (people->persons, values[1], &person))
        qh_id_index_insert (people->titulars, values[0], person);
    }
  return qh_scan_finish (scan, error);
}

static void
builder_add (Builder *builder, guint8 sex, guint8 age_group, guint32 n)
{
  g_array_append_val (builder->sexes, sex);
  g_array_append_val (builder->age_groups, age_group);
  g_array_append_val (builder->counts, n);
}

static void
builder_add_person (Builder *builder, const People *people, guint32 person, int year)
{
  gint16 birth = g_array_index (people->birth_years, gint16, person);
  int age = birth != 0 && year >= birth ? year - birth : QH_NO_AGE;
  guint8 group = age < 0 ? QH_MISSING_NOT_KNOWN : builder->group_of_age[MIN (age, 127)];

  builder_add (builder, g_array_index (people->sexes, guint8, person), group, 1);
}

static void
prepare_ages (QhFrame *frame, GArray *age_group_ids, guint8 group_of_age[128])
{
  for (int age = 0; age < 128; age++)
    group_of_age[age] = index_in (age_group_ids, qh_age_group_find (frame->catalogues, age));
}

/* For each index of the column "type", whether such work meets people. */
static gboolean *
list_direct (QhFrame *frame, const QhFrameColumn *type)
{
  gboolean *direct = g_new0 (gboolean, type->ids->len);

  for (guint i = QH_FRAME_FIRST_CODE; i < type->ids->len; i++)
    {
      const QhEntry *entry
        = qh_catalogues_find (frame->catalogues, qh_frame_column_get_id (type, i));

      direct[i] = entry != NULL && entry->direct;
    }
  return direct;
}

/* The years of the days of a column, found without a calendar for each row. */
static int
year_of (gint32 day, gint32 *year_start, gint32 *year_end, int *year)
{
  if (day < *year_start || day >= *year_end)
    {
      *year = qh_day_get_year (day);
      *year_start = qh_day_from_ymd (*year, 1, 1);
      *year_end = qh_day_from_ymd (*year + 1, 1, 1);
    }
  return *year;
}

static gboolean
build (Builder *builder, const People *people, QhReading *reading, GError **error)
{
  QhFrame *frame = builder->frame;
  QhServed *served = builder->served;
  const QhFrameColumn *type = qh_frame_find_column (frame, "type");
  const QhFrameColumn *cases = qh_frame_find_column (frame, "case");
  const gint32 *days = qh_frame_find_column (frame, "date")->data;
  QhScan *groups = qh_reading_scan_list (
    reading, frame->kind, qh_kind_find_field (frame->kind, "served"), error);
  QhScan *linked = groups != NULL ? qh_reading_scan_list (
                     reading, frame->kind, qh_kind_find_field (frame->kind, "people"), error)
                                  : NULL;
  g_autofree gboolean *direct = list_direct (frame, type);
  gint64 group[4], link[2];
  gint32 year_start = 0, year_end = 0;
  gboolean more_groups, more_links;
  int year = 0;

  if (linked == NULL)
    return FALSE;
  more_groups = qh_scan_next (groups, group);
  more_links = qh_scan_next (linked, link);
  for (guint row = 0; row < frame->n_rows; row++)
    {
      gint64 id = frame->ids[row];
      guint32 start = builder->counts->len;
      guint32 person;
      gboolean grouped;

      served->offsets[row] = start;
      for (; more_groups && group[0] <= id; more_groups = qh_scan_next (groups, group))
        if (group[0] == id)
          builder_add (builder,
                       index_in (served->sex_ids, group[1]),
                       index_in (served->age_group_ids, group[2]),
                       (guint32)group[3]);
      grouped = builder->counts->len > start;
      year_of (days[row], &year_start, &year_end, &year);
      for (; more_links && link[0] <= id; more_links = qh_scan_next (linked, link))
        if (link[0] == id && !grouped && qh_id_index_lookup (people->persons, link[1], &person))
          builder_add_person (builder, people, person, year);
      if (builder->counts->len == start && direct[qh_frame_column_get_index (type, row)]
          && qh_id_index_lookup (
            people->titulars, MAX (1, qh_frame_column_get (cases, row)), &person))
        builder_add_person (builder, people, person, year);
    }
  served->offsets[frame->n_rows] = builder->counts->len;
  return qh_scan_finish (linked, error) & qh_scan_finish (groups, error);
}

static void
take_arrays (QhServed *served, Builder *builder)
{
  guint n = MAX (1, builder->counts->len);

  served->sex = g_realloc_n (g_array_free (builder->sexes, FALSE), n, sizeof (guint8));
  served->age_group = g_realloc_n (g_array_free (builder->age_groups, FALSE), n, sizeof (guint8));
  served->n = g_realloc_n (g_array_free (builder->counts, FALSE), n, sizeof (guint32));
}

/* Who was served by each activity: the recorded groups, else the linked people,
 * else, for direct work, the person in the centre of the case. */
QhServed *
qh_served_load (QhFrame *frame, QhReading *reading, GError **error)
{
  QhServed *served = g_new0 (QhServed, 1);
  Builder builder = { .frame = frame, .served = served };
  People people = { qh_id_index_new (1024),
                    g_array_new (FALSE, FALSE, 1),
                    g_array_new (FALSE, FALSE, sizeof (gint16)),
                    qh_id_index_new (1024) };
  gboolean done;

  served->sex_ids = ids_of (frame->catalogues, "sex");
  served->age_group_ids = ids_of (frame->catalogues, "age_group");
  served->offsets = g_new (guint32, (gsize)frame->allocated + 1);
  prepare_ages (frame, served->age_group_ids, builder.group_of_age);
  builder.sexes = g_array_new (FALSE, FALSE, sizeof (guint8));
  builder.age_groups = g_array_new (FALSE, FALSE, sizeof (guint8));
  builder.counts = g_array_new (FALSE, FALSE, sizeof (guint32));
  done = load_persons (&people, frame, served->sex_ids, reading, error)
         && load_titulars (&people, frame, reading, error)
         && build (&builder, &people, reading, error);
  take_arrays (served, &builder);
  people_clear (&people);
  if (!done)
    g_clear_pointer (&served, qh_served_free);
  return served;
}

void
qh_served_free (QhServed *served)
{
  g_free (served->offsets);
  g_free (served->sex);
  g_free (served->age_group);
  g_free (served->n);
  g_array_unref (served->sex_ids);
  g_array_unref (served->age_group_ids);
  g_free (served);
}

void
qh_served_insert (QhFrame *frame, guint row)
{
  guint32 *offsets = frame->served->offsets;

  memmove (offsets + row + 1, offsets + row, sizeof (guint32) * (frame->n_rows - row + 1));
}

static void
resize_row (QhFrame *frame, guint row, guint n)
{
  QhServed *served = frame->served;
  guint32 start = served->offsets[row], end = served->offsets[row + 1],
          total = served->offsets[frame->n_rows];
  guint32 size = MAX (1, total - (end - start) + n);

  if (n > end - start)
    {
      served->sex = g_realloc_n (served->sex, size, sizeof (guint8));
      served->age_group = g_realloc_n (served->age_group, size, sizeof (guint8));
      served->n = g_realloc_n (served->n, size, sizeof (guint32));
    }
  memmove (served->sex + start + n, served->sex + end, total - end);
  memmove (served->age_group + start + n, served->age_group + end, total - end);
  memmove (served->n + start + n, served->n + end, (total - end) * sizeof (guint32));
  for (guint i = row + 1; i <= frame->n_rows; i++)
    served->offsets[i] = served->offsets[i] - (end - start) + n;
}

void
qh_served_remove (QhFrame *frame, guint row)
{
  guint32 *offsets = frame->served->offsets;

  resize_row (frame, row, 0);
  memmove (offsets + row, offsets + row + 1, sizeof (guint32) * (frame->n_rows - row));
}

static void
add_from_store (Builder *builder, QhStore *store, gint64 id, const QhRecord *activity)
{
  g_autoptr (QhRecord) person = qh_store_get (store, QH_KIND_PERSON, id, NULL);
  gint64 birth_year;
  int year, age;

  if (person == NULL)
    return;
  birth_year = qh_record_get_integer (person, "birth_year");
  year = qh_day_get_year ((QhDay)qh_record_get_integer (activity, "date"));
  age = birth_year != 0 && year >= birth_year ? year - (int)birth_year : QH_NO_AGE;
  builder_add (
    builder,
    index_in (builder->served->sex_ids,
              qh_record_get (person, "sex")->tag == QH_VALUE_NONE
                ? QH_SCAN_NONE
                : qh_record_get (person, "sex")->integer),
    index_in (builder->served->age_group_ids, qh_age_group_find (builder->frame->catalogues, age)),
    1);
}

static gint64
find_titular (QhFrame *frame, QhStore *store, gint64 case_id)
{
  g_autoptr (QhRecord) record
    = case_id != 0 ? qh_store_get (store, QH_KIND_CASE, case_id, NULL) : NULL;
  const QhRows *people = record != NULL ? qh_record_get_rows (record, "people") : NULL;
  const QhEntry *titular = qh_catalogues_find_code (frame->catalogues, "case_role", TITULAR);
  gint64 found = 0;

  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    if (i == 0 || (titular != NULL && qh_rows_cell (people, i, 1) == titular->id))
      found = qh_rows_cell (people, i, 0);
  return found;
}

/* Derives anew whom one activity served. */
void
qh_served_replace (QhFrame *frame, guint row, QhStore *store, const QhRecord *activity)
{
  QhServed *served = frame->served;
  Builder builder = { .frame = frame, .served = served };
  const QhRows *groups = qh_record_get_rows (activity, "served");
  const QhRows *linked = qh_record_get_rows (activity, "people");
  const QhEntry *type
    = qh_catalogues_find (frame->catalogues, qh_record_get_integer (activity, "type"));
  guint32 start;

  builder.sexes = g_array_new (FALSE, FALSE, sizeof (guint8));
  builder.age_groups = g_array_new (FALSE, FALSE, sizeof (guint8));
  builder.counts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; groups != NULL && i < groups->n_rows; i++)
    builder_add (&builder,
                 index_in (served->sex_ids, qh_rows_cell (groups, i, 0)),
                 index_in (served->age_group_ids, qh_rows_cell (groups, i, 1)),
                 (guint32)qh_rows_cell (groups, i, 2));
  for (guint i = 0; groups == NULL && linked != NULL && i < linked->n_rows; i++)
    add_from_store (&builder, store, qh_rows_cell (linked, i, 0), activity);
  if (groups == NULL && linked == NULL && type != NULL && type->direct)
    {
      gint64 titular = find_titular (frame, store, qh_record_get_integer (activity, "case"));

      if (titular != 0)
        add_from_store (&builder, store, titular, activity);
    }
  resize_row (frame, row, builder.counts->len);
  start = served->offsets[row];
  for (guint i = 0; i < builder.counts->len; i++)
    {
      served->sex[start + i] = g_array_index (builder.sexes, guint8, i);
      served->age_group[start + i] = g_array_index (builder.age_groups, guint8, i);
      served->n[start + i] = g_array_index (builder.counts, guint32, i);
    }
  g_array_unref (builder.sexes);
  g_array_unref (builder.age_groups);
  g_array_unref (builder.counts);
}
