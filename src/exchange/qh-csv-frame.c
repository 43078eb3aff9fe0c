/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-csv-frame.h"

#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Ids below are those of the kinds of missing and of codes that may yet be shipped. */
#define FIRST_ID 1000000
/* Before the categories of a variable in their order. */
#define ORDERED "=ordinal:"

/* Variables */

static QhCsvVariable *
find_variable (GPtrArray *variables, const char *name)
{
  for (guint i = 0; i < variables->len; i++)
    if (g_str_equal (((QhCsvVariable *)g_ptr_array_index (variables, i))->name, name))
      return g_ptr_array_index (variables, i);
  return NULL;
}

/* Of several columns of one name the later ones get a number behind it. */
static void
make_unique (QhCsvVariable *variable, GPtrArray *others)
{
  g_autofree char *name = g_strdup (variable->name);

  for (guint number = 2; find_variable (others, variable->name) != NULL; number++)
    {
      g_free (variable->name);
      variable->name = g_strdup_printf ("%s_%u", name, number);
      variable->renamed = TRUE;
    }
}

static GPtrArray *
guess_variables (QhCsvFrame *self)
{
  GPtrArray *variables = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_csv_variable_free);

  for (guint i = 0; i < qh_csv_reader_get_n_columns (self->table); i++)
    {
      QhCsvVariable *variable = qh_csv_variable_new (self->table, i, (const char *const *)self->no_answer);

      make_unique (variable, variables);
      g_ptr_array_add (variables, variable);
    }
  return variables;
}

/* A list in JSON, since categories may have commas; else parted by them. */
static char **
read_order (const char *text)
{
  g_autoptr (JsonNode) node = text[0] == '[' ? json_from_string (text, NULL) : NULL;
  g_autoptr (GStrvBuilder) order = g_strv_builder_new ();

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strsplit (text, ",", -1);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return g_strsplit (text, ",", -1);
      g_strv_builder_add (order, json_node_get_string (element));
    }
  return g_strv_builder_end (order);
}

/* "VARIABLE=TYPE", or "VARIABLE=ordinal:least,…,most", whose categories may hold the sign too. */
static const char *
find_equals (const char *text)
{
  const char *ordered = strstr (text, ORDERED);

  return ordered != NULL ? ordered : strrchr (text, '=');
}

static gboolean
correct_type (GPtrArray *variables, const char *text, GError **error)
{
  const char *equals = find_equals (text);
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : NULL;
  QhCsvVariable *variable = name != NULL ? find_variable (variables, name) : NULL;
  QhMeasurement measurement;

  if (equals == NULL)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE, _ ("--type: “%s” is not VARIABLE=TYPE."), text);
      return FALSE;
    }
  if (variable == NULL)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_COLUMN, _ ("There is no column “%s” in the file."), name);
      return FALSE;
    }
  if (g_str_has_prefix (equals, ORDERED))
    {
      g_auto (GStrv) order = read_order (equals + strlen (ORDERED));

      return qh_csv_variable_order (variable, (const char *const *)order, error);
    }
  if (qh_measurement_from_name (equals + 1, &measurement))
    return qh_csv_variable_set (variable, measurement, error);
  g_set_error (error,
               QH_EXCHANGE_ERROR,
               QH_EXCHANGE_ERROR_PROFILE,
               _ ("--type: there is no type “%s”. Choose nominal, ordinal, scale, date or time."),
               equals + 1);
  return FALSE;
}

/* Dictionary and catalogues */

static gboolean
is_coded (const QhCsvVariable *variable)
{
  return variable->measurement == QH_MEASUREMENT_NOMINAL || variable->measurement == QH_MEASUREMENT_ORDINAL;
}

static QhField *
make_field (const QhCsvVariable *variable)
{
  g_autofree char *catalogue = g_strdup_printf ("csv-%u", variable->column);
  QhType type = variable->measurement == QH_MEASUREMENT_DATE  ? QH_TYPE_DATE
                : variable->measurement == QH_MEASUREMENT_TIME ? QH_TYPE_TIME
                : is_coded (variable)                           ? QH_TYPE_CODE
                : variable->whole                               ? QH_TYPE_COUNT
                                                                : QH_TYPE_NUMBER;
  QhField *field
    = qh_field_new_own (variable->column + 1, variable->name, type, QH_SENSITIVITY_PLAIN, catalogue);

  field->labels[QH_LANGUAGE_ES] = g_strdup (variable->name);
  field->own = FALSE;
  field->grouping = FALSE;
  field->min = -G_MAXDOUBLE;
  field->ordered = variable->measurement == QH_MEASUREMENT_ORDINAL;
  return field;
}

