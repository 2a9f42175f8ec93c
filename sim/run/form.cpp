#include "sim/run/form.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "sim/decide/decisions.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// A set of bits: the forms that a feature rules out, and whether it makes a world not plain.
enum Ruled : unsigned { nothing = 0, no_columns = 1, no_line = 2, not_plain = 4 };

struct Rule {
    const char* what;
    unsigned rules_out;
    bool (*holds)(const ReadyWorld& world);
};

const Servers& servers_of(const ReadyWorld& world) {
    static const Servers unlimited;
    return world.described().servers ? *world.described().servers : unlimited;
}

bool phone_loads(const ReadyWorld& world) {
    const ReadyPool& models = world.phones().models();
    for (uint16_t m = 0; m < models.size(); ++m) {
        if (models.load(m).ns > 0) return true;
    }
    return false;
}

bool any_phone(const ReadyWorld& world, bool (*has)(const PhoneKind& kind)) {
    const std::vector<PhoneKind>& kinds = world.phones().kinds();
    return std::any_of(kinds.begin(), kinds.end(), has);
}

constexpr Rule rules_of_worlds[] = {
    {"requests wait for servers", no_columns,
     [](const ReadyWorld& w) { return w.described().servers.has_value(); }},
    {"servers are unlimited", no_line,
     [](const ReadyWorld& w) { return !w.described().servers.has_value() && !w.has_sites(); }},
    {"there are servers of several kinds", no_line,
     [](const ReadyWorld& w) { return !servers_of(w).further.empty(); }},
    {"servers run some of the models", no_line,
     [](const ReadyWorld& w) { return !servers_of(w).models.empty(); }},
    {"requests run in batches", no_line,
     [](const ReadyWorld& w) { return servers_of(w).batching.has_value(); }},
    {"each model has a line of its own", no_line,
     [](const ReadyWorld& w) { return servers_of(w).lines != LineKind::shared; }},
    {"servers load models into memory", not_plain,
     [](const ReadyWorld& w) { return servers_of(w).memory_mb.has_value(); }},
    {"clients send again", no_columns | not_plain,
     [](const ReadyWorld& w) { return w.described().retries.has_value(); }},
    {"there are several sites", no_columns | not_plain,
     [](const ReadyWorld& w) { return w.has_sites(); }},
    {"beliefs follow what is measured", no_columns | no_line,
     [](const ReadyWorld& w) { return w.described().beliefs.kind != BeliefKind::fixed; }},
    {"believed accuracies follow labels", no_columns,
     [](const ReadyWorld& w) { return w.described().beliefs.accuracy_alpha.has_value(); }},
    {"the estimate of the network remembers earlier requests", no_columns | no_line,
     [](const ReadyWorld& w) { return !memoryless(w.described().estimator.kind); }},
    {"requests are of several classes", no_columns | not_plain,
     [](const ReadyWorld& w) { return w.classes().named(); }},
    {"classes have phones of their own", no_columns | not_plain,
     [](const ReadyWorld& w) { return w.phones().by_class(); }},
    {"requests are taken from a log", not_plain,
     [](const ReadyWorld& w) { return w.log() != nullptr; }},
    {"requests have deadlines of their own", no_columns,
     [](const ReadyWorld& w) { return has_logged_deadlines(w); }},
    {"the network changes with time", not_plain,
     [](const ReadyWorld& w) { return !w.network().timeless(); }},
    {"models have noise of their own", not_plain,
     [](const ReadyWorld& w) {
         const auto own = [](const ReadyPool& pool) {
             return !pool.plain() && !pool.takes_from_log();
         };
         return own(w.models()) || own(w.phones().models());
     }},
    {"phones load models", not_plain, phone_loads},
    {"it is counted what phones do", not_plain,
     [](const ReadyWorld& w) { return knows_uses(w.described()); }},
    {"phones have batteries that idle", not_plain,
     [](const ReadyWorld& w) {
         return any_phone(w, [](const PhoneKind& kind) { return kind.costs.waiting_costs(); });
     }},
    {"phones stop copies", not_plain,
     [](const ReadyWorld& w) {
         return any_phone(w, [](const PhoneKind& kind) { return kind.stops_copies; });
     }},
    {"requests carry pictures", not_plain,
     [](const ReadyWorld& w) { return w.pictures() != nullptr; }},
    {"models are split between phone and cloud", not_plain,
     [](const ReadyWorld& w) { return !w.phones().fronts().empty(); }},
    {"answers are right or wrong, request by request", not_plain,
     [](const ReadyWorld& w) { return w.correctness() != nullptr; }},
    {"answers are combined", not_plain, [](const ReadyWorld& w) { return w.combines(); }},
    {"a time series is kept", not_plain,
     [](const ReadyWorld& w) { return w.described().series.has_value(); }}};

