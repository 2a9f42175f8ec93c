#include "sim/world/phone/phone.hpp"

#include <set>
#include <string_view>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

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
            if (phone.models.list.empty() && phone.model.empty()) return;
            std::vector<std::string_view> names;
            for (const Model& m : phone.models.list) names.push_back(m.name);
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

}  // namespace mdisim
