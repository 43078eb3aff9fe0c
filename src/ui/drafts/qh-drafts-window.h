/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DRAFTS_WINDOW (qh_drafts_window_get_type ())
G_DECLARE_FINAL_TYPE (QhDraftsWindow, qh_drafts_window, QH, DRAFTS_WINDOW, AdwWindow)

/**
 * QhDraftsWindow:
 *
 * Offers what had been typed and not saved when the program ended or was
 * locked, form by form: to be gone on with, or discarded. What is left stays
 * for the next time.
 */

GtkWidget *qh_drafts_window_new (GtkWindow *parent, QhSession *session, GPtrArray *drafts);

G_END_DECLS
