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

void read_table(std::string_view text) {
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
    if (mistakes || text.starts_with('{')) return;
    require(rows_of(in_quotes(rows), mistakes) == rows && !mistakes);
}

// A scenario whose blocks read the bytes as a file, whose path stands at every "$".
void read_in(std::string_view blocks, std::string_view bytes) {
    const MemoryFile file(bytes);
    std::string text = R"({"version": 1, "sla_ms": 50, )";
    for (const char letter : blocks) text += letter == '$' ? file.path() : std::string(1, letter);
    text += '}';
    try {
        const Scenario scenario =
            Scenario::from(parse_document(text, "fuzz.json"), "scenarios/fuzz.json", "fuzz");
        scenario.point(0);
    } catch (const UserError&) {
    }
}

#define MDISIM_MODEL                                                         \
    R"("models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}, )" \
    R"({"name": "B", "accuracy": 0.7, "mean_ms": 40}]}, )"

void read_counts_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"],
        "workload": {"kind": "counts", "file": "$", "interval_s": 1})",
            bytes);
}
void read_trace_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"], "workload": {"kind": "trace", "file": "$"})",
            bytes);
}
void read_latency_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"], "requests": 20,
        "network": {"kind": "series", "file": "$", "interval_ms": 10})",
            bytes);
}
void read_bandwidth_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"], "requests": 20,
        "network": {"kind": "trace", "file": "$", "round_trip": {"kind": "constant", "value_ms": 1},
                    "down": {"kind": "constant", "value_mbit_per_s": 1}})",
            bytes);
}
void read_sample_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"], "requests": 20,
        "network": {"kind": "latency", "latency": {"kind": "empirical", "file": "$"}})",
            bytes);
}
void read_model_file(std::string_view bytes) {
    read_in(R"("models": {"file": "$"}, "policies": ["fastest"], "requests": 20)", bytes);
}
void read_log_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"], "log": {"file": "$", "created": "time"})",
            bytes);
}
void read_picture_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("policies": ["fastest"], "requests": 20, "pictures": {"file": "$"})",
            bytes);
}
void read_decision_file(std::string_view bytes) {
    read_in(MDISIM_MODEL R"("requests": 20,
        "policies": [{"name": "t", "select": {"policy": "table", "file": "$"}}])",
            bytes);
}

// As a profile of each kind that can be made of a file.
void import_file(std::string_view bytes) {
    const MemoryFile file(bytes);
    for (const Importer& importer : all_importers()) {
        try {
            ImportRequest request;
            request.file = file.path();
            profile_text(importer.import(request));
        } catch (const UserError&) {
        }
    }
}

constexpr Target targets[] = {{"table", read_table},
                              {"counts", read_counts_file},
                              {"trace", read_trace_file},
                              {"latencies", read_latency_file},
                              {"bandwidths", read_bandwidth_file},
                              {"samples", read_sample_file},
                              {"models", read_model_file},
                              {"log", read_log_file},
                              {"pictures", read_picture_file},
                              {"decisions", read_decision_file},
                              {"imports", import_file}};

}  // namespace

std::span<const Target> table_targets() { return targets; }

}  // namespace mdisim::fuzz