static QhKind *
make_kind (QhCsvFrame *self)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < self->variables->len; i++)
    g_ptr_array_add (fields, make_field (g_ptr_array_index (self->variables, i)));
  return qh_kind_new_made (qh_csv_reader_get_file_name (self->table), fields);
}

static void
add_entries (GPtrArray *records, QhKind *kind, const QhField *field, const QhCsvVariable *variable)
{
  for (guint i = 0; i < variable->texts->len; i++)
    {
      QhRecord *record = qh_record_new (kind);

      record->id = FIRST_ID + records->len;
      qh_record_set_text (record, "catalogue", field->catalogue);
      qh_record_set_text (record, "code", g_ptr_array_index (variable->texts, i));
      qh_record_set_text (record, "label_es", g_ptr_array_index (variable->texts, i));
      qh_record_set_integer (record, "position", i + 1);
      g_ptr_array_add (records, record);
    }
}

/* The codes are the texts themselves; the kinds of missing are the program's. */
static QhCatalogues *
make_catalogues (QhCsvFrame *self, QhKind *variables)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autoptr (GPtrArray) shipped = qh_catalogues_shipped (dictionary);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);

  for (guint i = 0; i < shipped->len; i++)
    if (g_str_equal (qh_record_get_text (g_ptr_array_index (shipped, i), "catalogue"), "missing"))
      g_ptr_array_add (records, qh_record_copy (g_ptr_array_index (shipped, i)));
  for (guint i = 0; i < self->variables->len; i++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (self->variables, i);

      if (is_coded (variable))
        add_entries (records, qh_dictionary_get_kind (dictionary, QH_KIND_ENTRY), qh_kind_get_field (variables, i), variable);
    }
  return qh_catalogues_new (records);
}

/* Rows */

static GHashTable *
index_codes (QhCatalogues *catalogues, const QhField *field)
{
  GHashTable *codes = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *entries = qh_catalogues_list (catalogues, field->catalogue);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      QhEntry *entry = g_ptr_array_index (entries, i);

      g_hash_table_insert (codes, entry->code, entry);
    }
  return codes;
}

/* Every text was read before, when the variable was understood. */
static gint64
read_cell (const QhCsvVariable *variable, GHashTable *codes, const char *text)
{
  double number = 0;
  int minute = 0;
  GDate date;

  switch (variable->measurement)
    {
    case QH_MEASUREMENT_SCALE:
      qh_cell_parse_number (text, variable->decimal_mark, &number, NULL);
      return variable->whole ? (gint64)number : qh_scan_from_real (number);
    case QH_MEASUREMENT_DATE:
      g_date_clear (&date, 1);
      qh_cell_parse_date (text, variable->date_order, &date, NULL);
      return g_date_get_julian (&date);
    case QH_MEASUREMENT_TIME:
      qh_cell_parse_time (text, &minute, NULL);
      return minute;
    default:
      return ((const QhEntry *)g_hash_table_lookup (codes, text))->id;
    }
}

static void
fill_column (QhCsvFrame *self, guint i)
{
  const QhCsvVariable *variable = g_ptr_array_index (self->variables, i);
  const QhField *field = qh_frame_get_column (self->frame, i)->field;
  g_autoptr (GHashTable) codes
    = is_coded (variable) ? index_codes (qh_frame_get_catalogues (self->frame), field) : NULL;
  /* Equal cells are one text: each is read once. */
  g_autoptr (GHashTable) values = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint row = 0; row < self->rows->len; row++)
    {
      const char *cell = qh_csv_reader_get_cell (self->table, g_array_index (self->rows, guint, row), variable->column);
      gint64 *value = g_hash_table_lookup (values, cell);

      if (value == NULL)
        {
          g_autofree char *text = g_strstrip (g_strdup (cell));

          value = g_new (gint64, 1);
          *value = qh_csv_is_missing (text, (const char *const *)self->no_answer) ? QH_SCAN_NONE : read_cell (variable, codes, text);
          g_hash_table_insert (values, (gpointer)cell, value);
        }
      qh_frame_set (self->frame, i, row, *value);
    }
}

