/* Writes down what a program asks of the disk below one folder: writes, truncations, syncs and unlinks, in order.
 * Loaded by LD_PRELOAD; see test_power_cut.py, which cuts the power at any point of what was written down. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int trace_fd = -1;
static const char *folder;
static size_t folder_length;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  folder = getenv("TRACED_FOLDER");
  folder_length = folder ? strlen(folder) : 0;
  if (folder) trace_fd = open(getenv("TRACE"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char what, const char *name, int64_t offset, const void *data, uint64_t length) {
  char head[1 + 8 + 8 + 2];
  uint16_t named = (uint16_t)strlen(name);
  head[0] = what;
  memcpy(head + 1, &offset, 8);
  memcpy(head + 9, &length, 8);
  memcpy(head + 17, &named, 2);
  real_write(trace_fd, head, sizeof head);
  real_write(trace_fd, name, named);
  if (data) real_write(trace_fd, data, length);
}

/* The name of an open file relative to the folder; NULL if it lies elsewhere. The folder itself is "". */
static const char *named(int fd, char *path, size_t size) {
  char link[64];
  if (trace_fd < 0 || fd == trace_fd) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  if (length < (ssize_t)folder_length || memcmp(path, folder, folder_length)) return NULL;
  path[length] = 0;
  return path[folder_length] == '/' ? path + folder_length + 1 : path + folder_length;
}

ssize_t write(int fd, const void *data, size_t length) {
  char path[4096];
  const char *name = named(fd, path, sizeof path);
  off_t offset = name ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real_write(fd, data, length);
  if (name && done > 0) note('w', name, offset, data, (uint64_t)done);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  char path[4096];
  const char *name = named(fd, path, sizeof path);
  ssize_t done = real_pwrite(fd, data, length, offset);
  if (name && done > 0) note('w', name, offset, data, (uint64_t)done);
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  return pwrite(fd, data, length, (off_t)offset);
}

int ftruncate(int fd, off_t length) {
  char path[4096];
  const char *name = named(fd, path, sizeof path);
  int failed = real_ftruncate(fd, length);
  if (name && !failed) note('t', name, length, NULL, 0);
  return failed;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, (off_t)length); }

int fsync(int fd) {
  char path[4096];
  const char *name = named(fd, path, sizeof path);
  if (name) note('s', name, 0, NULL, 0);
  return real_fsync(fd);
}

int fdatasync(int fd) {
  char path[4096];
  const char *name = named(fd, path, sizeof path);
  if (name) note('s', name, 0, NULL, 0);
  return real_fdatasync(fd);
}

int unlink(const char *path) {
  int failed = real_unlink(path);
  if (!failed && trace_fd >= 0 && !strncmp(path, folder, folder_length) && path[folder_length] == '/')
    note('u', path + folder_length + 1, 0, NULL, 0);
  return failed;
}
