#include "policies/parts/decision_grid.hpp"

#include <algorithm>

#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

constexpr uint32_t no_row = 0xFFFFFFFF;
constexpr size_t most_combinations = size_t{1} << 24;

using Values = std::vector<std::vector<double>>;  // by column: sorted, each once

Values values_of(const std::vector<std::string>& columns,
                 const std::vector<std::vector<double>>& from) {
    Values values(columns.size());
    for (size_t r = 0; r < from.size(); ++r) {
        if (from[r].size() != columns.size()) {
            throw UserError("row " + std::to_string(r + 1) + " of the table of decisions has " +
                            counted(from[r].size(), "bound") + ", and there are " +
                            counted(columns.size(), "column"));
        }
        for (size_t c = 0; c < columns.size(); ++c) values[c].push_back(from[r][c]);
    }
    for (auto& of_column : values) {
        std::sort(of_column.begin(), of_column.end());
        of_column.erase(std::unique(of_column.begin(), of_column.end()), of_column.end());
    }
    return values;
}

size_t combinations_of(const Values& values) {
    size_t size = 1;
    for (const auto& of_column : values) {
        size *= of_column.size();
        if (size <= most_combinations) continue;
        throw UserError(
            "the columns of the table of decisions have more than 16 million "
            "combinations of values");
    }
    return size;
}

// The number of a combination of values. Requires that they are among the values.
size_t combination_of(const Values& values, const std::vector<double>& bounds) {
    size_t number = 0;
    for (size_t c = 0; c < values.size(); ++c) {
        const auto at = std::lower_bound(values[c].begin(), values[c].end(), bounds[c]);
        number = number * values[c].size() + static_cast<size_t>(at - values[c].begin());
    }
    return number;
}

// A combination in words: "budget_ms 50 and waiting 0".
std::string in_words(const std::vector<std::string>& columns, const Values& values,
                     size_t combination) {
    std::vector<std::string> parts(columns.size());
    for (size_t c = columns.size(); c-- > 0;) {
        parts[c] = columns[c] + " " + in_digits(values[c][combination % values[c].size()], 15);
        combination /= values[c].size();
    }
    return joined(parts, " and ");
}

}  // namespace

DecisionGrid::DecisionGrid(const std::vector<std::string>& columns,
                           const std::vector<std::vector<double>>& from) {
    if (from.empty()) return;
    const Values values = values_of(columns, from);
    rows_.assign(combinations_of(values), no_row);
    for (size_t r = 0; r < from.size(); ++r) {
        uint32_t& row = rows_[combination_of(values, from[r])];
        if (row != no_row) {
            throw UserError("rows " + std::to_string(row + 1) + " and " + std::to_string(r + 1) +
                            " of the table of decisions are both for " +
                            in_words(columns, values, combination_of(values, from[r])));
        }
        row = static_cast<uint32_t>(r);
    }
    const auto missing = std::find(rows_.begin(), rows_.end(), no_row);
    if (missing != rows_.end()) {
        throw UserError("the table of decisions has no row for " +
                        in_words(columns, values, static_cast<size_t>(missing - rows_.begin())) +
                        ": it needs one for each combination of the values in its columns");
    }
    for (const auto& of_column : values)
        bounds_.emplace_back(of_column.begin() + 1, of_column.end());
}

size_t DecisionGrid::row(std::span<const double> values) const {
    size_t at = 0;
    for (size_t c = 0; c < bounds_.size(); ++c) {
        const std::vector<double>& bounds = bounds_[c];
        const auto above = std::upper_bound(bounds.begin(), bounds.end(), values[c]);
        at = at * (bounds.size() + 1) + static_cast<size_t>(above - bounds.begin());
    }
    return rows_[at];
}

std::vector<size_t> seen_columns(const std::vector<std::string>& columns,
                                 std::span<const std::string_view> seen) {
    std::vector<size_t> found;
    for (const std::string& column : columns) {
        const auto at = std::find(seen.begin(), seen.end(), column);
        if (at == seen.end()) {
            throw UserError("no policy of this kind sees '" + column + "'." +
                            suggestion(column, {seen.begin(), seen.end()}));
        }
        found.push_back(static_cast<size_t>(at - seen.begin()));
    }
    return found;
}

}  // namespace mdisim
