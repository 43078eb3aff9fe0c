/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled-files.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlwriter.h>

#define NAMESPACE "ddi:codebook:2_5"
#define FILE_ID "F1"

#define XML(text) ((const xmlChar *) (text))

static void
element (xmlTextWriter *xml,
         const char    *name,
         const char    *text)
{
  if (text != NULL)
    xmlTextWriterWriteElement (xml, XML (name), XML (text));
}

static void
begin (xmlTextWriter *xml,
       const char    *name)
{
  xmlTextWriterStartElement (xml, XML (name));
}

static void
attribute (xmlTextWriter *xml,
           const char    *name,
           const char    *text)
{
  xmlTextWriterWriteAttribute (xml, XML (name), XML (text));
}

static void
end (xmlTextWriter *xml)
{
  xmlTextWriterEndElement (xml);
}

static void
put_study (xmlTextWriter        *xml,
           const QhLabelled     *labelled,
           const QhDatasetWords *words)
{
  g_autofree char *rows = g_strdup_printf ("%u", labelled->plan->n_rows);
  g_autofree char *columns = g_strdup_printf ("%u", labelled->variables->len);
  g_autofree char *file = g_strconcat (words->name, ".csv", NULL);

  begin (xml, "stdyDscr");
  begin (xml, "citation");
  begin (xml, "titlStmt");
  element (xml, "titl", words->title);
  end (xml);
  if (words->unit != NULL)
    {
      begin (xml, "rspStmt");
      element (xml, "AuthEnty", words->unit);
      end (xml);
    }
  end (xml);
  begin (xml, "stdyInfo");
  element (xml, "abstract", words->notes);
  begin (xml, "sumDscr");
  element (xml, "universe", words->filter);
  end (xml);
  end (xml);
  end (xml);
  begin (xml, "fileDscr");
  attribute (xml, "ID", FILE_ID);
  begin (xml, "fileTxt");
  element (xml, "fileName", file);
  begin (xml, "dimensns");
  element (xml, "caseQnty", rows);
  element (xml, "varQnty", columns);
  end (xml);
  element (xml, "fileType", "text/csv; charset=utf-8");
  end (xml);
  end (xml);
}

static void
put_statistic (xmlTextWriter *xml,
               const char    *type,
               double         number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  begin (xml, "sumStat");
  attribute (xml, "type", type);
  xmlTextWriterWriteString (xml, XML (g_ascii_formatd (text, sizeof text, "%.10g", number)));
  end (xml);
}

static void
put_category (xmlTextWriter *xml,
              double         value,
              const char    *label,
              guint          count,
              gboolean       missing)
{
  g_autofree char *frequency = g_strdup_printf ("%u", count);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  begin (xml, "catgry");
  if (missing)
    attribute (xml, "missing", "Y");
  element (xml, "catValu", g_ascii_formatd (text, sizeof text, "%.0f", value));
  element (xml, "labl", label);
  begin (xml, "catStat");
  attribute (xml, "type", "freq");
  xmlTextWriterWriteString (xml, XML (frequency));
  end (xml);
  end (xml);
}

static void
put_missing_range (xmlTextWriter            *xml,
                   const QhLabelledVariable *variable)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  begin (xml, "invalrng");
  begin (xml, "range");
  attribute (xml, "min", g_ascii_formatd (text, sizeof text, "%.0f", variable->missing_base - QH_N_MISSING));
  attribute (xml, "max", g_ascii_formatd (text, sizeof text, "%.0f", variable->missing_base - 1));
  end (xml);
  end (xml);
}

static void
put_format (xmlTextWriter            *xml,
            const QhLabelledVariable *variable)
{
  gboolean is_date = variable->type == QH_LABELLED_DAY, is_time = variable->type == QH_LABELLED_TIME;

  begin (xml, "varFormat");
  attribute (xml, "type", variable->type == QH_LABELLED_TEXT || is_date || is_time ? "character" : "numeric");
  if (is_date || is_time)
    attribute (xml, "category", is_date ? "date" : "time");
  end (xml);
}

static gboolean
has_statistics (const QhLabelledVariable *variable,
                const QhLabelledSummary  *summary)
{
  return (variable->type == QH_LABELLED_WHOLE || variable->type == QH_LABELLED_REAL) && summary->n > 0;
}

static void
put_variable (xmlTextWriter            *xml,
              const QhLabelled         *labelled,
              const QhLabelledVariable *variable,
              const QhLabelledSummary  *summary,
              guint                     number)
{
  g_autofree char *id = g_strdup_printf ("V%u", number);

  begin (xml, "var");
  attribute (xml, "ID", id);
  attribute (xml, "name", variable->name);
  attribute (xml, "files", FILE_ID);
  attribute (xml, "intrvl", variable->labels->len > 0 || variable->type == QH_LABELLED_TEXT ? "discrete" : "contin");
  if (variable->labels->len > 0)
    attribute (xml, "nature", qh_labelled_is_ordinal (variable) ? "ordinal" : "nominal");
  element (xml, "labl", variable->label);
  if (variable->may_miss)
    put_missing_range (xml, variable);
  put_statistic (xml, "vald", summary->n);
  put_statistic (xml, "invd", labelled->plan->n_rows - summary->n);
  if (has_statistics (variable, summary))
    {
      put_statistic (xml, "min", summary->least);
      put_statistic (xml, "max", summary->most);
      put_statistic (xml, "mean", summary->mean);
      if (summary->n > 1)
        put_statistic (xml, "stdev", summary->deviation);
    }
  for (guint i = 0; i < variable->labels->len; i++)
    {
      const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);

      put_category (xml, label->value, label->label, summary->counts[i], FALSE);
    }
  for (guint kind = 1; variable->may_miss && kind <= QH_N_MISSING; kind++)
    put_category (xml, variable->missing_base - kind, labelled->missing[kind], summary->missing[kind], TRUE);
  put_format (xml, variable);
  end (xml);
}

/**
 * qh_ddi_new:
 * @summaries: from qh_labelled_summarise()
 *
 * Describes a data set as DDI Codebook 2.5, the standard of data archives
 * (Data Documentation Initiative Alliance, 2012): every variable with its label,
 * codes, kinds of missing, frequencies and statistics.
 *
 * Returns: (transfer full): an XML document.
 */
char *
qh_ddi_new (QhLabelled           *labelled,
            GPtrArray            *summaries,
            const QhDatasetWords *words)
{
  xmlBuffer *buffer = xmlBufferCreate ();
  xmlTextWriter *xml = xmlNewTextWriterMemory (buffer, 0);
  char *text;

  xmlTextWriterSetIndent (xml, 1);
  xmlTextWriterStartDocument (xml, NULL, "UTF-8", NULL);
  begin (xml, "codeBook");
  attribute (xml, "xmlns", NAMESPACE);
  attribute (xml, "version", "2.5");
  put_study (xml, labelled, words);
  begin (xml, "dataDscr");
  for (guint v = 0; v < labelled->variables->len; v++)
    put_variable (xml, labelled, g_ptr_array_index (labelled->variables, v), g_ptr_array_index (summaries, v), v + 1);
  xmlTextWriterEndDocument (xml);
  xmlFreeTextWriter (xml);
  text = g_strdup ((const char *) xmlBufferContent (buffer));
  xmlBufferFree (buffer);
  return text;
}
