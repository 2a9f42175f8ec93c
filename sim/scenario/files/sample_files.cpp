#include "sim/scenario/files/sample_files.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/describe/unit.hpp"
#include "sim/fit/law_fit.hpp"
#include "sim/scenario/files/row_picker.hpp"
#include "sim/scenario/files/table_file.hpp"

namespace mdisim {
namespace {

void read_values(DataTable& table, const Empirical& law, const std::string& unit,
                 std::vector<double>& samples) {
    const std::optional<size_t> column = chosen_column(table, law.column);
    const std::span<const RowChoice> choices(law.where ? &*law.where : nullptr, law.where ? 1 : 0);
    RowPicker rows(table, choices);
    if (!column) return;
    const std::optional<Unit> wanted = unit_in_name(unit);
    std::optional<Unit> given;
    if (wanted) given = unit_of_column(table, *column, law.unit, *wanted);
    if (!wanted && law.unit) table.wrong_cell(*column, "this law is of numbers without a unit");
    if (table.has_mistakes()) return;
    const double longest = longest_in(unit) > 0 ? longest_in(unit) : 1e15;
    const auto read = [&](std::string_view text) {
        std::optional<double> number = real_number(text);
        if (number && wanted) number = converted(*number, *given, *wanted);
        const bool fits = number && *number <= longest && (*number >= 0 || !wanted);
        return fits ? number : std::nullopt;
    };
    const std::string expected =
        wanted ? in_words(dimension_of(*wanted)) + ", not negative" : "a number";
    int64_t row = 0;
    for (bool more = !has_names(table, *column, real_number) || table.next(); more;
         more = table.next()) {
        if (law.first_rows && row++ == *law.first_rows) break;
        if (!rows.picks(table)) continue;
        if (const auto number = table.value(*column, expected, read)) samples.push_back(*number);
    }
    rows.note_if_none(table);
    if (samples.empty() && !table.has_mistakes()) table.wrong_file("has no samples");
}

std::string key_of(const Empirical& law, const std::string& unit) {
    std::string key = *law.digest + "\n" + unit + "\n" + law.column.value_or("") + "\n";
    if (law.unit) key += name_of(*law.unit);
    if (law.where) key += "\n" + law.where->column + "\n" + law.where->is;
    if (law.first_rows) key += "\nfirst " + std::to_string(*law.first_rows);
    return key;
}

}  // namespace

std::vector<double> read_samples(const Empirical& law, const std::string& unit) {
    std::vector<double> samples;
    read_table(*law.file, law.digest,
               [&](DataTable& table) { read_values(table, law, unit, samples); });
    return samples;
}

SampleFiles::Known& SampleFiles::known(const Empirical& law, const std::string& unit) {
    const std::string key = key_of(law, unit);
    auto at = known_.find(key);
    const bool has_all = at != known_.end() && (!law.fit || at->second.fits.contains(*law.fit));
    if (has_all) return at->second;
    constexpr size_t most_files = 64;
    if (known_.size() >= most_files) {
        std::erase_if(known_, [](const auto& other) { return !other.second.sorted.is_shared(); });
    }
    std::vector<double> samples = read_samples(law, unit);
    Known& found = known_[key];
    if (law.fit) {
        try {
            found.fits.emplace(*law.fit, fit_law(*law.fit, samples));
        } catch (const UserError& error) {
            throw UserError({{*law.file, "", error.problems().front().what}});
        }
    }
    if (found.sorted.empty()) {
        samples.shrink_to_fit();
        std::sort(samples.begin(), samples.end());
        found.sorted = std::move(samples);
    }
    return found;
}

const Column<double>& SampleFiles::sorted(const Empirical& law, const std::string& unit) {
    return known(law, unit).sorted;
}

const Law& SampleFiles::fitted(const Empirical& law, const std::string& unit) {
    return known(law, unit).fits.at(*law.fit);
}

}  // namespace mdisim
