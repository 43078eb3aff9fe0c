/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-loss.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *word;
  const char *label;
  const char *brief;
  const char *definition;
} Naming;

static const Naming namings[QH_N_LOSSES] = {
  { "ncp", N_ ("normalised certainty penalty"), N_ ("certainty (NCP)"),
    N_ ("how wide the groups are that the values are told as, as a part of all values; a row that is left out counts whole (Xu and others, 2006)") },
  { "discernibility", N_ ("discernibility"), N_ ("discernibility"),
    N_ ("from how many rows each row cannot be told apart, as a part of all rows; a row that is left out counts all of them (Bayardo and Agrawal, 2005)") },
  { "class-size", N_ ("average class size"), N_ ("class size (C_avg)"),
    N_ ("how many rows are alike, on average of the classes, as a multiple of k; the rows that are left out are one class (C_avg of LeFevre and others, 2006)") },
};

/**
 * qh_loss_parse:
 *
 * Returns: the loss of that word; %QH_N_LOSSES for none.
 */
QhLoss
qh_loss_parse (const char *word)
{
  guint loss = 0;

  while (loss < QH_N_LOSSES && !g_str_equal (namings[loss].word, word))
    loss++;
  return loss;
}

/**
 * qh_loss_get_word:
 *
 * Returns: what recipes and options call it.
 */
const char *
qh_loss_get_word (QhLoss loss)
{
  return namings[loss].word;
}

/**
 * qh_loss_get_label:
 *
 * Returns: its name.
 */
const char *
qh_loss_get_label (QhLoss loss)
{
  return _ (namings[loss].label);
}

/**
 * qh_loss_get_short:
 *
 * Returns: its name where there is little room.
 */
const char *
qh_loss_get_short (QhLoss loss)
{
  return _ (namings[loss].brief);
}

/**
 * qh_loss_get_definition:
 *
 * Returns: what it counts, in words and with its source.
 */
const char *
qh_loss_get_definition (QhLoss loss)
{
  return _ (namings[loss].definition);
}

/**
 * qh_loss_dup_figure:
 *
 * Returns: (transfer full): a figure of it: a part as per cent, a multiple as it is.
 */
char *
qh_loss_dup_figure (QhLoss loss, double figure)
{
  return loss == QH_LOSS_CLASS_SIZE ? g_strdup_printf (_ ("%.2f × k"), figure) : g_strdup_printf (_ ("%.1f %%"), 100 * figure);
}

static double
compute_discernibility (const QhClasses *classes, const guint8 *fails, guint n_records)
{
  guint64 sum = 0, kept = 0;

  for (guint i = 0; i < classes->n_classes; i++)
    if (fails == NULL || !fails[i])
      {
        sum += (guint64)classes->sizes[i] * classes->sizes[i];
        kept += classes->sizes[i];
      }
  return ((double)sum / n_records + (double)(n_records - kept)) / n_records;
}

static double
compute_class_size (const QhClasses *classes, const guint8 *fails, guint n_records, guint k)
{
  guint n = 0;
  guint64 kept = 0;

  for (guint i = 0; i < classes->n_classes; i++)
    if (fails == NULL || !fails[i])
      {
        n++;
        kept += classes->sizes[i];
      }
  n += kept < n_records;
  return (double)n_records / n / k;
}

/**
 * qh_loss_of_classes:
 * @loss: %QH_LOSS_DISCERNIBILITY or %QH_LOSS_CLASS_SIZE, which are of classes alone
 * @fails: (nullable) (array): of each class whether it is left out
 * @n_records: how many there are, those included that are in no class of @classes
 * @k: the least class that is asked for
 *
 * What is left out counts as one class for the class size, and each record of it as all
 * for discernibility. So it is at least that of any finer classes of which nothing is left out.
 *
 * Returns: the loss.
 */
double
qh_loss_of_classes (QhLoss loss, const QhClasses *classes, const guint8 *fails, guint n_records, guint k)
{
  g_return_val_if_fail (loss == QH_LOSS_DISCERNIBILITY || loss == QH_LOSS_CLASS_SIZE, 0);

  return loss == QH_LOSS_DISCERNIBILITY ? compute_discernibility (classes, fails, n_records) : compute_class_size (classes, fails, n_records, k);
}
