/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "domain/qh-error.h"
#include "report/qh-report-template.h"

static QhReportTemplate *
parse (const char *json, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();

  return qh_report_template_parse (dictionary, json, -1, error);
}

static void
test_builtin (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autoptr (QhReportTemplate) template = qh_report_template_new_builtin (dictionary);
  gboolean forms[4] = { FALSE };

  for (guint period = 0; period < QH_N_REPORT_PERIODS; period++)
    for (guint l = 0; l < QH_N_LANGUAGES; l++)
      g_assert_nonnull (template->titles[period][l]);
  for (guint i = 0; i < template->sections->len; i++)
    {
      const QhReportSection *section = g_ptr_array_index (template->sections, i);

      forms[section->form] = TRUE;
      for (guint l = 0; l < QH_N_LANGUAGES; l++)
        g_assert_nonnull (section->titles[l]);
    }
  for (guint form = 0; form < G_N_ELEMENTS (forms); form++)
    g_assert_true (forms[form]);
  g_assert_cmpuint (template->signatures->len, ==, 3);
}

static void
test_own (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "reports", "own.json", NULL);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReportTemplate) template = NULL;
  const QhReportSection *section;
  const QhReportColumn *column;
  const QhReportRow *row;

  g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
  template = parse (json, &error);
  g_assert_no_error (error);
  g_assert_true (template->a4);
  g_assert_true (template->landscape);
  g_assert_nonnull (template->logo);
  g_assert_cmpstr (template->titles[QH_REPORT_YEAR][QH_LANGUAGE_ES], ==, "Informe de la unidad");
  section = g_ptr_array_index (template->sections, 0);
  g_assert_cmpint (section->chart, ==, QH_REPORT_BULLET);
  g_assert_true (section->total);
  row = g_ptr_array_index (section->rows, 1);
  g_assert_cmpuint (row->level, ==, 2);
  g_assert_cmpstr (row->where[0], ==, "type=AC010");
  column = g_ptr_array_index (section->columns, 1);
  g_assert_cmpint (column->show, ==, QH_REPORT_BY);
  g_assert_cmpstr (column->by, ==, "sex");
  column = g_ptr_array_index (section->columns, 2);
  g_assert_cmpint (column->measure, ==, QH_REPORT_PEOPLE);
  section = g_ptr_array_index (template->sections, 1);
  g_assert_cmpuint (section->kind, ==, QH_KIND_CASE);
  g_assert_cmpstr (section->placed_by, ==, "closed");
}

#define TABLE(rows, columns, more)                                                                 \
  "{\"title\": \"x\", \"sections\": [{\"form\": \"table\", \"title\": \"x\", \"rows\": " rows         \
  ", \"columns\": " columns more "}]}"
#define BY_TYPE "{\"by\": \"type\"}"
#define ALL "[{\"show\": \"total\"}]"
#define NOTES "{\"form\": \"notes\", \"title\": \"x\"}"

