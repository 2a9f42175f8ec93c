#include <algorithm>
#include <cmath>

#include "sim/run/servers/controller.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/scenario/absorb.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/policies.hpp"
#include "sim/scenario/shared_points.hpp"

namespace mdisim {
namespace {

// How far into the document a path leads; a block's profile is the block itself.
std::ptrdiff_t depth_of(std::string_view path) {
    return std::count(path.begin(), path.end(), '.') - (path.ends_with(".profile") ? 1 : 0);
}

// Throws a UserError when a policy's settings need what its world does not have.
void check_policies(const Combination& c, const ReadyWorld& world, double sla_ms) {
    c.place.entry->make_place(c.place.options.get())->check(world.place_view(sla_ms));
    if (c.learns_of_pictures()) trained_preprocess(c.preprocess, world);
    if (c.control.entry == nullptr) return;
    if (!world.described().servers) {
        throw UserError("a control policy needs servers: add \"servers\": {\"replicas\": 4}");
    }
    const RecentArrivals none;
    c.control.entry->make_control(c.control.options.get())->check(first_view(world, sla_ms, none));
}

bool has_own_workloads(const World& world) {
    return std::any_of(world.classes.begin(), world.classes.end(),
                       [](const RequestClass& c) { return c.workload.has_value(); });
}

std::vector<std::string_view> other_keys() {
    std::vector<std::string_view> names;
    for (const HeadKey& key : head_keys()) names.push_back(key.name);
    return names;
}

constexpr uint64_t usual_requests = 10000;

Time end_of(const Setting& setting) {
    if (!setting.duration_s) return Time::max();
    return Time{std::llrint(*setting.duration_s * 1e9)};
}

// What is wrong with how much is asked of the workload.
std::vector<std::pair<const char*, std::string>> wrong_amounts(const Point& point) {
    std::vector<std::pair<const char*, std::string>> wrong;
    const Setting& s = point.setting;
    const ReadyWorkloads& workload = point.world->workloads();
    if (s.requests && point.most_requests() > workload.longest()) {
        wrong.emplace_back("/requests", "'requests' asks for more than the workload has (" +
                                            std::to_string(workload.longest()) + ")");
    }
    try {
        const uint64_t expected = point.expected_requests();
        if (static_cast<uint64_t>(s.warm_up_requests) >= expected) {
            wrong.emplace_back("/warm_up_requests", "'warm_up_requests' leaves nothing to count");
        }
        if (expected >= index_limit - 1) {
            wrong.emplace_back("/duration_s", "the workload has too many requests in this time");
        }
    } catch (const OutOfRange& error) {
        wrong.emplace_back("/duration_s", error.what());
    }
    return wrong;
}

}  // namespace

uint64_t Point::most_requests() const {
    const ReadyWorkloads& workload = world->workloads();
    if (setting.requests) return static_cast<uint64_t>(*setting.requests);
    if (workload.longest() != UINT64_MAX) return workload.longest();
    return setting.duration_s || workload.ends() ? index_limit - 1 : usual_requests;
}

uint64_t Point::expected_requests() const {
    const ReadyWorkloads& workload = world->workloads();
    const uint64_t most = most_requests();
    if (!setting.duration_s && !workload.ends()) return most;
    const double expected = workload.expected(end_of(setting));
    if (!(expected < static_cast<double>(most))) return most;
    return std::max<uint64_t>(1, static_cast<uint64_t>(expected));
}

Plan Point::plan(uint32_t replication, Path path) const {
    return {static_cast<uint64_t>(setting.seed),
            replication,
            most_requests(),
            static_cast<uint64_t>(setting.warm_up_requests),
            path,
            end_of(setting)};
}

Node Scenario::at_point(size_t i, std::vector<Problem>& problems) const {
    // Blocks first, then what is said of their parts: so a part keeps its value when the block
    // around it is swept, in whichever order they are written.
    std::vector<std::pair<std::string_view, const Node*>> values;
    for (const auto& [path, value] : sets_) {
        if (!is_of_output(path)) values.emplace_back(path, &value);
    }
    for (size_t a = 0; a < axes_.size(); ++a) {
        for (size_t p = 0; p < axes_[a].paths.size(); ++p) {
            values.emplace_back(axes_[a].paths[p], &value_on(a, i).values[p]);
        }
    }
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
        return depth_of(a.first) < depth_of(b.first);
    });
    const std::lock_guard lock(shared_->guard);  // profiles are read when they are first asked for
    Node document = document_;
    for (const auto& [path, value] : values) {
        set_by_path(document, std::string(path), *value, problems);
        const bool profile = path.ends_with(".profile") || value->find("profile") != nullptr;
        if (profile) merge_profiles(document, shared_->profiles, problems);
        Node* workload = document.find("workload");
        if (path == "workload.file" && workload != nullptr) workload->erase("digest");
    }
    spell_out_policies(document);
    merge_profiles(document, shared_->profiles, problems);
    pick_models(document, problems);
    shared_->files.settle_all(document, problems);
    return document;
}

