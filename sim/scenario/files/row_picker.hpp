// Picks rows of a table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/describe/data_table.hpp"
#include "sim/describe/table_choice.hpp"

namespace mdisim {

// Picks the rows that have certain texts in certain columns; all rows if nothing is asked for.
class RowPicker {
  public:
    // Requires that the table is at its header, if there are choices. Notes columns that it lacks.
    RowPicker(DataTable& table, std::span<const RowChoice> choices);

    // Whether the current row is picked.
    bool picks(const DataTable& table);
    // Notes that no row was picked. Requires that picks() was asked about all rows.
    void note_if_none(DataTable& table) const;

  private:
    struct Choice {
        RowChoice asked;
        std::optional<size_t> column;
        bool any = false;
        std::vector<std::string> names;  // other texts in the column, for suggestions
    };

    std::vector<Choice> choices_;
    bool any_ = false;
};

}  // namespace mdisim
