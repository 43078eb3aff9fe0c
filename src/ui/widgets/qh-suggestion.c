/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-suggestion.h"

/**
 * QhSuggestion:
 *
 * One thing that a type-ahead entry offers.
 */
struct _QhSuggestion
{
  GObject parent_instance;

  gint64 id;
  char *title;
  char *detail;
  char *key;
};

G_DEFINE_FINAL_TYPE (QhSuggestion, qh_suggestion, G_TYPE_OBJECT)

static void
qh_suggestion_finalize (GObject *object)
{
  QhSuggestion *self = QH_SUGGESTION (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->key);
  G_OBJECT_CLASS (qh_suggestion_parent_class)->finalize (object);
}

static void
qh_suggestion_class_init (QhSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_suggestion_finalize;
}

static void
qh_suggestion_init (QhSuggestion *self)
{
}

/**
 * qh_suggestion_new:
 * @id: what is chosen
 * @title: what it is called
 * @detail: (nullable): said beside it, paler
 * @key: (nullable): the key that chooses it from anywhere
 *
 * Returns: (transfer full): the suggestion.
 */
QhSuggestion *
qh_suggestion_new (gint64      id,
                   const char *title,
                   const char *detail,
                   const char *key)
{
  QhSuggestion *self = g_object_new (QH_TYPE_SUGGESTION, NULL);

  self->id = id;
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->key = g_strdup (key);
  return self;
}

gint64
qh_suggestion_get_id (QhSuggestion *self)
{
  return self->id;
}

const char *
qh_suggestion_get_title (QhSuggestion *self)
{
  return self->title;
}

/**
 * qh_suggestion_get_detail:
 *
 * Returns: (transfer none) (nullable): what is said beside the title.
 */
const char *
qh_suggestion_get_detail (QhSuggestion *self)
{
  return self->detail;
}

/**
 * qh_suggestion_get_key:
 *
 * Returns: (transfer none) (nullable): the key that chooses it from anywhere.
 */
const char *
qh_suggestion_get_key (QhSuggestion *self)
{
  return self->key;
}
