#include "sim/scenario/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "sim/scenario/decode.hpp"
#include "sim/scenario/policies.hpp"
#include "sim/scenario/shared_points.hpp"
#include "sim/scenario/sweep.hpp"

namespace mdisim {
namespace {

constexpr int64_t current_version = 1;
constexpr HeadKey keys_of_a_file[] = {
    {"$schema", "where editors find the schema of scenarios"},
    {"version", "of the format: 1"},
    {"about", "what the scenario shows, for people"},
    {"policies",
     "what is compared: a list of policies. A name alone, such as \"mdinference\", is a\n"
     "  policy to select; else each is an object of decisions, at least one of select,\n"
     "  place, control and preprocess ('mdisim explain select'):\n"
     "  {\"name\": \"with a copy\", \"select\": \"mdinference\", \"place\": \"both\"}\n"
     "  A policy with settings stands below what it decides:\n"
     "  {\"select\": {\"policy\": \"modipick\", \"threshold_ms\": 50}}"},
    {"sweep",
     "an object of axes, all combined: {\"sla_ms\": {\"from\": 0, \"to\": 500, \"step\": 10},\n"
     "  \"network.cv\": [0.5, 1]}; or a list of such objects whose keys move together"},
    {"figures",
     "a list of figures that are drawn from the results ('mdisim explain figure'):\n"
     "  {\"name\": \"accuracy\", \"x\": \"sla_ms\", \"y\": \"aggregate_accuracy\"}"},
    {"labels",
     "what figures call axes and the values on them: {\"network.cv\": \"spread of the network\",\n"
     "  \"phone.profile\": {\"title\": \"phone\", \"values\": {\"phones/pixel2\": \"Pixel 2\"}}}; "
     "and\n"
     "  policies: {\"policy\": {\"values\": {\"fast\": \"the fastest model\"}}}"},
    {"records",
     "which requests are kept one by one, in requests.csv: the first so many, or some drawn of\n"
     "  them all: {\"requests\": 20, \"which\": \"sampled\"}"},
    {"claims", "what a paper states that the results are held against: `mdisim explain claim`"},
    {"thresholds",
     "a list of what results must be; 'mdisim run' ends with 3 where one is not. Each is a check\n"
     "  ('mdisim explain check'): {\"policy\": \"mdinference\", \"metric\": \"attainment\",\n"
     "  \"at\": {\"sla_ms\": 250}, \"expect\": {\"least\": 0.99}}"},
};

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

namespace {

// The first warning of each place in the document; of a sweep's other values there only their
// number is kept.
std::vector<Problem> one_a_place(std::vector<Problem> warnings) {
    std::vector<Problem> kept;
    std::vector<size_t> more;
    for (Problem& w : distinct(std::move(warnings))) {
        const auto known = std::find_if(kept.begin(), kept.end(),
                                        [&](const Problem& k) { return k.pointer == w.pointer; });
        if (known != kept.end()) {
            ++more[static_cast<size_t>(known - kept.begin())];
            continue;
        }
        kept.push_back(std::move(w));
        more.push_back(0);
    }
    for (size_t i = 0; i < kept.size(); ++i) {
        if (more[i] == 0) continue;
        kept[i].what += "; so " + std::string(more[i] == 1 ? "is " : "are ") +
                        std::to_string(more[i]) + " other value" + (more[i] == 1 ? "" : "s") +
                        " of it";
    }
    return kept;
}

}  // namespace

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
    Node document = read_document(file);
    const Digest digest = Hasher().absorb(dump(document)).digest();
    Scenario scenario = from(std::move(document), file, scenario_name(file), overrides);
    scenario.file_digest_ = digest;
    return scenario;
}

Scenario Scenario::from(Node read, const std::string& file, const std::string& name,
                        const Overrides& overrides) {
    Scenario scenario;
    scenario.file_ = file;
    scenario.name_ = name;
    scenario.overrides_ = overrides;
    scenario.shared_ = std::make_shared<Shared>(Profiles::around(file));
    scenario.document_ = std::move(read);
    Node& document = scenario.document_;
    Profiles& profiles = scenario.shared_->profiles;

    scenario.changed_ = !overrides.overs.empty() ||
                        std::any_of(overrides.sets.begin(), overrides.sets.end(),
                                    [](const auto& set) { return !is_of_output(set.first); });

    std::vector<Problem> problems;
    check_head(document, problems);
    throw_if(problems);
    const bool compares = document.find("policies") != nullptr;
    if (!compares) {
        problems.push_back(
            {document.where.text(), "", "a scenario needs 'policies' (what is compared)"});
    }
    if (const Node* about = document.find("about")) scenario.about_ = about->text;
    if (const Node* sweep = document.find("sweep")) scenario.read_sweep(*sweep, problems);
    document.erase("sweep");
    scenario.claims_ = take_list(document, "claims", problems);
    scenario.thresholds_ = take_list(document, "thresholds", problems);
    spell_out_policies(document);
    merge_profiles(document, profiles, problems);
    FigureWords of_file = scenario.figure_words();
    for (const auto& [path, value] : overrides.sets) {
        scenario.sets_.emplace_back(path, parse_value(value, "--set " + path));
        set_by_path(document, path, scenario.sets_.back().second, problems);
    }
    scenario.written_figures_ = take_list(document, "figures", problems);
    scenario.read_records(problems);
    scenario.read_labels_of(of_file, problems);
    for (const auto& [path, value] : overrides.sets) scenario.drop_axis(path);
    for (const auto& [path, values] : overrides.overs) {
        Axis axis{{path}, {}};
        read_axis_words(axis, values, problems);
        scenario.drop_axis(path);
        scenario.add_axis(std::move(axis), document, problems);
    }
    std::set<std::string> models;
    std::set<std::string> classes;
    const ReadyWorld* known = nullptr;
    scenario.shared_->warnings = &scenario.warnings_;
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.decoded(i, problems);
        if (point.world == nullptr || point.world.get() == known) continue;
        known = point.world.get();
        models.insert(known->models().names().begin(), known->models().names().end());
        classes.insert(known->classes().names().begin(), known->classes().names().end());
    }
    scenario.shared_->warnings = nullptr;
    scenario.warnings_ = one_a_place(std::move(scenario.warnings_));
    // Where an axis is wrong, so are all figures along it, for no fault of theirs.
    if (compares && !scenario.has_wrong_axis(problems)) {
        scenario.read_figures(std::move(of_file), models, classes, problems);
    }
    throw_if(problems);
    return scenario;
}

