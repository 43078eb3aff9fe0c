/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-stream-seal.h"

#include <sodium.h>

#define KEY_SIZE crypto_secretstream_xchacha20poly1305_KEYBYTES

/**
 * QhStreamSeal:
 *
 * What is too long for one seal, sealed block by block. Blocks that are changed,
 * left out, repeated or put in another order do not open, nor does a stream
 * without its last one. Each stream has a key of its own, which is itself sealed
 * with the workspace key.
 */
struct _QhStreamSeal
{
  crypto_secretstream_xchacha20poly1305_state state;
};

G_STATIC_ASSERT (QH_STREAM_START_SIZE == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
G_STATIC_ASSERT (QH_STREAM_OVERHEAD == crypto_secretstream_xchacha20poly1305_ABYTES);

static QhStreamSeal *
stream_seal_alloc (void)
{
  QhStreamSeal *self = sodium_malloc (sizeof *self);

  g_assert (self != NULL);
  return self;
}

/**
 * qh_stream_seal_new:
 * @kind: with @row, what the stream's key is bound to
 * @key: (out) (transfer full): the stream's key, sealed; to be kept with the stream
 * @start: (out): the stream's first bytes; to be kept too
 *
 * Returns: (transfer full) (nullable): a stream to be sealed, or %NULL when the
 *   keyring has no workspace key.
 */
QhStreamSeal *
qh_stream_seal_new (QhKeyring *keyring,
                    guint32 kind,
                    gint64 row,
                    GBytes **key,
                    guint8 start[QH_STREAM_START_SIZE])
{
  QhStreamSeal *self;
  guint8 *plain;

  if (qh_keyring_get_current (keyring, QH_KEY_WORKSPACE) == 0)
    return NULL;
  self = stream_seal_alloc ();
  plain = sodium_malloc (KEY_SIZE);
  g_assert (plain != NULL);
  crypto_secretstream_xchacha20poly1305_keygen (plain);
  crypto_secretstream_xchacha20poly1305_init_push (&self->state, start, plain);
  *key = qh_seal (keyring, QH_KEY_WORKSPACE, kind, row, plain, KEY_SIZE);
  sodium_free (plain);
  return self;
}

/**
 * qh_stream_seal_open:
 *
 * Returns: (transfer full): the stream that qh_stream_seal_new() began, to be
 *   opened; %NULL with the errors of qh_unseal() when its key does not open.
 */
QhStreamSeal *
qh_stream_seal_open (QhKeyring *keyring,
                     guint32 kind,
                     gint64 row,
                     GBytes *key,
                     const guint8 start[QH_STREAM_START_SIZE],
                     GError **error)
{
  gsize size;
  const guint8 *blob = g_bytes_get_data (key, &size);
  QhStreamSeal *self = NULL;
  guint8 *plain;

  /* What is not of that size gets no room, and is refused as any other. */
  if (size != KEY_SIZE + qh_seal_get_overhead ())
    size = 0;
  plain = sodium_malloc (KEY_SIZE);
  g_assert (plain != NULL);
  if (qh_unseal (keyring, kind, row, blob, size, plain, error) >= 0)
    {
      self = stream_seal_alloc ();
      crypto_secretstream_xchacha20poly1305_init_pull (&self->state, start, plain);
    }
  sodium_free (plain);
  return self;
}

/**
 * qh_stream_seal_free:
 *
 * Zeroes what the stream knows of its key.
 */
void
qh_stream_seal_free (QhStreamSeal *self)
{
  sodium_free (self);
}

/**
 * qh_stream_seal_push:
 * @size: at most %QH_STREAM_BLOCK bytes
 * @bound: (nullable): what must be the same when the block is opened
 * @last: whether it is the stream's last block
 * @sealed: (out caller-allocates): room for @size + %QH_STREAM_OVERHEAD bytes
 *
 * Returns: the bytes in @sealed.
 */
gsize
qh_stream_seal_push (QhStreamSeal *self,
                     const guint8 *data,
                     gsize size,
                     GBytes *bound,
                     gboolean last,
                     guint8 *sealed)
{
  gsize bound_size = 0;
  const guint8 *bound_data = bound != NULL ? g_bytes_get_data (bound, &bound_size) : NULL;
  guint8 tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                    : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;

  crypto_secretstream_xchacha20poly1305_push (
    &self->state, sealed, NULL, data, size, bound_data, bound_size, tag);
  return size + QH_STREAM_OVERHEAD;
}

/**
 * qh_stream_seal_pull:
 * @bound: (nullable): as when the block was sealed
 * @last: (out): whether it is the stream's last block
 * @data: (out caller-allocates): room for @size − %QH_STREAM_OVERHEAD bytes
 *
 * Returns: the bytes in @data, or -1 when the block does not open: it was
 *   changed or is out of order.
 */
gssize
qh_stream_seal_pull (QhStreamSeal *self,
                     const guint8 *sealed,
                     gsize size,
                     GBytes *bound,
                     gboolean *last,
                     guint8 *data)
{
  gsize bound_size = 0;
  const guint8 *bound_data = bound != NULL ? g_bytes_get_data (bound, &bound_size) : NULL;
  guint8 tag;

  if (size < QH_STREAM_OVERHEAD
      || crypto_secretstream_xchacha20poly1305_pull (
           &self->state, data, NULL, &tag, sealed, size, bound_data, bound_size)
           != 0)
    return -1;
  *last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return (gssize)(size - QH_STREAM_OVERHEAD);
}
