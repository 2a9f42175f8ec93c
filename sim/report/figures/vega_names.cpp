#include "sim/report/figures/vega_names.hpp"

#include <algorithm>

#include "sim/describe/letters.hpp"

namespace mdisim {
namespace {

constexpr size_t most_level = 4;
constexpr size_t letters_of_row = 40;  // that fit below an axis on a phone
constexpr size_t letters_slanting = 23;

constexpr auto level_axis = R"({"labelAngle": 0, "labelOverlap": false})";
constexpr auto slanting = R"({"labelAngle": -35, "labelOverlap": false, "labelLimit": 150})";

// Breaks a name into lines of at most `longest` letters, except for longer words.
Node lines_of(const std::string& name, size_t longest) {
    Node lines = Node::list();
    std::string line;
    for (size_t at = 0; at <= name.size();) {
        const size_t end = std::min(name.find(' ', at), name.size());
        const std::string word = name.substr(at, end - at);
        if (!line.empty() && letters(line) + 1 + letters(word) > longest) {
            lines.append(Node(line));
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
        at = end + 1;
    }
    lines.append(Node(line));
    return lines;
}

}  // namespace

Node axis_of_names(const std::vector<std::string>& names) {
    const bool few = names.size() <= most_level;
    const size_t longest =
        few ? letters_of_row / std::max<size_t>(1, names.size()) : letters_slanting;
    std::string lines;
    for (const std::string& name : names) {
        lines +=
            (lines.empty() ? "({" : ", ") + dump(Node(name)) + ": " + dump(lines_of(name, longest));
    }
    Node axis = parse_document(few ? level_axis : slanting, "vega_names.cpp");
    axis.set("labelExpr", Node(lines + "})[datum.label]"));
    return axis;
}

}  // namespace mdisim
