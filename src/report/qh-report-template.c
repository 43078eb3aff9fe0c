/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chart/qh-png.h"
#include "domain/qh-dictionary-private.h"
#include "report/qh-report-read.h"

#define PATH "/org/quehacer/Quehacer/reports.json"
#define MOST_LOGO_BYTES (256 * 1024)
#define MOST_LOGO_PIXELS 4000

static const char *const period_names[QH_N_REPORT_PERIODS] = { "month", "quarter", "year" };
static const char *const members[] = { "title",    "institution", "logo",       "paper",
                                       "landscape", "sections",   "signatures", NULL };

static void
signature_free (gpointer data)
{
  QhReportSignature *signature = data;

  qh_labels_clear (signature->labels);
  g_free (signature->name);
  g_free (signature);
}

void
qh_report_template_free (QhReportTemplate *self)
{
  if (self == NULL)
    return;
  for (guint period = 0; period < QH_N_REPORT_PERIODS; period++)
    qh_labels_clear (self->titles[period]);
  g_free (self->institution);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

/* Logo */

/**
 * qh_report_check_logo:
 * @logo: what is to be a picture
 * @name: what it is called, for the message
 *
 * Returns: whether it is a PNG that can be drawn; if not, %QH_ERROR_FORMAT.
 */
gboolean
qh_report_check_logo (GBytes *logo, const char *name, GError **error)
{
  cairo_surface_t *picture;
  gboolean good;

  if (g_bytes_get_size (logo) > MOST_LOGO_BYTES)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("The logo “%s” is larger than 256 kB. Choose a smaller picture."),
                   name);
      return FALSE;
    }
  picture = qh_png_read (logo);
  good = picture != NULL && cairo_image_surface_get_width (picture) <= MOST_LOGO_PIXELS
         && cairo_image_surface_get_height (picture) <= MOST_LOGO_PIXELS;
  g_clear_pointer (&picture, cairo_surface_destroy);
  if (!good)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_FORMAT,
                 _ ("The logo “%s” is not a PNG picture of at most 4000 pixels. Choose another file."),
                 name);
  return good;
}

static gboolean
read_logo (QhReportTemplate *self, JsonObject *object, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  guchar *bytes;

  if (!qh_report_read_text (object, NULL, "logo", &text, error))
    return FALSE;
  if (text == NULL || text[0] == '\0')
    return TRUE;
  if (strlen (text) > 2 * MOST_LOGO_BYTES)
    return qh_report_refuse (error, NULL, "logo", _ ("larger than 256 kB"));
  bytes = g_base64_decode (text, &length);
  self->logo = g_bytes_new_take (bytes, length);
  /* Translators: where a logo has no name of its own */
  return qh_report_check_logo (self->logo, _ ("of the template"), error);
}

/* The rest */

static gboolean
read_titles (QhReportTemplate *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "title");
  JsonObject *titles = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint period = 0; period < QH_N_REPORT_PERIODS; period++)
    {
      gboolean by_period = titles != NULL && json_object_has_member (titles, period_names[period]);

      if (!qh_report_read_labels (by_period ? titles : object,
                                  NULL,
                                  by_period ? period_names[period] : "title",
                                  TRUE,
                                  self->titles[period],
                                  error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_paper (QhReportTemplate *self, JsonObject *object, GError **error)
{
  static const char *const words[] = { "letter", "a4", NULL };
  guint paper;

  if (!qh_report_read_word (object, NULL, "paper", words, &paper, error)
      || !qh_report_read_flag (object, NULL, "landscape", &self->landscape, error))
    return FALSE;
  self->a4 = paper == 1;
  return TRUE;
}

static gboolean
read_signatures (QhReportTemplate *self, JsonObject *object, GError **error)
{
  JsonArray *array;

  if (!qh_report_read_array (object, NULL, "signatures", FALSE, QH_REPORT_MOST_SIGNATURES, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      static const char *const known[] = { "label", "name", NULL };
      g_autofree char *where = g_strdup_printf (_ ("signature %u"), i + 1);
      JsonObject *item = qh_report_read_object (array, i, where, known, error);
      QhReportSignature *signature;

      if (item == NULL)
        return FALSE;
      signature = g_new0 (QhReportSignature, 1);
      g_ptr_array_add (self->signatures, signature);
      if (!qh_report_read_labels (item, where, "label", TRUE, signature->labels, error)
          || !qh_report_read_text (item, where, "name", &signature->name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_sections (QhReportTemplate *self, QhDictionary *dictionary, JsonObject *object, GError **error)
{
  JsonArray *array;

  if (!qh_report_read_array (object, NULL, "sections", TRUE, QH_REPORT_MOST_SECTIONS, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      QhReportSection *section = qh_report_section_read (dictionary, array, i, error);

      if (section == NULL)
        return FALSE;
      g_ptr_array_add (self->sections, section);
    }
  return TRUE;
}

/**
 * qh_report_template_parse:
 * @json: one template, such as in data/reports.json
 * @length: its bytes, or −1
 *
 * Returns: (transfer full): the template, or %NULL with %QH_ERROR_FORMAT that
 *   says where it is wrong and what may stand there. That conditions name codes
 *   is seen when the report is made.
 */
QhReportTemplate *
qh_report_template_parse (QhDictionary *dictionary, const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (QhReportTemplate) self = g_new0 (QhReportTemplate, 1);
  g_autoptr (GError) reason = NULL;
  JsonNode *root;
  JsonObject *object;

  self->sections = g_ptr_array_new_with_free_func (qh_report_section_free);
  self->signatures = g_ptr_array_new_with_free_func (signature_free);
  if (!g_utf8_validate (json, length, NULL) || !json_parser_load_from_data (parser, json, length, &reason))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("The template is not JSON: %s. Correct it, or begin with the one that comes with the program."),
                   reason != NULL ? reason->message : _ ("it is no text"));
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      qh_report_refuse (error, NULL, "sections", _ ("not there: the template is not in braces"));
      return NULL;
    }
  object = json_node_get_object (root);
  if (!qh_report_check_members (object, NULL, members, error) || !read_titles (self, object, error)
      || !qh_report_read_text (object, NULL, "institution", &self->institution, error)
      || !read_logo (self, object, error) || !read_paper (self, object, error)
      || !read_sections (self, dictionary, object, error) || !read_signatures (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * qh_report_template_dup_builtin:
 *
 * Returns: (transfer full): the JSON of the template that comes with the program.
 */
char *
qh_report_template_dup_builtin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (PATH, 0, &error);
  const char *json;
  gsize length;

  if (bytes == NULL)
    g_error ("reports.json: %s", error->message);
  json = g_bytes_get_data (bytes, &length);
  return g_strndup (json, length);
}

/**
 * qh_report_template_new_builtin:
 *
 * Returns: (transfer full): the template that comes with the program.
 */
QhReportTemplate *
qh_report_template_new_builtin (QhDictionary *dictionary)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = qh_report_template_dup_builtin ();
  QhReportTemplate *self = qh_report_template_parse (dictionary, json, -1, &error);

  if (self == NULL)
    g_error ("reports.json: %s", error->message);
  return self;
}
