/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_PERSON_SEARCH (qh_person_search_get_type ())
G_DECLARE_FINAL_TYPE (QhPersonSearch, qh_person_search, QH, PERSON_SEARCH, GtkWidget)

/**
 * QhPersonSearch:
 *
 * Looks for somebody by name among the people already there, or offers to
 * register who was typed.
 */

GtkWidget *qh_person_search_new   (QhSession *session);

G_END_DECLS
