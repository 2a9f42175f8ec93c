// Tables of every kind that is read. Rows that are written again with every cell in quotes are the
// same rows, and all bytes are seen once.
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/unit.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/json_lines.hpp"
#include "sim/scenario/import/profile_import.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A file in memory, which is gone when the input is done with.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view text) : number_(memfd_create("table", 0)) {
        require(number_ >= 0);
        while (!text.empty()) {
            const ssize_t written = write(number_, text.data(), text.size());
            require(written > 0);
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
    require(seen == text);
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

bool read_table(std::string_view text) {
    try {
        const MemoryFile file(text);
        DataTable table(file.path(), {}, divide_json);
        while (table.next()) read_cells(table);
        table.throw_mistakes();
    } catch (const UserError& error) {
        require(error.problems().size() <= 11);
    }
    bool mistakes = false;
    const Rows rows = rows_of(text, mistakes);
    if (mistakes) return false;
    if (text.starts_with('{')) return true;
    require(rows_of(in_quotes(rows), mistakes) == rows && !mistakes);
    return true;
}

// Reads the bytes as the file that blocks of a scenario name, whose path stands at "$". The
// scenario has requests, models and policies of its own where the blocks have none.
bool read_in(std::string blocks, std::string_view bytes) {
    const auto add_unless_there = [&](const char* key, const char* block) {
        if (blocks.find(key) == std::string::npos) blocks += block;
    };
    add_unless_there("\"models\"",
                     R"(, "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20},)"
                     R"( {"name": "B", "accuracy": 0.7, "mean_ms": 40}]})");
    add_unless_there("\"policies\"", R"(, "policies": ["fastest"])");
    const MemoryFile file(bytes);
    blocks.replace(blocks.find('$'), 1, file.path());
    try {
        const Node document =
            parse_document(R"({"version": 1, "sla_ms": 50, )" + blocks + "}", "fuzz.json");
        Scenario::from(document, "scenarios/fuzz.json", "fuzz").point(0);
        return true;
    } catch (const UserError&) {
        return false;
    }
}

// Reads the bytes as a file of which each importer makes a profile.
bool import_file(std::string_view bytes) {
    const MemoryFile file(bytes);
    bool read = false;
    for (const Importer& importer : all_importers()) {
        try {
            ImportRequest request;
            request.file = file.path();
            profile_text(importer.import(request));
            read = true;
        } catch (const UserError&) {
        }
    }
    return read;
}

using Bytes = std::string_view;

constexpr Target targets[] = {
    {"table", read_table},
    {"counts",
     [](Bytes b) {
         return read_in(R"("workload": {"kind": "counts", "file": "$", "interval_s": 1})", b);
     }},
    {"trace", [](Bytes b) { return read_in(R"("workload": {"kind": "trace", "file": "$"})", b); }},
    {"latencies",
     [](Bytes b) {
         return read_in(R"("requests": 20,
             "network": {"kind": "series", "file": "$", "interval_ms": 10})",
                        b);
     }},
    {"bandwidths",
     [](Bytes b) {
         return read_in(R"("requests": 20, "network": {"kind": "trace", "file": "$",
             "round_trip": {"kind": "constant", "value_ms": 1}})",
                        b);
     }},
    {"samples",
     [](Bytes b) {
         return read_in(R"("requests": 20, "network": {"kind": "latency",
             "latency": {"kind": "empirical", "file": "$"}})",
                        b);
     }},
    {"models", [](Bytes b) { return read_in(R"("requests": 20, "models": {"file": "$"})", b); }},
    {"log", [](Bytes b) { return read_in(R"("log": {"file": "$", "created": "time"})", b); }},
    {"pictures",
     [](Bytes b) { return read_in(R"("requests": 20, "pictures": {"file": "$"})", b); }},
    {"decisions",
     [](Bytes b) {
         return read_in(R"("requests": 20, "policies": [
             {"name": "t", "select": {"policy": "table", "file": "$"}}])",
                        b);
     }},
    {"imports", import_file}};

}  // namespace

std::span<const Target> table_targets() { return targets; }

}  // namespace mdisim::fuzz
