/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QhPrintable:
 * @lay_out: told how large a page is without its margins, in points; returns whether
 *   all is laid out, or wants to be called again
 * @count: how many pages there are, once all is laid out
 * @draw: draws a page, from 0, in points
 * @printed: (nullable): called once it was handed to the printer
 * @free_data: (nullable): frees the data that each of these is given
 *
 * What can be printed.
 */
typedef struct
{
  gboolean (*lay_out) (gpointer data, double width, double height);
  guint (*count) (gpointer data);
  void (*draw) (gpointer data, cairo_t *cr, guint page);
  void (*printed) (GtkWidget *from, gpointer data);
  GDestroyNotify free_data;
} QhPrintable;

void qh_print      (GtkWidget *from, const char *title, GtkPageOrientation orientation, const QhPrintable *printable, gpointer data);
void qh_print_to   (GtkWidget *from, const char *title, GtkPageOrientation orientation, const QhPrintable *printable, gpointer data,
                    const char *path);

G_END_DECLS
