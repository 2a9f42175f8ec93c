#include "sim/scenario/scenario.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "sim/scenario/decode.hpp"
#include "sim/scenario/policies.hpp"
#include "sim/scenario/sweep.hpp"

namespace mdisim {
namespace {

constexpr int64_t current_version = 1;
constexpr HeadKey keys_of_a_file[] = {
    {"$schema", "where editors find the schema of scenarios"},
    {"version", "of the format: 1"},
    {"about", "what the scenario shows, for people"},
    {"policies",
     "what is compared: a list of names (\"mdinference\") or of combinations\n"
     "  {\"name\": \"with a copy\", \"select\": \"mdinference\", \"place\": \"both\"}; a policy "
     "with\n"
     "  settings is {\"policy\": \"modipick\", \"threshold_ms\": 50}"},
    {"sweep",
     "an object of axes, all combined: {\"sla_ms\": {\"from\": 0, \"to\": 500, \"step\": 10},\n"
     "  \"network.cv\": [0.5, 1]}; or a list of such objects whose keys move together"},
    {"figures",
     "a list of figures that are drawn from the results ('mdisim explain figure'):\n"
     "  {\"name\": \"accuracy\", \"x\": \"sla_ms\", \"y\": \"aggregate_accuracy\"}"},
    {"claims", "what a paper states that the results are held against: `mdisim explain claim`"},
};

std::vector<std::string_view> other_keys() {
    std::vector<std::string_view> names;
    for (const HeadKey& key : keys_of_a_file) names.push_back(key.name);
    return names;
}

void throw_if(std::vector<Problem>& problems) {
    if (!problems.empty()) throw UserError(distinct(std::move(problems)));
}

void check_head(const Node& document, std::vector<Problem>& problems) {
    Decoder decoder(problems);
    if (document.kind != Node::Kind::object) {
        decoder.problem(document, "", "a scenario is an object, not " + name_of(document.kind));
        return;
    }
    const Node* version = document.find("version");
    if (version == nullptr) {
        decoder.problem(document, "", "a scenario needs \"version\": 1");
    } else if (version->kind != Node::Kind::integer || version->integer != current_version) {
        decoder.problem(*version, "/version", "this program reads version 1");
    }
    for (const char* key : {"about", "$schema"}) {
        const Node* text = document.find(key);
        if (text == nullptr || text->kind == Node::Kind::text) continue;
        decoder.problem(*text, std::string("/") + key, "expected text, not " + name_of(text->kind));
    }
    if (document.find("policies") == nullptr) {
        decoder.problem(document, "", "a scenario needs 'policies' (what is compared)");
    }
}

// Lists that say nothing about a point are kept apart from what is decoded at each.
Node take_list(Node& document, const char* key, std::vector<Problem>& problems) {
    Node list = Node::list();
    if (const Node* found = document.find(key)) list = *found;
    document.erase(key);
    if (list.kind == Node::Kind::list) return list;
    problems.push_back(
        {list.where.text(), std::string("/") + key, "expected a list, not " + name_of(list.kind)});
    return Node::list();
}

}  // namespace

std::vector<Problem> distinct(std::vector<Problem> problems) {
    std::vector<Problem> kept;
    std::set<std::string> seen;
    for (Problem& p : problems) {
        const std::string& place = p.pointer.empty() ? p.where : p.pointer;
        if (seen.insert(place + '\n' + p.what).second) kept.push_back(std::move(p));
    }
    return kept;
}

std::optional<size_t> place_on(const Axis& axis, const Node& label) {
    for (size_t i = 0; i < axis.values.size(); ++i) {
        const Node& known = axis.values[i].label;
        const bool same = known.is_number() && label.is_number()
                              ? known.as_number() == label.as_number()
                              : known.kind == label.kind && dump(known) == dump(label);
        if (same) return i;
    }
    return std::nullopt;
}

std::span<const HeadKey> head_keys() { return keys_of_a_file; }

const Object& describe(Tag<Setting>) {
    static const Object table = [] {
        std::vector<Field> fields = {
            field("requests", &Setting::requests, "requests in each replication")
                .at_least(1)
                .at_most(2.8e14),
            field("replications", &Setting::replications, "independent repetitions")
                .at_least(1)
                .at_most(replication_limit - 1),
            field("warm_up_requests", &Setting::warm_up_requests,
                  "requests at the start that are simulated but not counted")
                .at_least(0),
            field("seed", &Setting::seed, "key of all random numbers").at_least(0),
            field("sla_ms", &Setting::sla_ms, "the deadline, from creation to answer")
                .at_least(0)
                .at_most(1e9)
                .needed()};
        for (const Field& inner : describe(Tag<World>{}).fields) {
            Field f = inner;
            f.slot = [slot = inner.slot](void* s) {
                return slot(&static_cast<Setting*>(s)->world);
            };
            fields.push_back(std::move(f));
        }
        Object t = object<Setting>("scenario", "one scenario", std::move(fields));
        t.validate = [](const void* p) {
            const auto& s = *static_cast<const Setting*>(p);
            describe(Tag<World>{}).validate(&s.world);
            if (s.warm_up_requests >= s.requests) {
                throw UserError("'warm_up_requests' leaves nothing to count");
            }
        };
        return t;
    }();
    return table;
}

std::string scenario_name(const std::string& file) {
    const std::filesystem::path path(file);
    std::filesystem::path below;
    for (auto part = path.end(); part != path.begin();) {
        --part;
        if (*part == "scenarios" && !below.empty()) return below.replace_extension().string();
        below = below.empty() ? *part : *part / below;
    }
    return path.stem().string();
}

Scenario Scenario::load(const std::string& file, const Overrides& overrides) {
    Scenario scenario;
    scenario.file_ = file;
    scenario.profiles_ = std::make_shared<Profiles>(Profiles::around(file));
    scenario.worlds_ = std::make_shared<std::map<std::string, std::weak_ptr<const ReadyWorld>>>();
    scenario.document_ = read_document(file);
    Node& document = scenario.document_;

    std::vector<Problem> problems;
    check_head(document, problems);
    throw_if(problems);
    if (const Node* about = document.find("about")) scenario.about_ = about->text;
    if (const Node* sweep = document.find("sweep")) scenario.read_sweep(*sweep, problems);
    document.erase("sweep");
    scenario.claims_ = take_list(document, "claims", problems);
    spell_out_policies(document);
    merge_profiles(document, *scenario.profiles_, problems);
    FigureWords of_file = scenario.figure_words();
    for (const auto& [path, value] : overrides.sets) {
        scenario.sets_.emplace_back(path, parse_value(value, "--set " + path));
        set_by_path(document, path, scenario.sets_.back().second, problems);
    }
    scenario.written_figures_ = take_list(document, "figures", problems);
    for (const auto& [path, value] : overrides.sets) scenario.drop_axis(path);
    for (const auto& [path, values] : overrides.overs) {
        Axis axis{{path}, {}};
        read_axis_words(axis, values, problems);
        scenario.drop_axis(path);
        scenario.add_axis(std::move(axis), document, problems);
    }
    std::set<std::string> models;
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.decode(scenario.at_point(i, problems), problems);
        if (point.world == nullptr) continue;
        const Grading grading = point.world->grading();
        models.insert(grading.cloud_names.begin(), grading.cloud_names.end());
    }
    scenario.read_figures(std::move(of_file), models, problems);
    throw_if(problems);
    return scenario;
}

