#include "sim/scenario/files/json_lines.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "sim/describe/limits.hpp"
#include "sim/scenario/counting_iterator.hpp"

namespace mdisim {
namespace {

// Receives what the parser finds in one line.
class LineBuilder {
  public:
    LineBuilder(std::string_view line, NamedCells& cells)
        : progress(line.data()), line_(line), cells_(cells) {}

    bool null() { return add(std::nullopt); }
    bool boolean(bool value) { return add(value ? "true" : "false"); }
    bool number_integer(int64_t value) { return add(std::to_string(value)); }
    bool number_unsigned(uint64_t value) { return add(std::to_string(value)); }
    bool number_float(double, const std::string& digits) { return add(digits); }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(nlohmann::json::binary_t&) { return false; }

    bool start_object(size_t) { return open("{...}"); }
    bool start_array(size_t) {
        if (depth_ == 0) return wrong(1, "expected an object, not a list");
        return open("[...]");
    }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        if (depth_ > 1) return true;
        const size_t at = column();
        auto& cells = cells_.cells;
        if (cells.size() == most_columns_)
            return wrong(at, "this row has more than " + limit_text(Limit::row_columns, "columns"));
        if (is_known(name)) return wrong(at, "the key '" + name + "' is here twice");
        cells.push_back({name, std::nullopt, 1});
        return true;
    }

    bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) {
        return wrong(std::clamp<size_t>(position, 1, line_.size()), "not JSON from here on");
    }

    const char* progress;  // how far the parser has read

  private:
    // Whether a cell has this name. Few cells are looked through; many have their names in a set.
    bool is_known(const std::string& name) {
        constexpr size_t few = 32;
        const auto& cells = cells_.cells;
        if (cells.size() < few) {
            return std::any_of(cells.begin(), cells.end(),
                               [&](const auto& cell) { return cell.name == name; });
        }
        if (names_.empty()) {
            for (const auto& cell : cells) names_.insert(cell.name);
        }
        return !names_.insert(name).second;
    }
    // The column of the token that was read last. It begins behind the separators that follow the
    // token before it.
    size_t column() {
        const size_t begin = line_.find_first_not_of(" \t:,{", end_);
        end_ = static_cast<size_t>(progress - line_.data());
        return begin + 1;
    }
    bool wrong(size_t column, std::string what) {
        cells_.wrong = std::move(what);
        cells_.wrong_column = column;
        return false;
    }
    bool add(std::optional<std::string> text) {
        if (depth_ == 0) return wrong(1, "expected an object");
        if (depth_ > 1) return true;
        cells_.cells.back().text = std::move(text);
        cells_.cells.back().column = column();
        return true;
    }
    bool open(const char* shown) {
        constexpr size_t most_nested = 64;
        if (depth_ == most_nested) return wrong(1, "an object within more than 64 others");
        if (depth_ == 1) add(shown);
        ++depth_;
        return true;
    }
    bool close() {
        --depth_;
        end_ = static_cast<size_t>(progress - line_.data());
        return true;
    }

    std::string_view line_;
    NamedCells& cells_;
    std::set<std::string> names_;  // of the cells, if they are many
    const size_t most_columns_ = limit_of(Limit::row_columns);
    size_t depth_ = 0;
    size_t end_ = 0;
};

}  // namespace

void divide_json(std::string_view line, NamedCells& cells) {
    LineBuilder builder(line, cells);
    const char* const end = line.data() + line.size();
    nlohmann::json::sax_parse(CountingIterator(line.data(), &builder.progress),
                              CountingIterator(end, &builder.progress), &builder);
}

}  // namespace mdisim
