/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-theme.h"

#include <adwaita.h>

/**
 * qh_theme_apply:
 * @colour_scheme: light, dark, or default to follow the system
 *
 * Makes all windows light or dark.
 */
void
qh_theme_apply (const char *colour_scheme)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (colour_scheme, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (colour_scheme, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}
