#include "sim/describe/limits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

constexpr const char* variable = "MDISIM_LIMITS";

constexpr LimitRow rows[] = {
    {Limit::text_mb, "text_mb", 64, "megabytes of a file that is read as a whole, such as JSON"},
    {Limit::values, "values", 4'000'000,
     "values in a JSON file, those of its profiles included; each takes about 180 bytes"},
    {Limit::table_mb, "table_mb", 2'000, "megabytes of a table, which is read row by row"},
    {Limit::table_rows, "table_rows", 20'000'000,
     "rows of a table, whose numbers are mostly kept in memory"},
    {Limit::row_columns, "row_columns", 10'000, "columns of a row of a table"},
    {Limit::references, "references", 1'000,
     "profiles that a scenario and its profiles name, repetitions counted"},
    {Limit::points, "points", 100'000,
     "points of a sweep; each is checked before the first is run, and takes about 1 kB"},
    {Limit::policies, "policies", 1'000, "policies that a scenario compares"},
    {Limit::models, "models", 1'000, "models of a pool; policies look through all of them"},
    {Limit::replications, "replications", 100'000,
     "replications of a cell; each takes about 1.2 kB until the cell is done"},
    {Limit::waiting_requests, "waiting_requests", 1'000'000,
     "requests of a run that are under way at once, 350 to 700 bytes each: servers that are "
     "slower than the load let them grow without end"},
    {Limit::idle_steps, "idle_steps", 10'000,
     "changes of a workload's state, or repetitions of its rate, from one request to the next "
     "in the mean; each takes time, and no request comes of it"}};

using Values = std::array<uint64_t, std::size(rows)>;

constexpr bool in_order() {
    for (size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<size_t>(rows[i].limit) != i) return false;
    }
    return true;
}
static_assert(in_order());

const LimitRow* row_called(std::string_view name) {
    const auto* at =
        std::find_if(rows, std::end(rows), [&](const LimitRow& row) { return row.name == name; });
    return at == std::end(rows) ? nullptr : at;
}

void set_one(std::string_view word, Values& values, std::vector<Problem>& problems) {
    const auto wrong = [&](std::string what) {
        problems.push_back({std::string(variable) + "=" + std::string(word), "", std::move(what)});
    };
    const size_t equals = word.find('=');
    if (equals == std::string_view::npos) return wrong("expected NAME=VALUE, such as points=1e6");
    const LimitRow* row = row_called(word.substr(0, equals));
    if (row == nullptr) {
        std::vector<std::string_view> known;
        for (const LimitRow& one : rows) known.emplace_back(one.name);
        return wrong("there is no such limit." + suggestion(word.substr(0, equals), known));
    }
    const std::optional<double> value = real_number(word.substr(equals + 1));
    constexpr double most = 1e15;
    if (!value || *value != std::floor(*value) || *value < 1 || *value > most)
        return wrong("expected a whole number from 1 to 1e15");
    values[static_cast<size_t>(row->limit)] = static_cast<uint64_t>(*value);
}

Values all_values() {
    Values values{};
    for (const LimitRow& row : rows) {
        values[static_cast<size_t>(row.limit)] = static_cast<uint64_t>(row.usual);
    }
    const char* said = std::getenv(variable);
    std::string_view rest(said != nullptr ? said : "");
    std::vector<Problem> problems;
    while (!rest.empty()) {
        const size_t end = std::min(rest.find(','), rest.size());
        set_one(without_blanks(rest.substr(0, end)), values, problems);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    return values;
}

}  // namespace

std::span<const LimitRow> all_limits() { return rows; }

uint64_t limit_of(Limit limit) {
    static const Values values = all_values();
    return values[static_cast<size_t>(limit)];
}

std::string limit_text(Limit limit, const std::string& things) {
    return std::to_string(limit_of(limit)) + " " + things + " (" + variable + "=" +
           rows[static_cast<size_t>(limit)].name + "=N raises this limit)";
}

}  // namespace mdisim
