/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-hierarchy-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* So wide a range is still told in steps of five. */
#define RANGE_OF_AGES 130
#define MOST_STEPS 26
#define FEWEST_STEPS 3
/* An ordinal variable is told by twos, fours and eights, unless it has more values than anybody orders. */
#define LARGEST_RUN 8
#define MOST_ORDERED 1000

/* How a level calls a category that is not missing. */
typedef struct
{
  const QhCoding *coding;
  const QhHierarchy *hierarchy;
  QhCatalogues *catalogues;
  QhCodeEnds ends;
  guint *counts;    /* of each category */
  double width;     /* of numbers */
  gboolean whole;
  guint run;        /* of ordered categories */
  guint depth;      /* of catalogues */
  QhVariableForm period;
} Naming;

typedef char *(*NameFunc) (const Naming *naming, guint category);

static char *
make_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.12g", number));
}

static char *
name_end (const Naming *naming, guint category)
{
  g_autofree char *bottom = make_number (naming->ends.bottom);
  g_autofree char *top = make_number (naming->ends.top);
  double number;

  if (naming->counts[category] < naming->ends.least)
    return g_strdup (_ ("Others"));
  if (!qh_coding_get_number (naming->coding, category, &number))
    return NULL;
  if (number >= naming->ends.top)
    return g_strconcat (top, "+", NULL);
  return number < naming->ends.bottom ? g_strconcat ("<", bottom, NULL) : NULL;
}

static char *
name_exactly (const Naming *naming, guint category)
{
  return qh_coding_dup_text (naming->coding, category);
}

static char *
name_interval (const Naming *naming, guint category)
{
  double number = 0, from, to;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  qh_coding_get_number (naming->coding, category, &number);
  from = floor (number / naming->width) * naming->width;
  to = from + naming->width - (naming->whole ? 1 : 0);
  from = MAX (from, naming->ends.bottom);
  if (naming->ends.top < to + (naming->whole ? 1 : 0))
    to = naming->ends.top - (naming->whole ? 1 : 0);
  first = make_number (from);
  last = make_number (to);
  if (naming->whole)
    return from == to ? g_strdup (first) : g_strdup_printf ("%s–%s", first, last);
  return g_strdup_printf ("[%s, %s)", first, last);
}

static char *
name_period (const Naming *naming, guint category)
{
  QhDay day = (QhDay)qh_variable_get_key (naming->coding->variable, category);
  int year, month;

  qh_day_to_ymd (day, &year, &month, NULL);
  if (naming->period == QH_VARIABLE_YEAR)
    return g_strdup_printf ("%04d", year);
  if (naming->period == QH_VARIABLE_QUARTER)
    return g_strdup_printf ("%04d-Q%d", year, (month + 2) / 3);
  return g_strdup_printf ("%04d-%02d", year, month);
}

