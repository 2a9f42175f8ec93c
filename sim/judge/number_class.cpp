#include "sim/judge/number_class.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/made_from.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// Adds the points at which a check looks on one side, whose labels are `at`.
void add_points(const Grid& grid, const Check& check, const Node& at, std::set<size_t>& points) {
    std::vector<size_t> positions = grid.positions_of(at);
    points.insert(grid.point_at(positions));
    for (size_t a = 0; a < positions.size(); ++a) {
        const Axis& axis = grid.axes()[a];
        if (axis.name() != check.along) continue;
        for (positions[a] = 0; positions[a] < axis.values.size(); ++positions[a]) {
            points.insert(grid.point_at(positions));
        }
        positions[a] = 0;
    }
}

MadeFrom made_from(const Scenario& scenario, const Check& check) {
    std::set<size_t> points;
    add_points(scenario.grid(), check, check.at, points);
    if (check.against) add_points(scenario.grid(), check, check.against_at, points);
    MadeFrom all;
    for (size_t i : points) {
        std::vector<Problem> problems;  // noted already when the scenario was read
        Node document = scenario.resolved(i);
        const MadeFrom made = take_made_from(document, problems);
        all.fitted.insert(all.fitted.end(), made.fitted.begin(), made.fitted.end());
        all.copied.insert(all.copied.end(), made.copied.begin(), made.copied.end());
    }
    return all;
}

// Whether `name` is that of the number, or of the place in a paper where the number stands.
bool means(const std::string& name, const std::string& number) {
    return number == name || number.starts_with(name + ", ");
}

void set_class(Finding& f, NumberClass c, const std::string& made_by) {
    f.number_class = c;
    f.made_by = made_by;
}

void classify_by_name(const MadeFrom& made, const std::string& number, Finding& f) {
    for (const std::string& name : made.fitted) {
        if (means(name, number)) return set_class(f, NumberClass::fitted, name);
    }
    for (const std::string& name : made.copied) {
        if (means(name, number)) return set_class(f, NumberClass::input, name);
    }
}

// Whether, over the replications, number b is a linear function of number a. An accuracy over two
// models, for example, is a linear function of the share of one model.
bool follows(const Finding& b, const Finding& a) {
    constexpr size_t enough = 4;
    if (a.values.size() < enough || a.values.size() != b.values.size()) return false;
    const auto [least, most] = std::minmax_element(a.values.begin(), a.values.end());
    if (*least == *most) return false;
    const auto beside = [&](auto where) {
        return b.values[static_cast<size_t>(where - a.values.begin())];
    };
    const double slope = (beside(most) - beside(least)) / (*most - *least);
    if (slope == 0) return false;
    constexpr double rounding = 1e-9;
    for (size_t r = 0; r < a.values.size(); ++r) {
        const double line = beside(least) + slope * (a.values[r] - *least);
        if (std::abs(b.values[r] - line) > rounding * std::max(1.0, std::abs(line))) return false;
    }
    return true;
}

}  // namespace

const std::string& name_of(NumberClass c) {
    static const std::array<std::string, 3> names = {"predicted", "fitted", "input"};
    return names[static_cast<size_t>(c)];
}

void classify(const Scenario& scenario, const Claim& claim, const Variant& variant,
              VariantFinding& found) {
    for (size_t i = 0; i < variant.checks.size(); ++i) {
        const Check& check = variant.checks[i];
        Finding& f = found.findings[i];
        const std::string number = !check.published.empty() ? check.published
                                   : check.label.empty()    ? claim.paper
                                                            : claim.paper + ", " + check.label;
        if (!check.put_in.empty()) {
            set_class(f, NumberClass::input, check.put_in);
        } else if (f.fixed) {
            set_class(f, NumberClass::input, "no draw moves it");
        }
        classify_by_name(made_from(scenario, check), number, f);
    }
    for (Finding& f : found.findings) {
        if (f.number_class != NumberClass::predicted) continue;
        for (const Finding& other : found.findings) {
            if (other.number_class != NumberClass::fitted || !follows(f, other)) continue;
            set_class(f, NumberClass::fitted, other.made_by);
            break;
        }
    }
}

}  // namespace mdisim
