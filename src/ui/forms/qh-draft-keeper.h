/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DRAFT_KEEPER (qh_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (QhDraftKeeper, qh_draft_keeper, QH, DRAFT_KEEPER, GObject)

/* The forms, by the names under which their drafts stand in the file. */
#define QH_DRAFT_FORM_RECORD "record"
#define QH_DRAFT_FORM_CASE "case"
#define QH_DRAFT_FORM_ENTRY "entry"
#define QH_DRAFT_FORM_EDITOR "editor"
#define QH_DRAFT_FORM_REPORT "report"
#define QH_DRAFT_FORM_BOARD "board"
#define QH_DRAFT_FORM_SHEET "sheet"
#define QH_DRAFT_FORM_RECIPE "recipe"
#define QH_DRAFT_FORM_INDICATOR "indicator"

/**
 * QhDraftCollect:
 * @form: the widget that was given to qh_draft_keeper_new()
 * @draft: gets the form's own record first, in its records
 *
 * Gives what is typed in a form.
 *
 * Returns: whether there is something typed that is not saved.
 */
typedef gboolean (*QhDraftCollect) (GtkWidget *form, QhDraft *draft);

/**
 * QhDraftKeeper:
 *
 * Keeps what is typed in a form as a sealed draft, within a second and off the
 * main thread, until the form says that it is done. A form that ends otherwise,
 * by a crash or a lock, leaves its draft behind to be offered.
 */

QhDraftKeeper *qh_draft_keeper_new      (QhSession *session, const char *form, QhDraftCollect collect, GtkWidget *widget);
void           qh_draft_keeper_touch    (QhDraftKeeper *self);
void           qh_draft_keeper_submit   (QhDraftKeeper *self, QhChange *change);
void           qh_draft_keeper_done     (QhDraftKeeper *self);
void           qh_draft_keeper_continue (QhDraftKeeper *self, const QhDraft *draft);

G_END_DECLS
