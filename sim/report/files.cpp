#include "sim/report/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <iostream>

namespace mdisim {
namespace {

namespace fs = std::filesystem;

std::string decimal(int64_t ns, int64_t unit) {
    const std::string sign = ns < 0 ? "-" : "";
    const uint64_t size = ns < 0 ? 0 - static_cast<uint64_t>(ns) : static_cast<uint64_t>(ns);
    const auto per_unit = static_cast<uint64_t>(unit);
    std::string text = sign + std::to_string(size / per_unit);
    if (size % per_unit == 0) return text;
    std::string digits = std::to_string(per_unit + size % per_unit);
    digits[0] = '.';
    while (digits.back() == '0') digits.pop_back();
    return text + digits;
}

// Where a link leads, though there be nothing; any other path as it is.
fs::path followed(fs::path path) {
    constexpr int most_links = 40;
    std::error_code error;
    for (int i = 0; i < most_links && fs::is_symlink(path, error); ++i) {
        path = path.parent_path() / fs::read_symlink(path);
    }
    return path;
}

// The stream of this process that already writes to what stands at this path.
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
    if (fs::is_directory(path, error)) refuse("is a folder; expected a file to write");
    const fs::path above = followed(path).parent_path().parent_path();
    if (fs::exists(followed(path).parent_path(), error) || above.empty()) return;
    if (!fs::exists(above, error)) {
        refuse("cannot be written: there is no folder '" + above.string() + "'");
    }
}

bool is_standard_output(const std::string& path) { return open_stream_at(path) == &std::cout; }

WholeFile::WholeFile(const std::string& path, const std::string& writer)
    : path_(followed(path).string()), part_(path_ + ".part" + writer), open_(open_stream_at(path)) {
    check_target(path);
    if (open_ != nullptr) return;
    std::error_code error;
    if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
        path_ = part_ = path;
    } else if (const fs::path folder = fs::path(path_).parent_path(); !folder.empty()) {
        fs::create_directory(folder);
    }
    out_.open(part_, std::ios::binary | std::ios::trunc);
}

void WholeFile::finish() {
    if (open_ == nullptr) out_.close();
    if (!stream().flush()) throw std::runtime_error("cannot write " + part_);
    if (open_ == nullptr && part_ != path_) fs::rename(part_, path_);
}

void write_file(const std::string& path, const std::string& text, const std::string& writer) {
    WholeFile file(path, writer);
    file.stream() << text;
    file.finish();
}

void append_number_text(std::string& text, double x) {
    if (!std::isfinite(x)) {
        text += std::isnan(x) ? "nan" : x > 0 ? "inf" : "-inf";
        return;
    }
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
    text.append(digits, end);
}

std::string number_text(double x) {
    std::string text;
    append_number_text(text, x);
    return text;
}

std::string exact_ms(Duration d) { return decimal(d.ns, 1'000'000); }
std::string exact_us(Duration d) { return decimal(d.ns, 1'000); }

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string axes_head(const Scenario& scenario) {
    std::string head;
    for (const Axis& axis : scenario.axes()) head += quoted(axis.name()) + ',';
    return head;
}

std::string cell_head(const CellRow& row) {
    std::string head;
    for (const Node& label : row.at) head += quoted(label_text(label)) + ',';
    return head + quoted(row.policy) + ',';
}

}  // namespace mdisim
