// A library to preload (LD_PRELOAD) into a program whose writes shall fail. It counts the calls by
// which a program changes files, and lets some of them fail: the one with the number FAIL_AT, and
// all later ones too if FAIL_ON is set, with the error number FAIL_WITH. At the end of the process
// it writes the number of calls into the file CALLS_TO. What is written to stdout and stderr does
// not count.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<long> calls{0};

long number_in(const char* variable) {
    const char* text = std::getenv(variable);
    return text == nullptr ? 0 : std::atol(text);
}

bool fails() {
    static const long at = number_in("FAIL_AT");
    static const bool on = number_in("FAIL_ON") != 0;
    static const int with = static_cast<int>(number_in("FAIL_WITH"));
    const long call = ++calls;
    if (at == 0 || call < at || (call > at && !on)) return false;
    errno = with;
    return true;
}

template <class Function>
Function* next(Function*, const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct AtEnd {
    ~AtEnd() {
        const char* file = std::getenv("CALLS_TO");
        if (file == nullptr) return;
        if (std::FILE* out = std::fopen(file, "w")) {
            std::fprintf(out, "%ld\n", calls.load());
            std::fclose(out);
        }
    }
} at_end;

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
    static auto* const real = next(&write, "write");
    return fd > STDERR_FILENO && fails() ? -1 : real(fd, bytes, size);
}
ssize_t writev(int fd, const iovec* parts, int count) {
    static auto* const real = next(&writev, "writev");
    return fd > STDERR_FILENO && fails() ? -1 : real(fd, parts, count);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
    static auto* const real = next(&pwrite64, "pwrite64");
    return fails() ? -1 : real(fd, bytes, size, offset);
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    return pwrite64(fd, bytes, size, offset);
}
int ftruncate64(int fd, off64_t size) noexcept {
    static auto* const real = next(&ftruncate64, "ftruncate64");
    return fails() ? -1 : real(fd, size);
}
int ftruncate(int fd, off_t size) noexcept { return ftruncate64(fd, size); }
int fsync(int fd) {
    static auto* const real = next(&fsync, "fsync");
    return fails() ? -1 : real(fd);
}
int fdatasync(int fd) {
    static auto* const real = next(&fdatasync, "fdatasync");
    return fails() ? -1 : real(fd);
}
int rename(const char* from, const char* to) noexcept {
    static auto* const real = next(&rename, "rename");
    return fails() ? -1 : real(from, to);
}
int unlink(const char* file) noexcept {
    static auto* const real = next(&unlink, "unlink");
    return fails() ? -1 : real(file);
}
int mkdir(const char* folder, mode_t mode) noexcept {
    static auto* const real = next(&mkdir, "mkdir");
    return fails() ? -1 : real(folder, mode);
}

}  // extern "C"
