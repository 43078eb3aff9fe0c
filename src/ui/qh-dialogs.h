/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The one place for dialogs and toasts whose widgets differ between versions of
 * GTK and libadwaita. */

/**
 * QhFileFilter:
 * @name: what the filter is called, translated; %NULL ends an array of them
 * @pattern: a glob such as `*.csv`; several are parted by `;`
 */
typedef struct
{
  const char *name;
  const char *pattern;
} QhFileFilter;

/**
 * QhFileChosen:
 * @file: (transfer none) (nullable): what was chosen; %NULL when nothing was
 */
typedef void (*QhFileChosen) (GFile *file, gpointer user_data);

/**
 * QhConfirmed:
 *
 * Called once, only when the person confirmed.
 */
typedef void (*QhConfirmed) (gpointer user_data);

void qh_dialog_open_file (GtkWidget *from, const char *title, const QhFileFilter *filters, GFile *folder,
                          QhFileChosen chosen, gpointer user_data);
void qh_dialog_save_file (GtkWidget *from, const char *title, const QhFileFilter *filters, GFile *folder,
                          const char *name, QhFileChosen chosen, gpointer user_data);
void qh_dialog_confirm   (GtkWidget *from, const char *heading, const char *body, const char *action,
                          gboolean destructive, QhConfirmed confirmed, gpointer user_data);
void qh_dialog_error     (GtkWidget *from, const char *heading, const GError *error);

void qh_toast_add        (GtkWidget *from, AdwToast *toast);
void qh_toast_show       (GtkWidget *from, const char *text);
void qh_toast_show_undo  (GtkWidget *from, const char *text, GCallback undo, gpointer data, GClosureNotify destroy);
gboolean qh_toast_undo_last (GtkWidget *window);

G_END_DECLS
