/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An indicator of the unit's own, made of counts, sums, ratios and filters; what
 * it comes to this month shows as it is changed. */
#include "ui/goals/qh-indicator-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-draft-keeper.h"
#include "ui/goals/qh-figure-rows.h"
#include "ui/goals/qh-indicator-value.h"
#include "ui/widgets/qh-weak.h"

#define EDIT_KEY "quehacer-indicator"
#define COMPUTE_AFTER 300 /* milliseconds without a change */

typedef struct
{
  QhEditor *editor;
  QhSession *session;
  QhDictionary *dictionary;
  QhIndicator *indicator; /* its figures are those of @figures */
  char *before;           /* its definition; NULL of a new one */
  GtkWidget *code;        /* NULL where it is not new */
  GtkWidget *labels[2];   /* Spanish, English */
  GtkWidget *unit;
  GtkWidget *direction;
  GtkWidget *source;
  GtkWidget *split;
  GPtrArray *splits; /* of QhField, as in @split, after none */
  GtkLabel *live;
  QhFigureRows *figures[2];
  QhDraftKeeper *keeper;
  QhDesk *desk;
  GCancellable *cancellable;
  guint timer;
  gboolean running;
  gboolean again;
  gboolean filling;
} Edit;

static const QhLanguage languages[2] = { QH_LANGUAGE_ES, QH_LANGUAGE_EN };

static void compute (Edit *edit);

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_handle_id (&edit->timer, g_source_remove);
  g_cancellable_cancel (edit->cancellable);
  g_object_unref (edit->cancellable);
  g_clear_object (&edit->keeper);
  edit->indicator->value = edit->indicator->over = NULL;
  qh_indicator_free (edit->indicator);
  for (guint i = 0; i < G_N_ELEMENTS (edit->figures); i++)
    qh_figure_rows_free (edit->figures[i]);
  g_clear_pointer (&edit->desk, qh_desk_free);
  g_ptr_array_unref (edit->splits);
  qh_dictionary_unref (edit->dictionary);
  g_object_unref (edit->session);
  g_free (edit->before);
  g_free (edit);
}

/* From the rows into the indicator */

static void
take_text (char **text, GtkWidget *row)
{
  g_free (*text);
  *text = qh_editor_get_text (row);
}

static void
take_split (Edit *edit)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (edit->split));
  const QhFigure *value = edit->indicator->value;

  g_clear_pointer (&edit->indicator->split, g_free);
  if (value->op == QH_FIGURE_COUNT && edit->indicator->over == NULL && selected > 0 && selected <= edit->splits->len)
    edit->indicator->split = g_strdup (((const QhField *)g_ptr_array_index (edit->splits, selected - 1))->name);
}

static char *
take (Edit *edit)
{
  QhIndicator *indicator = edit->indicator;

  if (edit->code != NULL)
    take_text (&indicator->code, edit->code);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    take_text (&indicator->labels[languages[i]], edit->labels[i]);
  take_text (&indicator->source, edit->source);
  indicator->unit = (QhIndicatorUnit)adw_combo_row_get_selected (ADW_COMBO_ROW (edit->unit));
  indicator->direction = (QhDirection)adw_combo_row_get_selected (ADW_COMBO_ROW (edit->direction));
  indicator->value = qh_figure_rows_get (edit->figures[0]);
  indicator->over = qh_figure_rows_get (edit->figures[1]);
  take_split (edit);
  return qh_indicator_to_json (indicator, edit->dictionary);
}

/* One name stands for both. */
static void
lend_name (QhIndicator *indicator)
{
  if (indicator->labels[QH_LANGUAGE_ES][0] != '\0')
    return;
  g_free (indicator->labels[QH_LANGUAGE_ES]);
  indicator->labels[QH_LANGUAGE_ES] = g_strdup (indicator->labels[QH_LANGUAGE_EN]);
}

