#include "sim/scenario/files/fitted_laws.hpp"

#include <utility>
#include <variant>

#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/law.hpp"
#include "sim/fit/law_fit.hpp"
#include "sim/scenario/files/law_blocks.hpp"
#include "sim/world/classes.hpp"

namespace mdisim {
namespace {

bool is_beyond(double error, double most) { return error > most || error < -most; }

std::string what_differs(const FitErrors& errors, const std::string& unit) {
    const std::string u = unit.empty() ? "" : " " + unit;
    std::string text;
    if (is_beyond(errors.share.error(), most_share_error)) {
        text += "P(T <= " + in_digits(errors.share.at) + u + ") is " +
                in_digits(errors.share.measured) + " and of the fit " +
                in_digits(errors.share.fitted);
    }
    if (is_beyond(errors.quantile.error(), most_quantile_error)) {
        if (!text.empty()) text += ", ";
        text += "p" + in_digits(100 * errors.quantile.share) + " is " +
                in_digits(errors.quantile.measured) + u + " and of the fit " +
                in_digits(errors.quantile.fitted) + u;
    }
    return text;
}

}  // namespace

void FittedLaws::add(const Point& point) {
    deadlines_ms_.insert(point.setting.sla_ms);
    if (point.world == nullptr) return;
    for (const RequestClass& c : point.world->described().classes) {
        if (c.sla_ms) deadlines_ms_.insert(*c.sla_ms);
        if (c.sla_factor) deadlines_ms_.insert(*c.sla_factor * point.setting.sla_ms);
    }
    if (point.world.get() == last_) return;
    last_ = point.world.get();
    World& world = const_cast<World&>(last_->described());  // a slot is of what may change
    each_law(ObjectSlot{&describe(Tag<World>{}), &world}, "",
             [&](Law& law, const std::string& unit, const std::string& pointer) {
                 const auto* data = std::get_if<Empirical>(&law.kind());
                 if (data == nullptr || data->fitted.empty()) return;
                 std::string key = pointer + "\n" + data->digest.value_or("");
                 for (double x : in_numbers(data->fitted.front())) key += "\n" + in_digits(x);
                 if (known_.insert(std::move(key)).second) laws_.push_back({pointer, unit, *data});
             });
}

std::vector<double> FittedLaws::deadlines_for(const FittedLaw& fitted) const {
    if (fitted.unit != "ms") return {};
    return {deadlines_ms_.begin(), deadlines_ms_.end()};
}

std::vector<Problem> FittedLaws::warnings() const {
    std::vector<Problem> warnings;
    for (const FittedLaw& fitted : laws_) {
        const Empirical& law = fitted.law;
        const FitErrors errors =
            errors_of_fit(law.fitted.front(), law.sorted, deadlines_for(fitted));
        const std::string differs = what_differs(errors, fitted.unit);
        if (differs.empty()) continue;
        warnings.push_back(
            {law.file.value_or(""), fitted.pointer,
             "the fit differs from its samples: " + differs + "; 'mdisim fit' shows more"});
    }
    return warnings;
}

}  // namespace mdisim
