/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/qh-auto-lock.h"
#include "app/qh-window.h"
#include "ui/backups/qh-backup-notice.h"
#include "ui/backups/qh-damage-page.h"
#include "ui/first-run/qh-first-run-page.h"
#include "ui/qh-session.h"
#include "ui/qh-undo-actions.h"
#include "ui/review/qh-waiting.h"
#include "ui/unlock/qh-unlock-page.h"

G_BEGIN_DECLS

struct _QhWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  QhFirstRunPage *first_run;
  QhUnlockPage *unlock;
  QhDamagePage *damage;
  AdwLeaflet *leaflet;
  GtkWidget *sidebar;
  GtkListBox *list;
  GtkWidget *content;
  GtkStack *pages;
  QhNoticeBar *backup_bar;
  GtkWidget *practice_tag;
  AdwAvatar *avatar;
  GtkLabel *worker;
  GtkLabel *post;

  GtkMenuButton *menu_button;

  QhStore *store;
  QhSession *session;
  QhRoles roles; /* for which the pages show */
  QhUndoActions *undo;
  QhBackupNotice *backup_notice;
  QhAutoLock *auto_lock;
  QhWaiting *waiting;
  gboolean narrow;
  guint narrow_source;
};

/* A page of the sidebar: each is given the session by its own function. */
typedef struct
{
  const char *group; /* whose heading it stands under, to be translated; NULL for none */
  const char *name;
  const char *title; /* to be translated */
  const char *icon;
  const char *key; /* as gtk_accelerator_parse() reads it */
  guint roles; /* whose page it is */
  GtkWidget *(*create) (void);
  void (*set_session) (GtkWidget *page, QhSession *session);
} QhWindowPage;

guint               qh_window_pages_get_n       (void);
const QhWindowPage *qh_window_pages_get         (guint number);
const QhWindowPage *qh_window_pages_find        (const char *name);
const QhWindowPage *qh_window_pages_get_first   (QhWindow *self);
gboolean            qh_window_pages_may         (QhWindow *self, const QhWindowPage *page);
void                qh_window_pages_add_keys    (GtkApplication *application);
void                qh_window_pages_add         (QhWindow *self);
void                qh_window_pages_set_session (QhWindow *self, QhSession *session);
void                qh_window_pages_set_narrow  (QhWindow *self, gboolean narrow);
void                qh_window_pages_select      (QhWindow *self, const char *name);
void                qh_window_pages_show_waiting (QhWindow *self, const QhWaitingCounts *counts);

void                qh_window_show_damage       (QhWindow *self, const char *path, const char *what);
void                qh_window_restore_cb        (GtkWidget *widget, const char *action, GVariant *parameter);
void                qh_window_actions_install   (GtkWidgetClass *widget_class);

void                qh_window_show_view         (QhWindow *self, const char *name);
void                qh_window_show_start        (QhWindow *self);
void                qh_window_close_workspace   (QhWindow *self);

G_END_DECLS
