#include "sim/describe/table_choice.hpp"

namespace mdisim {

const Object& describe(Tag<TableColumn>) {
    static const Object table = [] {
        Object t = object<TableColumn>(
            "column", "a column of a table; its name alone will do",
            {field("column", &TableColumn::column, "its name or number (from 1)").needed(),
             field("unit", &TableColumn::unit,
                   "its unit (default: the one at the end of its name, as in mean_ms)")});
        t.text_field = "column";
        return t;
    }();
    return table;
}

const Object& describe(Tag<RowChoice>) {
    static const Object table = object<RowChoice>(
        "rows", "the rows of a table that have a text in a column",
        {field("column", &RowChoice::column, "name or number (from 1) of the column").needed(),
         field("is", &RowChoice::is, "the text").needed()});
    return table;
}

}  // namespace mdisim
