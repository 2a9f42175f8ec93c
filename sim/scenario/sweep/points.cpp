#include "sim/scenario/sweep/points.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/policy.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/form.hpp"
#include "sim/run/servers/controller.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/scenario/absorb.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/law_blocks.hpp"
#include "sim/scenario/head.hpp"
#include "sim/scenario/made_from.hpp"
#include "sim/scenario/policies.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/sampling.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// The depth of a path in the document. The path of a block's profile counts as that of the block.
std::ptrdiff_t depth_of(std::string_view path) {
    return std::count(path.begin(), path.end(), '.') - (path.ends_with(".profile") ? 1 : 0);
}

// Throws a UserError if policies need something that their world does not have.
void check_policies(const Combination& c, const ReadyWorld& world, double sla_ms) {
    for (size_t i = 0; i < world.classes().size(); ++i) {
        if (world.phones().by_class() && !world.phones().of(i).can_help()) continue;
        try {
            c[Decision::place].make<Place>()->check(world.place_view(i, sla_ms));
        } catch (const UserError& error) {
            std::vector<Problem> problems = error.problems();
            for (Problem& problem : problems) {
                if (!world.phones().by_class()) break;
                problem.what = "for the phones of the class '" + world.classes().names()[i] +
                               "': " + problem.what;
            }
            throw UserError(std::move(problems));
        }
    }
    if (c.learns_of_pictures()) trained_preprocess(c[Decision::preprocess], world);
    if (const Chosen& route = c[Decision::route]) route.make<Route>()->check(world.site_views());
    const auto select = c[Decision::select].make<Select>();
    if (select != nullptr) select->know(world.models().names());
    const Chosen& control = c[Decision::control];
    if (!control) return;
    if (world.has_sites()) {
        throw UserError(
            "a control policy operates servers at one place: it goes without \"sites\"");
    }
    if (!world.described().servers) {
        throw UserError("a control policy needs servers: add \"servers\": {\"replicas\": 4}");
    }
    const RecentArrivals none;
    control.make<Control>()->check(first_view(world, sla_ms, none));
}

// Throws a UserError if draws are asked for that are for requests which cannot touch each other,
// where they can.
void check_draws(const Combination& c, const Point& point) {
    const Plan plan = point.plan();
    if (plan.drawn.plain()) return;
    const std::string why =
        why_requests_touch({point.world, Duration::from_ms(point.setting.sla_ms), c}, plan);
    if (why.empty()) return;
    throw UserError((plan.drawn.sampling == Sampling::stratified ? "\"sampling\": \"stratified\""
                                                                 : "\"network_draws\"") +
                    std::string(" is for requests that cannot touch each other, but ") + why);
}

// The part of a document that a JSON pointer leads to, or the nearest part around it.
const Node& at_pointer(const Node& document, std::string_view pointer) {
    const Node* at = &document;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const size_t end = std::min(pointer.find('/'), pointer.size());
        const std::string key(pointer.substr(0, end));
        pointer.remove_prefix(end);
        const Node* next = at->find(key);
        if (at->kind == Node::Kind::list) {
            const size_t i = std::strtoul(key.c_str(), nullptr, 10);
            if (i < at->items.size()) next = &at->items[i];
        }
        if (next == nullptr) break;
        at = next;
    }
    return *at;
}

// Notes laws of times, sizes, bandwidths and factors that may be below zero or far too large.
// Latencies are not looked at, since a family or a spread may change their laws: the field table of
// networks checks them.
void check_laws(const Node& document, World& world, Decoder& decoder) {
    std::string within;  // the pointer of the law whose inner laws follow
    each_law(slot_of(world), "",
             [&](Law& law, const std::string& unit, const std::string& pointer) {
                 if (!within.empty() && pointer.starts_with(within)) return;
                 within = pointer + "/";
                 if (pointer.ends_with("/latency") || awaits_samples(law)) return;
                 const double most = longest_in(unit) > 0 ? longest_in(unit) : 1e15;
                 std::string wrong = wrong_between_zero_and(most, law);
                 if (wrong.empty() && unit == "mbit_per_s" && chance(law, 0).below > 1e-12)
                     wrong = "has values of zero or less, which no bandwidth may have";
                 if (!wrong.empty())
                     decoder.problem(at_pointer(document, pointer), pointer, "this law " + wrong);
             });
}

// Notes the classes of which nothing says which requests are theirs.
void check_shares(const Node& document, const World& world, Decoder& decoder) {
    const Node* written = document.find("classes");
    if (written == nullptr || (world.log && world.log->of_class)) return;
    const size_t n = std::min(world.classes.size(), written->items.size());
    for (size_t i = 0; i < n; ++i) {
        const RequestClass& c = world.classes[i];
        if (c.share || c.workload) continue;
        decoder.problem(written->items[i], "/classes/" + std::to_string(i),
                        "the class '" + c.name +
                            "' needs a 'share' of the workload or a 'workload' of its own");
    }
}

