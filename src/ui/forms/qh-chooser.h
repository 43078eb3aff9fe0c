/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/forms/qh-choices.h"

G_BEGIN_DECLS

#define QH_TYPE_CHOOSER (qh_chooser_get_type ())
G_DECLARE_FINAL_TYPE (QhChooser, qh_chooser, QH, CHOOSER, GtkWidget)

/**
 * QhChooser:
 *
 * A button that opens a list to choose one thing from, searched by typing,
 * accents and case ignored. What is typed while the button has the focus opens
 * it. The kinds of missing stand apart at the end.
 */

GtkWidget     *qh_chooser_new             (QhChoices *choices);
QhChoices     *qh_chooser_get_choices     (QhChooser *self);
const QhValue *qh_chooser_get_value       (QhChooser *self);
void           qh_chooser_set_value       (QhChooser *self, const QhValue *value);
void           qh_chooser_set_placeholder (QhChooser *self, const char *text);
void           qh_chooser_set_prefix      (QhChooser *self, const char *text);
void           qh_chooser_set_label       (QhChooser *self, const char *text);
void           qh_chooser_popup           (QhChooser *self);

G_END_DECLS
