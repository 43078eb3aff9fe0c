/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-highlight.h"

#include <string.h>

#include "domain/qh-fold.h"

/* @text folded character by character; @origins holds, for each folded byte and
 * for the end, the byte of @text from which it came. */
static void
fold_with_origins (const char *text,
                   GString    *folded,
                   GArray     *origins)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      guint origin = (guint) (c - text);
      char character[7] = { 0 };
      g_autofree char *one = NULL;

      g_unichar_to_utf8 (g_utf8_get_char (c), character);
      one = g_unichar_isspace (g_utf8_get_char (c)) ? g_strdup (" ") : qh_fold (character);
      for (const char *byte = one; *byte != '\0'; byte++)
        {
          g_string_append_c (folded, *byte);
          g_array_append_val (origins, origin);
        }
    }
  g_array_append_vals (origins, (guint[]) { (guint) strlen (text) }, 1);
}

static void
add_match (PangoAttrList *attributes,
           guint          start,
           guint          end,
           const GdkRGBA *accent)
{
  PangoAttribute *attribute = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
  if (accent == NULL)
    return;
  attribute = pango_attr_foreground_new ((guint16) (accent->red * G_MAXUINT16), (guint16) (accent->green * G_MAXUINT16), (guint16) (accent->blue * G_MAXUINT16));
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

/**
 * qh_highlight_new:
 * @text: what a label shows
 * @folded_words: (array zero-terminated=1): from qh_fold_words()
 * @widget: (nullable): where it shows, for its accent colour
 *
 * Makes bold what qh_fold_match() found: each word where it begins a word of @text.
 *
 * Returns: (transfer full): attributes for the label.
 */
PangoAttrList *
qh_highlight_new (const char  *text,
                  char *const *folded_words,
                  GtkWidget   *widget)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (guint));
  GdkRGBA accent;
  gboolean has_accent = widget != NULL && gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &accent);

  fold_with_origins (text, folded, origins);
  for (guint i = 0; folded_words[i] != NULL; i++)
    {
      gsize length = strlen (folded_words[i]);
      const char *found = folded->str;

      while (length > 0 && (found = strstr (found, folded_words[i])) != NULL)
        {
          gsize start = (gsize) (found - folded->str);

          if (start == 0 || !g_ascii_isalnum (found[-1]))
            {
              add_match (attributes, g_array_index (origins, guint, start), g_array_index (origins, guint, start + length), has_accent ? &accent : NULL);
              break;
            }
          found++;
        }
    }
  return attributes;
}