/* The value of this month */

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GObject) editor = qh_weak_take (data);
  Edit *edit = editor != NULL ? g_object_get_data (editor, EDIT_KEY) : NULL;
  g_autoptr (GError) error = NULL;
  QhDesk *desk = NULL;
  g_autofree char *value = qh_indicator_value_finish (result, &desk, &error);
  g_autofree char *text = NULL;

  if (edit == NULL || qh_session_get_store (edit->session) == NULL)
    {
      g_clear_pointer (&desk, qh_desk_free);
      return;
    }
  edit->desk = desk;
  edit->running = FALSE;
  if (edit->again)
    {
      compute (edit);
      return;
    }
  /* Translators: the value of an indicator */
  text = value != NULL ? g_strdup_printf (_ ("This month: %s"), value) : g_strdup (error->message);
  gtk_label_set_text (edit->live, text);
}

/* A name may still be missing: that is no reason to show no number. */
static char *
dup_definition (Edit *edit)
{
  g_autofree char *json = take (edit);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = json_node_get_object (root);

  json_object_set_string_member (object, "code", "x");
  json_object_set_string_member (object, "label", "x");
  return json_to_string (root, FALSE);
}

static void
compute (Edit *edit)
{
  g_autofree char *json = NULL;

  edit->again = edit->running;
  if (edit->running || qh_session_get_store (edit->session) == NULL)
    return;
  edit->running = TRUE;
  json = dup_definition (edit);
  qh_indicator_value_async (qh_session_get_store (edit->session),
                            g_steal_pointer (&edit->desk),
                            json,
                            edit->cancellable,
                            computed_cb,
                            qh_weak_new (edit->editor));
}

static gboolean
timer_cb (gpointer data)
{
  Edit *edit = data;

  edit->timer = 0;
  compute (edit);
  return G_SOURCE_REMOVE;
}

static void
compute_soon (Edit *edit)
{
  g_clear_handle_id (&edit->timer, g_source_remove);
  edit->timer = g_timeout_add (COMPUTE_AFTER, timer_cb, edit);
}

/* Told apart by a field: only a plain count can be. */

static void
fill_splits (Edit *edit)
{
  const QhFigure *value = qh_figure_rows_get (edit->figures[0]);
  QhKind *kind = qh_dictionary_get_kind (edit->dictionary, value->kind);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_autoptr (GtkStringList) model = NULL;
  guint selected = 0;

  g_ptr_array_set_size (edit->splits, 0);
  g_strv_builder_add (builder, _ ("Nothing"));
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (field->type != QH_TYPE_CODE || field->hidden || field->retired)
        continue;
      g_ptr_array_add (edit->splits, (gpointer)field);
      g_strv_builder_add (builder, qh_field_get_label (field, qh_session_get_language (edit->session)));
      if (g_strcmp0 (edit->indicator->split, field->name) == 0)
        selected = edit->splits->len;
    }
  labels = g_strv_builder_end (builder);
  model = gtk_string_list_new ((const char *const *)labels);
  edit->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (edit->split), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (edit->split), selected);
  edit->filling = FALSE;
  gtk_widget_set_visible (edit->split, value->op == QH_FIGURE_COUNT && qh_figure_rows_get (edit->figures[1]) == NULL);
}

static void
changed (Edit *edit)
{
  qh_editor_touch (edit->editor);
  qh_draft_keeper_touch (edit->keeper);
  compute_soon (edit);
}

static void
figure_changed_cb (gpointer data)
{
  Edit *edit = data;

  fill_splits (edit);
  changed (edit);
}

static void
row_changed_cb (Edit *edit)
{
  if (!edit->filling)
    changed (edit);
}

/* Saving */

static gboolean
save_on_worker (QhStore *store, gpointer json, GError **error)
{
  g_autofree char *code = NULL;

  return qh_indicators_add (store, json, &code, error);
}

static gboolean
is_taken (Edit *edit)
{
  g_autoptr (GPtrArray) indicators = qh_indicators_list (qh_session_get_store (edit->session), NULL);

  for (guint i = 0; edit->code != NULL && indicators != NULL && i < indicators->len; i++)
    if (g_str_equal (((const QhIndicator *)g_ptr_array_index (indicators, i))->code, edit->indicator->code))
      return TRUE;
  return FALSE;
}

