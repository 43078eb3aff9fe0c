/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "vault/qh-key-holder.h"
#include "vault/qh-passphrase.h"
#include "vault/qh-recovery.h"
#include "vault/qh-seal.h"

#define TEXT "Refiere cansancio de la cuidadora"

static void
test_seal (void)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  g_autoptr (QhKeyring) other = qh_keyring_generate ();
  g_autoptr (GBytes) sealed = qh_seal (keyring, QH_KEY_IDENTITY, 6, 42, TEXT, strlen (TEXT));
  gsize size;
  const guint8 *blob = g_bytes_get_data (sealed, &size);
  char opened[sizeof TEXT] = "";
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (size, ==, strlen (TEXT) + qh_seal_get_overhead ());
  g_assert_null (memmem (blob, size, "cansancio", 9));
  g_assert_cmpint (
    qh_unseal (keyring, 6, 42, blob, size, (guint8 *)opened, NULL), ==, strlen (TEXT));
  g_assert_cmpstr (opened, ==, TEXT);

  /* Moved to another row, another kind, or under another key it does not open. */
  g_assert_cmpint (qh_unseal (keyring, 6, 43, blob, size, (guint8 *)opened, &error), ==, -1);
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  g_assert_cmpint (qh_unseal (keyring, 3, 42, blob, size, (guint8 *)opened, NULL), ==, -1);
  g_assert_cmpint (qh_unseal (other, 6, 42, blob, size, (guint8 *)opened, NULL), ==, -1);
  g_assert_cmpint (qh_unseal (keyring, 6, 42, blob, 10, (guint8 *)opened, NULL), ==, -1);
}

static void
test_every_byte_counts (void)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  g_autoptr (GBytes) sealed = qh_seal (keyring, QH_KEY_IDENTITY, 6, 42, TEXT, strlen (TEXT));
  gsize size;
  const guint8 *blob = g_bytes_get_data (sealed, &size);
  g_autofree guint8 *changed = g_memdup2 (blob, size);
  guint8 opened[sizeof TEXT];

  for (gsize i = 0; i < size; i++)
    {
      changed[i] ^= 1;
      g_assert_cmpint (qh_unseal (keyring, 6, 42, changed, size, opened, NULL), ==, -1);
      changed[i] ^= 1;
    }
  g_assert_cmpint (qh_unseal (keyring, 6, 42, changed, size, opened, NULL), >, 0);
}

