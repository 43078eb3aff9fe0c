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

/**
 * QhQuestion:
 * @heading: what is asked
 * @body: what it is about
 * @hint: what is to be written, shown in the empty entry
 * @action: what the answering button says, with a mnemonic
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *hint;
  const char *action;
} QhQuestion;

/**
 * QhTextGiven:
 * @text: (nullable): what was written; %NULL when the person thought better of it
 *
 * Called once.
 */
typedef void (*QhTextGiven) (const char *text, gpointer user_data);

void qh_dialog_open_file (GtkWidget *from, const char *title, const QhFileFilter *filters, GFile *folder,
                          QhFileChosen chosen, gpointer user_data);
void qh_dialog_save_file (GtkWidget *from, const char *title, const QhFileFilter *filters, GFile *folder,
                          const char *name, QhFileChosen chosen, gpointer user_data);
GArray *qh_dialog_list_export_filters (void);
void qh_dialog_choose_folder (GtkWidget *from, const char *title, GFile *folder, QhFileChosen chosen, gpointer user_data);
void qh_dialog_confirm   (GtkWidget *from, const char *heading, const char *body, const char *action,
                          gboolean destructive, QhConfirmed confirmed, gpointer user_data);
void qh_dialog_ask_text  (GtkWidget *from, const QhQuestion *question, QhTextGiven given, gpointer user_data);
void qh_dialog_ask_reason (GtkWidget *from, QhTextGiven given, gpointer user_data);
void qh_dialog_error     (GtkWidget *from, const char *heading, const GError *error);
GtkWidget *qh_dialog_progress (GtkWidget *from, const char *heading, GCancellable *cancellable);
void qh_dialog_progress_set (GtkWidget *dialog, double fraction);

void qh_toast_add        (GtkWidget *from, AdwToast *toast);
void qh_toast_show       (GtkWidget *from, const char *text);
void qh_toast_show_action (GtkWidget *from, const char *text, const char *label, const char *action, GVariant *target);
void qh_toast_show_undo  (GtkWidget *from, const char *text, gint64 sequence);
void qh_toast_dismiss    (GtkWidget *from);

G_END_DECLS
