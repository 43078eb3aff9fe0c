/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The privacy checklist: its points are data, its rules are here. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "domain/qh-dictionary-private.h"
#include "research/qh-classes.h"
#include "research/qh-recipe-run.h"

#define PATH "/org/quehacer/Quehacer/privacy.json"
#define OLDEST_AGE 89

/* One point, and what leaves. */
typedef struct
{
  const QhRecipe *recipe;
  const QhRecipeResult *result;
  JsonObject *point;
} Asking;

/* A variable that leaves, and where it comes from. */
typedef struct
{
  const QhFrameColumn *made;
  const QhFrameColumn *source; /* NULL of what has no source, such as the study's key */
  const char *name;
} Left;

static Left
get_left (const Asking *asking, guint place)
{
  const char *name = g_ptr_array_index (asking->result->names, place);

  return (Left){ qh_frame_get_column (asking->result->frame, place), qh_frame_find_column (asking->result->source, name), name };
}

static gboolean
has_text (JsonObject *point, const char *member, const char *text)
{
  JsonArray *array = json_object_has_member (point, member) ? json_object_get_array_member (point, member) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), text) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a part of the name, between underscores, is one of the point's words,
 * or some of them joined are. */
static gboolean
has_word (JsonObject *point, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *between = g_strconcat ("_", folded, "_", NULL);
  JsonArray *words = json_object_has_member (point, "words") ? json_object_get_array_member (point, "words") : NULL;

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    {
      g_autofree char *word = g_strconcat ("_", json_array_get_string_element (words, i), "_", NULL);

      if (strstr (between, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_point (JsonObject *point, const Left *left)
{
  return has_word (point, left->name)
         || (left->source != NULL && left->source->field->catalogue != NULL && has_text (point, "catalogues", left->source->field->catalogue));
}

static const QhAnonymizeStep *
find_step (const Asking *asking, const Left *left)
{
  const QhAnonymization *found = asking->result->anonymization;

  for (guint i = 0; found != NULL && i < found->steps->len; i++)
    if (g_str_equal (((const QhAnonymizeStep *)g_ptr_array_index (found->steps, i))->name, left->name))
      return g_ptr_array_index (found->steps, i);
  return NULL;
}

/* Whether it is told less exactly than it was, if only a little. */
static gboolean
is_told_coarsely (const Asking *asking, const Left *left)
{
  const QhAnonymizeStep *step = find_step (asking, left);

  return step != NULL && step->level > 0 && step->values_after < step->values_before;
}

static gboolean
is_quasi (const Asking *asking, const Left *left)
{
  return find_step (asking, left) != NULL;
}

/* Whether all that is told of a date is years, or nothing. */
static gboolean
tells_years (const Asking *asking, const QhFrameColumn *made)
{
  for (guint i = QH_FRAME_FIRST_CODE; made->form == QH_COLUMN_CODED && i < made->ids->len; i++)
    {
      const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (asking->result->frame), qh_frame_column_get_id (made, i));

      if (entry != NULL && strlen (entry->code) > strlen ("2026"))
        return FALSE;
    }
  return made->form == QH_COLUMN_CODED;
}

/* How finely a date leaves: day, shift, month, quarter or year. */
static const char *
get_fineness (const Asking *asking, const Left *left)
{
  const char *part = left->source == NULL ? strchr (left->name, ':') : NULL; /* such as "opened:month" */

  if (part != NULL)
    return g_str_equal (part, ":year") ? "year" : g_str_equal (part, ":day") && !is_told_coarsely (asking, left) ? "day" : "month";
  if (left->source == NULL || left->source->field->type != QH_TYPE_DATE)
    return NULL;
  if (!is_quasi (asking, left))
    return g_str_equal (qh_recipe_get_treatment (asking->recipe, left->name), "kept") ? "day" : qh_recipe_get_treatment (asking->recipe, left->name);
  return tells_years (asking, left->made) ? "year" : is_told_coarsely (asking, left) ? "month" : "day";
}

/* Whether the dictionary marks it, and it leaves as what is known of somebody. */
static gboolean
is_marked (const Asking *asking, const Left *left)
{
  const char *fineness = get_fineness (asking, left);

  return left->source != NULL && left->source->field->sensitivity == QH_SENSITIVITY_QUASI_IDENTIFIER
         && (fineness == NULL || g_str_equal (fineness, "day"));
}

/* Rules: what breaks the point, or NULL for this variable */

static gboolean
breaks_absent (const Asking *asking, const Left *left)
{
  return has_word (asking->point, left->name) || left->made->field->sensitivity == QH_SENSITIVITY_IDENTIFIER;
}

static gboolean
breaks_untold (const Asking *asking, const Left *left)
{
  return is_of_point (asking->point, left) && !is_told_coarsely (asking, left);
}

static gboolean
breaks_dates (const Asking *asking, const Left *left)
{
  const char *fineness = get_fineness (asking, left);

  if (fineness == NULL || g_str_equal (fineness, "year"))
    return FALSE;
  return g_str_equal (fineness, "day") || g_str_equal (json_object_get_string_member (asking->point, "finest"), "year");
}

static gboolean
breaks_old (const Asking *asking, const Left *left)
{
  gboolean year = left->name != NULL && g_str_has_suffix (left->name, "birth_year");
  int this_year;

  if (!is_of_point (asking->point, left) || left->made->form == QH_COLUMN_CODED || left->made->form == QH_COLUMN_LIST
      || left->made->form == QH_COLUMN_REAL)
    return FALSE;
  qh_day_to_ymd (qh_day_today (), &this_year, NULL, NULL);
  for (guint row = 0; row < qh_frame_get_n_rows (asking->result->frame); row++)
    {
      gint64 value = qh_frame_column_get (left->made, row);

      if (!QH_SCAN_IS_EMPTY (value) && (year ? this_year - value : value) > OLDEST_AGE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
breaks_texts (const Asking *asking, const Left *left)
{
  return left->made->field->type == QH_TYPE_TEXT || left->made->field->sensitivity == QH_SENSITIVITY_NARRATIVE;
}

static gboolean
breaks_quasi (const Asking *asking, const Left *left)
{
  return is_marked (asking, left) && !is_quasi (asking, left);
}

/* Whether some combination of the columns has fewer rows than the point asks for. */
static gboolean
has_small (const Asking *asking, const QhFrameColumn *const *columns, guint n_columns)
{
  guint n = qh_frame_get_n_rows (asking->result->frame), least = (guint)json_object_get_int_member (asking->point, "least");
  guint32 *codes[2];
  guint n_codes[2];
  g_autoptr (QhClasses) classes = NULL;
  gboolean any = FALSE;

  for (guint c = 0; c < n_columns; c++)
    {
      codes[c] = g_new (guint32, MAX (1, n));
      n_codes[c] = columns[c]->ids->len;
      for (guint row = 0; row < n; row++)
        codes[c][row] = qh_frame_column_get_index (columns[c], row);
    }
  classes = qh_classes_new ((const guint32 *const *)codes, n_codes, n_columns, n, NULL);
  for (guint i = 0; i < classes->n_classes; i++)
    {
      gboolean told = TRUE;

      for (guint c = 0; c < n_columns; c++)
        told &= codes[c][classes->first[i]] >= QH_FRAME_FIRST_CODE;
      any |= told && classes->sizes[i] < least;
    }
  for (guint c = 0; c < n_columns; c++)
    g_free (codes[c]);
  return any;
}

static gboolean
breaks_small (const Asking *asking, const Left *left)
{
  return is_of_point (asking->point, left) && left->made->form == QH_COLUMN_CODED && has_small (asking, &left->made, 1);
}

static gboolean
breaks_pair (const Asking *asking, const Left *left)
{
  if (!is_of_point (asking->point, left) || left->made->form != QH_COLUMN_CODED)
    return FALSE;
  for (guint i = 0; i < asking->result->names->len; i++)
    {
      Left other = get_left (asking, i);

      if (other.source != NULL && other.source->field->catalogue != NULL && other.made->form == QH_COLUMN_CODED
          && has_text (asking->point, "with", other.source->field->catalogue)
          && has_small (asking, (const QhFrameColumn *const[]){ left->made, other.made }, 2))
        return TRUE;
    }
  return FALSE;
}

/* The numbers of records are always made anew; see QhExportPlan. */
static gboolean
breaks_renumbered (const Asking *asking, const Left *left)
{
  return FALSE;
}

static const struct
{
  const char *name;
  gboolean (*breaks) (const Asking *asking, const Left *left);
} rules[] = {
  { "absent", breaks_absent }, { "untold", breaks_untold }, { "dates", breaks_dates }, { "old", breaks_old },
  { "texts", breaks_texts },   { "quasi", breaks_quasi },   { "small", breaks_small }, { "pair", breaks_pair },
  { "renumbered", breaks_renumbered },
};

/* k is of all that leaves, not of one variable. */
static char *
break_by_k (const Asking *asking)
{
  const QhPrivacy *privacy = asking->result->privacy;

  for (guint i = 0; i < privacy->measures->len; i++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (privacy->measures, i);

      if (g_str_equal (measure->name, "k") && measure->after < (double)json_object_get_int_member (asking->point, "least"))
        return g_strdup_printf ("k = %.0f", measure->after);
    }
  return NULL;
}

static char *
find_broken (const Asking *asking)
{
  const char *rule = json_object_get_string_member (asking->point, "rule");
  g_autoptr (GString) broken = g_string_new (NULL);
  const char *last = "";

  if (g_str_equal (rule, "k"))
    return break_by_k (asking);
  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    for (guint i = 0; g_str_equal (rules[r].name, rule) && i < asking->result->names->len; i++)
      {
        Left left = get_left (asking, i);

        if (g_str_equal (left.name, last) || !rules[r].breaks (asking, &left))
          continue;
        last = left.name;
        g_string_append_printf (broken, "%s%s", broken->len > 0 ? ", " : "", last);
      }
  if (g_str_equal (rule, "quasi") && qh_frame_get_served (asking->result->frame) != NULL)
    g_string_append_printf (broken, "%s%s", broken->len > 0 ? ", " : "", QH_RECIPE_SERVED);
  return broken->len > 0 ? g_strdup (broken->str) : NULL;
}

/* What the dictionary marks, that leaves, and that the risk does not count. */
static void
take_uncounted (const Asking *asking, QhPrivacy *privacy, QhLanguage language)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) quasi = qh_recipe_dup_quasi (asking->recipe, asking->result->source);
  const char *last = "";

  for (guint i = 0; i < asking->result->names->len; i++)
    {
      Left left = get_left (asking, i);

      if (g_str_equal (left.name, last) || !is_marked (asking, &left) || g_strv_contains ((const char *const *)quasi, left.name))
        continue;
      last = left.name;
      g_strv_builder_add (names, left.name);
      g_strv_builder_add (labels, qh_field_get_label (left.source->field, language));
    }
  if (qh_frame_get_served (asking->result->frame) != NULL)
    {
      g_strv_builder_add (names, QH_RECIPE_SERVED);
      g_strv_builder_add (labels, _ ("People served"));
    }
  privacy->uncounted = g_strv_builder_end (names);
  privacy->uncounted_labels = g_strv_builder_end (labels);
}

/**
 * qh_recipe_check_privacy:
 * @result: with its frame
 * @language: of the points
 *
 * Goes through the checklist: HIPAA's Safe Harbor (45 CFR 164.514 (b)(2)) and what
 * names somebody in Mexico. A point is broken by the variables that break it.
 */
void
qh_recipe_check_privacy (const QhRecipe *recipe, QhRecipeResult *result, QhLanguage language)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (PATH, 0, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *points;

  g_assert (bytes != NULL && json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), NULL));
  points = json_node_get_array (json_parser_get_root (parser));
  take_uncounted (&(Asking){ recipe, result, NULL }, result->privacy, language);
  for (guint i = 0; i < json_array_get_length (points); i++)
    {
      Asking asking = { recipe, result, json_array_get_object_element (points, i) };
      char *labels[QH_N_LANGUAGES] = { NULL };
      g_autofree char *broken = find_broken (&asking);

      qh_labels_read (labels, asking.point, "label");
      qh_privacy_add_check (result->privacy, json_object_get_string_member (asking.point, "name"),
                            labels[language] != NULL ? labels[language] : labels[QH_LANGUAGE_ES], json_object_get_string_member (asking.point, "basis"), broken);
      qh_labels_clear (labels);
    }
}