static char *
name_time (const Naming *naming, guint category)
{
  int width = (int)naming->width, minute = (int)qh_variable_get_key (naming->coding->variable, category);
  int from = minute / width * width, to = from + width - 1;

  return g_strdup_printf ("%02d:%02d–%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

/* The first and the last of a run of categories that occur. */
static char *
name_run (const Naming *naming, guint category)
{
  guint place = 0, seen = 0, first = category, last = category;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = QH_FRAME_FIRST_CODE; i < category; i++)
    place += naming->hierarchy->occurs[i];
  for (guint i = QH_FRAME_FIRST_CODE; i < naming->coding->n_categories; i++)
    {
      if (!naming->hierarchy->occurs[i])
        continue;
      if (seen == place / naming->run * naming->run)
        first = i;
      if (seen / naming->run == place / naming->run)
        last = i;
      seen++;
    }
  from = qh_coding_dup_text (naming->coding, first);
  to = qh_coding_dup_text (naming->coding, last);
  return first == last ? g_strdup (from) : g_strdup_printf ("%s – %s", from, to);
}

/* The entry so many steps above a category, or the last that there is. */
static const QhEntry *
find_parent (const Naming *naming, guint category)
{
  const QhEntry *entry
    = qh_catalogues_find (naming->catalogues, qh_variable_get_key (naming->coding->variable, category));

  for (guint step = 0; entry != NULL && step < naming->depth && entry->parent != 0; step++)
    {
      const QhEntry *parent = qh_catalogues_find (naming->catalogues, entry->parent);

      if (parent == NULL)
        break;
      entry = parent;
    }
  return entry;
}

static char *
name_parent (const Naming *naming, guint category)
{
  const QhEntry *entry = find_parent (naming, category);

  return entry != NULL ? g_strdup (entry->code) : name_exactly (naming, category);
}

static char *
name_all (const Naming *naming, guint category)
{
  return g_strdup (QH_HIERARCHY_ALL);
}

/* Adds a level unless it would tell what the last one tells. */
static void
add (QhHierarchy *self, Naming *naming, NameFunc name, char *label)
{
  const QhCoding *coding = naming->coding;
  g_autofree char *owned = label;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint category = 0; category < coding->n_categories; category++)
    {
      char *text = NULL;

      if (self->occurs[category] && name != name_all)
        text = qh_category_is_missing (category) ? qh_coding_dup_text (coding, category) : name_end (naming, category);
      if (text == NULL && self->occurs[category])
        text = name (naming, category);
      g_ptr_array_add (texts, text);
    }
  if (self->levels->len > 0 && qh_hierarchy_count_groups (self, self->levels->len - 1) <= 1)
    return;
  if (!qh_hierarchy_add_level (self, coding, (char **)texts->pdata))
    return;
  ((QhHierarchyLevel *)g_ptr_array_index (self->levels, self->levels->len - 1))->label = g_steal_pointer (&owned);
  if (self->levels->len > 1
      && qh_hierarchy_count_groups (self, self->levels->len - 1) == qh_hierarchy_count_groups (self, self->levels->len - 2))
    g_ptr_array_remove_index (self->levels, self->levels->len - 1);
}

static char *
label_width (double width)
{
  g_autofree char *number = make_number (width);

  return g_strdup_printf (_ ("groups of %s"), number);
}

static char *
label_period (QhVariableForm period)
{
  return g_strdup (period == QH_VARIABLE_MONTH ? _ ("by month") : period == QH_VARIABLE_QUARTER ? _ ("by quarter") : _ ("by year"));
}

/* What a catalogue is called; NULL of one that a unit made. */
static char *
label_catalogue (const char *catalogue, QhLanguage language)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();

  for (guint i = 0; i < qh_dictionary_get_n_catalogues (dictionary); i++)
    if (g_str_equal (qh_dictionary_get_catalogue (dictionary, i)->name, catalogue))
      return g_strdup (qh_labels_get (qh_dictionary_get_catalogue (dictionary, i)->labels, language));
  return NULL;
}

/* The catalogue of what is above, such as the state of municipalities, or else the first of those. */
static char *
label_parents (const QhHierarchy *self, const Naming *naming)
{
  QhLanguage language = qh_language_from_locale ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const char *own = naming->coding->column->field->catalogue, *catalogue = NULL;
  gboolean one = TRUE;
  char *label;

  for (guint category = QH_FRAME_FIRST_CODE; category < self->n_categories; category++)
    {
      const QhEntry *entry = self->occurs[category] ? find_parent (naming, category) : NULL;
      const char *text = entry != NULL ? qh_entry_get_label (entry, language) : NULL;

      if (entry == NULL)
        continue;
      if (!g_ptr_array_find_with_equal_func (labels, text, g_str_equal, NULL))
        g_ptr_array_add (labels, (gpointer)text);
      if (g_strcmp0 (entry->catalogue, own) == 0) /* there is nothing above it */
        continue;
      one &= catalogue == NULL || g_str_equal (catalogue, entry->catalogue);
      catalogue = entry->catalogue;
    }
  label = one && catalogue != NULL ? label_catalogue (catalogue, language) : NULL;
  return label != NULL ? label : qh_hierarchy_name_sample (labels);
}