/* What one holder's passphrase opens: the keys that were wrapped for them. */
static void
test_holders (void)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  g_autoptr (QhKeyring) opened = qh_keyring_new ();
  g_autoptr (QhKeyPair) pair = qh_key_pair_generate ();
  g_autoptr (QhKeyPair) other = qh_key_pair_generate ();
  g_autoptr (QhKeyPair) again = NULL;
  g_autoptr (QhKeyHolder) holder = NULL;
  g_autoptr (GBytes) wrap = qh_keyring_wrap (keyring, 2, qh_key_pair_get_public (pair));
  g_autoptr (GError) error = NULL;
  QhLock lock;

  qh_lock_init (&lock, TRUE);
  holder = qh_key_holder_new (77, pair, &lock, "una frase", &error);
  g_assert_no_error (error);
  g_assert_null (qh_key_holder_open (holder, "otra frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  again = qh_key_holder_open (holder, "una frase", &error);
  g_assert_no_error (error);

  g_assert_false (qh_keyring_unwrap (opened, 2, wrap, other, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  g_assert_false (qh_keyring_unwrap (opened, 3, wrap, again, NULL)); /* moved to another number */
  g_assert_cmpuint (qh_keyring_get_n_keys (opened), ==, 0);
  g_assert_true (qh_keyring_unwrap (opened, 2, wrap, again, NULL));
  g_assert_cmpmem (qh_keyring_find (opened, 2), 32, qh_keyring_find (keyring, 2), 32);
  g_assert_cmpuint (qh_keyring_get_current (opened, QH_KEY_WORKSPACE), ==, 2);
  g_assert_cmpuint (qh_keyring_get_current (opened, QH_KEY_IDENTITY), ==, 0);

  /* In another holder's place, or beside another public half, it does not open. */
  holder->id = 78;
  g_assert_null (qh_key_holder_open (holder, "una frase", NULL));
  holder->id = 77;
  memcpy (holder->public_key, qh_key_pair_get_public (other), QH_PUBLIC_KEY_SIZE);
  g_assert_null (qh_key_holder_open (holder, "una frase", NULL));
}

/* Each holder has a key that nobody else has and that lasts as long as the pair. */
static void
test_own_key (void)
{
  g_autoptr (QhKeyPair) pair = qh_key_pair_generate ();
  g_autoptr (QhKeyPair) other = qh_key_pair_generate ();
  g_autoptr (QhKeyring) first = qh_keyring_new ();
  g_autoptr (QhKeyring) second = qh_keyring_new ();
  g_autoptr (QhKeyring) third = qh_keyring_new ();
  guint32 number;

  qh_keyring_add_own (first, pair);
  qh_keyring_add_own (second, pair);
  qh_keyring_add_own (third, other);
  number = qh_keyring_get_current (first, QH_KEY_OWN);
  g_assert_cmpuint (number, ==, QH_OWN_KEY_NUMBER);
  g_assert_cmpmem (qh_keyring_find (first, number), 32, qh_keyring_find (second, number), 32);
  g_assert_cmpint (
    memcmp (qh_keyring_find (first, number), qh_keyring_find (third, number), 32), !=, 0);
}

/* More keys than a block of locked memory holds, and a seal under one of them. */
static void
test_many_keys (void)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  g_autoptr (GBytes) sealed = NULL;
  g_autofree guint8 *opened = g_malloc (sizeof TEXT + 64);
  const guint8 *blob;
  gsize size;

  for (guint32 number = 3; number <= 200; number++)
    {
      const QhKeyInfo info = { number, QH_KEY_CASE, 1000 + number };

      qh_keyring_make (keyring, &info);
    }
  g_assert_cmpuint (qh_keyring_get_n_keys (keyring), ==, 200);
  g_assert_cmpint (qh_keyring_find_info (keyring, 150)->case_id, ==, 1150);
  g_assert_cmpuint (qh_keyring_get_current (keyring, QH_KEY_IDENTITY), ==, 1);
  sealed = qh_seal_with (keyring, 150, 6, 42, TEXT, strlen (TEXT));
  blob = g_bytes_get_data (sealed, &size);
  g_assert_cmpuint (qh_seal_get_key_number (blob, size), ==, 150);
  g_assert_cmpint (qh_unseal (keyring, 6, 42, blob, size, opened, NULL), ==, strlen (TEXT));
  g_assert_null (qh_seal_with (keyring, 201, 6, 42, TEXT, strlen (TEXT)));
}

/* A header that asks for less than the floor was tampered with. */
static void
test_floor (void)
{
  g_autoptr (GError) error = NULL;
  QhLock lock;

  qh_lock_init (&lock, TRUE);
  lock.memory = 8192;
  g_assert_null (qh_lock_derive (&lock, "una frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  g_clear_error (&error);
  qh_lock_init (&lock, FALSE);
  g_assert_cmpuint (lock.memory, ==, 256u << 20);
  lock.memory = G_GUINT64_CONSTANT (1) << 40;
  g_assert_null (qh_lock_derive (&lock, "una frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
}

static void
assert_no_key (const char *words, const char *says)
{
  guint8 key[QH_RECOVERY_KEY_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_recovery_from_words (words, key, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_recovery_words (void)
{
  g_autofree char *words = qh_recovery_generate ();
  g_autofree char *capitals = g_ascii_strup (words, -1);
  g_autofree char *spaced = g_strdup_printf ("  %s \n", capitals);
  g_autofree char *again = NULL;
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  g_autoptr (QhKeyPair) pair = qh_recovery_open (words, NULL);
  g_autoptr (QhKeyPair) same = qh_recovery_open (spaced, NULL);
  guint8 key[QH_RECOVERY_KEY_SIZE] = { 0 };

  g_assert_cmpuint (g_strv_length (list), ==, QH_RECOVERY_N_WORDS);
  g_assert_nonnull (pair);
  g_assert_nonnull (same);
  g_assert_cmpmem (qh_key_pair_get_public (pair), 32, qh_key_pair_get_public (same), 32);
  for (guint i = 0; i < QH_RECOVERY_N_WORDS; i++)
    list[i][4] = '\0'; /* four letters tell */
  again = g_strjoinv (",", list);
  g_assert_true (qh_recovery_from_words (again, key, NULL));
  g_free (again);
  again = qh_recovery_to_words (key);
  g_assert_cmpstr (again, ==, words);

  assert_no_key ("", "17");
  assert_no_key ("abanico abanico", "17");
  assert_no_key ("abanico abanico quetzal", "quetzal");
  for (guint i = 0; i < QH_RECOVERY_KEY_SIZE; i++)
    key[i] = 0;
  g_free (again);
  again = qh_recovery_to_words (key);
  memcpy (again, "abuelo ", 7); /* in the place of the first "abanico" */
  memmove (again + 6, again + 7, strlen (again + 7) + 1);
  assert_no_key (again, "belong");
}

static void
test_strength (void)
{
  static const struct
  {
    const char *passphrase;
    gboolean strong;
  } cases[] = {
    { "", FALSE },
    { "practica", FALSE },
    { "hospital2026", FALSE },
    { "trabajo social", FALSE },
    { "12345678901234567890", FALSE },
    { "caballo lluvia martillo tren", TRUE },
    { "mar lleva tres nubes azules", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (qh_passphrase_check (cases[i].passphrase, NULL), ==, cases[i].strong);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/seal", test_seal);
  g_test_add_func ("/vault/every-byte-counts", test_every_byte_counts);
  g_test_add_func ("/vault/holders", test_holders);
  g_test_add_func ("/vault/own-key", test_own_key);
  g_test_add_func ("/vault/many-keys", test_many_keys);
  g_test_add_func ("/vault/recovery-words", test_recovery_words);
  g_test_add_func ("/vault/floor", test_floor);
  g_test_add_func ("/vault/strength", test_strength);
  return g_test_run ();
}