/* Rows with too few cells lack the last ones; of those with too many nobody can
 * tell which cell belongs to which column. */
static void
choose_rows (QhCsvFrame *self, GStrvBuilder *notes)
{
  guint n_columns = qh_csv_reader_get_n_columns (self->table), n_short = 0, n_long = 0, line_short = 0, line_long = 0;

  for (guint row = 0; row < qh_csv_reader_get_n_rows (self->table); row++)
    {
      guint n_cells = qh_csv_reader_get_n_cells (self->table, row);

      if (n_cells < n_columns && n_short++ == 0)
        line_short = qh_csv_reader_get_line (self->table, row);
      if (n_cells > n_columns && n_long++ == 0)
        line_long = qh_csv_reader_get_line (self->table, row);
      if (n_cells <= n_columns)
        g_array_append_val (self->rows, row);
    }
  if (n_short > 0)
    {
      g_autofree char *note = g_strdup_printf (
        ngettext ("%u row has too few cells (line %u): the last ones were taken for no answer.",
                  "%u rows have too few cells (the first in line %u): the last ones were taken for no answer.",
                  n_short),
        n_short,
        line_short);

      g_strv_builder_add (notes, note);
    }
  if (n_long > 0)
    {
      g_autofree char *note
        = g_strdup_printf (ngettext ("%u row has too many cells (line %u) and was left out.",
                                     "%u rows have too many cells (the first in line %u) and were left out.",
                                     n_long),
                           n_long,
                           line_long);

      g_strv_builder_add (notes, note);
    }
}

static char *
fill_in (const char *format, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoin (name, parts[0], parts[1], NULL);
}

static void
note_variables (QhCsvFrame *self, GStrvBuilder *notes)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (self->variables, i);
      g_autofree char *note = NULL;

      if (variable->renamed)
        {
          note = g_strdup_printf (_ ("The column name “%s” occurs more than once; column %u is called “%s” here."),
                                  qh_csv_reader_get_column_name (self->table, variable->column),
                                  variable->column + 1,
                                  variable->name);
          g_strv_builder_add (notes, note);
        }
      if (variable->odd_text != NULL)
        {
          g_autofree char *odd = g_strdup_printf (
            _ ("“%s” holds numbers besides “%s”; if that stands for no answer, say so with --no-answer."),
            variable->name,
            variable->odd_text);

          g_strv_builder_add (notes, odd);
        }
      if (variable->unsure)
        {
          const char *format = variable->measurement == QH_MEASUREMENT_DATE
                                 ? _ ("The dates of “%s” may be day-first or month-first; they were taken for day-first.")
                               : variable->decimal_mark == QH_DECIMAL_MARK_COMMA
                                 ? _ ("The numbers of “%s” can be read in two ways; the comma was taken for the decimal mark.")
                                 : _ ("The numbers of “%s” can be read in two ways; the point was taken for the decimal mark.");
          g_autofree char *unsure = fill_in (format, variable->name);

          g_strv_builder_add (notes, unsure);
        }
    }
}

/**
 * qh_csv_frame_new:
 * @types: (array zero-terminated=1) (nullable): "VARIABLE=TYPE", what a variable is where the
 *   guess is wrong: nominal, ordinal, scale, date or time; "ordinal:a,b,c" says its order
 *   too, as does "ordinal:["a","b","c"]", where categories have commas
 * @no_answer: (array zero-terminated=1) (nullable): what stands for no answer in it
 *
 * Makes a frame of a table. Categories are the texts themselves; a blank cell,
 * "NA" and each of @no_answer are no answer.
 *
 * Returns: (transfer full): the frame and what was understood, or %NULL with a #QhExchangeError.
 */
