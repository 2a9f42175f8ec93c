#include "sim/describe/text_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// The size in megabytes, rounded up.
uint64_t in_mb(uint64_t bytes) {
    constexpr uint64_t mb = 1'000'000;
    return bytes / mb + (bytes % mb == 0 ? 0 : 1);
}

bool is_descriptor(const std::string& file) {
    return file == "/dev/stdin" || file.starts_with("/dev/fd/") ||
           file.starts_with("/proc/self/fd/");
}

struct AllowedFolders {
    fs::path written;            // the folder of only_below(), absolute, its links not resolved
    std::vector<fs::path> real;  // with links resolved; none: all files are allowed
};

AllowedFolders& allowed() {
    static AllowedFolders folders;
    return folders;
}

bool is_below(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
           folder.end();
}

fs::path written_path(const std::string& path) {
    std::error_code error;
    fs::path whole = fs::absolute(path, error).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace

void check_readable(const std::string& file, uint64_t most_mb, const std::string& limit_text,
                    Pipes pipes) {
    const auto refuse = [&](std::string what) { throw UserError({{file, "", std::move(what)}}); };
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) refuse("does not exist");
    if (status.type() == fs::file_type::none) refuse("cannot be read: " + error.message());
    if (fs::is_directory(status)) refuse("is a folder, not a file");
    if (fs::is_regular_file(status)) {
        const uint64_t size = fs::file_size(file, error);
        if (!error && in_mb(size) > most_mb) refuse("has more than " + limit_text);
    } else if (pipes == Pipes::refused || !is_descriptor(file)) {
        refuse("is a pipe or a device, not a regular file");
    }
}

std::string read_text(const std::string& file, Pipes pipes) {
    const uint64_t most_mb = limit_of(Limit::text_mb);
    const std::string told = limit_text(Limit::text_mb, "megabytes");
    check_readable(file, most_mb, told, pipes);
    std::ifstream in(file, std::ios::binary);
    std::string text;
    constexpr size_t chunk = size_t{1} << 16;
    while (in) {
        const size_t before = text.size();
        text.resize(before + chunk);
        in.read(text.data() + before, chunk);
        text.resize(before + static_cast<size_t>(in.gcount()));
        if (in_mb(text.size()) > most_mb) throw UserError({{file, "", "has more than " + told}});
    }
    if (!in.eof() || in.bad()) throw UserError({{file, "", "cannot be read"}});
    return text;
}

void only_below(const std::string& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error || !fs::is_directory(real, error))
        throw UserError({{"--only-below " + folder, "", "there is no such folder"}});
    allowed() = {written_path(folder), {real}};
}

void also_below(const std::string& folder) {
    AllowedFolders& folders = allowed();
    if (folders.real.empty()) return;
    // A folder that stands inside is not followed, wherever a link in its own place leads.
    const fs::path written = written_path(folder);
    std::error_code error;
    const fs::path around = fs::weakly_canonical(written.parent_path(), error);
    if (error || is_below(written, folders.written)) return;
    if (is_below(around / written.filename(), folders.real.front())) return;
    const fs::path real = fs::canonical(folder, error);
    if (!error) folders.real.push_back(real);
}

void check_allowed(const std::string& file) {
    const std::vector<fs::path>& folders = allowed().real;
    if (folders.empty()) return;
    std::error_code error;
    const fs::path real = fs::weakly_canonical(file, error);
    const auto has = [&](const fs::path& folder) { return is_below(real, folder); };
    if (!error && std::any_of(folders.begin(), folders.end(), has)) return;
    throw UserError({{file, "",
                      "lies outside of '" + allowed().written.string() +
                          "' and of profiles/, and --only-below allows no other files"}});
}

}  // namespace mdisim
