/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

/**
 * qh_process_forbid_dumps:
 *
 * From now on a crash leaves no copy of the memory, and no other program of the
 * same user may look into it: keys and names stand there. The limit holds for
 * files, the flag also for what collects crashes through a pipe.
 */
void
qh_process_forbid_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("The system does not let core dumps be forbidden");
}