std::vector<std::string_view> other_keys() {
    std::vector<std::string_view> names;
    for (const HeadKey& key : head_keys()) names.push_back(key.name);
    return names;
}

}  // namespace

namespace {

// Notes what speaks against replaying a log, and that it has fewer requests than were asked for.
void note_log(const Point& point, std::vector<Problem>& warnings) {
    const LoggedRequests* log = point.world->log();
    if (log == nullptr) return;
    const std::string& file = point.setting.world.log->file;
    for (const auto& [pointer, what] : log->doubts) warnings.push_back({file, pointer, what});
    const auto asked = static_cast<uint64_t>(point.setting.requests.value_or(0));
    if (asked > point.most_requests()) {
        warnings.push_back({file, "/requests",
                            "the log ends the run: it has " + std::to_string(log->size) +
                                " requests, not " + std::to_string(asked)});
    }
}

}  // namespace

Points::Points(Node document, std::vector<ValueOnPath> sets, Grid grid, Profiles profiles)
    : document_(std::move(document)),
      sets_(std::move(sets)),
      grid_(std::move(grid)),
      profiles_(std::move(profiles)) {}

namespace {

Node with_number(Node document, const std::string& key, int64_t number) {
    document.set(key, Node(number));
    return document;
}

std::vector<ValueOnPath> without(std::vector<ValueOnPath> sets, const std::string& key) {
    std::erase_if(sets, [&](const ValueOnPath& one) { return one.first == key; });
    return sets;
}

}  // namespace

Points::Points(const Points& like, const std::string& key, int64_t number)
    : Points(with_number(like.document_, key, number), without(like.sets_, key), like.grid_,
             like.profiles_) {}

Node Points::resolved(size_t i, const std::string& but, std::vector<Problem>& problems) const {
    // Values of blocks are set before those of their parts, so that a part keeps its value when the
    // block around it is swept, in whichever order they are written.
    std::vector<std::pair<std::string_view, const Node*>> values;
    for (const auto& [path, value] : sets_) {
        values.emplace_back(path, &value);
    }
    for (size_t a = 0; a < grid_.axes().size(); ++a) {
        for (size_t p = 0; p < grid_.axes()[a].paths.size(); ++p) {
            if (grid_.axes()[a].paths[p] == but) continue;
            values.emplace_back(grid_.axes()[a].paths[p], &grid_.value(a, i).values[p]);
        }
    }
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
        return depth_of(a.first) < depth_of(b.first);
    });
    const std::lock_guard lock(guard_);
    Node document = document_;
    for (const auto& [path, value] : values) {
        set_by_path(document, std::string(path), *value, problems);
        const bool profile = path.ends_with(".profile") || value->find("profile") != nullptr;
        if (profile) merge_profiles(document, profiles_, problems);
    }
    spell_out_policies(document);
    merge_profiles(document, profiles_, problems);
    files_.settle_pools(document, problems);
    files_.settle_decisions(document, problems);
    pick_models(document, problems);
    files_.settle_all(document, problems);
    return document;
}

void Points::make_world(Point& point) const {
    point.world = cache_.world(point.world_digest);
    if (point.world == nullptr) {
        {
            const std::lock_guard lock(guard_);
            files_.read_into(point.setting.world);
        }
        point.world = cache_.keep(point.world_digest,
                                  std::make_shared<const ReadyWorld>(point.setting.world));
    }
    point.setting.world = point.world->described();  // described() has the content of files
}

Point Points::decode(Node document, std::vector<Problem>& problems,
                     std::vector<Problem>* warnings) const {
    Point point;
    take_made_from(document, problems);
    Decoder decoder(problems, warnings);
    decoder.decode_object(document, describe(Tag<Setting>{}), &point.setting, "", other_keys());
    if (document.find("policies") != nullptr) {
        point.policies = read_policies(document, point.setting.world, decoder);
    }
    check_shares(document, point.setting.world, decoder);
    const Node* workload = document.find("workload");
    if (workload != nullptr && have_own_workloads(point.setting.world.classes)) {
        decoder.problem(*workload, "/workload", "the classes have workloads of their own");
    }
    const std::optional<RequestLog>& log = point.setting.world.log;
    if (log && document.find("replications") == nullptr) point.setting.replications = 1;
    if (workload != nullptr && log && log->created) {
        decoder.problem(*workload, "/workload", "the log says when requests are 'created'");
    }
    if (!problems.empty()) return point;
    Hasher hasher;
    absorb_object(hasher, describe(Tag<World>{}), &point.setting.world);
    point.world_digest = hasher.digest();
    try {
        make_world(point);
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) {
            problems.push_back({p.where.empty() ? document.where.text() : p.where, "", p.what});
        }
        return point;
    } catch (const OutOfRange& error) {
        decoder.problem(document, "", error.what());
        return point;
    }
    check_laws(document, point.setting.world, decoder);
    for (const Combination& c : point.policies) {
        try {
            check_policies(c, *point.world, point.setting.sla_ms);
            check_draws(c, point);
        } catch (const UserError& error) {
            const std::string what = "policy '" + c.name + "': " + error.problems().front().what;
            decoder.problem(*document.find("policies"), "/policies", what);
        }
    }
    for (const auto& [pointer, what] : wrong_amounts(point)) {
        decoder.problem(document, pointer, what);
    }
    if (warnings != nullptr) note_log(point, *warnings);
    return point;
}

