// Whether a law may be one of times, sizes or factors, which are never below zero.
#include <algorithm>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"

namespace mdisim {
namespace {

constexpr double rare = 1e-12;

bool says_below_zero(const Law& law) {
    if (const auto* uniform = std::get_if<Uniform>(&law.kind()))
        return uniform->below_zero.has_value();
    if (const auto* normal = std::get_if<Normal>(&law.kind()))
        return normal->below_zero.has_value();
    const auto* shifted = std::get_if<Shifted>(&law.kind());
    return shifted != nullptr && shifted->below_zero.has_value();
}

bool goes_below_zero(const Law& law) {
    // Samples are not negative, so what a fitted law has below zero counts as zero.
    const auto* samples = std::get_if<Empirical>(&law.kind());
    if (samples != nullptr && !samples->fitted.empty()) return false;
    if (const auto* mixture = std::get_if<Mixture>(&law.kind())) {
        return std::any_of(mixture->parts.begin(), mixture->parts.end(), [](const Part& part) {
            return part.weight > 0 && goes_below_zero(part.law);
        });
    }
    constexpr double just_below = -1e-300;
    return !says_below_zero(law) && chance(law, just_below).below > rare;
}

}  // namespace

bool can_be_computed_with(const Law& law) {
    constexpr double most = 1e100;
    const auto can_be = [](double x) {
        return x == 0 || (std::abs(x) <= most && std::abs(x) >= 1 / most);
    };
    if (std::holds_alternative<Empirical>(law.kind())) return true;
    if (const auto* shifted = std::get_if<Shifted>(&law.kind()))
        return can_be(shifted->by) && can_be_computed_with(shifted->law.front());
    if (const auto* mixture = std::get_if<Mixture>(&law.kind())) {
        return std::all_of(mixture->parts.begin(), mixture->parts.end(), [&](const Part& part) {
            return can_be(part.weight) && can_be_computed_with(part.law);
        });
    }
    const std::vector<double> numbers = in_numbers(law);
    return std::all_of(numbers.begin(), numbers.end(), can_be);
}

std::string wrong_between_zero_and(double most, const Law& law) {
    if (chance(law, most).above > rare) return "has values that are far too large";
    if (!goes_below_zero(law)) return "";
    return "has values below zero: \"below_zero\": \"cut\" counts them as zero, \"redraw\" draws "
           "another (of laws of kind normal, uniform and shifted); others are never below zero, "
           "such as truncated_normal and lognormal";
}

}  // namespace mdisim
