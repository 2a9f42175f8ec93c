#include "sim/describe/temporary_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

std::filesystem::path folder() {
    std::error_code error;
    const std::filesystem::path named = std::filesystem::temp_directory_path(error);
    return error ? "/tmp" : named;
}

[[noreturn]] void fail(const std::string& what) {
    throw UserError(what + " a temporary file in " + folder().string() + ": " +
                    std::strerror(errno) + " (TMPDIR names another folder)");
}

// Calls some(done) until it has handled `size` bytes in all. It returns how many it has handled, or
// a negative number where it failed.
template <class Some>
void in_parts(size_t size, const char* what, Some some) {
    for (size_t done = 0; done < size;) {
        const ssize_t handled = some(done);
        if (handled < 0 && errno == EINTR) continue;
        if (handled == 0) errno = EIO;  // the file has ended too soon
        if (handled <= 0) fail(what);
        done += static_cast<size_t>(handled);
    }
}

}  // namespace

TemporaryFile::TemporaryFile() {
    std::string name = (folder() / "mdisim-XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) fail("cannot make");
    ::unlink(name.c_str());
}

TemporaryFile::~TemporaryFile() { ::close(file_); }

void TemporaryFile::append(const void* bytes, size_t size) {
    const char* from = static_cast<const char*>(bytes);
    in_parts(size, "cannot write",
             [&](size_t done) { return ::write(file_, from + done, size - done); });
}

void TemporaryFile::read(size_t from, void* bytes, size_t size) const {
    char* to = static_cast<char*>(bytes);
    in_parts(size, "cannot read", [&](size_t done) {
        return ::pread(file_, to + done, size - done, static_cast<off_t>(from + done));
    });
}

}  // namespace mdisim
