// A scenario: what a JSON file says, as a grid of points, each decoded and ready to be run.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/outputs.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/scenario/sweep/points.hpp"

namespace mdisim {

// What a command line adds to a scenario.
struct Overrides {
    std::vector<std::pair<std::string, std::string>> sets;   // --set path=value
    std::vector<std::pair<std::string, std::string>> overs;  // --over path=50:300:25 or a,b,c
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
    const Grid& grid() const { return points_->grid(); }
    const std::vector<Axis>& axes() const { return grid().axes(); }
    const Node& claims() const { return claims_; }          // a list, as written (claim.hpp)
    const Node& thresholds() const { return thresholds_; }  // the same
    bool changed() const { return changed_; }  // by the command line, in what is computed
    const Overrides& overrides() const { return overrides_; }
    // Of what the file says, without what the command line changed; zero when not from load().
    const Digest& file_digest() const { return file_digest_; }
    const std::vector<Figure>& figures() const { return outputs_.figures(); }
    const std::vector<LostFigure>& lost_figures() const { return outputs_.lost_figures(); }
    // Numbers so unusual that another unit may have been meant; one for each place in the file.
    const std::vector<Problem>& warnings() const { return warnings_; }
    const Labels& labels() const { return outputs_.labels(); }
    const Records& records() const { return outputs_.records(); }
    // A published curve below profiles/, "published/x"; UserError when it is not there.
    std::vector<CurvePoint> published(const std::string& name) const;
    size_t size() const { return grid().size(); }  // points of the sweep
    // The point that is most like the file without its sweep: on each axis the file's own value
    // where the axis has it, else the first.
    size_t home() const { return grid().point_like(points_->document()); }
    // Cheap where a point differs from one asked for lately in nothing but numbers of the setting,
    // such as the deadline or the seed. Safe from several threads.
    Point point(size_t i) const;
    Node resolved(size_t i) const;  // the point's document, nothing left to look up
    // A scenario that gives the same answer: profiles merged, overrides set, the sweep spelled out.
    Node written_out() const;
    // The same with every default that is used written in, for people.
    Node filled_in() const;

  private:
    // Decodes every point, noting what is wrong with any and what is unusual; gives the names that
    // figures may use.
    FigureWords decode_all(std::vector<Problem>& problems);

    std::string file_;
    std::string name_;
    std::string about_;
    Node claims_;
    Node thresholds_;
    bool changed_ = false;  // by the command line, in what is computed
    Overrides overrides_;
    Digest file_digest_;
    Outputs outputs_;
    std::vector<Problem> warnings_;
    std::shared_ptr<const Points> points_;  // copies of a scenario share what is made of them
};

// The same mistake met at every point of a sweep is one mistake.
std::vector<Problem> distinct(std::vector<Problem> problems);

// "scenarios/mdinference/fig3.json" is "mdinference/fig3": the path below the nearest scenarios/,
// else the stem.
std::string scenario_name(const std::string& file);

}  // namespace mdisim
