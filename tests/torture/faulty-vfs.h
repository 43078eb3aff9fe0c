/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A layer between SQLite and the disk. It fails the call that it is told to
 * fail, and knows of each file what a power cut would leave. Where it stands
 * armed, it says that a write may harm the rest of its sector
 * (SQLITE_IOCAP_POWERSAFE_OVERWRITE is cleared), as some disks do. */

typedef enum
{
  FAULTY_WRITE,
  FAULTY_SYNC,
  FAULTY_TRUNCATE,
  FAULTY_OPEN,
  FAULTY_N_CALLS,
} FaultyCall;

typedef enum
{
  FAULTY_EIO,
  FAULTY_ENOSPC,
} FaultyError;

void     faulty_vfs_register  (void);

void     faulty_vfs_count     (void);
guint    faulty_vfs_get_count (FaultyCall call);
void     faulty_vfs_fail      (FaultyCall call, guint nth, FaultyError error, gboolean from_then_on);
gboolean faulty_vfs_disarm    (void);

void     faulty_vfs_record    (guint cut_after);
gboolean faulty_vfs_is_cut    (void);
void     faulty_vfs_restore   (GRand *rand, guint *kept, guint *dropped);

G_END_DECLS
