/* SPDX-License-Identifier: MIT */
/* What the operating system knows of a port: its node, who holds it, who might. */
#include "doctor.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "text.h"

bool blr_doctor_path(const char *port, char *path, size_t capacity)
{
    static const char prefix[] = "serial:";
    if (strncmp(port, prefix, sizeof(prefix) - 1) == 0)
        port += sizeof(prefix) - 1;
    else if (port[0] != '/' && port[0] != '.')
        return false;
    snprintf(path, capacity, "%.*s", (int)strcspn(port, ","), port);
    return path[0] == '/' || path[0] == '.';
}

static bool is_member(gid_t group)
{
    gid_t groups[256];
    int count = getgroups(256, groups);
    if (group == getegid())
        return true;
    for (int i = 0; i < count; i++)
        if (groups[i] == group)
            return true;
    return false;
}

static bool is_listed(const struct group *group)
{
    const struct passwd *me = getpwuid(geteuid());
    if (me == NULL)
        return false;
    for (char **name = group->gr_mem; *name != NULL; name++)
        if (strcmp(*name, me->pw_name) == 0)
            return true;
    return false;
}

static void look_at_access(const struct stat *there, struct doctor_node *node)
{
    const struct passwd *owner = getpwuid(there->st_uid);
    const struct group *group = getgrgid(there->st_gid);
    node->mode = there->st_mode;
    if (owner != NULL)
        snprintf(node->owner, sizeof(node->owner), "%s", owner->pw_name);
    else
        snprintf(node->owner, sizeof(node->owner), "%lu", (unsigned long)there->st_uid);
    if (group != NULL)
        snprintf(node->group, sizeof(node->group), "%s", group->gr_name);
    else
        snprintf(node->group, sizeof(node->group), "%lu", (unsigned long)there->st_gid);
    node->in_group = is_member(there->st_gid);
    node->group_listed = group != NULL && is_listed(group);
}

void blr_doctor_node(const char *path, struct doctor_node *node)
{
    struct stat there;
    char target[PATH_MAX];
    memset(node, 0, sizeof(*node));
    snprintf(node->path, sizeof(node->path), "%s", path);
    snprintf(node->target, sizeof(node->target), "%s", path);
    node->is_link = lstat(path, &there) == 0 && S_ISLNK(there.st_mode);
    if (node->is_link) {
        ssize_t size = readlink(path, target, sizeof(target) - 1);
        target[size > 0 ? size : 0] = '\0';
        blr_text_copy(node->target, sizeof(node->target), target);
    }
    if (realpath(path, target) != NULL)
        blr_text_copy(node->target, sizeof(node->target), target);
    if (stat(path, &there) != 0) {
        node->error = errno;
        return;
    }
    look_at_access(&there, node);
    node->usable = access(path, R_OK | W_OK) == 0;
}

static void process_name(const char *proc, const char *pid, char *name, size_t capacity)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/%s/comm", proc, pid);
    FILE *file = fopen(path, "re");
    name[0] = '\0';
    if (file == NULL)
        return;
    if (fgets(name, (int)capacity, file) == NULL)
        name[0] = '\0';
    name[strcspn(name, "\n")] = '\0';
    fclose(file);
}

static bool holds(const char *proc, const char *pid, const char *node)
{
    char path[1024], target[PATH_MAX];
    bool found = false;
    snprintf(path, sizeof(path), "%s/%s/fd", proc, pid);
    DIR *folder = opendir(path);
    if (folder == NULL)
        return false;
    for (struct dirent *entry; !found && (entry = readdir(folder)) != NULL;) {
        snprintf(path, sizeof(path), "%s/%s/fd/%s", proc, pid, entry->d_name);
        ssize_t size = readlink(path, target, sizeof(target) - 1);
        found = size > 0 && strlen(node) == (size_t)size && memcmp(target, node, (size_t)size) == 0;
    }
    closedir(folder);
    return found;
}

/* Call back for every process but ourselves; stops when it says so. */
static bool any_process(const char *proc, bool (*is_it)(const char *proc, const char *pid, const char *argument),
                        const char *argument, long *pid)
{
    DIR *folder = opendir(proc);
    bool found = false;
    if (folder == NULL)
        return false;
    for (struct dirent *entry; !found && (entry = readdir(folder)) != NULL;) {
        char *end;
        *pid = strtol(entry->d_name, &end, 10);
        found = *end == '\0' && *pid > 0 && *pid != (long)getpid() && is_it(proc, entry->d_name, argument);
    }
    closedir(folder);
    return found;
}

void blr_doctor_holder(const char *proc, const char *node, struct doctor_holder *holder)
{
    char number[24];
    memset(holder, 0, sizeof(*holder));
    if (!any_process(proc, holds, node, &holder->pid)) {
        holder->pid = 0;
        return;
    }
    snprintf(number, sizeof(number), "%ld", holder->pid);
    process_name(proc, number, holder->name, sizeof(holder->name));
}

static bool is_called(const char *proc, const char *pid, const char *name)
{
    char here[64];
    process_name(proc, pid, here, sizeof(here));
    return strcmp(here, name) == 0;
}

/* Does udev's record of the node say that modem programs shall leave it alone? */
static bool is_ignored(const char *udev_data, const char *node)
{
    struct stat there;
    char path[512], line[256];
    bool ignored = false;
    if (stat(node, &there) != 0)
        return true;
    snprintf(path, sizeof(path), "%s/c%u:%u", udev_data, major(there.st_rdev), minor(there.st_rdev));
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    while (!ignored && fgets(line, sizeof(line), file) != NULL)
        ignored = strstr(line, "ID_MM_DEVICE_IGNORE=1") != NULL || strstr(line, "ID_MM_PORT_IGNORE=1") != NULL;
    fclose(file);
    return ignored;
}

bool blr_doctor_modem_manager(const char *proc, const char *udev_data, const char *node)
{
    long pid;
    return any_process(proc, is_called, "ModemManager", &pid) && !is_ignored(udev_data, node);
}

int blr_doctor_latency_timer(const char *sysfs, const char *node)
{
    char path[512];
    int value = 0;
    const char *name = strrchr(node, '/');
    snprintf(path, sizeof(path), "%s/class/tty/%s/device/latency_timer", sysfs, name == NULL ? node : name + 1);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%4d", &value) != 1)
        value = 0;
    fclose(file);
    return value;
}