QhCsvFrame *
qh_csv_frame_new (QhCsvReader *table, const char *const *types, const char *const *no_answer, GError **error)
{
  g_autoptr (QhCsvFrame) self = g_atomic_rc_box_new0 (QhCsvFrame);
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  g_autoptr (QhCatalogues) catalogues = NULL;
  QhKind *kind;

  self->table = g_object_ref (table);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->types = types != NULL ? g_strdupv ((char **)types) : g_new0 (char *, 1);
  self->no_answer = no_answer != NULL ? g_strdupv ((char **)no_answer) : g_new0 (char *, 1);
  self->variables = guess_variables (self);
  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    if (!correct_type (self->variables, types[i], error))
      return NULL;
  choose_rows (self, notes);
  note_variables (self, notes);
  kind = make_kind (self);
  catalogues = make_catalogues (self, kind);
  self->frame = qh_frame_new_made (kind, catalogues, self->rows->len);
  qh_kind_unref (kind);
  for (guint i = 0; i < self->variables->len; i++)
    fill_column (self, i);
  self->notes = g_strv_builder_end (notes);
  return g_steal_pointer (&self);
}

/* "VARIABLE=" of a type. */
static gboolean
is_of (const char *type, const char *variable)
{
  gsize length = strlen (variable);

  return strncmp (type, variable, length) == 0 && type[length] == '=';
}

static gboolean
is_named (const char *const *names, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; names[i] != NULL; i++)
    if (strncmp (names[i], name, length) == 0
        && (names[i][length] == '\0' || names[i][length] == ':' || names[i][length] == '='))
      return TRUE;
  return FALSE;
}

/**
 * qh_csv_frame_dup_types:
 * @names: (array zero-terminated=1): variables; what stands behind ":" or "=" is of no matter
 *
 * Returns: (transfer full): what these variables are, as qh_csv_frame_new() takes it, a line each
 */
char *
qh_csv_frame_dup_types (const QhCsvFrame *self, const char *const *names)
{
  GString *types = g_string_new (NULL);

  for (guint i = 0; i < self->variables->len; i++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (self->variables, i);
      g_autofree char *type = NULL;

      if (!is_named (names, variable->name))
        continue;
      type = qh_csv_variable_dup_type (variable, FALSE);
      g_string_append_printf (types, "%s%s", types->len > 0 ? "\n" : "", type);
    }
  return g_string_free (types, FALSE);
}

/* Whether a type says something else than what was understood, or corrected by whoever looks
 * at the table now. */
static gboolean
is_news (const QhCsvFrame *self, const char *type)
{
  for (guint i = 0; self->types[i] != NULL; i++)
    {
      const char *equals = find_equals (self->types[i]);
      g_autofree char *name = g_strndup (self->types[i], equals - self->types[i]);

      if (is_of (type, name))
        return FALSE;
    }
  for (guint i = 0; i < self->variables->len; i++)
    {
      g_autofree char *now = qh_csv_variable_dup_type (g_ptr_array_index (self->variables, i), FALSE);

      if (g_str_equal (type, now))
        return FALSE;
    }
  return TRUE;
}

/**
 * qh_csv_frame_retype:
 * @types: as qh_csv_frame_dup_types() gave it, of this table or another one
 *
 * Reads a table anew as variables were understood when a question was asked. What was
 * corrected of this table goes before that.
 *
 * Returns: (transfer full) (nullable): a frame; %NULL with a #QhExchangeError where the table
 *   cannot be read so, and without an error where it is read so already
 */
QhCsvFrame *
qh_csv_frame_retype (const QhCsvFrame *self, const char *types, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (types, "\n", -1);
  g_autoptr (GStrvBuilder) wanted = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  gboolean news = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && is_news (self, lines[i]))
      {
        g_strv_builder_add (wanted, lines[i]);
        news = TRUE;
      }
  if (!news)
    return NULL;
  g_strv_builder_addv (wanted, (const char **)self->types);
  all = g_strv_builder_end (wanted);
  return qh_csv_frame_new (
    self->table, (const char *const *)all, (const char *const *)self->no_answer, error);
}

static void
free_contents (gpointer data)
{
  QhCsvFrame *self = data;

  g_clear_object (&self->table);
  g_clear_pointer (&self->frame, qh_frame_unref);
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_strfreev (self->types);
  g_strfreev (self->no_answer);
  g_strfreev (self->notes);
}

QhCsvFrame *
qh_csv_frame_ref (QhCsvFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
qh_csv_frame_unref (QhCsvFrame *self)
{
  g_atomic_rc_box_release_full (self, free_contents);
}
