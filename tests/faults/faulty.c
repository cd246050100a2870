/* Lets the nth call that asks something of the disk below one folder fail, once or for good. Loaded by LD_PRELOAD; see
 * failing.py, which counts the calls first and then fails each in its turn. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long count, failing;
static int reason;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("FAULTY_FOLDER");
  folder_length = folder ? strlen(folder) : 0;
}

/* Begins to count anew; the nth call from now on fails with an error, none if n is 0. */
void fail_at(long n, int error) { count = 0, failing = n, reason = error; }

long calls(void) { return count; }

static int below(const char *path) {
  return folder && path && !strncmp(path, folder, folder_length) && !strstr(path, ".lock");
}

static int fails(int meant) {
  if (!meant || ++count != failing) return 0;
  errno = reason;
  return 1;
}

static int open_below(int fd) {
  char link[64], path[4096];
  if (!folder) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name)                                        \
  int name(const char *path, int flags, ...) {            \
    va_list rest;                                         \
    va_start(rest, flags);                                \
    mode_t mode = va_arg(rest, mode_t);                   \
    va_end(rest);                                         \
    REAL(name);                                           \
    return fails(below(path)) ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define ON_FD(type, name, parameters, arguments, fd) \
  type name parameters {                             \
    REAL(name);                                      \
    return fails(open_below(fd)) ? -1 : real arguments; \
  }
ON_FD(ssize_t, read, (int fd, void *data, size_t length), (fd, data, length), fd)
ON_FD(ssize_t, write, (int fd, const void *data, size_t length), (fd, data, length), fd)
ON_FD(ssize_t, pread, (int fd, void *data, size_t length, off_t at), (fd, data, length, at), fd)
ON_FD(ssize_t, pread64, (int fd, void *data, size_t length, off64_t at), (fd, data, length, at), fd)
ON_FD(ssize_t, pwrite, (int fd, const void *data, size_t length, off_t at), (fd, data, length, at), fd)
ON_FD(ssize_t, pwrite64, (int fd, const void *data, size_t length, off64_t at), (fd, data, length, at), fd)
ON_FD(int, ftruncate, (int fd, off_t length), (fd, length), fd)
ON_FD(int, ftruncate64, (int fd, off64_t length), (fd, length), fd)
ON_FD(int, fsync, (int fd), (fd), fd)
ON_FD(int, fdatasync, (int fd), (fd), fd)
ON_FD(ssize_t, sendfile, (int to, int fd, off_t *at, size_t length), (to, fd, at, length), to)
ON_FD(ssize_t, sendfile64, (int to, int fd, off64_t *at, size_t length), (to, fd, at, length), to)

#define ON_PATH(name, parameters, arguments) \
  int name parameters {                      \
    REAL(name);                              \
    return fails(below(path)) ? -1 : real arguments; \
  }
ON_PATH(rename, (const char *path, const char *target), (path, target))
ON_PATH(link, (const char *path, const char *target), (path, target))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(stat, (const char *path, struct stat *found), (path, found))
ON_PATH(stat64, (const char *path, struct stat64 *found), (path, found))
ON_PATH(access, (const char *path, int mode), (path, mode))