void Scenario::read_records(std::vector<Problem>& problems) {
    const Node* found = document_.find("records");
    if (found == nullptr) return;
    written_records_ = *found;
    document_.erase("records");
    Decoder(problems).decode(written_records_, slot_of(records_), "/records");
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

// Whether a problem is told of a path that an axis sets.
bool Scenario::has_wrong_axis(const std::vector<Problem>& problems) const {
    for (const Axis& axis : axes_) {
        for (std::string pointer : axis.paths) {
            std::replace(pointer.begin(), pointer.end(), '.', '/');
            pointer.insert(0, "/");
            if (std::any_of(problems.begin(), problems.end(),
                            [&](const Problem& p) { return p.pointer == pointer; })) {
                return true;
            }
        }
    }
    return false;
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
    const std::string file = shared_->profiles.file(name + ".csv");
    if (file.empty()) throw UserError("there is no curve '" + name + "' below profiles/");
    return read_curve(file);
}

size_t Scenario::size() const {
    size_t points = 1;
    for (const Axis& axis : axes_) points *= axis.values.size();
    return points;
}

Node Scenario::written_out() const {
    Node document = document_;
    // Claims and thresholds are about the scenario as its file says it.
    if (!claims_.items.empty() && !changed_) document.set("claims", claims_);
    if (!thresholds_.items.empty() && !changed_) document.set("thresholds", thresholds_);
    if (records_.requests > 0) document.set("records", written_records_);
    if (!written_figures_.items.empty()) document.set("figures", written_figures_);
    if (Node labels = written_labels(); !labels.members.empty()) {
        document.set("labels", std::move(labels));
    }
    // What is wrong with a file that no point reads is nobody's trouble.
    std::vector<Problem> unread;
    const std::lock_guard lock(shared_->guard);
    shared_->files.settle_all(document, unread);
    if (axes_.empty()) return document;
    Node sweep = Node::list();
    for (const Axis& axis : axes_) {
        Node entry = Node::object();
        for (size_t p = 0; p < axis.paths.size(); ++p) {
            Node& values = entry.set(axis.paths[p], Node::list());
            for (const AxisValue& value : axis.values) {
                Node written = value.values[p];
                if (axis.paths[p] == "workload")
                    shared_->files.settle(written, "/workload", unread);
                if (axis.paths[p] == "workload.file") shared_->files.place(written);
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

}  // namespace mdisim