void Scenario::read_sweep(const Node& sweep, std::vector<Problem>& problems) {
    // An object: every key an axis. A list: every entry an axis, whose keys move together.
    const auto read = [&](const Node& entry, bool together) {
        const size_t before = problems.size();
        std::vector<Axis> axes;
        for (const auto& [path, values] : entry.members) {
            Axis axis{{path}, {}};
            read_axis(axis, values, problems);
            axes.push_back(std::move(axis));
        }
        if (together && problems.size() == before) zip_axes(axes, entry, problems);
        for (Axis& axis : axes) add_axis(std::move(axis), entry, problems);
    };
    if (sweep.kind == Node::Kind::object) return read(sweep, false);
    if (sweep.kind != Node::Kind::list) {
        problems.push_back(
            {sweep.where.text(), "/sweep", "a sweep is an object or a list of them"});
        return;
    }
    for (const Node& entry : sweep.items) {
        if (entry.kind == Node::Kind::object) {
            read(entry, true);
        } else {
            problems.push_back(
                {entry.where.text(), "/sweep",
                 "expected an object of axes that move together, not " + name_of(entry.kind)});
        }
    }
}

// A value given on the command line takes the place of the axis over it.
void Scenario::drop_axis(const std::string& path) {
    std::erase_if(axes_, [&](const Axis& a) {
        return std::find(a.paths.begin(), a.paths.end(), path) != a.paths.end();
    });
}

void Scenario::add_axis(Axis axis, const Node& at, std::vector<Problem>& problems) {
    for (const Axis& known : axes_) {
        for (const std::string& path : axis.paths) {
            if (std::find(known.paths.begin(), known.paths.end(), path) != known.paths.end()) {
                problems.push_back({at.where.text(), "/sweep", "'" + path + "' is on two axes"});
            }
        }
    }
    if (!axis.values.empty()) axes_.push_back(std::move(axis));
}

