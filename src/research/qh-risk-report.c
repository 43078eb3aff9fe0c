/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-risk-report.h"

#include <glib/gi18n-lib.h>

#include "research/qh-coding.h"

#define MOST_QUASI 64
#define MOST_RISKIEST 20

static void
secret_free (gpointer data)
{
  QhRiskSecret *secret = data;

  g_free (secret->name);
  g_free (secret);
}

static void
share_free (gpointer data)
{
  QhRiskShare *share = data;

  g_free (share->name);
  g_free (share);
}

void
qh_risk_report_free (QhRiskReport *self)
{
  if (self == NULL)
    return;
  g_free (self->frequencies);
  g_ptr_array_unref (self->secrets);
  g_ptr_array_unref (self->shares);
  g_array_unref (self->riskiest);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, message);
  return FALSE;
}

static gboolean
check_question (const QhRiskQuestion *question, GError **error)
{
  const char *const *quasi = question->quasi;
  guint n = g_strv_length ((char **)quasi);

  if (n == 0)
    return refuse (error, _ ("There are no quasi-identifiers. Name the variables by which somebody might be known."));
  if (n > MOST_QUASI)
    return refuse (error, _ ("There are more than 64 quasi-identifiers. Choose fewer."));
  for (guint i = 0; i < n; i++)
    if (g_strv_contains (quasi + i + 1, quasi[i])
        || (question->sensitive != NULL && g_strv_contains (question->sensitive, quasi[i])))
      {
        g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("“%s” is named twice. Name each variable once."), quasi[i]);
        return FALSE;
      }
  return TRUE;
}

static guint
count_values (const QhCoding *coding)
{
  g_autofree guint8 *seen = g_malloc0 (MAX (1, coding->n_categories));
  guint n = 0;

  for (guint i = 0; i < coding->n; i++)
    {
      n += !seen[coding->codes[i]];
      seen[coding->codes[i]] = 1;
    }
  return n;
}

static void
add_secret (QhRiskReport *self, const QhClasses *classes, const QhCoding *coding, double c)
{
  QhRiskSecret *secret = g_new0 (QhRiskSecret, 1);

  secret->name = g_strdup (coding->name);
  secret->ordered = qh_coding_is_ordered (coding);
  qh_diversity_compute (classes, coding->codes, coding->n_categories, NULL, secret->ordered,
                        c > 0 ? c : QH_DIVERSITY_USUAL_C, &secret->diversity);
  g_ptr_array_add (self->secrets, secret);
}

/* The risk as if one variable were not known. */
static void
add_share (QhRiskReport *self, const QhQuasi *quasi, const QhCoding *coding, guint place, QhRiskMissing missing)
{
  QhRiskShare *share = g_new0 (QhRiskShare, 1);
  QhRisk risk;

  share->name = g_strdup (coding->name);
  share->values = count_values (coding);
  if (missing == QH_RISK_MISSING_WILDCARD)
    {
      g_autofree guint32 *frequencies = qh_risk_count_without (quasi, missing, place);

      qh_risk_compute (frequencies, quasi->n, 0, &risk);
    }
  else
    {
      g_autoptr (QhClasses) classes = qh_quasi_classes_without (quasi, place);

      qh_risk_of_classes (classes, &risk);
    }
  share->uniques_without = risk.uniques;
  share->average_without = risk.average_risk;
  g_ptr_array_add (self->shares, share);
}

static void
find_riskiest (QhRiskReport *self)
{
  for (guint i = 0; i < self->risk.records && self->riskiest->len < MOST_RISKIEST; i++)
    if (self->frequencies[i] == self->risk.k)
      g_array_append_val (self->riskiest, i);
}

static void
compute (QhRiskReport *self, const QhRiskQuestion *question, GPtrArray *codings, GPtrArray *secrets)
{
  g_autoptr (QhQuasi) quasi = qh_quasi_new (codings);
  gboolean wildcard = question->missing == QH_RISK_MISSING_WILDCARD;
  g_autoptr (QhClasses) classes = qh_quasi_classes (quasi);

  if (wildcard)
    {
      self->frequencies = qh_risk_count (quasi, question->missing);
      qh_risk_compute (self->frequencies, quasi->n, 0, &self->risk);
    }
  else
    {
      self->frequencies = g_new (guint32, MAX (1, quasi->n));
      for (guint i = 0; i < quasi->n; i++)
        self->frequencies[i] = classes->sizes[classes->class_of[i]];
      qh_risk_of_classes (classes, &self->risk);
      for (guint i = 0; i < secrets->len; i++)
        add_secret (self, classes, g_ptr_array_index (secrets, i), question->c);
    }
  for (guint i = 0; i < codings->len && question->shares; i++)
    add_share (self, quasi, g_ptr_array_index (codings, i), i, question->missing);
  if (question->fraction > 0)
    qh_population_risk_compute (self->frequencies, quasi->n, question->fraction, &self->population);
  find_riskiest (self);
}

/**
 * qh_risk_report_new:
 * @mask: (nullable) (array): the rows that are asked about
 *
 * Returns: (transfer full): the risk of those rows; %NULL with an error when
 *   there is no such variable or no row.
 */
QhRiskReport *
qh_risk_report_new (QhFrame *frame, const guint8 *mask, const QhRiskQuestion *question, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (QhRiskReport) self = NULL;
  g_autoptr (GPtrArray) codings = NULL, secrets = NULL;

  if (!check_question (question, error))
    return NULL;
  codings = qh_coding_list_new (frame, question->quasi, mask, error);
  if (codings == NULL)
    return NULL;
  secrets = qh_coding_list_new (frame, question->sensitive != NULL ? question->sensitive : none, mask, error);
  if (secrets == NULL)
    return NULL;
  if (((QhCoding *)g_ptr_array_index (codings, 0))->n == 0)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_RANGE, _ ("There are no rows. Choose another file, or fewer conditions."));
      return NULL;
    }
  self = g_new0 (QhRiskReport, 1);
  self->secrets = g_ptr_array_new_with_free_func (secret_free);
  self->shares = g_ptr_array_new_with_free_func (share_free);
  self->riskiest = g_array_new (FALSE, FALSE, sizeof (guint));
  compute (self, question, codings, secrets);
  return g_steal_pointer (&self);
}

/**
 * qh_risk_report_get_diversity:
 * @least: (out): the least of every l, and the greatest t
 *
 * Returns: whether there is a sensitive variable.
 */
gboolean
qh_risk_report_get_diversity (const QhRiskReport *self, QhDiversity *least)
{
  *least = (QhDiversity){ G_MAXUINT, G_MAXDOUBLE, G_MAXUINT, 0 };
  for (guint i = 0; i < self->secrets->len; i++)
    {
      const QhDiversity *diversity = &((const QhRiskSecret *)g_ptr_array_index (self->secrets, i))->diversity;

      least->l_distinct = MIN (least->l_distinct, diversity->l_distinct);
      least->l_entropy = MIN (least->l_entropy, diversity->l_entropy);
      least->l_recursive = MIN (least->l_recursive, diversity->l_recursive);
      least->t = MAX (least->t, diversity->t);
    }
  return self->secrets->len > 0;
}
