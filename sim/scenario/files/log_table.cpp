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

void add_paths(const Node& node, const std::string& path, const std::string& digest,
               std::vector<std::string>& paths) {
    const Node* content = node.find("digest");
    const Node* kind = node.find("kind");
    const bool reads = content != nullptr && content->text == digest;
    if (reads && kind != nullptr && kind->text == "empirical") paths.push_back(path);
    const Node* samples = node.find("samples");
    const bool of_pool = samples != nullptr && node.find("list") != nullptr;
    if (of_pool && samples->find("digest") != nullptr && samples->find("digest")->text == digest)
        paths.push_back(path + ".samples");
    for (const auto& [key, value] : node.members) {
        // The laws of a pool's models are made of its samples.
        if (of_pool && (key == "list" || key == "samples")) continue;
        add_paths(value, path.empty() ? key : path + "." + key, digest, paths);
    }
    for (const Node& item : node.items) {
        const Node* name = item.find("name");
        if (name != nullptr) add_paths(item, path + "." + name->text, digest, paths);
    }
}

}  // namespace

const std::vector<std::string>& columns_found_by_name() {
    static const std::vector<std::string> names = {"created", "class",    "phone",   "size",
                                                   "model",   "deadline", "latency", "right"};
    return names;
}

Node log_of_table(const std::string& file, const std::map<std::string, std::string>& named,
                  const std::vector<std::string>& wanted) {
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
    });
    return log;
}

std::vector<std::string> paths_of_samples(const Node& resolved, const std::string& digest) {
    std::vector<std::string> paths;
    add_paths(resolved, "", digest, paths);
    return paths;
}

}  // namespace mdisim
