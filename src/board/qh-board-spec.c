/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-board-spec.h"
#include "board/qh-chart-needs.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define PATH "/org/quehacer/Quehacer/boards.json"

static const char *const language_names[QH_N_LANGUAGES] = { "es", "en", "pt" };
static const char *const kind_names[] = { "activity", "case", "consultation", "action_item" };
static const QhKindNumber kinds[] = { QH_KIND_ACTIVITY, QH_KIND_CASE, QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM };
static const char *const when_names[] = { "in", "open", "any" };
static const char *const measure_names[] = { "count", "minutes", "goals" };

/**
 * qh_chart_spec_free:
 * @data: (nullable): a #QhChartSpec
 */
void
qh_chart_spec_free (gpointer data)
{
  QhChartSpec *spec = data;

  if (spec == NULL)
    return;
  g_free (spec->name);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    g_free (spec->labels[i]);
  g_free (spec->rows);
  g_free (spec->colours);
  g_free (spec->last);
  g_free (spec->date);
  g_strfreev (spec->filter);
  g_free (spec);
}

/**
 * qh_board_spec_free:
 * @data: (nullable): a #QhBoardSpec
 */
void
qh_board_spec_free (gpointer data)
{
  QhBoardSpec *spec = data;

  if (spec == NULL)
    return;
  g_free (spec->name);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    g_free (spec->labels[i]);
  g_ptr_array_unref (spec->charts);
  g_free (spec);
}

static char *
dup_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static guint
get_count (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  gint64 value = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;

  return (guint) CLAMP (value, 0, 100000);
}

static gboolean
get_flag (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

static gboolean
complain (const char *where,
          const char *member,
          const char *value,
          GError    **error)
{
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("The board or chart “%s” has no usable “%s”: “%s”. Correct it and try again."),
               where != NULL ? where : "?", member, value != NULL ? value : "");
  return FALSE;
}

/* One of a few words; the first without any. */
static gboolean
get_word (JsonObject        *object,
          const char        *where,
          const char        *member,
          const char *const *words,
          guint              n_words,
          guint             *at,
          GError           **error)
{
  g_autofree char *text = dup_text (object, member);

  *at = 0;
  for (guint i = 0; i < n_words; i++)
    if (text == NULL || g_str_equal (words[i], text))
      {
        *at = i;
        return TRUE;
      }
  return complain (where, member, text, error);
}

static gboolean
get_kind (JsonObject   *object,
          const char   *where,
          QhKindNumber *kind,
          GError      **error)
{
  guint at;

  if (!get_word (object, where, "kind", kind_names, G_N_ELEMENTS (kind_names), &at, error))
    return FALSE;
  *kind = kinds[at];
  return TRUE;
}

static char **
dup_conditions (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "filter");
  g_autoptr (GPtrArray) conditions = NULL;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  conditions = g_ptr_array_new ();
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i)))
      g_ptr_array_add (conditions, g_strdup (json_array_get_string_element (array, i)));
  g_ptr_array_add (conditions, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&conditions), FALSE);
}

/* Goals are of types, functions, workers and months, and are drawn as bullets or, by
 * worker, as many small charts; nothing else has what was planned. */
static gboolean
is_of_goals (const QhChartSpec *spec)
{
  if (spec->measure != QH_CHART_MEASURE_GOALS || spec->kind != QH_KIND_ACTIVITY)
    return FALSE;
  if (spec->form == QH_CHART_MULTIPLES)
    return g_str_equal (spec->rows, "month") && g_strcmp0 (spec->colours, "worker") == 0;
  return spec->form == QH_CHART_BULLET && g_strv_contains (qh_chart_goal_rows, spec->rows) && spec->colours == NULL;
}

static QhChartSpec *
parse_chart (JsonNode *node,
             GError  **error)
{
  QhChartSpec *spec = g_new0 (QhChartSpec, 1);
  JsonObject *object;
  g_autofree char *form = NULL;
  guint measure, when;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      complain (NULL, "charts", NULL, error);
      qh_chart_spec_free (spec);
      return NULL;
    }
  object = json_node_get_object (node);
  spec->name = dup_text (object, "name");
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    spec->labels[i] = dup_text (object, language_names[i]);
  spec->rows = dup_text (object, "rows");
  spec->colours = dup_text (object, "colours");
  spec->last = dup_text (object, "last");
  spec->date = dup_text (object, "date");
  spec->filter = dup_conditions (object);
  spec->most = get_count (object, "most");
  spec->width = get_count (object, "width");
  spec->average = get_count (object, "average");
  spec->ordered = get_flag (object, "ordered");
  form = dup_text (object, "form");
  if (spec->name == NULL || spec->rows == NULL)
    complain (spec->name, spec->name == NULL ? "name" : "rows", NULL, error);
  else if (form == NULL || !qh_chart_form_from_name (form, &spec->form))
    complain (spec->name, "form", form, error);
  else if (get_kind (object, spec->name, &spec->kind, error)
           && get_word (object, spec->name, "measure", measure_names, G_N_ELEMENTS (measure_names), &measure, error)
           && get_word (object, spec->name, "when", when_names, G_N_ELEMENTS (when_names), &when, error))
    {
      spec->measure = (QhChartMeasure) measure;
      spec->when = (QhChartWhen) when;
      if (is_of_goals (spec) || (spec->measure != QH_CHART_MEASURE_GOALS && spec->form != QH_CHART_BULLET))
        return spec;
      complain (spec->name, "measure", measure_names[measure], error);
    }
  qh_chart_spec_free (spec);
  return NULL;
}

