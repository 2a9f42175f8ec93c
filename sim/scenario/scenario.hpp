// A scenario: what a JSON file says, as a grid of points, each decoded and ready to be run.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/setting.hpp"

namespace mdisim {

// The keys of a scenario file that are no setting of a point.
struct HeadKey {
    const char* name;
    const char* doc;
};
std::span<const HeadKey> head_keys();

// One value on an axis: what is set, and what it is called in results.
struct AxisValue {
    std::vector<Node> values;  // one for each path of the axis
    Node label;                // a number or text
};
struct Axis {
    std::vector<std::string> paths;  // they move together
    std::vector<AxisValue> values;
    const std::string& name() const { return paths.front(); }
};

// Where on the axis a label stands; numbers are compared as numbers.
std::optional<size_t> place_on(const Axis& axis, const Node& label);

struct Point {
    std::vector<Node> at;  // the label on each axis
    Setting setting;
    std::shared_ptr<const ReadyWorld> world;
    Digest world_digest;  // of everything the world's description says
    std::vector<Combination> policies;

    // How many requests a replication can have; and how many it has, about where chance decides.
    uint64_t most_requests() const;
    uint64_t expected_requests() const;
    Plan plan(uint32_t replication = 0, Path path = Path::automatic) const;
};

// What a command line adds to a scenario.
struct Overrides {
    std::vector<std::pair<std::string, std::string>> sets;   // --set path=value
    std::vector<std::pair<std::string, std::string>> overs;  // --over path=50:300:25 or a,b,c
};

// A figure that cannot be drawn any more after what the command line changed.
struct LostFigure {
    std::string name;
    std::string why;
};

class Scenario {
  public:
    // Throws UserError with every problem of the file, the profiles, the overrides and all points.
    static Scenario load(const std::string& file, const Overrides& overrides = {});
    // From a document that was read already, as a manifest holds it.
    static Scenario from(Node document, const std::string& file, const std::string& name,
                         const Overrides& overrides = {});

    const std::string& file() const { return file_; }
    const std::string& name() const { return name_; }
    const std::string& about() const { return about_; }
    const std::vector<Axis>& axes() const { return axes_; }
    const Node& claims() const { return claims_; }          // a list, as written (claim.hpp)
    const Node& thresholds() const { return thresholds_; }  // the same
    bool changed() const { return changed_; }  // by the command line, in what is computed
    const Overrides& overrides() const { return overrides_; }
    // Of what the file says, without what the command line changed; zero when not from load().
    const Digest& file_digest() const { return file_digest_; }
    const std::vector<Figure>& figures() const { return figures_; }
    const std::vector<LostFigure>& lost_figures() const { return lost_figures_; }
    // Numbers so unusual that another unit may have been meant; one for each place in the file.
    const std::vector<Problem>& warnings() const { return warnings_; }
    const Labels& labels() const { return labels_; }
    const Records& records() const { return records_; }
    // A published curve below profiles/, "published/x"; UserError when it is not there.
    std::vector<CurvePoint> published(const std::string& name) const;
    size_t size() const;  // points of the sweep
    // The point that is most like the file without its sweep: on each axis the file's own value
    // where the axis has it, else the first.
    size_t home() const;
    // The first axis moves slowest. Cheap where a point differs from one asked for lately in
    // nothing but numbers of the setting, such as the deadline or the seed. Safe from several
    // threads.
    Point point(size_t i) const;
    std::vector<Node> labels(size_t i) const;  // of a point, on each axis
    Node resolved(size_t i) const;             // the point's document, nothing left to look up
    // A scenario that gives the same answer: profiles merged, overrides set, the sweep spelled out.
    Node written_out() const;
    // The same with every default that is used written in, for people.
    Node filled_in() const;

  private:
    void read_sweep(const Node& sweep, std::vector<Problem>& problems);
    bool has_wrong_axis(const std::vector<Problem>& problems) const;
    void drop_axis(const std::string& path);
    void add_axis(Axis axis, const Node& at, std::vector<Problem>& problems);
    FigureWords figure_words() const;
    void read_records(std::vector<Problem>& problems);
    void read_labels_of(const FigureWords& of_file, std::vector<Problem>& problems);
    void read_figures(FigureWords of_file, const std::set<std::string>& models,
                      const std::set<std::string>& classes, std::vector<Problem>& problems);
    Node written_labels() const;
    void try_curve(const std::string& name, std::vector<Problem>& problems) const;
    Point decode(const Node& document, std::vector<Problem>& problems) const;
    Node at_point(size_t i, std::vector<Problem>& problems) const;
    Point decoded(size_t i, std::vector<Problem>& problems) const;
    const AxisValue& value_on(size_t axis, size_t i) const;
    size_t block_of(size_t i) const;
    bool set_numbers(Setting& setting, size_t i) const;
    std::shared_ptr<const ReadyWorld> world_of(const World& world, const Digest& digest) const;

    // What points share: worlds, and with them what is derived from a tape.
    struct Shared;

    std::string file_;
    std::string name_;
    std::string about_;
    Node document_;  // profiles merged, overrides set, without sweep, claims and figures
    Node claims_;
    Node thresholds_;
    bool changed_ = false;  // by the command line, in what is computed
    Overrides overrides_;
    Digest file_digest_;
    Node written_records_;
    Records records_;
    Node written_figures_ = Node::list();  // those that can be drawn
    Labels labels_;
    std::vector<std::pair<std::string, Node>> sets_;  // of the command line
    std::vector<Axis> axes_;
    std::vector<Figure> figures_;
    std::vector<LostFigure> lost_figures_;
    std::vector<Problem> warnings_;
    std::shared_ptr<Shared> shared_;
};

// The same mistake met at every point of a sweep is one mistake.
std::vector<Problem> distinct(std::vector<Problem> problems);

// "scenarios/mdinference/fig3.json" is "mdinference/fig3": the path below the nearest scenarios/,
// else the stem.
std::string scenario_name(const std::string& file);

}  // namespace mdisim
