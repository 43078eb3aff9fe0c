/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-recovery-sheet.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <string.h>

#include "vault/qh-seal.h"

/* In points: A4, its margins, and what stands on it. */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 64.0
#define TEXT_WIDTH (PAGE_WIDTH - 2 * MARGIN)
#define GAP 14.0
#define WORD_COLUMNS 3
#define WORD_HEIGHT 24.0
#define CODE_SIZE 150.0
#define QUIET_MODULES 4 /* the white border that a QR code needs */

typedef struct
{
  cairo_t *cr;
  double y;
} Sheet;

/* Sets a text at a place and returns its height. */
static double
set_text (Sheet *self, double x, double width, const char *font, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.15f);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (self->cr, x, self->y);
  pango_cairo_show_layout (self->cr, layout);
  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static void
add_paragraph (Sheet *self, const char *font, const char *text)
{
  self->y += set_text (self, MARGIN, TEXT_WIDTH, font, text) + GAP;
}

static void
add_words (Sheet *self, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  guint n_words = g_strv_length (list);
  guint n_rows = (n_words + WORD_COLUMNS - 1) / WORD_COLUMNS;
  double top = self->y;
  double width = TEXT_WIDTH / WORD_COLUMNS;

  for (guint i = 0; i < n_words; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      double x = MARGIN + i / n_rows * width;

      self->y = top + i % n_rows * WORD_HEIGHT;
      set_text (self, x, 24, "Cantarell, Sans 10", number);
      set_text (self, x + 26, width - 30, "Monospace Bold 13", list[i]);
      qh_wipe (list[i], strlen (list[i]));
    }
  self->y = top + n_rows * WORD_HEIGHT + GAP;
}

static void
paint_code (cairo_t *cr, const QRcode *code)
{
  double module = CODE_SIZE / (code->width + 2 * QUIET_MODULES);

  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if (code->data[row * code->width + column] & 1)
        cairo_rectangle (cr,
                         MARGIN + (column + QUIET_MODULES) * module,
                         PAGE_HEIGHT - MARGIN - CODE_SIZE + (row + QUIET_MODULES) * module,
                         module,
                         module);
  cairo_fill (cr);
}

/* The words in capitals, which a QR code holds in less room; they are read the same. */
static gboolean
add_code (Sheet *self, const char *words, GError **error)
{
  g_autofree char *capitals = g_ascii_strup (words, -1);
  QRcode *code = QRcode_encodeString (capitals, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

  qh_wipe (capitals, strlen (capitals));
  if (code == NULL)
    {
      g_set_error_literal (
        error, QH_ERROR, QH_ERROR_FAILED, _ ("The QR code of the recovery key cannot be drawn."));
      return FALSE;
    }
  paint_code (self->cr, code);
  qh_wipe (code->data, (gsize)code->width * (gsize)code->width);
  QRcode_free (code);
  return TRUE;
}

static gboolean
draw (cairo_t *cr, const char *unit, QhDay day, const char *words, GError **error)
{
  Sheet sheet = { cr, MARGIN };
  g_autofree char *date = NULL;
  char iso[QH_DAY_ISO_SIZE];

  qh_day_to_iso (day, iso);
  date = g_strdup_printf (_ ("Made on %s"), iso);
  add_paragraph (&sheet, "Cantarell, Sans Bold 22", _ ("Recovery sheet"));
  add_paragraph (&sheet, "Cantarell, Sans Bold 13", unit);
  add_paragraph (&sheet, "Cantarell, Sans 11", date);
  add_paragraph (&sheet,
                 "Cantarell, Sans 11",
                 _ ("If every administrator forgets their passphrase, these words give one of them "
                    "a new one. Without them and without a passphrase nobody can open the names "
                    "and notes of this workspace, not even who wrote the program."));
  add_words (&sheet, words);
  add_paragraph (&sheet,
                 "Cantarell, Sans 11",
                 _ ("Who has these words and the workspace’s file can read everything in it. "
                    "Print this sheet, keep it under lock away from the computer, and delete the "
                    "file. Do not photograph it and do not send it."));
  add_paragraph (&sheet,
                 "Cantarell, Sans 11",
                 _ ("To use it: “Forgot Passphrase…” in the window where it is asked for, or "
                    "the command “quehacer recover”. The first four letters of each word are "
                    "enough. The QR code holds the same words."));
  return add_code (&sheet, words, error);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * qh_recovery_sheet_save:
 * @path: a PDF file, which only its owner will be able to read
 * @unit: whose workspace it is
 * @day: when the key was made
 * @words: of qh_recovery_to_words()
 *
 * Lays out the recovery key on one A4 page, as words and as a QR code.
 *
 * Returns: whether it was saved.
 */
gboolean
qh_recovery_sheet_save (const char *path,
                        const char *unit,
                        QhDay day,
                        const char *words,
                        GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
    = cairo_pdf_surface_create_for_stream (append_cb, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GError) reason = NULL;
  gboolean done;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _ ("Recovery sheet"));
  done = draw (cr, unit, day, words, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (done
      && !g_file_set_contents_full (path,
                                    (const char *)bytes->data,
                                    bytes->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT,
                                    0600,
                                    &reason))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PLACE,
                   _ ("The recovery sheet was not saved as “%s”: %s. Choose another folder."),
                   path,
                   reason->message);
      done = FALSE;
    }
  qh_wipe (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
  return done;
}
