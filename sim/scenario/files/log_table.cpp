#include "sim/scenario/files/log_table.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/unit.hpp"
#include "sim/scenario/files/table_file.hpp"

namespace mdisim {
namespace {

bool has_column(const DataTable& table, const std::string& name) {
    const auto& cells = table.cells();
    return std::any_of(cells.begin(), cells.end(), [&](std::string_view cell) {
        return without_unit(without_blanks(cell)) == name;
    });
}

// The name of the column that is called so, with its unit.
std::string full_name(const DataTable& table, const std::string& name) {
    for (const std::string_view cell : table.cells()) {
        if (without_unit(without_blanks(cell)) == name) return std::string(without_blanks(cell));
    }
    return name;
}

ReadLaw law_at(const std::string& path, const Node& law) {
    const Node* rows = law.find("first_rows");
    return {path, rows != nullptr ? std::optional(rows->integer) : std::nullopt};
}

bool reads(const Node& block, const std::string& digest) {
    const Node* content = block.find("digest");
    return content != nullptr && content->text == digest;
}

void add_laws(const Node& node, const std::string& path, const std::string& digest,
              std::vector<ReadLaw>& laws) {
    const Node* kind = node.find("kind");
    if (reads(node, digest) && kind != nullptr && kind->text == "empirical")
        laws.push_back(law_at(path, node));
    const Node* samples = node.find("samples");
    const bool of_pool = samples != nullptr && node.find("list") != nullptr;
    if (of_pool && reads(*samples, digest)) laws.push_back(law_at(path + ".samples", *samples));
    for (const auto& [key, value] : node.members) {
        // The laws of a pool's models are made of its samples.
        if (of_pool && (key == "list" || key == "samples")) continue;
        add_laws(value, path.empty() ? key : path + "." + key, digest, laws);
    }
    for (const Node& item : node.items) {
        const Node* name = item.find("name");
        if (name != nullptr) add_laws(item, path + "." + name->text, digest, laws);
    }
}

}  // namespace

const std::vector<std::string>& columns_found_by_name() {
    static const std::vector<std::string> names = {"created", "class",    "phone",   "size",
                                                   "model",   "deadline", "latency", "right"};
    return names;
}

Node log_of_table(const std::string& file, const std::map<std::string, std::string>& named,
                  const std::vector<std::string>& wanted, const std::vector<std::string>& needed) {
    Node log = Node::object();
    log.set("file", Node(file));
    read_table(file, std::nullopt, [&](DataTable& table) {
        for (const auto& [key, column] : named) {
            table.column(column);
            log.set(key, Node(column));
        }
        for (const std::string& key : wanted) {
            if (!named.contains(key) && has_column(table, key))
                log.set(key, Node(full_name(table, key)));
        }
        for (const std::string& key : needed) {
            if (log.find(key) != nullptr) continue;
            std::string columns;
            for (const std::string_view cell : cells_like_names(table.cells()))
                columns += (columns.empty() ? "" : ", ") + std::string(without_blanks(cell));
            table.wrong_row("has no column called '" + key +
                            "', with a unit or without: name it by " + "--column " + key +
                            "=NAME. Its columns: " + columns);
        }
    });
    return log;
}

std::vector<ReadLaw> laws_read_from(const Node& resolved, const std::string& digest) {
    std::vector<ReadLaw> laws;
    add_laws(resolved, "", digest, laws);
    return laws;
}

}  // namespace mdisim
