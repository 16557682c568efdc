/* SPDX-License-Identifier: MIT */
/* Why a device node cannot be opened, and what to do about it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "transport/internal.h"

/* ------------------------------------------------------------------------------------------------ holders */

static bool same_device(const struct stat *a, const struct stat *b)
{
    if (!S_ISCHR(a->st_mode) || a->st_rdev != b->st_rdev)
        return false;
    /* Each devpts counts its own numbers. */
    return !blr_is_pty_device(b->st_rdev) || (a->st_dev == b->st_dev && a->st_ino == b->st_ino);
}

static bool has_open(const char *process, const struct stat *node)
{
    char path[300];
    if (snprintf(path, sizeof(path), "%s/fd", process) >= (int)sizeof(path))
        return false;
    DIR *fds = opendir(path);
    if (fds == NULL)
        return false;
    bool found = false;
    for (struct dirent *entry; !found && (entry = readdir(fds)) != NULL;) {
        struct stat status;
        found = entry->d_name[0] != '.' && fstatat(dirfd(fds), entry->d_name, &status, 0) == 0 &&
                same_device(&status, node);
    }
    (void)closedir(fds);
    return found;
}

static void read_program(const char *process, char *program, size_t capacity)
{
    char path[300];
    char text[64] = "";
    if (snprintf(path, sizeof(path), "%s/comm", process) < (int)sizeof(path)) {
        FILE *file = fopen(path, "re");
        if (file != NULL) {
            if (fgets(text, sizeof(text), file) == NULL)
                text[0] = '\0';
            (void)fclose(file);
        }
    }
    blr_copy_text(program, capacity, text);
}

void blr_find_holder(const char *proc, const char *path, int except, struct blr_holder *holder)
{
    *holder = (struct blr_holder){ 0 };
    struct stat node;
    DIR *processes = stat(path, &node) == 0 ? opendir(proc) : NULL;
    if (processes == NULL)
        return;
    for (struct dirent *entry; holder->pid == 0 && (entry = readdir(processes)) != NULL;) {
        char *end;
        long pid = strtol(entry->d_name, &end, 10);
        if (pid <= 0 || *end != '\0' || pid == except)
            continue;
        char process[280];
        if (snprintf(process, sizeof(process), "%s/%ld", proc, pid) >= (int)sizeof(process))
            continue;
        if (!has_open(process, &node))
            continue;
        holder->pid = (int)pid;
        read_program(process, holder->program, sizeof(holder->program));
    }
    (void)closedir(processes);
}

void blr_explain_busy(const char *path, char why[BLE_TRANSPORT_TEXT])
{
    struct blr_holder holder;
    blr_find_holder("/proc", path, getpid(), &holder);
    if (holder.pid == 0)
        blr_find_holder("/proc", path, 0, &holder);
    if (holder.pid == 0) {
        blr_why(why, "%s: busy: another program uses it; `sudo fuser -v %s` names it", path, path);
        return;
    }
    const char *self = holder.pid == getpid() ? ", this program" : "";
    blr_why(why, "%s: busy: used by process %d (%s%s)", path, holder.pid, holder.program, self);
    if (strcmp(holder.program, "ModemManager") == 0)
        blr_why_more(why, "it asks new ports whether they are modems, for about 10 s: wait, or tell it to leave this "
                          "device alone with the udev property ID_MM_DEVICE_IGNORE=1");
}

/* ------------------------------------------------------------------------------------------------ permission */

static bool is_member(const struct group *group, const char *user, gid_t primary)
{
    if (group->gr_gid == primary)
        return true;
    for (char **name = group->gr_mem; *name != NULL; name++) {
        if (strcmp(*name, user) == 0)
            return true;
    }
    return false;
}

void blr_explain_denied(const char *path, char why[BLE_TRANSPORT_TEXT])
{
    struct stat status;
    struct passwd user_entry, *user = NULL;
    struct group group_entry, *group = NULL;
    char user_text[1024];
    char group_text[4096];

    blr_why(why, "%s: permission denied", path);
    if (stat(path, &status) < 0)
        return;
    (void)getpwuid_r(geteuid(), &user_entry, user_text, sizeof(user_text), &user);
    (void)getgrgid_r(status.st_gid, &group_entry, group_text, sizeof(group_text), &group);
    const char *name = user != NULL ? user->pw_name : "$USER";
    const unsigned mode = status.st_mode & 0777;
    if ((status.st_mode & (S_IRGRP | S_IWGRP)) != (S_IRGRP | S_IWGRP)) {
        blr_why_more(why, "its mode is %04o: not even its group may read and write it", mode);
    } else if (group == NULL) {
        blr_why_more(why, "it belongs to group %u (mode %04o)", (unsigned)status.st_gid, mode);
    } else if (user != NULL && is_member(group, name, user->pw_gid)) {
        blr_why_more(why,
                     "you are a member of its group %s, but this login is older: log in again, or run "
                     "`newgrp %s`",
                     group->gr_name, group->gr_name);
    } else {
        blr_why_more(why, "it belongs to group %s (mode %04o): `sudo usermod -aG %s %s`, then log in again",
                     group->gr_name, mode, group->gr_name, name);
    }
    blr_why_more(why, "or a udev rule for its USB device with TAG+=\"uaccess\"");
}
