// Which column, and which rows, of a table in a file a description means (data_table.hpp).
#pragma once

#include <optional>
#include <string>

#include "sim/describe/field.hpp"
#include "sim/describe/unit.hpp"

namespace mdisim {

struct TableColumn {
    std::string column;          // its name or number
    std::optional<Unit> unit{};  // none: the one at the end of its name
};

// The rows that have this text in a column.
struct RowChoice {
    std::string column;
    std::string is;
};

const Object& describe(Tag<TableColumn>);
const Object& describe(Tag<RowChoice>);

}  // namespace mdisim
