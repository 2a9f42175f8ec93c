#include "sim/world/phone/phone.hpp"

#include <set>
#include <string_view>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/library.hpp"

namespace mdisim {
namespace {

void check_own(const std::string& model, const std::vector<std::string_view>& names) {
    if (contains(names, model)) return;
    throw UserError("the phone has no model '" + model + "'." + suggestion(model, names));
}

void check_libraries(const Phone& phone, const std::vector<std::string_view>& names) {
    std::set<std::string_view> in_library;
    for (const Library& library : phone.libraries) {
        for (const std::string& model : library.models) {
            check_own(model, names);
            if (!in_library.insert(model).second)
                throw UserError("the model '" + model + "' is in two libraries");
        }
        for (const Model& m : phone.models.list) {
            if (!contains(library.models, m.name)) continue;
            if (library.rescale_ms <= m.mean_ms.value_or(library.rescale_ms)) continue;
            throw UserError("'rescale_ms' of the library '" + library.name +
                            "' is longer than a run of '" + m.name + "', of which it is a part");
        }
    }
    for (const Garbage& g : phone.garbage) check_own(g.model, names);
}

}  // namespace

const Object& describe(Tag<Sessions>) {
    static const Object table = object<Sessions>(
        "sessions",
        "requests of a phone that follow each other; a model is loaded when it is first needed",
        {field("requests", &Sessions::requests, "number of requests of one phone in a session")
             .at_least(1),
         field("evicted", &Sessions::evicted,
               "chance that the system evicts the app, with its models, between two sessions")
             .share()});
    return table;
}

const Object& describe(Tag<Phone>) {
    static const Object table = [] {
        Object t = object<Phone>(
            "phone", "the phone that sends requests",
            {field("models", &Phone::models, "the models it can run itself, if any"),
             field("model", &Phone::model, "the model that it runs unless a policy picks another"),
             field("fronts", &Phone::fronts,
                   "parts of models that it can run before it sends a request: the first layers of "
                   "a split model, or an early exit"),
             field("compute_power_mw", &Phone::compute_power_mw,
                   "power above idle while a model runs on it")
                 .at_least(0)
                 .usually(10, 1e5, "milliwatts"),
             field("transfer_j_per_kb", &Phone::transfer_j_per_kb, "energy to send a kilobyte")
                 .at_least(0),
             field("idle_power_mw", &Phone::idle_power_mw,
                   "power of the idle phone; counted while it waits for an answer")
                 .at_least(0),
             field("online_power_mw", &Phone::online_power_mw,
                   "power above idle from when a request is sent until its answer")
                 .at_least(0),
             field("load_power_mw", &Phone::load_power_mw,
                   "power above idle while a model is loaded (default: compute_power_mw)")
                 .at_least(0),
             field("battery_wh", &Phone::battery_wh,
                   "what a full battery holds; above 0, results are also in mWh and batteries")
                 .at_least(0)
                 .usually(0.1, 1000, "watt-hours"),
             field("stop_copies", &Phone::stop_copies,
                   "whether the phone stops a copy that still runs when the user has the answer; "
                   "else the copy runs to its end and costs all of its energy"),
             field("sessions", &Phone::sessions,
                   "sessions of requests, between which the phone's models may have to be loaded "
                   "again (default: never)"),
             field("libraries", &Phone::libraries,
                   "libraries that run the phone's models, and what loading, rescaling and "
                   "computing use; a model in none of them has power alone"),
             field("idle_use", &Phone::idle_use, "what the idle phone uses, in whole"),
             field("shrink_use", &Phone::shrink_use,
                   "what shrinking a picture uses before it is sent; its power is that of "
                   "\"pictures\""),
             field("online_use", &Phone::online_use,
                   "what is used from when a request is sent until its answer; the power is "
                   "online_power_mw"),
             field("garbage", &Phone::garbage, "collections of garbage of the models' apps"),
             field("ensemble_gain", &Phone::ensemble_gain,
                   "above 0, an answer of the cloud and one of a copy that are both in time are "
                   "combined: the share of the more accurate answer's mistakes that the other "
                   "repairs")
                 .share()});
        t.validate = [](const void* p) {
            const auto& phone = *static_cast<const Phone*>(p);
            std::set<std::string_view> fronts;
            for (const Front& f : phone.fronts) {
                if (!fronts.insert(f.name).second) {
                    throw UserError("two fronts are called '" + f.name + "'");
                }
            }
            std::vector<std::string_view> names;
            for (const Model& m : phone.models.list) names.push_back(m.name);
            check_libraries(phone, names);
            if (phone.models.list.empty() && phone.model.empty()) return;
            for (std::string_view name : names) {
                if (name == phone.model) return;
            }
            throw UserError("the phone has no model '" + phone.model + "'." +
                            suggestion(phone.model, names));
        };
        return t;
    }();
    return table;
}

PhoneCosts::PhoneCosts(const Phone& phone, size_t first)
    : power_mw_(phone.compute_power_mw),
      j_per_kb_(phone.transfer_j_per_kb),
      idle_mw_(phone.idle_power_mw),
      online_mw_(phone.online_power_mw),
      of_models_(first) {
    const double load_mw = phone.load_power_mw.value_or(phone.compute_power_mw);
    for (const Model& m : phone.models.list) {
        const double own_mw = m.power_mw.value_or(power_mw_);
        OfModel& costs = of_models_.emplace_back(OfModel{own_mw, load_mw, own_mw});
        const Library* library = library_of(phone.libraries, m.name);
        if (library == nullptr) continue;
        costs = {
            library->compute.power_mw.value_or(own_mw), library->load.power_mw.value_or(load_mw),
            library->rescale.power_mw.value_or(own_mw), Duration::from_ms(library->rescale_ms)};
        rescale_ = rescale_ || costs.rescaling.ns > 0;
    }
    of_models_.resize(of_models_.size() + phone.fronts.size(), {power_mw_, load_mw, power_mw_});
}

double PhoneCosts::power_mw(uint16_t model, double run_ms) const {
    const OfModel& costs = of_models_[model];
    if (costs.rescaling.ns == 0) return costs.compute_mw;
    const double part = std::min(1.0, costs.rescaling.ms() / run_ms);
    return part * costs.rescale_mw + (1 - part) * costs.compute_mw;
}

PhoneUses uses_of(const Phone& phone, const PhoneCosts& costs, double shrink_mw) {
    const auto use = [](const std::optional<StageUse>& stage, double power_mw) {
        return stage.value_or(StageUse{}).with(power_mw);
    };
    PhoneUses uses{use(phone.idle_use, phone.idle_power_mw),
                   use(phone.shrink_use, shrink_mw),
                   use(phone.online_use, phone.online_power_mw),
                   {}};
    for (uint16_t m = 0; m < phone.models.list.size(); ++m) {
        const std::string& name = phone.models.list[m].name;
        const Library* found = library_of(phone.libraries, name);
        const Library library = found != nullptr ? *found : Library{};
        ModelUses& of_model = uses.models.emplace_back();
        of_model.load = library.load.with(costs.load_mw(m));
        of_model.rescale = library.rescale.with(costs.rescale_mw(m));
        of_model.compute = library.compute.with(costs.compute_mw(m));
        for (const Garbage& g : phone.garbage) {
            if (g.model == name) of_model.garbage = g;
        }
    }
    uses.models.resize(uses.models.size() + phone.fronts.size());
    return uses;
}

}  // namespace mdisim
