/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "frame/qh-frame.h"
#include "research/qh-explore.h"

G_BEGIN_DECLS

#define QH_TYPE_VARIABLE_LIST (qh_variable_list_get_type ())
G_DECLARE_FINAL_TYPE (QhVariableList, qh_variable_list, QH, VARIABLE_LIST, GtkWidget)

GtkWidget  *qh_variable_list_new   (void);
void        qh_variable_list_set   (QhVariableList *self, GPtrArray *variables, QhCatalogues *catalogues, QhLanguage language);
const QhExploreVariable *qh_variable_list_find (QhVariableList *self, const char *name);
void        qh_variable_list_clear_search (QhVariableList *self);
void        qh_variable_list_focus_search (QhVariableList *self);

G_END_DECLS
