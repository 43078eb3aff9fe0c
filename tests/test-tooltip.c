/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips that do not ask the display server more than they must. */
#include "ui/widgets/qh-tooltip.h"

static void
count_cb (gpointer count)
{
  ++*(guint *) count;
}

static void
test_text (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new ("x"));
  guint changes = 0;

  g_signal_connect_swapped (label, "notify::tooltip-text", G_CALLBACK (count_cb), &changes);
  for (guint i = 0; i < 3; i++)
    qh_tooltip_set (label, "What it is");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (label), ==, "What it is");
  g_assert_cmpuint (changes, ==, 1);
  qh_tooltip_set (label, NULL);
  g_assert_null (gtk_widget_get_tooltip_text (label));
  g_assert_false (gtk_widget_get_has_tooltip (label));
  g_object_unref (label);
}

/* Whatever is shown stays so, and what is hidden stays hidden. */
static void
test_visibility (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *shown = gtk_label_new ("a"), *hidden = gtk_label_new ("b");

  gtk_widget_set_visible (hidden, FALSE);
  gtk_box_append (GTK_BOX (box), shown);
  gtk_box_append (GTK_BOX (box), hidden);
  for (guint rooted = 0; rooted < 2; rooted++)
    {
      if (rooted)
        gtk_window_set_child (GTK_WINDOW (window), box);
      qh_tooltip_set (shown, rooted ? "1" : "0");
      qh_tooltip_set (hidden, rooted ? "1" : "0");
      g_assert_true (gtk_widget_get_visible (shown));
      g_assert_false (gtk_widget_get_visible (hidden));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (hidden), ==, rooted ? "1" : "0");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tooltip/text", test_text);
  g_test_add_func ("/tooltip/visibility", test_visibility);
  return g_test_run ();
}