// The decision points that the quicker forms have. A policy at any other point rules a form out.
constexpr Decision asked_by_columns[] = {Decision::preprocess, Decision::place, Decision::select};
constexpr Decision asked_by_line[] = {Decision::preprocess, Decision::place, Decision::select,
                                      Decision::control};

unsigned ruled_out_by_policy(Decision decision) {
    const auto unless_in = [decision](const auto& list, unsigned form) -> unsigned {
        return std::find(std::begin(list), std::end(list), decision) == std::end(list) ? form : 0;
    };
    return unless_in(asked_by_columns, no_columns) | unless_in(asked_by_line, no_line);
}

// Calls visit(what, rules_out) for every feature of the cell and the plan that rules a form out.
template <class Visit>
void each_feature(const Cell& cell, const Plan& plan, Visit visit) {
    if (plan.path == Path::events) visit("the general form was asked for", no_columns | no_line);
    if (plan.observer != nullptr)
        visit("single requests are watched", no_columns | no_line | not_plain);
    if (cell.policies.learns()) visit("a policy learns", no_columns | no_line);
    if (cell.policies.follows_log() && cell.world->log() != nullptr)
        visit("a policy follows the log", no_columns);
    if (cell.policies.copies_start_late()) {
        visit("copies on the phone begin late", no_line);
        if (phone_loads(*cell.world)) visit("a late copy may load its model", no_columns);
    }
    for (const DecisionPoint& point : decision_points) {
        const unsigned ruled_out = ruled_out_by_policy(point.decision);
        if (!cell.policies[point.decision] || ruled_out == nothing) continue;
        visit("a policy is asked to " + std::string(point.name), ruled_out);
    }
    for (const Rule& rule : rules_of_worlds) {
        if (rule.holds(*cell.world)) visit(rule.what, rule.rules_out);
    }
}

}  // namespace

const char* name_of(Form form) {
    switch (form) {
        case Form::columns:
            return "by columns";
        case Form::line:
            return "as one line";
        case Form::general:
            return "in the general form";
    }
    return "";
}

bool is_plain(const ReadyWorld& world) {
    return std::none_of(
        std::begin(rules_of_worlds), std::end(rules_of_worlds),
        [&](const Rule& rule) { return (rule.rules_out & not_plain) != 0 && rule.holds(world); });
}

Form form_of(const Cell& cell, const Plan& plan) {
    unsigned out = nothing;
    each_feature(cell, plan, [&](const std::string&, unsigned ruled_out) { out |= ruled_out; });
    if ((out & no_columns) == 0) return Form::columns;
    return (out & (no_line | not_plain)) == 0 ? Form::line : Form::general;
}

std::string why_requests_touch(const Cell& cell, const Plan& plan) {
    if (cell.policies.copies_start_late()) return "late copies on one phone wait for each other";
    std::string why;
    each_feature(cell, plan, [&](const std::string& what, unsigned ruled_out) {
        if ((ruled_out & no_columns) != 0 && why.empty()) why = what;
    });
    return why;
}

std::vector<std::string> why_not_quicker(const Cell& cell, const Plan& plan) {
    const Form form = form_of(cell, plan);
    std::vector<std::string> why;
    const auto add = [&](Form quicker, unsigned by) {
        each_feature(cell, plan, [&](const std::string& what, unsigned ruled_out) {
            if ((ruled_out & by) != 0) why.push_back(std::string(name_of(quicker)) + ": " + what);
        });
    };
    if (form != Form::columns) add(Form::columns, no_columns);
    if (form == Form::general) add(Form::line, no_line | not_plain);
    return why;
}

}  // namespace mdisim
