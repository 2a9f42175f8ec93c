#include "sim/world/classes.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/workload/trace.hpp"

namespace mdisim {
namespace {

void check_class(const RequestClass& c) {
    std::vector<Problem> problems;
    const auto tell = [&](const std::string& what) {
        problems.push_back({"", "", "the class '" + c.name + "' " + what});
    };
    if (c.name.empty()) problems.push_back({"", "", "a class needs a name that is not empty"});
    if (c.share && c.workload)
        tell("has a share and a workload of its own: it is one or the other");
    if (c.sla_ms && c.sla_factor) tell("has 'sla_ms' and 'sla_factor': it is one or the other");
    if (!problems.empty()) throw UserError(std::move(problems));
}

}  // namespace

const Object& describe(Tag<RequestClass>) {
    static const Object table = [] {
        Object t = object<RequestClass>(
            "class", "a class of requests; results are also given for each class",
            {field("name", &RequestClass::name, "its name in results, as in attainment.<name>")
                 .needed(),
             field("share", &RequestClass::share,
                   "share of the scenario's workload; each request's class is drawn; the shares of "
                   "all classes add up to 1")
                 .share(),
             field("workload", &RequestClass::workload,
                   "a workload of its own, in place of a share; then every class has one"),
             field("sla_ms", &RequestClass::sla_ms, "its deadline (default: the scenario's)")
                 .at_least(0)
                 .at_most(1e9)
                 .usually(1, 3.6e6, "milliseconds"),
             field("sla_factor", &RequestClass::sla_factor,
                   "its deadline as a multiple of the scenario's, in place of sla_ms")
                 .at_least(0)
                 .at_most(1e6),
             field("payload", &RequestClass::payload,
                   "the sizes of its requests and answers (default: the scenario's)"),
             field("phones", &RequestClass::phones,
                   "number of its phones, which send requests of no other class; each request of "
                   "the class comes from one of them, at random (default: the scenario's number, "
                   "of each class if one has phones, a phone or a network of its own)")
                 .at_least(1)
                 .at_most(source_limit - 1),
             field("phone", &RequestClass::phone,
                   "the kind of its phones (default: the scenario's)"),
             field("network", &RequestClass::network,
                   "the network between its phones and the servers (default: the scenario's)")});
        t.validate = [](const void* p) { check_class(*static_cast<const RequestClass*>(p)); };
        return t;
    }();
    return table;
}

bool have_own_phones(const std::vector<RequestClass>& classes) {
    return std::any_of(classes.begin(), classes.end(),
                       [](const RequestClass& c) { return c.phones || c.phone || c.network; });
}

bool have_own_workloads(const std::vector<RequestClass>& classes) {
    return std::any_of(classes.begin(), classes.end(),
                       [](const RequestClass& c) { return c.workload.has_value(); });
}

std::vector<Problem> wrong_classes(const std::vector<RequestClass>& classes) {
    std::vector<Problem> problems;
    const auto tell = [&](const std::string& what) { problems.push_back({"", "", what}); };
    std::set<std::string_view> names;
    size_t shares = 0;
    double sum = 0;
    for (const RequestClass& c : classes) {
        if (!names.insert(c.name).second) tell("two classes are called '" + c.name + "'");
        if (!c.share) continue;
        ++shares;
        sum += *c.share;
    }
    constexpr size_t most = 1000;
    if (classes.size() > most) tell("more than 1,000 classes");
    if (shares > 0 && shares < classes.size()) {
        tell("some classes have a share, others a workload of their own: it is one or the other");
    } else if (shares > 0 && !(sum > 1 - 1e-9 && sum < 1 + 1e-9)) {
        tell("the shares of the classes add up to " + std::to_string(sum) + ", not 1");
    }
    return problems;
}

ReadyClasses::ReadyClasses(const std::vector<RequestClass>& classes, const Payload& payload,
                           const Phone& phone) {
    const auto add = [&](const Payload& p, const Phone& of_class) -> Ready& {
        Ready& ready = list_.emplace_back();
        ready.up_bytes = round_to_integer(p.up_kb * 1000);
        ready.down_bits = p.down_kb * 8000;
        ready.sending_pj = PhoneCosts(of_class).sending_pj(ready.up_bytes);
        return ready;
    };
    if (classes.empty()) add(payload, phone);
    double up_to = 0;
    for (const RequestClass& c : classes) {
        Ready& ready = add(c.payload.value_or(payload), c.phone.value_or(phone));
        ready.up_to = up_to += c.share.value_or(0);
        if (c.sla_ms) ready.sla = Duration::from_ms(*c.sla_ms);
        ready.sla_factor = c.sla_factor.value_or(1);
        names_.push_back(c.name);
        drawn_ = drawn_ || c.share.has_value();
        own_payload_ = own_payload_ || c.payload.has_value();
    }
}

uint16_t ReadyClasses::of_draw(double uniform) const {
    size_t c = 0;
    while (c + 1 < list_.size() && uniform >= list_[c].up_to) ++c;
    return static_cast<uint16_t>(c);
}

Duration ReadyClasses::sla(size_t of_class, Duration of_scenario) const {
    const Ready& ready = list_[of_class];
    if (ready.sla) return *ready.sla;
    return ready.sla_factor == 1 ? of_scenario : times(of_scenario, ready.sla_factor);
}

ReadyWorkloads::ReadyWorkloads(const Workload& workload, const std::vector<RequestClass>& classes,
                               const RequestLog* log) {
    for (const RequestClass& c : classes) {
        if (c.workload) list_.emplace_back(*c.workload);
    }
    if (log != nullptr) {
        ensure(log->content != nullptr, "a log is read before its world is made ready");
        most_ = log->content->size;
        const LongColumn& created = log->content->created;
        if (log->created)
            list_.emplace_back(ReadyTrace(created, log->from_zero ? 0 : created.first()));
    }
    if (list_.empty()) list_.emplace_back(workload);
}

bool ReadyWorkloads::random() const {
    return std::any_of(list_.begin(), list_.end(), [](const auto& w) { return w.random(); });
}

uint64_t ReadyWorkloads::longest() const {
    uint64_t sum = 0;
    for (const ReadyWorkload& workload : list_) {
        if (workload.longest() == UINT64_MAX) return most_;
        sum += workload.longest();
    }
    return std::min(sum, most_);
}

bool ReadyWorkloads::ends() const {
    return most_ != UINT64_MAX ||
           std::all_of(list_.begin(), list_.end(), [](const auto& w) { return w.ends(); });
}

double ReadyWorkloads::expected(Time end) const {
    double sum = 0;
    for (const ReadyWorkload& workload : list_) sum += workload.expected(end);
    return sum;
}

}  // namespace mdisim