static QhBoardSpec *
parse_board (JsonNode *node,
             GError  **error)
{
  QhBoardSpec *spec = g_new0 (QhBoardSpec, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *charts = object != NULL ? json_object_get_member (object, "charts") : NULL;

  spec->charts = g_ptr_array_new_with_free_func (qh_chart_spec_free);
  if (object != NULL)
    {
      spec->name = dup_text (object, "name");
      spec->own = get_flag (object, "own");
      for (guint i = 0; i < QH_N_LANGUAGES; i++)
        spec->labels[i] = dup_text (object, language_names[i]);
    }
  if (spec->name == NULL || charts == NULL || !JSON_NODE_HOLDS_ARRAY (charts)
      || json_array_get_length (json_node_get_array (charts)) == 0)
    {
      complain (spec->name, spec->name == NULL ? "name" : "charts", NULL, error);
      qh_board_spec_free (spec);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (charts)); i++)
    {
      QhChartSpec *chart = parse_chart (json_array_get_element (json_node_get_array (charts), i), error);

      if (chart == NULL)
        {
          qh_board_spec_free (spec);
          return NULL;
        }
      g_ptr_array_add (spec->charts, chart);
    }
  return spec;
}

/**
 * qh_board_specs_parse:
 * @json: as data/boards.json
 * @length: its bytes, or −1
 *
 * Returns: (transfer full) (element-type QhBoardSpec): the boards; %NULL with
 *   %QH_ERROR_FORMAT, or JSON's own error, for what cannot be read.
 */
GPtrArray *
qh_board_specs_parse (const char *json,
                      gssize      length,
                      GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) boards = g_ptr_array_new_with_free_func (qh_board_spec_free);
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, length, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    {
      complain (NULL, "name", NULL, error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
    {
      QhBoardSpec *board = parse_board (json_array_get_element (json_node_get_array (root), i), error);

      if (board == NULL)
        return NULL;
      g_ptr_array_add (boards, board);
    }
  return g_steal_pointer (&boards);
}

/**
 * qh_board_spec_parse:
 * @name: what it is called, by people and by commands
 * @json: an object with "charts", as in data/boards.json
 *
 * Returns: (transfer full): a unit's own board; %NULL with an error for what cannot be read.
 */
QhBoardSpec *
qh_board_spec_parse (const char *name,
                     const char *json,
                     GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json != NULL ? json : "", -1, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      complain (name, "charts", NULL, error);
      return NULL;
    }
  json_object_set_string_member (json_node_get_object (root), "name", name);
  json_object_set_string_member (json_node_get_object (root), "es", name);
  return parse_board (root, error);
}

/* Writing */

static void
add_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
add_count (JsonObject *object,
           const char *member,
           guint       count)
{
  if (count > 0)
    json_object_set_int_member (object, member, count);
}

static const char *
name_kind (QhKindNumber kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == kind)
      return kind_names[i];
  return kind_names[0];
}

static JsonObject *
write_chart (const QhChartSpec *spec)
{
  JsonObject *object = json_object_new ();

  add_text (object, "name", spec->name);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    add_text (object, language_names[i], spec->labels[i]);
  add_text (object, "form", qh_chart_form_get_name (spec->form));
  add_text (object, "kind", name_kind (spec->kind));
  add_text (object, "rows", spec->rows);
  add_text (object, "colours", spec->colours);
  add_text (object, "last", spec->last);
  add_text (object, "date", spec->date);
  add_text (object, "measure", measure_names[spec->measure]);
  add_text (object, "when", when_names[spec->when]);
  add_count (object, "most", spec->most);
  add_count (object, "width", spec->width);
  add_count (object, "average", spec->average);
  if (spec->ordered)
    json_object_set_boolean_member (object, "ordered", TRUE);
  if (spec->filter != NULL)
    {
      JsonArray *conditions = json_array_new ();

      for (guint i = 0; spec->filter[i] != NULL; i++)
        json_array_add_string_element (conditions, spec->filter[i]);
      json_object_set_array_member (object, "filter", conditions);
    }
  return object;
}

/**
 * qh_board_spec_to_json:
 *
 * Returns: (transfer full): what qh_board_spec_parse() reads.
 */