Point Scenario::decode(const Node& document, std::vector<Problem>& problems) const {
    Point point;
    Decoder decoder(problems, shared_->warnings);
    decoder.decode_object(document, describe(Tag<Setting>{}), &point.setting, "", other_keys());
    if (document.find("policies") != nullptr) {
        point.policies = read_policies(document, point.setting.world, decoder);
    }
    const Node* workload = document.find("workload");
    if (workload != nullptr && has_own_workloads(point.setting.world)) {
        decoder.problem(*workload, "/workload", "the classes have workloads of their own");
    }
    if (!problems.empty()) return point;
    Hasher hasher;
    absorb_object(hasher, describe(Tag<World>{}), &point.setting.world);
    point.world_digest = hasher.digest();
    try {
        point.world = world_of(point.setting.world, point.world_digest);
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) {
            problems.push_back({p.where.empty() ? document.where.text() : p.where, "", p.what});
        }
        return point;
    } catch (const OutOfRange& error) {
        decoder.problem(document, "", error.what());
        return point;
    }
    for (const Combination& c : point.policies) {
        try {
            check_policies(c, *point.world, point.setting.sla_ms);
        } catch (const UserError& error) {
            const std::string what = "policy '" + c.name + "': " + error.problems().front().what;
            decoder.problem(*document.find("policies"), "/policies", what);
        }
    }
    for (const auto& [pointer, what] : wrong_amounts(point)) {
        decoder.problem(document, pointer, what);
    }
    return point;
}

// The world of that digest, if a point that is still about has it, else a new one.
std::shared_ptr<const ReadyWorld> Scenario::world_of(const World& world,
                                                     const Digest& digest) const {
    constexpr size_t many = 1024;
    {
        const std::lock_guard lock(shared_->guard);
        if (auto known = shared_->worlds[digest].lock()) return known;
    }
    auto made = std::make_shared<const ReadyWorld>(world);
    const std::lock_guard lock(shared_->guard);
    auto& worlds = shared_->worlds;
    if (worlds.size() > many) {
        std::erase_if(worlds, [](const auto& entry) { return entry.second.expired(); });
    }
    if (auto known = worlds[digest].lock()) return known;
    worlds[digest] = made;
    return made;
}

Node Scenario::resolved(size_t i) const {
    std::vector<Problem> problems;
    return at_point(i, problems);
}

const AxisValue& Scenario::value_on(size_t axis, size_t i) const {
    for (size_t a = axes_.size() - 1; a > axis; --a) i /= axes_[a].values.size();
    return axes_[axis].values[i % axes_[axis].values.size()];
}

// Points of one block differ in numbers of the setting only.
size_t Scenario::block_of(size_t i) const {
    size_t block = 0;
    size_t above = 1;
    for (size_t a = axes_.size(); a-- > 0;) {
        const Axis& axis = axes_[a];
        const size_t n = axis.values.size();
        if (!std::all_of(axis.paths.begin(), axis.paths.end(), is_number_of_setting)) {
            block += i % n * above;
            above *= n;
        }
        i /= n;
    }
    return block;
}

// Whether that went well; what is wrong is for the whole document to say.
bool Scenario::set_numbers(Setting& setting, size_t i) const {
    Node numbers = Node::object();
    for (const Field& field : numbers_of_setting().fields) {
        if (const Node* value = document_.find(field.name)) numbers.set(field.name, *value);
    }
    for (size_t a = 0; a < axes_.size(); ++a) {
        for (size_t p = 0; p < axes_[a].paths.size(); ++p) {
            const std::string& path = axes_[a].paths[p];
            if (is_number_of_setting(path)) numbers.set(path, value_on(a, i).values[p]);
        }
    }
    std::vector<Problem> problems;
    Decoder decoder(problems, shared_->warnings);
    decoder.decode_object(numbers, numbers_of_setting(), &setting, "");
    return problems.empty();
}

Point Scenario::decoded(size_t i, std::vector<Problem>& problems) const {
    const size_t block = block_of(i);
    if (const auto known = shared_->in_block(block)) {
        Point point = *known;
        const bool right = set_numbers(point.setting, i);
        if (right && wrong_amounts(point).empty()) return point;
    }
    Point point = decode(at_point(i, problems), problems);
    if (problems.empty()) shared_->keep(block, point);
    return point;
}

size_t Scenario::home() const {
    size_t point = 0;
    for (const Axis& axis : axes_) {
        const Node* own = &document_;
        std::string_view rest = axis.name();
        while (own != nullptr && !rest.empty()) {
            const size_t dot = std::min(rest.find('.'), rest.size());
            own = own->find(rest.substr(0, dot));
            rest.remove_prefix(std::min(dot + 1, rest.size()));
        }
        const std::optional<size_t> place = own != nullptr ? place_on(axis, *own) : std::nullopt;
        point = point * axis.values.size() + place.value_or(0);
    }
    return point;
}

std::vector<Node> Scenario::labels(size_t i) const {
    std::vector<Node> labels;
    for (size_t a = 0; a < axes_.size(); ++a) labels.push_back(value_on(a, i).label);
    return labels;
}

Point Scenario::point(size_t i) const {
    std::vector<Problem> problems;
    Point point = decoded(i, problems);
    throw_if(problems);
    point.at = labels(i);
    return point;
}

}  // namespace mdisim