std::vector<CurvePoint> Scenario::published(const std::string& name) const {
    const std::string file = profiles_->file(name + ".csv");
    if (file.empty()) throw UserError("there is no curve '" + name + "' below profiles/");
    return read_curve(file);
}

size_t Scenario::size() const {
    size_t points = 1;
    for (const Axis& axis : axes_) points *= axis.values.size();
    return points;
}

// How far into the document a path leads; a block's profile is the block itself.
static std::ptrdiff_t depth_of(std::string_view path) {
    return std::count(path.begin(), path.end(), '.') - (path.ends_with(".profile") ? 1 : 0);
}

static bool is_of_figures(std::string_view path) {
    return path == "figures" || path.starts_with("figures.");
}

Node Scenario::at_point(size_t i, std::vector<Problem>& problems) const {
    // Blocks first, then what is said of their parts: so a part keeps its value when the block
    // around it is swept, in whichever order they are written.
    std::vector<std::pair<std::string_view, const Node*>> values;
    for (const auto& [path, value] : sets_) {
        if (!is_of_figures(path)) values.emplace_back(path, &value);
    }
    size_t below = size();
    for (const Axis& axis : axes_) {
        below /= axis.values.size();
        const AxisValue& value = axis.values[i / below % axis.values.size()];
        for (size_t p = 0; p < axis.paths.size(); ++p) {
            values.emplace_back(axis.paths[p], &value.values[p]);
        }
    }
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
        return depth_of(a.first) < depth_of(b.first);
    });
    Node document = document_;
    for (const auto& [path, value] : values) {
        set_by_path(document, std::string(path), *value, problems);
        const bool profile = path.ends_with(".profile") || value->find("profile") != nullptr;
        if (profile) merge_profiles(document, *profiles_, problems);
    }
    spell_out_policies(document);
    merge_profiles(document, *profiles_, problems);
    pick_models(document, problems);
    return document;
}

Point Scenario::decode(const Node& document, std::vector<Problem>& problems) const {
    Point point;
    Decoder decoder(problems);
    decoder.decode_object(document, describe(Tag<Setting>{}), &point.setting, "", other_keys());
    if (const Node* policies = document.find("policies")) {
        const bool phone = point.setting.world.phone.has_value();
        point.policies = read_policies(*policies, phone, decoder);
    }
    if (!problems.empty()) return point;
    const std::string key = dump(encode_object(describe(Tag<World>{}), &point.setting.world));
    point.world_digest = Hasher().absorb(key).digest();
    std::weak_ptr<const ReadyWorld>& known = (*worlds_)[key];
    point.world = known.lock();
    if (point.world == nullptr) {
        try {
            point.world = std::make_shared<const ReadyWorld>(point.setting.world);
        } catch (const UserError& error) {
            for (const Problem& p : error.problems()) decoder.problem(document, "", p.what);
            return point;
        } catch (const OutOfRange& error) {
            decoder.problem(document, "", error.what());
            return point;
        }
        known = point.world;
    }
    const auto wanted = static_cast<uint64_t>(point.setting.requests);
    if (wanted > point.world->workload().longest()) {
        decoder.problem(document, "/requests",
                        "'requests' asks for more than the workload has (" +
                            std::to_string(point.world->workload().longest()) + ")");
    }
    return point;
}

Node Scenario::written_out() const {
    Node document = document_;
    if (!claims_.items.empty()) document.set("claims", claims_);
    if (!written_figures_.items.empty()) document.set("figures", written_figures_);
    if (axes_.empty()) return document;
    Node sweep = Node::list();
    for (const Axis& axis : axes_) {
        Node entry = Node::object();
        for (size_t p = 0; p < axis.paths.size(); ++p) {
            Node& values = entry.set(axis.paths[p], Node::list());
            for (const AxisValue& value : axis.values) {
                Node written = value.values[p];
                const bool labelled = p == 0 && written.kind == Node::Kind::object;
                if (labelled) written.set("label", value.label);
                values.append(std::move(written));
            }
        }
        sweep.append(std::move(entry));
    }
    document.set("sweep", std::move(sweep));
    return document;
}

Node Scenario::resolved(size_t i) const {
    std::vector<Problem> problems;
    return at_point(i, problems);
}

Point Scenario::point(size_t i) const {
    std::vector<Problem> problems;
    Point point = decode(at_point(i, problems), problems);
    throw_if(problems);
    for (size_t a = axes_.size(); a-- > 0;) {
        const size_t n = axes_[a].values.size();
        point.at.insert(point.at.begin(), axes_[a].values[i % n].label);
        i /= n;
    }
    return point;
}

}  // namespace mdisim