static void
add_intervals (QhHierarchy *self, Naming *naming)
{
  static const double widths[] = { 5, 10, 20 };
  double least = G_MAXDOUBLE, greatest = -G_MAXDOUBLE, number, unit = 1;

  naming->whole = TRUE;
  for (guint category = 0; category < self->n_categories; category++)
    if (self->occurs[category] && qh_coding_get_number (naming->coding, category, &number))
      {
        least = MIN (least, number), greatest = MAX (greatest, number);
        naming->whole &= number == floor (number);
      }
  while (greatest - least > RANGE_OF_AGES && (greatest - least) / (widths[0] * unit) > MOST_STEPS)
    unit *= 10;
  while (!naming->whole && greatest > least && (greatest - least) / (widths[0] * unit) < FEWEST_STEPS)
    unit /= 10;
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      naming->width = widths[i] * unit;
      add (self, naming, name_interval, label_width (naming->width));
    }
}

static void
add_between (QhHierarchy *self, Naming *naming)
{
  static const QhVariableForm periods[] = { QH_VARIABLE_MONTH, QH_VARIABLE_QUARTER, QH_VARIABLE_YEAR };
  const QhCoding *coding = naming->coding;
  QhVariableForm form = coding->variable != NULL ? coding->variable->form : QH_VARIABLE_NUMBER;

  if (form == QH_VARIABLE_NUMBER && coding->column != NULL && coding->column->field->type == QH_TYPE_TIME)
    for (naming->width = 60; naming->width <= 360; naming->width *= 6)
      add (self, naming, name_time, g_strdup (naming->width > 60 ? _ ("by quarters of the day") : _ ("by the hour")));
  else if (form == QH_VARIABLE_NUMBER)
    add_intervals (self, naming);
  else if (form >= QH_VARIABLE_DAY && form <= QH_VARIABLE_YEAR)
    for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
      {
        naming->period = periods[i];
        if (periods[i] > form)
          add (self, naming, name_period, label_period (periods[i]));
      }
  else if (qh_coding_is_ordered (coding) && coding->n_categories <= MOST_ORDERED)
    for (naming->run = 2; naming->run <= LARGEST_RUN; naming->run *= 2)
      add (self, naming, name_run, g_strdup_printf (_ ("%u neighbours together"), naming->run));
  else if (form == QH_VARIABLE_CODE)
    for (naming->depth = 1; naming->depth <= QH_HIERARCHY_MOST_ABOVE; naming->depth++)
      add (self, naming, name_parent, label_parents (self, naming));
}

/**
 * qh_hierarchy_new_usual:
 * @ends: (nullable): which numbers and rare values are told as one
 * @catalogues: whose codes those of @coding are
 *
 * What a variable has when nobody says otherwise: numbers by 5, 10 and 20 of
 * their unit, days by month, quarter and year, times by hour and quarter of the
 * day, ordered categories by twos, fours and eights, other codes by their
 * parents; then nothing at all.
 *
 * Returns: (transfer full): the hierarchy.
 */
QhHierarchy *
qh_hierarchy_new_usual (const QhCoding *coding, const QhCodeEnds *ends, QhCatalogues *catalogues)
{
  QhHierarchy *self = qh_hierarchy_begin (coding);
  Naming naming = { .coding = coding, .hierarchy = self, .catalogues = catalogues, .ends = { -G_MAXDOUBLE, G_MAXDOUBLE, 0 } };
  g_autofree guint *counts = g_new0 (guint, MAX (1, coding->n_categories));

  if (ends != NULL)
    naming.ends = *ends;
  naming.counts = counts;
  for (guint i = 0; i < coding->n; i++)
    counts[coding->codes[i]]++;
  add (self, &naming, name_exactly, g_strdup (_ ("as it is")));
  add_between (self, &naming);
  add (self, &naming, name_all, g_strdup (_ ("told as one")));
  return self;
}