static void
save_cb (QhEditor *editor, Edit *edit)
{
  g_autofree char *taken = take (edit);
  QhIndicator *indicator = edit->indicator;
  char *json;

  lend_name (indicator);
  if (indicator->labels[QH_LANGUAGE_ES][0] == '\0')
    {
      qh_editor_refuse (editor, edit->labels[0], _ ("The indicator has no name. Type one."));
      return;
    }
  if (is_taken (edit))
    {
      qh_editor_refuse (editor, edit->code, _ ("There is already an indicator with this code. Choose another."));
      return;
    }
  json = qh_indicator_to_json (indicator, edit->dictionary);
  qh_editor_set_undo (editor, QH_INDICATOR_UNDO, NULL);
  qh_editor_run (editor, save_on_worker, json, g_free, _ ("The indicator was saved."));
}

static void
done_cb (QhEditor *editor, Edit *edit)
{
  qh_draft_keeper_done (edit->keeper);
}

/* The draft: a definition, as those of boards and reports. Its use says whether it is new. */
static gboolean
collect_cb (GtkWidget *editor, QhDraft *draft)
{
  Edit *edit = g_object_get_data (G_OBJECT (editor), EDIT_KEY);
  QhStore *store = edit != NULL ? qh_session_get_store (edit->session) : NULL;
  g_autofree char *json = NULL;
  QhRecord *record;

  if (store == NULL || !qh_editor_is_touched (edit->editor))
    return FALSE;
  json = take (edit);
  record = qh_store_new_record (store, QH_KIND_DEFINITION);
  qh_record_set_text (record, "use", edit->code != NULL ? "new" : "old");
  qh_record_set_text (record, "name", edit->indicator->labels[QH_LANGUAGE_ES]);
  qh_record_set_text (record, "body", json);
  qh_record_set_text (record, "notes", edit->before);
  g_ptr_array_add (draft->records, record);
  return TRUE;
}

static void
destroyed_cb (GtkWidget *editor, Edit *edit)
{
  /* By Cancel; a lock keeps it, as the keeper is told of that before. */
  if (qh_session_get_store (edit->session) != NULL)
    qh_draft_keeper_done (edit->keeper);
}

/* Building */

static void
watch (Edit *edit, GtkWidget *row, const char *property)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  g_signal_connect_data (row, detailed, G_CALLBACK (row_changed_cb), edit, NULL, G_CONNECT_SWAPPED);
}

static void
add_names (Edit *edit, gboolean is_new)
{
  static const char *const titles[] = { N_ ("Name in _Spanish"), N_ ("Name in _English") };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      edit->labels[i]
        = qh_editor_add_entry (edit->editor, _ (titles[i]), edit->indicator->labels[languages[i]]);
      watch (edit, edit->labels[i], "text");
    }
  if (is_new)
    {
      edit->code = qh_editor_add_entry (edit->editor, _ ("_Code"), edit->indicator->code);
      watch (edit, edit->code, "text");
    }
}

static void
add_more (Edit *edit)
{
  const char *const units[] = { _ ("Number"), _ ("Per cent"), _ ("Days"), _ ("Minutes"), NULL };
  const char *const directions[] = { _ ("Neither"), _ ("More"), _ ("Less"), NULL };

  qh_editor_add_group (edit->editor, _ ("How It Is Shown"), NULL);
  edit->unit = qh_editor_add_choice (edit->editor, _ ("_Unit of the Number"), units, edit->indicator->unit);
  edit->direction = qh_editor_add_choice (edit->editor, _ ("What Is _Better"), directions, edit->indicator->direction);
  edit->split = qh_editor_add_choice (edit->editor, _ ("_Told Apart By"), (const char *const[]){ NULL }, 0);
  edit->source = qh_editor_add_entry (edit->editor, _ ("S_ource or Formula in Words"), edit->indicator->source);
  watch (edit, edit->unit, "selected");
  watch (edit, edit->direction, "selected");
  watch (edit, edit->split, "selected");
  watch (edit, edit->source, "text");
}

static void
add_live (Edit *edit)
{
  edit->live = GTK_LABEL (gtk_label_new (_ ("This month: …")));
  gtk_label_set_wrap (edit->live, TRUE);
  gtk_label_set_xalign (edit->live, 0);
  gtk_widget_add_css_class (GTK_WIDGET (edit->live), "heading");
  qh_editor_add_widget (edit->editor, GTK_WIDGET (edit->live));
}

