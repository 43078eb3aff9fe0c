/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QhCategoriesOrdered:
 * @categories: (element-type utf8): the least first
 */
typedef void (*QhCategoriesOrdered) (GPtrArray *categories, gpointer user_data);

GtkWidget *qh_category_order_window_open (GtkWidget *from,
                                          const char *variable,
                                          GPtrArray *categories,
                                          QhCategoriesOrdered ordered,
                                          gpointer user_data,
                                          GDestroyNotify destroy);

G_END_DECLS
