// Tables of decisions: which row of a table holds for what a policy sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

// Finds the row of a table that holds. Each column of the table has a list of bounds: a row that
// says 50 holds from 50 on, up to the next greater value in the column. The rows with the least
// value of a column hold below it, too.
class DecisionGrid {
  public:
    // from: the bounds of each row, one for each column. Throws a UserError unless there are no
    // rows or exactly one for every combination of the columns' values.
    DecisionGrid(const std::vector<std::string>& columns,
                 const std::vector<std::vector<double>>& from);

    // The index of the row that holds for these values, one for each column. Requires rows.
    size_t row(std::span<const double> values) const;

  private:
    std::vector<std::vector<double>> bounds_;  // by column: sorted, without the least
    std::vector<uint32_t> rows_;               // the last column's bounds vary fastest
};

// The settings of a policy that decides by a table. A row is an object with a list `from` and what
// is decided. Where a scenario names a file, the reader of scenarios fills in the rest.
template <class Row>
struct TableOptions {
    std::optional<std::string> file;
    std::optional<std::string> digest;
    std::vector<std::string> columns;
    std::vector<Row> rows;

    std::vector<std::vector<double>> from() const {
        std::vector<std::vector<double>> all;
        for (const Row& row : rows) all.push_back(row.from);
        return all;
    }
};

// The fields of TableOptions. seen: the names of what the policy sees, for the explanation.
template <class Options>
std::vector<Field> table_fields(const std::string& seen) {
    return {
        field("file", &Options::file,
              "a table (CSV) with a head line. Columns named as settings of a row are what is "
              "decided, all others are the 'columns'")
            .aside(),
        field("digest", &Options::digest, "of the file; the run ends if it has changed").aside(),
        field("columns", &Options::columns, "what rows are told apart by: any of " + seen),
        field("rows", &Options::rows, "a row for each combination of the columns' values")};
}

// The field `from` of a row.
template <class Row>
Field from_field() {
    return field("from", &Row::from,
                 "for each column the value from which on the row holds, up to the next greater "
                 "one in the table; the least value of a column stands for all below it, too");
}

// The index of each column among the names of what a policy sees. Throws a UserError with the
// nearest name if a column is not among them.
std::vector<size_t> seen_columns(const std::vector<std::string>& columns,
                                 std::span<const std::string_view> seen);

}  // namespace mdisim
