/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-own-boards.h"

#include <glib/gi18n-lib.h>

static void
own_board_free (gpointer data)
{
  QhOwnBoard *board = data;

  g_free (board->name);
  g_free (board->problem);
  qh_board_spec_free (board->spec);
  g_free (board);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate ((*(QhOwnBoard *const *) a)->name, (*(QhOwnBoard *const *) b)->name);
}

/**
 * qh_own_boards_read:
 * @records: (element-type QhRecord): definitions of any use
 *
 * Returns: (transfer full) (element-type QhOwnBoard): the boards among them, by
 *   name; one that cannot be read says why.
 */
GPtrArray *
qh_own_boards_read (GPtrArray *records)
{
  GPtrArray *boards = g_ptr_array_new_with_free_func (own_board_free);

  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      const char *name = qh_record_get_text (record, "name");
      g_autoptr (GError) error = NULL;
      QhOwnBoard *board;

      if (g_strcmp0 (qh_record_get_text (record, "use"), QH_BOARD_USE) != 0 || qh_record_get_integer (record, "retired") != 0)
        continue;
      board = g_new0 (QhOwnBoard, 1);
      board->id = record->id;
      board->name = g_strdup (name);
      board->spec = qh_board_spec_parse (name, qh_record_get_text (record, "body"), &error);
      if (board->spec == NULL)
        board->problem = g_strdup (error->message);
      g_ptr_array_add (boards, board);
    }
  g_ptr_array_sort (boards, compare_names);
  return boards;
}

/**
 * qh_own_boards_list:
 *
 * Returns: (transfer full) (element-type QhOwnBoard): the unit's own boards.
 *   Reads the file: not for the main thread.
 */
GPtrArray *
qh_own_boards_list (QhStore *store,
                    GError **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (store, QH_KIND_DEFINITION, error);

  return records != NULL ? qh_own_boards_read (records) : NULL;
}

/**
 * qh_own_boards_find:
 * @boards: (element-type QhOwnBoard): the unit's own
 *
 * Returns: (transfer none): the board of a name, one of the program's or one of
 *   the unit's; %NULL with an error where there is none or it cannot be read.
 */
const QhBoardSpec *
qh_own_boards_find (GPtrArray  *boards,
                    const char *name,
                    GError    **error)
{
  const QhBoardSpec *spec = qh_board_spec_find (name, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  if (spec != NULL)
    return spec;
  for (guint i = 0; i < boards->len; i++)
    {
      const QhOwnBoard *board = g_ptr_array_index (boards, i);

      g_string_append_printf (names, ", “%s”", board->name);
      if (g_utf8_collate (board->name, name) != 0)
        continue;
      if (board->spec == NULL)
        g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("The board “%s” cannot be read: %s"), name, board->problem);
      return board->spec;
    }
  if (qh_board_spec_find (name, error) == NULL && names->len > 0)
    g_prefix_error (error, _("Of the unit's own there are: %s. "), names->str + 2);
  return NULL;
}

/**
 * qh_own_board_check:
 * @boards: (element-type QhOwnBoard): those that are there
 * @id: of its record, or 0 for a new one
 *
 * Returns: whether it can be kept: it has a name that no other has.
 */
gboolean
qh_own_board_check (GPtrArray         *boards,
                    const QhBoardSpec *spec,
                    gint64             id,
                    GError           **error)
{
  gboolean taken = qh_board_spec_find (spec->name, NULL) != NULL;

  if (spec->name[0] == '\0')
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("The board has no name. Give it one."));
      return FALSE;
    }
  for (guint i = 0; boards != NULL && i < boards->len; i++)
    {
      const QhOwnBoard *board = g_ptr_array_index (boards, i);

      taken |= board->id != id && g_utf8_collate (board->name, spec->name) == 0;
    }
  if (taken)
    g_set_error (error, QH_ERROR, QH_ERROR_IN_USE, _("There is a board “%s” already. Choose another name."), spec->name);
  return !taken;
}

/**
 * qh_own_board_write:
 * @record: of kind definition
 *
 * Puts a board into its record.
 */
void
qh_own_board_write (QhRecord          *record,
                    const QhBoardSpec *spec)
{
  g_autofree char *body = qh_board_spec_to_json (spec);

  qh_record_set_text (record, "use", QH_BOARD_USE);
  qh_record_set_text (record, "name", spec->name);
  qh_record_set_text (record, "body", body);
}
