/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-rescue-report.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-change-words.h"

/**
 * QhRescueReport:
 *
 * What was saved of a damaged workspace and what was lost, by kind.
 */
struct _QhRescueReport
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (QhRescueReport, qh_rescue_report, GTK_TYPE_BOX)

static void
add_row (GtkWidget *group, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* A sentence takes as many lines as it needs. */
static void
add_sentence (GtkWidget *group, const char *text)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
add_group (QhRescueReport *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self), group);
  return group;
}

static char *
count (const QhSalvageTable *table)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, _ ("%'" PRIu64 " saved"), table->n_saved);
  if (table->n_lost > 0)
    g_string_append_printf (text, _ (", %'" PRIu64 " lost"), table->n_lost);
  if (table->n_unsealed > 0)
    g_string_append_printf (text, _ (", %'" PRIu64 " without names and notes"), table->n_unsealed);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_tables (QhRescueReport *self, const QhSalvageReport *report)
{
  GtkWidget *group = add_group (self, _ ("By kind"));
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();

  for (guint i = 0; i < report->tables->len; i++)
    {
      const QhSalvageTable *table = g_ptr_array_index (report->tables, i);
      g_autofree char *text = count (table);

      if (table->kind != 0 && table->kind != QH_KIND_ENTRY && table->n_saved + table->n_lost > 0)
        add_row (group,
                 qh_kind_get_plural (qh_dictionary_get_kind (dictionary, table->kind),
                                     qh_language_from_locale ()),
                 text);
    }
}

static void
add_sentences (QhRescueReport *self, const char *title, GPtrArray *sentences)
{
  GtkWidget *group = sentences->len > 0 ? add_group (self, title) : NULL;

  for (guint i = 0; i < sentences->len; i++)
    add_sentence (group, g_ptr_array_index (sentences, i));
}

static void
add_origin (QhRescueReport *self, const QhRescue *rescue)
{
  GtkWidget *group = add_group (self, _ ("What was made"));
  g_autofree char *path = g_filename_display_name (rescue->target);
  g_autofree char *when
    = rescue->backup != NULL ? qh_change_words_time (rescue->backup->made * 1000) : NULL;
  g_autofree char *origin
    = when != NULL ? g_strdup_printf (
        _ ("It began as the backup of %s; over it went what is newer and could be read."), when)
                   : g_strdup (_ ("It holds what could be read. Nothing of a backup is in it."));

  add_sentence (group, path);
  add_sentence (group, origin);
  add_sentence (group, _ ("The damaged file was left as it is."));
}

static void
qh_rescue_report_class_init (QhRescueReportClass *klass)
{
}

static void
qh_rescue_report_init (QhRescueReport *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

/**
 * qh_rescue_report_show:
 * @rescue: (nullable): what was done
 */
void
qh_rescue_report_show (QhRescueReport *self, const QhRescue *rescue)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  if (rescue == NULL)
    return;
  add_origin (self, rescue);
  add_tables (self, rescue->report);
  add_sentences (self, _ ("What else was found"), rescue->report->notes);
  add_sentences (self, _ ("Still not right"), rescue->report->problems);
}
