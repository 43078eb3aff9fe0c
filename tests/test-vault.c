/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "vault/qh-passphrase.h"
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

static void
test_wrap (void)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  g_autoptr (QhKeyring) opened = NULL;
  g_autoptr (GPtrArray) wraps = NULL;
  g_autoptr (GError) error = NULL;
  QhLock lock;

  qh_lock_init (&lock, TRUE);
  wraps = qh_keyring_wrap (keyring, &lock, "una frase", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wraps->len, ==, 2);
  g_assert_null (qh_keyring_unwrap (&lock, wraps, "otra frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  opened = qh_keyring_unwrap (&lock, wraps, "una frase", NULL);
  g_assert_nonnull (opened);
  g_assert_cmpmem (qh_keyring_find (opened, 1), 32, qh_keyring_find (keyring, 1), 32);
  g_assert_cmpuint (qh_keyring_get_current (opened, QH_KEY_WORKSPACE), ==, 2);
}

/* A header that asks for less than the floor was tampered with. */
static void
test_floor (void)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  g_autoptr (GError) error = NULL;
  QhLock lock;

  qh_lock_init (&lock, TRUE);
  lock.memory = 8192;
  g_assert_null (qh_keyring_wrap (keyring, &lock, "una frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  g_clear_error (&error);
  qh_lock_init (&lock, FALSE);
  g_assert_cmpuint (lock.memory, ==, 256u << 20);
  lock.memory = G_GUINT64_CONSTANT (1) << 40;
  g_assert_null (qh_keyring_wrap (keyring, &lock, "una frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
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
  g_test_add_func ("/vault/wrap", test_wrap);
  g_test_add_func ("/vault/floor", test_floor);
  g_test_add_func ("/vault/strength", test_strength);
  return g_test_run ();
}