char *
qh_board_spec_to_json (const QhBoardSpec *spec)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *charts = json_array_new ();

  for (guint i = 0; i < spec->charts->len; i++)
    json_array_add_object_element (charts, write_chart (g_ptr_array_index (spec->charts, i)));
  json_object_set_array_member (object, "charts", charts);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

/**
 * qh_chart_spec_copy:
 *
 * Returns: (transfer full): the same chart again.
 */
QhChartSpec *
qh_chart_spec_copy (const QhChartSpec *spec)
{
  QhChartSpec *copy = g_memdup2 (spec, sizeof *spec);

  copy->name = g_strdup (spec->name);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    copy->labels[i] = g_strdup (spec->labels[i]);
  copy->rows = g_strdup (spec->rows);
  copy->colours = g_strdup (spec->colours);
  copy->last = g_strdup (spec->last);
  copy->date = g_strdup (spec->date);
  copy->filter = g_strdupv (spec->filter);
  return copy;
}

/**
 * qh_board_spec_copy:
 * @name: what the copy is called
 *
 * Returns: (transfer full): the same charts as a board of the unit's own.
 */
QhBoardSpec *
qh_board_spec_copy (const QhBoardSpec *spec,
                    const char        *name)
{
  QhBoardSpec *copy = g_new0 (QhBoardSpec, 1);

  copy->name = g_strdup (name);
  copy->labels[QH_LANGUAGE_ES] = g_strdup (name);
  copy->charts = g_ptr_array_new_with_free_func (qh_chart_spec_free);
  for (guint i = 0; i < spec->charts->len; i++)
    g_ptr_array_add (copy->charts, qh_chart_spec_copy (g_ptr_array_index (spec->charts, i)));
  return copy;
}

/**
 * qh_board_specs_get:
 *
 * Returns: (transfer none) (element-type QhBoardSpec): the boards that come with the program.
 */
GPtrArray *
qh_board_specs_get (void)
{
  static gsize boards = 0;

  if (g_once_init_enter (&boards))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_resources_lookup_data (PATH, 0, &error);
      GPtrArray *parsed = NULL;
      gsize length = 0;

      if (bytes != NULL)
        {
          const char *json = g_bytes_get_data (bytes, &length);

          parsed = qh_board_specs_parse (json, (gssize) length, &error);
        }
      if (parsed == NULL)
        g_error ("boards.json: %s", error->message);
      g_once_init_leave (&boards, (gsize) parsed);
    }
  return (GPtrArray *) boards;
}

static char *
join_names (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * qh_board_spec_find:
 *
 * Returns: (transfer none): the board of a name; %NULL with %QH_ERROR_CODE where there is none.
 */
const QhBoardSpec *
qh_board_spec_find (const char *name,
                    GError    **error)
{
  GPtrArray *boards = qh_board_specs_get ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *all = NULL;

  for (guint i = 0; i < boards->len; i++)
    {
      const QhBoardSpec *board = g_ptr_array_index (boards, i);

      if (g_str_equal (board->name, name))
        return board;
      g_ptr_array_add (names, board->name);
    }
  all = join_names (names);
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("There is no board “%s”. The boards are: %s."), name, all);
  return NULL;
}

/**
 * qh_board_specs_find_chart:
 * @spec: (out): its board
 * @chart: (out): its place there
 *
 * Returns: whether there is a chart of that name, on whichever board; else %QH_ERROR_CODE.
 */
gboolean
qh_board_specs_find_chart (const char         *name,
                           const QhBoardSpec **spec,
                           guint              *chart,
                           GError            **error)
{
  GPtrArray *boards = qh_board_specs_get ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *all = NULL;

  for (guint b = 0; b < boards->len; b++)
    {
      const QhBoardSpec *board = g_ptr_array_index (boards, b);

      for (guint i = 0; i < board->charts->len; i++)
        {
          const QhChartSpec *there = g_ptr_array_index (board->charts, i);

          g_ptr_array_add (names, there->name);
          if (!g_str_equal (there->name, name))
            continue;
          *spec = board;
          *chart = i;
          return TRUE;
        }
    }
  all = join_names (names);
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("There is no chart “%s”. The charts are: %s."), name, all);
  return FALSE;
}

/**
 * qh_board_spec_get_label:
 *
 * Returns: (transfer none): a board's name in words.
 */
const char *
qh_board_spec_get_label (const QhBoardSpec *spec,
                         QhLanguage         language)
{
  const char *label = qh_labels_get (spec->labels, language);

  return label != NULL ? label : spec->name;
}

/**
 * qh_chart_spec_get_label:
 *
 * Returns: (transfer none) (nullable): a chart's title; %NULL where it makes its own.
 */
const char *
qh_chart_spec_get_label (const QhChartSpec *spec,
                         QhLanguage         language)
{
  return spec->labels[QH_LANGUAGE_ES] != NULL ? qh_labels_get (spec->labels, language) : NULL;
}
