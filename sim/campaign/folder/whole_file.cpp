#include "sim/campaign/folder/whole_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// The path to which links lead, even if no file is there; `path` itself if it is not a link.
fs::path link_target(fs::path path) {
    constexpr int most_links = 40;
    std::error_code error;
    for (int i = 0; i < most_links && fs::is_symlink(path, error); ++i) {
        path = path.parent_path() / fs::read_symlink(path);
    }
    return path;
}

// Why there is no folder at a path, and why none can be made there; empty if there is one, or if it
// can be made.
std::string why_no_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return "";
    if (fs::exists(folder, error)) return "'" + folder.string() + "' is not a folder";
    if (error && error != std::errc::no_such_file_or_directory &&
        error != std::errc::not_a_directory) {
        return "'" + folder.string() + "': " + error.message();
    }
    const fs::path above = folder.parent_path();
    if (above.empty() || fs::is_directory(above, error)) return "";
    return "there is no folder '" + above.string() + "'";
}

// Why the system could not write; empty if it did not say.
std::string why_not_written() {
    return errno == 0 ? "" : ": " + std::generic_category().message(errno);
}

// The stream of this process, if any, that already writes to the file at this path.
std::ostream* open_stream_at(const std::string& path) {
    struct stat there {};
    if (stat(path.c_str(), &there) != 0) return nullptr;
    const auto is = [&](int stream) {
        struct stat open {};
        return fstat(stream, &open) == 0 && open.st_dev == there.st_dev &&
               open.st_ino == there.st_ino;
    };
    if (is(STDOUT_FILENO)) return &std::cout;
    return is(STDERR_FILENO) ? &std::cerr : nullptr;
}

}  // namespace

void check_target(const std::string& path) {
    const auto refuse = [&](const std::string& why) { throw UserError({{path, "", why}}); };
    std::error_code error;
    if (path.empty()) throw UserError("expected a file to write, not ''");
    const fs::path target = link_target(path);
    const std::string name = target.filename().string();
    if (fs::is_directory(path, error) || name.empty() || name == "." || name == "..") {
        refuse("names a folder; expected a file to write");
    }
    if (const std::string why = why_no_folder(target.parent_path()); !why.empty()) {
        refuse("cannot be written: " + why);
    }
}

void check_folder_to_write(const std::string& path) {
    const std::string why = why_no_folder(fs::path(path + "/").parent_path());
    if (!why.empty()) throw UserError({{path, "", "cannot be made: " + why}});
}

bool is_standard_output(const std::string& path) { return open_stream_at(path) == &std::cout; }

WholeFile::WholeFile(const std::string& path, const std::string& writer)
    : path_(link_target(path).string()),
      part_(path_ + ".part" + writer),
      open_(open_stream_at(path)) {
    check_target(path);
    if (open_ != nullptr) return;
    std::error_code error;
    if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
        path_ = part_ = path;
    } else if (const fs::path folder = fs::path(path_).parent_path(); !folder.empty()) {
        fs::create_directory(folder);
    }
    errno = 0;
    out_.open(part_, std::ios::binary | std::ios::trunc);
    if (!out_) throw std::runtime_error("cannot write " + part_ + why_not_written());
    opened_ = true;
}

WholeFile::~WholeFile() {
    if (finished_ || !is_written_aside() || !opened_) return;
    out_.close();
    ::unlink(part_.c_str());
}

void WholeFile::finish() {
    if (!stream().flush()) {
        // What could not be written is still in the stream's buffer. Another try says why.
        stream().clear();
        errno = 0;
        stream().flush();
        throw std::runtime_error("cannot write " + part_ + why_not_written());
    }
    if (open_ == nullptr) {
        errno = 0;
        out_.close();
        if (!out_) throw std::runtime_error("cannot write " + part_ + why_not_written());
    }
    if (is_written_aside()) fs::rename(part_, path_);
    finished_ = true;
}

void write_file(const std::string& path, const std::string& text, const std::string& writer) {
    WholeFile file(path, writer);
    file.stream() << text;
    file.finish();
}

}  // namespace mdisim
