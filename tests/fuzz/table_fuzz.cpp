// Whatever bytes a table holds, reading it ends in rows or in a user's error, all bytes are seen
// once, and rows that are written again with every cell in quotes are the same rows. libFuzzer
// calls this with mutations of tables: `.ci/nightly fuzz`.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/unit.hpp"
#include "sim/scenario/files/json_lines.hpp"

namespace mdisim {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A file in memory, which is gone when the input is done with.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view text) : number_(memfd_create("table", 0)) {
        if (number_ < 0) __builtin_trap();
        while (!text.empty()) {
            const ssize_t written = write(number_, text.data(), text.size());
            if (written <= 0) __builtin_trap();
            text.remove_prefix(static_cast<size_t>(written));
        }
    }
    ~MemoryFile() { close(number_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

  private:
    int number_;
};

// Reads what may be read of every cell.
void read_cells(DataTable& table) {
    for (size_t c = 0; c <= table.cells().size(); ++c) {
        table.value(c, "a number", real_number);
        table.value(c, "a time", [](std::string_view text) { return stamp_ns(text, 1'000'000); });
        if (table.has(c)) unit_in_name(table.cells()[c]);
    }
}

Rows rows_of(std::string_view text, bool& mistakes) {
    const MemoryFile file(text);
    std::string seen;
    DataTable table(
        file.path(), [&](std::string_view bytes) { seen += bytes; }, divide_json);
    Rows rows;
    while (table.next()) rows.emplace_back(table.cells().begin(), table.cells().end());
    if (seen != text) __builtin_trap();
    mistakes = table.has_mistakes();
    return rows;
}

std::string in_quotes(const Rows& rows) {
    std::string text;
    for (const auto& row : rows) {
        for (size_t c = 0; c < row.size(); ++c) {
            text += c > 0 ? ",\"" : "\"";
            for (char letter : row[c]) text += letter == '"' ? "\"\"" : std::string(1, letter);
            text += '"';
        }
        text += '\n';
    }
    return text;
}

}  // namespace
}  // namespace mdisim

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    using namespace mdisim;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    try {
        const MemoryFile file(text);
        DataTable table(file.path(), {}, divide_json);
        while (table.next()) read_cells(table);
        table.throw_mistakes();
    } catch (const UserError& error) {
        if (error.problems().size() > 11) __builtin_trap();
    }
    bool mistakes = false;
    const Rows rows = rows_of(text, mistakes);
    if (mistakes || text.starts_with('{')) return 0;
    if (rows_of(in_quotes(rows), mistakes) != rows || mistakes) __builtin_trap();
    return 0;
}