static QhIndicator *
read_definition (QhDictionary *dictionary, const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  QhIndicator *indicator = root != NULL ? qh_indicator_read (dictionary, root, NULL) : NULL;

  return indicator != NULL ? indicator : g_new0 (QhIndicator, 1);
}

static Edit *
edit_new (GtkWidget *from, QhSession *session, const char *json, gboolean is_new)
{
  QhStore *store = qh_session_get_store (session);
  Edit *edit = g_new0 (Edit, 1);

  edit->session = g_object_ref (session);
  edit->dictionary = qh_store_ref_dictionary (store);
  edit->indicator = read_definition (edit->dictionary, json);
  edit->splits = g_ptr_array_new ();
  edit->cancellable = g_cancellable_new ();
  edit->editor = qh_editor_new (from, is_new ? _ ("New Indicator") : _ ("Indicator"), store);
  return edit;
}

static void
propose_code (Edit *edit)
{
  g_autoptr (GPtrArray) indicators = qh_indicators_list (qh_session_get_store (edit->session), NULL);

  if (edit->indicator->code == NULL || edit->indicator->code[0] == '\0')
    {
      g_free (edit->indicator->code);
      edit->indicator->code = indicators != NULL ? qh_indicators_propose_code (indicators) : g_strdup ("");
    }
}

static void
add_rows (Edit *edit, gboolean is_new)
{
  QhFigure *value = g_steal_pointer (&edit->indicator->value);
  QhFigure *over = g_steal_pointer (&edit->indicator->over);

  if (is_new)
    propose_code (edit);
  add_live (edit);
  add_names (edit, is_new);
  edit->figures[0] = qh_figure_rows_new (edit->editor, edit->session, _ ("What Is Counted"), FALSE,
                                         value != NULL ? value : qh_figure_new (), figure_changed_cb, edit);
  edit->figures[1]
    = qh_figure_rows_new (edit->editor, edit->session, _ ("Divided By"), TRUE, over, figure_changed_cb, edit);
  add_more (edit);
  fill_splits (edit);
}

/**
 * qh_indicator_editor_open:
 * @json: (nullable): its definition; %NULL for an empty new one
 * @is_new: whether it is not among the unit's indicators yet
 *
 * Lets a person add or change an indicator of the unit's own.
 *
 * Returns: (transfer none): the window.
 */
QhEditor *
qh_indicator_editor_open (GtkWidget *from, QhSession *session, const char *json, gboolean is_new)
{
  Edit *edit = edit_new (from, session, json, is_new);

  if (!is_new)
    edit->before = g_strdup (json);
  add_rows (edit, is_new);
  edit->keeper = qh_draft_keeper_new (session, QH_DRAFT_FORM_INDICATOR, collect_cb, GTK_WIDGET (edit->editor));
  g_object_set_data_full (G_OBJECT (edit->editor), EDIT_KEY, edit, edit_free);
  g_signal_connect (edit->editor, "save", G_CALLBACK (save_cb), edit);
  g_signal_connect (edit->editor, "done", G_CALLBACK (done_cb), edit);
  g_signal_connect (edit->editor, "destroy", G_CALLBACK (destroyed_cb), edit);
  gtk_window_present (GTK_WINDOW (edit->editor));
  compute (edit);
  return edit->editor;
}

/**
 * qh_indicator_editor_continue:
 * @draft: what had been typed in such an editor
 *
 * Goes on with a draft.
 *
 * Returns: (transfer none): the window.
 */
QhEditor *
qh_indicator_editor_continue (GtkWidget *from, QhSession *session, const QhDraft *draft)
{
  const QhRecord *record = g_ptr_array_index (draft->records, 0);
  gboolean is_new = g_strcmp0 (qh_record_get_text (record, "use"), "new") == 0;
  QhEditor *editor = qh_indicator_editor_open (from, session, qh_record_get_text (record, "body"), is_new);
  Edit *edit = g_object_get_data (G_OBJECT (editor), EDIT_KEY);

  if (!is_new)
    {
      g_free (edit->before);
      edit->before = g_strdup (qh_record_get_text (record, "notes"));
    }
  qh_editor_touch (editor);
  qh_draft_keeper_continue (edit->keeper, draft);
  return editor;
}
