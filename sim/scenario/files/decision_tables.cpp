#include "sim/scenario/files/decision_tables.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "sim/decide/registry.hpp"
#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/field.hpp"
#include "sim/scenario/files/table_file.hpp"

namespace mdisim {
namespace {

constexpr std::string_view bounds = "from";  // the setting of a row that has the bounds

// A setting of a row as a column of the table gives it.
struct DecidedColumn {
    size_t at;
    std::string name;
    bool is_text;
};

// The field table of the rows that a policy decides by, or null if it decides by none.
const Object* rows_of(const Node& choice, Decision decision) {
    const Node* policy = choice.find("policy");
    const PolicyEntry* entry = policy != nullptr ? find_policy(decision, policy->text) : nullptr;
    if (entry == nullptr) return nullptr;
    const Object& options = entry->options;
    const auto field = std::find_if(options.fields.begin(), options.fields.end(),
                                    [](const Field& f) { return f.name == "rows"; });
    if (field == options.fields.end()) return nullptr;
    const std::shared_ptr<void> made = options.make();
    const Slot slot = field->slot(made.get());
    const auto* list = std::get_if<ListSlot>(&slot.kind());
    if (list == nullptr) return nullptr;
    list->grow();
    const Slot first = list->at(0);
    const auto* row = std::get_if<ObjectSlot>(&first.kind());
    return row != nullptr ? row->table : nullptr;
}

bool is_text(const Field& field, const Object& row) {
    const std::shared_ptr<void> made = row.make();
    return std::holds_alternative<std::string*>(field.slot(made.get()).kind());
}

class DecisionColumns {
  public:
    // Requires that the table is at its header. Notes columns that it lacks.
    DecisionColumns(DataTable& table, const Object& row) {
        for (size_t c = 0; c < table.cells().size(); ++c) {
            const std::string name(without_blanks(table.cells()[c]));
            const auto field = std::find_if(row.fields.begin(), row.fields.end(),
                                            [&](const Field& f) { return f.name == name; });
            if (field == row.fields.end()) {
                bounds_.push_back(c);
                names_.append(Node(name));
            } else if (name == bounds) {
                table.wrong_cell(c, "cannot be the name of a column");
            } else {
                decided_.push_back({c, name, is_text(*field, row)});
            }
        }
        for (const Field& field : row.fields) {
            if (field.required) check_for(table, field.name);
        }
        if (bounds_.empty()) table.wrong_row("has no column that tells its rows apart");
    }

    const Node& names() const { return names_; }

    // The current row as a scenario has it. Notes what is wrong with it.
    Node row(DataTable& table) const {
        Node made = Node::object();
        Node& from = made.set(std::string(bounds), Node::list());
        for (const size_t at : bounds_) {
            if (const auto bound = table.value(at, "a number", real_number))
                from.append(Node(*bound));
        }
        for (const DecidedColumn& column : decided_) {
            const bool empty =
                !table.has(column.at) || without_blanks(table.cells()[column.at]).empty();
            if (empty) continue;  // the reader of the row says what it needs
            if (column.is_text) {
                made.set(column.name, Node(std::string(without_blanks(table.cells()[column.at]))));
            } else if (const auto number = table.value(column.at, "a number", real_number)) {
                made.set(column.name, Node(*number));
            }
        }
        return made;
    }

  private:
    void check_for(DataTable& table, const std::string& name) const {
        const bool there = name == bounds || std::any_of(decided_.begin(), decided_.end(),
                                                         [&](const DecidedColumn& column) {
                                                             return column.name == name;
                                                         });
        if (!there) table.column(name);  // which notes that it is missing
    }

    std::vector<size_t> bounds_;
    std::vector<DecidedColumn> decided_;
    Node names_ = Node::list();
};

}  // namespace

bool decides_by_table(const Node& choice, Decision decision) {
    return rows_of(choice, decision) != nullptr;
}

void read_decisions(Node& choice, Decision decision, const std::string& pointer,
                    std::vector<Problem>& problems) {
    const Node* file = choice.find("file");
    const Node* digest = choice.find("digest");
    if (choice.broken || file == nullptr || digest == nullptr) return;
    const Object& row = *rows_of(choice, decision);
    Node columns = Node::list();
    Node rows = Node::list();
    try {
        read_table(file->text, digest->text, [&](DataTable& table) {
            const DecisionColumns found(table, row);
            if (table.has_mistakes()) return;
            columns = found.names();
            while (table.next()) {
                Node read = found.row(table);
                read.where = file->where;
                rows.append(std::move(read));
            }
            if (rows.items.empty() && !table.has_mistakes()) table.wrong_file("has no rows");
        });
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) problems.push_back({p.where, pointer, p.what});
        choice.broken = true;
        return;
    }
    choice.set("columns", std::move(columns));
    choice.set("rows", std::move(rows));
}

}  // namespace mdisim