// The number of a point's block. Points of one block differ only in numbers of the setting.
size_t Points::block_of(size_t i) const {
    size_t block = 0;
    for (size_t a = 0; a < grid_.axes().size(); ++a) {
        const Axis& axis = grid_.axes()[a];
        if (std::all_of(axis.paths.begin(), axis.paths.end(), is_number_of_setting)) continue;
        block = block * axis.values.size() + grid_.position(a, i);
    }
    return block;
}

// Sets the numbers of the setting at a point. Returns whether there were no problems. Problems are
// not noted here, since decode() notes them.
bool Points::set_numbers(Setting& setting, size_t i, std::vector<Problem>* warnings) const {
    Node numbers = Node::object();
    for (const Field& field : numbers_of_setting().fields) {
        if (const Node* value = document_.find(field.name)) numbers.set(field.name, *value);
    }
    for (size_t a = 0; a < grid_.axes().size(); ++a) {
        for (size_t p = 0; p < grid_.axes()[a].paths.size(); ++p) {
            const std::string& path = grid_.axes()[a].paths[p];
            if (is_number_of_setting(path)) numbers.set(path, grid_.value(a, i).values[p]);
        }
    }
    std::vector<Problem> problems;
    Decoder decoder(problems, warnings);
    decoder.decode_object(numbers, numbers_of_setting(), &setting, "");
    return problems.empty();
}

Point Points::decoded(size_t i, std::vector<Problem>& problems,
                      std::vector<Problem>* warnings) const {
    const size_t block = block_of(i);
    if (const auto known = cache_.in_block(block)) {
        Point point = *known;
        const bool right = set_numbers(point.setting, i, warnings);
        if (right && wrong_amounts(point).empty()) return point;
    }
    Point point = decode(resolved(i, problems), problems, warnings);
    if (problems.empty()) cache_.keep(block, point);
    return point;
}

void Points::check_replaced(std::vector<Problem>& problems) const {
    for (const Axis& axis : grid_.axes()) {
        for (const std::string& path : axis.paths) {
            const std::string head = path.substr(0, path.find('.'));
            if (head == "policies" || document_.find(head) == nullptr) continue;
            std::vector<Problem> found;
            const Node document = resolved(0, path, found);
            const Node* written = document.find(head);
            if (!found.empty() || written == nullptr) continue;
            Setting setting;
            Node alone = Node::object();
            alone.set(head, *written);
            take_made_from(alone, found);
            Decoder(found).decode_object(alone, describe(Tag<Setting>{}), &setting, "");
            std::string pointer = "/" + path;
            std::replace(pointer.begin(), pointer.end(), '.', '/');
            for (Problem& problem : found) {
                const bool of_path =
                    problem.pointer == pointer || problem.pointer.starts_with(pointer + "/");
                if (!of_path) continue;
                problem.what += "; the sweep over '" + path +
                                "' replaces this value at every point, so it can be removed";
                problems.push_back(std::move(problem));
            }
        }
    }
}

void Points::write_sweep(Node& document) const {
    // Problems of files that no point reads are dropped.
    std::vector<Problem> unread;
    const std::lock_guard lock(guard_);
    files_.settle_pools(document, unread);
    files_.settle_decisions(document, unread);
    files_.settle_all(document, unread);
    if (grid_.axes().empty()) return;
    Node sweep = Node::list();
    for (const Axis& axis : grid_.axes()) {
        Node entry = Node::object();
        for (size_t p = 0; p < axis.paths.size(); ++p) {
            Node& values = entry.set(axis.paths[p], Node::list());
            for (const AxisValue& value : axis.values) {
                Node written = value.values[p];
                files_.settle(written, "/" + axis.paths[p], unread);
                if (axis.paths[p].ends_with(".file")) files_.locate(written);
                const bool labelled = p == 0 && written.kind == Node::Kind::object;
                if (labelled) written.set("label", value.label);
                values.append(std::move(written));
            }
        }
        sweep.append(std::move(entry));
    }
    document.set("sweep", std::move(sweep));
}

}  // namespace mdisim
