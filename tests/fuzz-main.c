/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drives a fuzz target (fuzz-*.c). It reads the seeds that it is given, so
 * that they stay good, and then, for QH_FUZZ_SECONDS, what it makes of them by
 * small changes; the input that fails stays in the file that it names.
 *
 * With libFuzzer instead, which looks for new paths through the program:
 *   CC=clang meson setup build-fuzz -Db_sanitize=address,undefined -Db_lundef=false \
 *     -Dc_args=-fsanitize=fuzzer-no-link
 *   ninja -C build-fuzz tests/fuzz-csv-reader
 *   build-fuzz/tests/fuzz-csv-reader -max_total_time=60 CORPUS-FOLDER tests/import */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST (1 << 16)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Pieces that readers look at twice. */
static const char *const pieces[]
  = { "\"", ",", ";",  "\n",   "\r\n", "\t", "\\u0000", "\xef\xbb\xbf", "\xff\xfe", "\xc3", "{", "}",
      "[",  "]", ":", "null", "-1",   "0",  "1e999",   "99999999999999999999", "NaN", "=", "%s%n", " " };

static guint
pick (GRand *rand, guint below)
{
  return (guint)g_rand_int_range (rand, 0, (gint32)MAX (below, 1));
}

/* Short ones more often than long ones. */
static guint
pick_length (GRand *rand, guint bits, guint most)
{
  guint length = pick (rand, 1 + (1u << pick (rand, bits)));

  return MIN (length, most);
}

static void
insert (GByteArray *input, guint at, const void *data, guint size)
{
  guint was = input->len;

  if (size == 0 || was + size > LONGEST)
    return;
  g_byte_array_set_size (input, was + size);
  memmove (input->data + at + size, input->data + at, was - at);
  memcpy (input->data + at, data, size);
}

/* One small change. */
static void
change (GByteArray *input, const GByteArray *other, GRand *rand)
{
  guint at = pick (rand, input->len + 1);
  guint length = pick_length (rand, 8, input->len - at);
  guint from = pick (rand, other->len);
  guint taken = pick_length (rand, 10, other->len - from);
  const char *piece = pieces[pick (rand, G_N_ELEMENTS (pieces))];
  guint8 byte = (guint8)g_rand_int (rand);

  switch (pick (rand, 7))
    {
    case 0:
      if (at < input->len)
        input->data[at] ^= (guint8)(1 << pick (rand, 8));
      break;
    case 1:
      if (at < input->len)
        input->data[at] = byte;
      break;
    case 2:
      insert (input, at, &byte, 1);
      break;
    case 3:
      insert (input, at, piece, (guint)strlen (piece));
      break;
    case 4:
      g_byte_array_remove_range (input, at, length);
      break;
    case 5:
      {
        g_autofree guint8 *copy = g_memdup2 (input->data + at, length);

        insert (input, at, copy, length);
      }
      break;
    default:
      insert (input, at, other->data + from, taken);
    }
}

/* Kept as a file before it is tried: a crash leaves it there. */
static void
try_one (const GByteArray *input, const char *path)
{
  g_assert_true (g_file_set_contents_full (path,
                                           (const char *)input->data,
                                           input->len,
                                           G_FILE_SET_CONTENTS_NONE,
                                           0600,
                                           NULL));
  LLVMFuzzerTestOneInput (input->data, input->len);
}

static void
fuzz (GPtrArray *seeds, const char *name, guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  const char *wanted = g_getenv ("QH_TORTURE_SEED");
  guint32 seed
    = wanted != NULL ? (guint32)g_ascii_strtoull (wanted, NULL, 10) : g_random_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree char *path = g_strdup_printf ("%s.input", name);
  guint64 runs = 0;

  g_print ("# QH_TORTURE_SEED=%u; what fails is left in %s\n", seed, path);
  while (g_get_monotonic_time () < end)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      const GByteArray *begin = g_ptr_array_index (seeds, pick (rand, seeds->len));
      const GByteArray *other = g_ptr_array_index (seeds, pick (rand, seeds->len));

      g_byte_array_append (input, begin->data, begin->len);
      for (guint i = 1 + pick (rand, 12); i > 0; i--)
        change (input, other, rand);
      try_one (input, path);
      runs++;
    }
  g_unlink (path);
  g_print ("# %s: %" G_GUINT64_FORMAT " inputs in %u s, no crash\n", name, runs, seconds);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
  const char *seconds = g_getenv ("QH_FUZZ_SECONDS");

  for (int i = 1; i < argc; i++)
    {
      char *data;
      gsize size;

      if (!g_file_get_contents (argv[i], &data, &size, NULL))
        return 1;
      g_ptr_array_add (seeds, g_byte_array_new_take ((guint8 *)data, size));
      LLVMFuzzerTestOneInput ((const guint8 *)data, size);
    }
  if (seeds->len == 0)
    return 1;
  fuzz (seeds, argv[0], seconds != NULL ? (guint)atoi (seconds) : 1);
  return 0;
}