/* What is wrong, and what the message has to say of it. */
static const struct
{
  const char *json;
  const char *says;
} bad[] = {
  { "", "sections" },
  { "{", "JSON" },
  { "\xff\xfe", "JSON" },
  { "[]", "sections" },
  { "null", "sections" },
  { "{}", "title" },
  { "{\"title\": 3}", "title" },
  { "{\"title\": {\"en\": \"x\"}}", "title" },
  { "{\"title\": \"\"}", "title" },
  { "{\"title\": \"x\"}", "sections" },
  { "{\"title\": \"x\", \"sections\": []}", "sections" },
  { "{\"title\": \"x\", \"sections\": {}}", "sections" },
  { "{\"title\": \"x\", \"sections\": [3]}", "section 1" },
  { "{\"title\": \"x\", \"sections\": [{}]}", "form" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"pie\"}]}", "indicators, figures, table, notes" },
  { "{\"title\": \"x\", \"sections\": [" NOTES ", {\"form\": \"notes\"}]}", "section 2: “title”" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"notes\", \"title\": \"x\", \"lines\": 900}]}", "lines" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"notes\", \"title\": \"x\", \"lines\": []}], \"paper\": \"a3\"}", "letter, a4" },
  { "{\"title\": \"x\", \"sections\": [" NOTES "], \"colour\": 1}", "colour" },
  { "{\"title\": \"x\", \"sections\": [" NOTES "], \"landscape\": 1}", "landscape" },
  { "{\"title\": \"x\", \"sections\": [" NOTES "], \"signatures\": [{\"name\": \"x\"}]}", "signature 1: “label”" },
  { "{\"title\": \"x\", \"sections\": [" NOTES "], \"logo\": \"aGVsbG8=\"}", "PNG" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"indicators\", \"title\": \"x\"}]}", "indicators" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"indicators\", \"title\": \"x\", \"indicators\": [1]}]}", "indicators" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"figures\", \"title\": \"x\"}]}", "rows" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"figures\", \"title\": \"x\", \"rows\": [{\"label\": \"x\"}]}]}", "row 1" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"figures\", \"title\": \"x\", \"rows\": [{\"label\": \"x\", \"value\": {\"count\": \"fish\"}}]}]}", "fish" },
  { "{\"title\": \"x\", \"sections\": [{\"form\": \"table\", \"title\": \"x\", \"of\": \"fish\"}]}", "“of”" },
  { TABLE ("3", ALL, ""), "rows" },
  { TABLE ("[]", ALL, ""), "rows" },
  { TABLE ("{}", ALL, ""), "“by”" },
  { TABLE ("{\"by\": \"note\"}", ALL, ""), "note" },
  { TABLE ("{\"by\": \"type\", \"then\": \"fish\"}", ALL, ""), "fish" },
  { TABLE ("[{\"where\": [\"type=AC001\"]}]", ALL, ""), "row 1: “label”" },
  { TABLE ("[{\"label\": \"x\", \"level\": 7}]", ALL, ""), "level" },
  { TABLE ("[{\"label\": \"x\", \"where\": [\"AC001\"]}]", ALL, ""), "row 1: “where”" },
  { TABLE ("[{\"label\": \"x\", \"where\": [\"fish=1\"]}]", ALL, ""), "fish" },
  { TABLE (BY_TYPE, "[]", ""), "columns" },
  { TABLE (BY_TYPE, "[{\"show\": \"fish\"}]", ""), "column 1: “show”" },
  { TABLE (BY_TYPE, "[{\"show\": \"by\"}]", ""), "column 1: “by”" },
  { TABLE (BY_TYPE, "[{\"show\": \"total\", \"measure\": \"litres\"}]", ""), "measure" },
  { TABLE (BY_TYPE, "[{\"show\": \"days\", \"measure\": \"people\"}]", ""), "measure" },
  { TABLE (BY_TYPE, "[{\"show\": \"principal\"}]", ""), "show" },
  { TABLE ("{\"by\": \"worker\"}", "[{\"show\": \"planned\"}]", ""), "column 1: “show”" },
  { TABLE ("{\"by\": \"worker\"}", ALL, ", \"chart\": \"bullet\""), "chart" },
  { TABLE (BY_TYPE, ALL, ", \"placed_by\": \"type\""), "placed_by" },
  { TABLE (BY_TYPE, ALL, ", \"total\": \"yes\""), "total" },
  { TABLE (BY_TYPE, ALL, ", \"wher\": []"), "wher" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QhReportTemplate) template = parse (bad[i].json, &error);
      g_autofree char *shown = g_strescape (bad[i].json, NULL);

      g_test_message ("%s", shown);
      g_assert_error (error, QH_ERROR, QH_ERROR_FORMAT);
      g_assert_null (template);
      if (strstr (error->message, bad[i].says) == NULL)
        g_error ("%s: %s", bad[i].json, error->message);
    }
}

static void
test_too_much (void)
{
  g_autoptr (GString) json = g_string_new ("{\"title\": \"x\", \"sections\": [" NOTES);
  g_autoptr (GString) label = g_string_new ("{\"title\": \"");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < QH_REPORT_MOST_SECTIONS; i++)
    g_string_append (json, ", " NOTES);
  g_string_append (json, "]}");
  g_assert_null (parse (json->str, &error));
  g_assert_nonnull (strstr (error->message, "sections"));
  g_clear_error (&error);
  for (guint i = 0; i < 301; i++)
    g_string_append (label, "ñ");
  g_string_append (label, "\", \"sections\": [" NOTES "]}");
  g_assert_null (parse (label->str, &error));
  g_assert_nonnull (strstr (error->message, "300"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-template/builtin", test_builtin);
  g_test_add_func ("/report-template/own", test_own);
  g_test_add_func ("/report-template/bad", test_bad);
  g_test_add_func ("/report-template/too-much", test_too_much);
  return g_test_run ();
}
