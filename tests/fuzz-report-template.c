/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-template.h"

/* See fuzz-main.c. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A template that somebody wrote by hand. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static QhDictionary *dictionary;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReportTemplate) template = NULL;

  if (dictionary == NULL)
    dictionary = qh_dictionary_new_builtin ();
  template = qh_report_template_parse (dictionary, (const char *)data, (gssize)size, &error);
  g_assert_true ((template == NULL) == (error != NULL));
  return 0;
}
