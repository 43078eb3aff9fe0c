/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-forms.h"

#include <glib/gi18n-lib.h>

/**
 * qh_report_forms_list:
 *
 * Returns: (transfer full) (element-type QhRecord): the unit's own templates, as
 *   they are kept in the workspace, the last made first.
 */
GPtrArray *
qh_report_forms_list (QhStore *store, GError **error)
{
  GPtrArray *records = qh_store_list_all (store, QH_KIND_DEFINITION, error);

  if (records == NULL)
    return NULL;
  for (guint i = records->len; i > 0; i--)
    {
      const QhRecord *record = g_ptr_array_index (records, i - 1);

      if (g_strcmp0 (qh_record_get_text (record, "use"), QH_REPORT_USE) != 0
          || qh_record_get_integer (record, "retired") != 0)
        g_ptr_array_remove_index (records, i - 1);
    }
  for (guint i = 0; i < records->len / 2; i++)
    {
      gpointer other = records->pdata[records->len - 1 - i];

      records->pdata[records->len - 1 - i] = records->pdata[i];
      records->pdata[i] = other;
    }
  return records;
}

/**
 * qh_report_form_find:
 * @name: (nullable): %NULL for the last made
 *
 * Returns: (transfer full) (nullable): the unit's template; %NULL without an
 *   error where none is asked for by name and there is none.
 */
QhRecord *
qh_report_form_find (QhStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) forms = qh_report_forms_list (store, error);

  if (forms == NULL)
    return NULL;
  for (guint i = 0; i < forms->len; i++)
    if (name == NULL || g_strcmp0 (qh_record_get_text (g_ptr_array_index (forms, i), "name"), name) == 0)
      return g_ptr_array_steal_index (forms, i);
  if (name != NULL)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 _ ("There is no report template “%s”. Choose one of the unit's, or a file that ends in .json."),
                 name);
  return NULL;
}

static QhReportTemplate *
load_file (QhDictionary *dictionary, const char *path, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length;

  if (g_file_get_contents (path, &json, &length, &reason))
    return qh_report_template_parse (dictionary, json, (gssize)length, error);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("“%s” cannot be read: %s. Check its name."),
               path,
               reason->message);
  return NULL;
}

/**
 * qh_report_form_load:
 * @name: (nullable): the name of one of the unit's own, a file that ends in
 *   .json, or %NULL for the last made of the unit's own, else the program's
 *
 * Returns: (transfer full): the template.
 */
QhReportTemplate *
qh_report_form_load (QhStore *store, const char *name, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  g_autoptr (QhRecord) form = NULL;
  g_autoptr (GError) reason = NULL;

  if (name != NULL && g_str_has_suffix (name, ".json"))
    return load_file (dictionary, name, error);
  form = qh_report_form_find (store, name, &reason);
  if (form != NULL)
    return qh_report_template_parse (dictionary, qh_record_get_text (form, "body"), -1, error);
  if (reason == NULL)
    return qh_report_template_new_builtin (dictionary);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}
