/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of it: as JSON, as rows, and in words. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-research.h"
#include "domain/qh-json.h"

typedef struct
{
  QhCli *cli;
  const QhAnonymization *result;
  const char *path;
} Printing;

/* JSON */

static void
add_levels (JsonBuilder *builder, const QhAnonymization *result, const QhNode *node)
{
  json_builder_set_member_name (builder, "levels");
  json_builder_begin_object (builder);
  for (guint i = 0; i < result->hierarchies->len; i++)
    qh_json_count (builder, ((const QhHierarchy *)g_ptr_array_index (result->hierarchies, i))->name, node->levels[i]);
  json_builder_end_object (builder);
}

static void
add_steps (JsonBuilder *builder, const QhAnonymization *result)
{
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->steps->len; i++)
    {
      const QhAnonymizeStep *step = g_ptr_array_index (result->steps, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "variable", step->name);
      qh_json_count (builder, "level", step->level);
      qh_json_count (builder, "levels", step->n_levels);
      qh_json_count (builder, "values_before", step->values_before);
      qh_json_count (builder, "values_after", step->values_after);
      qh_json_real (builder, "loss", step->loss);
      qh_json_count (builder, "k_if_exact", step->k_if_exact);
      qh_json_real (builder, "average_risk_if_exact", step->average_if_exact);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_alternatives (JsonBuilder *builder, const QhAnonymization *result)
{
  json_builder_set_member_name (builder, "alternatives");
  json_builder_begin_array (builder);
  for (guint i = 1; i < result->search->best->len; i++)
    {
      const QhNode *node = g_ptr_array_index (result->search->best, i);

      json_builder_begin_object (builder);
      add_levels (builder, result, node);
      qh_json_real (builder, "loss", node->loss);
      qh_json_count (builder, "suppressed", node->suppressed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What is written by each of them, whichever the ways were compared by. */
static void
add_losses (JsonBuilder *builder, const QhAnonymization *result)
{
  json_builder_set_member_name (builder, "losses");
  json_builder_begin_object (builder);
  for (QhLoss loss = 0; loss < QH_N_LOSSES; loss++)
    qh_json_real (builder, qh_loss_get_word (loss), result->losses[loss]);
  json_builder_end_object (builder);
}

static gboolean
print_json (const Printing *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const QhAnonymization *result = self->result;
  const QhNode *node = qh_anonymization_get_node (result);
  gboolean secrets = result->secrets->len > 0;

  json_builder_begin_object (builder);
  qh_cli_json_risk (builder, &result->after, secrets ? &result->diversity_after : NULL);
  json_builder_set_member_name (builder, "before");
  json_builder_begin_object (builder);
  qh_cli_json_risk (builder, &result->before, secrets ? &result->diversity_before : NULL);
  json_builder_end_object (builder);
  qh_json_count (builder, "suppressed", result->n_records - result->n_kept);
  qh_json_count (builder, "blank_cells", result->n_blank_cells);
  qh_json_text (builder, "loss_metric", qh_loss_get_word (result->by));
  qh_json_real (builder, "loss", result->losses[result->by]);
  add_losses (builder, result);
  add_levels (builder, result, node);
  add_steps (builder, result);
  add_alternatives (builder, result);
  qh_json_count (builder, "nodes", result->search->n_nodes);
  qh_json_count (builder, "evaluated", result->search->n_evaluated);
  json_builder_set_member_name (builder, "proven");
  json_builder_add_boolean_value (builder, result->search->proven);
  qh_json_text (builder, "output", self->path);
  json_builder_end_object (builder);
  return qh_cli_print_json (builder, error);
}

/* Rows */

static void
print_row (const Printing *self, QhCliOutput *output, const char *name, const char *label, double before, double after)
{
  g_autofree char *first = qh_cli_make_figure (self->cli, before);
  g_autofree char *second = qh_cli_make_figure (self->cli, after);

  qh_cli_output_row (output, (const char *const[]){ name, label, first, second });
}

static void
print_steps (const Printing *self, QhCliOutput *output)
{
  for (guint i = 0; i < self->result->steps->len; i++)
    {
      const QhAnonymizeStep *step = g_ptr_array_index (self->result->steps, i);
      g_autofree char *values = g_strconcat ("values:", step->name, NULL);
      g_autofree char *values_label = g_strdup_printf (_ ("Values of “%s”"), step->name);
      g_autofree char *loss = g_strconcat ("loss:", step->name, NULL);
      g_autofree char *loss_label = g_strdup_printf (_ ("Information lost of “%s”"), step->name);
      g_autofree char *gain = g_strconcat ("average_risk_if_exact:", step->name, NULL);
      g_autofree char *gain_label = g_strdup_printf (_ ("Average risk if “%s” stayed exact"), step->name);

      print_row (self, output, values, values_label, step->values_before, step->values_after);
      if (step->level == 0)
        continue;
      print_row (self, output, loss, loss_label, 0, step->loss);
      print_row (self, output, gain, gain_label, step->average_if_exact, self->result->after.average_risk);
    }
}

static void
print_losses (const Printing *self, QhCliOutput *output)
{
  for (QhLoss loss = 0; loss < QH_N_LOSSES; loss++)
    {
      g_autofree char *name = g_strconcat ("loss:", qh_loss_get_word (loss), NULL);
      g_autofree char *label = g_strdup_printf (_ ("Information lost: %s"), qh_loss_get_label (loss));

      print_row (self, output, loss == self->result->by ? "loss" : name, label, self->result->losses_before[loss], self->result->losses[loss]);
    }
}

static gboolean
print_rows (const Printing *self, GError **error)
{
  const QhRisk *before = &self->result->before, *after = &self->result->after;
  const QhDiversity *first = &self->result->diversity_before, *second = &self->result->diversity_after;
  const QhCliColumn columns[] = {
    { "measure", _ ("Measure"), FALSE },
    { "label", _ ("Risk of re-identification"), FALSE },
    { "before", _ ("Before"), TRUE },
    { "after", _ ("Now"), TRUE },
  };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (self->cli, columns, G_N_ELEMENTS (columns));

  print_row (self, output, "records", _ ("Records"), before->records, after->records);
  print_row (self, output, "classes", _ ("Classes"), before->classes, after->classes);
  print_row (self, output, "k", _ ("k (smallest class)"), before->k, after->k);
  print_row (self, output, "uniques", _ ("Uniques"), before->uniques, after->uniques);
  print_row (self, output, "average_risk", _ ("Average risk"), before->average_risk, after->average_risk);
  print_row (self, output, "highest_risk", _ ("Highest risk"), before->highest_risk, after->highest_risk);
  if (self->result->secrets->len > 0)
    {
      print_row (self, output, "l_distinct", _ ("l, distinct"), first->l_distinct, second->l_distinct);
      print_row (self, output, "l_entropy", _ ("l, entropy"), first->l_entropy, second->l_entropy);
      print_row (self, output, "l_recursive", _ ("l, recursive"), first->l_recursive, second->l_recursive);
      print_row (self, output, "t", _ ("t"), first->t, second->t);
    }
  print_losses (self, output);
  print_steps (self, output);
  return qh_cli_output_close (output, error);
}

static char *
name_levels (const QhAnonymization *result, const QhNode *node)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->hierarchies->len; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", ((const QhHierarchy *)g_ptr_array_index (result->hierarchies, i))->name, node->levels[i]);
  return g_string_free (text, FALSE);
}

/* What is said besides, for people. */
static void
tell (const Printing *self)
{
  const QhSearch *search = self->result->search;

  for (guint i = 0; i < search->best->len; i++)
    {
      const QhNode *node = g_ptr_array_index (search->best, i);
      g_autofree char *levels = name_levels (self->result, node);

      qh_cli_note (i == 0 ? _ ("Levels: %s (lost %.4g, left out %u)") : _ ("Also possible: %s (lost %.4g, left out %u)"),
                   levels, node->loss, node->suppressed);
    }
  qh_cli_note (_ ("Compared by the %s: %s."), qh_loss_get_label (self->result->by), qh_loss_get_definition (self->result->by));
  if (search->proven)
    qh_cli_note (_ ("No other of the %" PRIu64 " ways loses less; %u were counted out."), search->n_nodes, search->n_evaluated);
  else
    qh_cli_note (_ ("Of %" PRIu64 " ways %u were counted out; it is not proven that none loses less."), search->n_nodes, search->n_evaluated);
  if (self->result->n_blank_cells > 0)
    qh_cli_note (ngettext ("%u cell was left blank.", "%u cells were left blank.", self->result->n_blank_cells), self->result->n_blank_cells);
  qh_cli_note (_ ("%u rows written to “%s”, read back and counted."), self->result->n_kept, self->path);
}

/**
 * qh_cli_print_anonymous:
 * @path: what was written
 *
 * Prints what came of @result: risk before and after, what is lost, and the other ways.
 *
 * Returns: whether it could be printed.
 */
gboolean
qh_cli_print_anonymous (QhCli *cli, const QhAnonymization *result, const char *path, GError **error)
{
  const Printing printing = { cli, result, path };

  if (cli->format == QH_CLI_TEXT)
    tell (&printing);
  return cli->format == QH_CLI_JSON ? print_json (&printing, error) : print_rows (&printing, error);
}
