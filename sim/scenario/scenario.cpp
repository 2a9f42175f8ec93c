#include "sim/scenario/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/files/fitted_laws.hpp"
#include "sim/scenario/head.hpp"
#include "sim/scenario/policies.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/sweep/sweep.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

std::vector<Problem> distinct(std::vector<Problem> problems) {
    std::vector<Problem> kept;
    std::set<std::string> seen;
    for (Problem& p : problems) {
        const std::string& location = p.pointer.empty() ? p.where : p.pointer;
        if (seen.insert(location + '\n' + p.what).second) kept.push_back(std::move(p));
    }
    return kept;
}

namespace {

// Keeps the first warning of each location in the document, with the number of further values of a
// sweep at that location.
std::vector<Problem> one_per_location(std::vector<Problem> warnings) {
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
                        counted(more[i], "other value") + " of it";
    }
    return kept;
}

// Whether any problem is located at a path that an axis sets.
bool has_wrong_axis(const Grid& grid, const std::vector<Problem>& problems) {
    for (const Axis& axis : grid.axes()) {
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

// Whether an axis sets this path or a part of it.
bool is_swept(const Grid& grid, const std::string& path) {
    for (const Axis& axis : grid.axes()) {
        for (const std::string& one : axis.paths) {
            if (one == path || one.starts_with(path + ".")) return true;
        }
    }
    return false;
}

// Warns of keys beside a profile that a sweep replaces: they hold for the file's own profile alone.
void warn_of_replaced_keys(const Node& document, const Grid& grid, std::vector<Problem>& warnings) {
    constexpr std::string_view profile = ".profile";
    for (const Axis& axis : grid.axes()) {
        for (const std::string& path : axis.paths) {
            if (!path.ends_with(profile)) continue;
            const std::string block = path.substr(0, path.size() - profile.size());
            const Node* written = document.find(block);
            if (written == nullptr) continue;
            for (const auto& [key, value] : written->members) {
                if (key == "profile" || is_swept(grid, block + "." + key)) continue;
                warnings.push_back(
                    {value.where.text(), "/" + block + "/" + key,
                     "the sweep over '" + path + "' replaces the whole block, '" + key + "' too"});
            }
        }
    }
}

// Adds the axes of an option of the command line, in place of those that set the same paths.
void add_axes(Grid& grid, const std::vector<std::pair<std::string, std::string>>& axes,
              const char* option, const Node& at, std::vector<Problem>& problems) {
    for (const auto& [path, values] : axes) {
        Axis axis{{path}, {}};
        read_axis_words(axis, values, option, problems);
        grid.drop(path);
        grid.add(std::move(axis), at, problems);
    }
}

// Notes a path that --set cannot set.
void check_path(const std::string& path, std::vector<Problem>& problems) {
    if (is_of_points(path) || is_of_output(path)) return;
    const bool sweeps = path == "sweep" || path.starts_with("sweep.");
    problems.push_back({"--set " + path, "",
                        sweeps ? "a sweep is changed by --over, as in --over sla_ms=50:300:25"
                               : "this can be changed only in the scenario's file; --set changes "
                                 "settings, policies and outputs"});
}

// Notes a path that stands twice on the command line.
void check_once(const std::vector<std::pair<std::string, std::string>>& axes, const char* option,
                std::vector<Problem>& problems) {
    std::set<std::string> known;
    for (const auto& [path, values] : axes) {
        if (!known.insert(path).second)
            problems.push_back(
                {std::string(option) + " " + path, "", "is here twice: one axis has all values"});
    }
}

// Whether there are no more points and policies than may be. Notes it if there are.
bool check_size(const Grid& grid, const Node& document, std::vector<Problem>& problems) {
    const size_t before = problems.size();
    const Node* policies = document.find("policies");
    if (grid.size() > limit_of(Limit::points)) {
        problems.push_back({document.where.text(), "/sweep",
                            "the sweep has more than " + limit_text(Limit::points, "points")});
    }
    if (policies != nullptr && policies->items.size() > limit_of(Limit::policies)) {
        problems.push_back(
            {policies->where.text(), "/policies",
             "the scenario has more than " + limit_text(Limit::policies, "policies")});
    }
    return problems.size() == before;
}

void throw_if(std::vector<Problem>& problems) {
    if (!problems.empty()) throw UserError(distinct(std::move(problems)));
}

}  // namespace

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

Digest digest_of_document(const Node& document) { return Hasher().absorb(dump(document)).digest(); }

Scenario Scenario::load(const std::string& file, const Overrides& overrides) {
    check_allowed(file);
    Node document = read_document(file);
    const Digest digest = digest_of_document(document);
    return from(std::move(document), file, scenario_name(file), overrides, digest);
}

Scenario Scenario::from(Node document, const std::string& file, const std::string& name,
                        const Overrides& overrides, const Digest& file_digest) {
    Scenario scenario;
    scenario.file_digest_ = file_digest;
    scenario.file_ = file;
    scenario.name_ = name;
    scenario.overrides_ = overrides;
    Profiles profiles = Profiles::around(file);

    std::vector<Problem> problems;
    check_head(document, problems);
    throw_if(problems);
    const auto sets_policies = [](const auto& one) { return one.first == "policies"; };
    const bool compares = document.find("policies") != nullptr ||
                          std::any_of(overrides.sets.begin(), overrides.sets.end(), sets_policies);
    if (!compares) {
        problems.push_back({document.where.text(), "",
                            "a scenario needs 'policies' (the policies that are compared)"});
    }
    if (const Node* about = document.find("about")) scenario.about_ = about->text;
    Grid grid;
    if (const Node* sweep = document.find("sweep")) grid = read_sweep(*sweep, problems);
    document.erase("sweep");
    scenario.claims_ = take_list(document, "claims", problems);
    scenario.thresholds_ = take_list(document, "thresholds", problems);
    spell_out_policies(document);
    warn_of_replaced_keys(document, grid, scenario.warnings_);
    merge_profiles(document, profiles, problems);
    // The points of a large sweep would take long to say the same of each.
    constexpr size_t many_points = 1000;
    if (grid.size() > many_points) throw_if(problems);
    FigureWords of_file = words_of(document, grid);
    std::vector<ValueOnPath> sets;
    for (const auto& [path, text] : overrides.sets) {
        check_path(path, problems);
        Node value = parse_value(text, "--set " + path);
        const bool removes = value.kind == Node::Kind::null;
        const std::string before = removes ? dump(document) : "";
        set_by_path(document, path, value, problems);
        if (path == "policies" && !removes) {
            spell_out_policies(document);
            value = *document.find(path);  // so that settings of these policies can be set
        }
        if (removes && before == dump(document))
            problems.push_back({value.where.text(), "", "there is no '" + path + "' to remove"});
        grid.drop(path);  // the value replaces the axis of its path
        if (!is_of_output(path)) sets.emplace_back(path, std::move(value));
    }
    scenario.changed_ = !sets.empty() || !overrides.overs.empty() || !overrides.varied.empty();
    scenario.outputs_.take(document, of_file, problems);
    scenario.stopping_.take(document, problems);
    check_once(overrides.overs, "--over", problems);
    check_once(overrides.varied, "--vary", problems);
    add_axes(grid, overrides.overs, "--over", document, problems);
    add_axes(grid, overrides.varied, "--vary", document, problems);
    if (!check_size(grid, document, problems)) throw_if(problems);
    scenario.points_ = std::make_shared<const Points>(std::move(document), std::move(sets),
                                                      std::move(grid), std::move(profiles));
    scenario.points_->check_replaced(problems);
    FigureWords now = scenario.decode_all(problems);
    if (scenario.stopping_.any() && problems.empty()) {
        scenario.stopping_.check(metric_infos(graded_in_all(now.models, now.classes, now.sites)),
                                 scenario.grid(),
                                 scenario.points_->document().find("log") != nullptr, problems);
    }
    // If an axis is wrong, figures along it are not checked: they would only repeat the problem.
    if (compares && !has_wrong_axis(scenario.grid(), problems)) {
        of_file.classes = now.classes;
        of_file.sites = now.sites;
        // After --set, the models that the file itself would have had are not known.
        if (overrides.sets.empty()) of_file.models = now.models;
        scenario.outputs_.read_figures(std::move(now), std::move(of_file),
                                       scenario.points_->profiles(), problems);
    }
    throw_if(problems);
    return scenario;
}

FigureWords Scenario::decode_all(std::vector<Problem>& problems) {
    std::set<std::string> models;
    std::set<std::string> classes;
    std::set<std::string> sites;
    const ReadyWorld* known = nullptr;
    FittedLaws fits;
    for (size_t i = 0; i < size(); ++i) {
        const Point point = points_->decoded(i, problems, &warnings_);
        fits.add(point);
        if (point.world == nullptr || point.world.get() == known) continue;
        known = point.world.get();
        models.insert(known->models().names().begin(), known->models().names().end());
        classes.insert(known->classes().names().begin(), known->classes().names().end());
        for (const Site& site : known->described().sites) sites.insert(site.name);
    }
    const std::vector<Problem> bad_fits = fits.warnings();
    warnings_.insert(warnings_.end(), bad_fits.begin(), bad_fits.end());
    warnings_ = one_per_location(std::move(warnings_));
    FigureWords words = words_of(points_->document(), grid());
    words.models.assign(models.begin(), models.end());
    words.classes.assign(classes.begin(), classes.end());
    words.sites.assign(sites.begin(), sites.end());
    return words;
}

std::vector<CurvePoint> Scenario::published(const std::string& name) const {
    return published_curve(name, points_->profiles());
}

Point Scenario::point(size_t i) const {
    std::vector<Problem> problems;
    Point point = points_->decoded(i, problems);
    throw_if(problems);
    point.at = grid().labels(i);
    return point;
}

Scenario with_number(const Scenario& scenario, const std::string& key, int64_t number) {
    Scenario other = scenario;
    other.points_ = std::make_shared<const Points>(*scenario.points_, key, number);
    return other;
}

Node Scenario::resolved(size_t i) const {
    std::vector<Problem> problems;
    return points_->resolved(i, problems);
}

Node Scenario::written_out() const {
    Node document = points_->document();
    // Claims and thresholds are about the scenario without changes of the command line.
    if (!claims_.items.empty() && !changed_) document.set("claims", claims_);
    if (!thresholds_.items.empty() && !changed_) document.set("thresholds", thresholds_);
    stopping_.write_to(document);
    outputs_.write_to(document, words_of(points_->document(), grid()));
    points_->write_sweep(document);
    return document;
}

}  // namespace mdisim
