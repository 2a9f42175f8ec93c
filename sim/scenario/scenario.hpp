// A scenario: a JSON file as a grid of points, each decoded and ready to be run.
#pragma once

#include <cstdint>
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
#include "sim/scenario/stopping/stopping.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/scenario/sweep/points.hpp"

namespace mdisim {

// The changes that a command line makes to a scenario.
struct Overrides {
    std::vector<std::pair<std::string, std::string>> sets;      // --set path=value
    std::vector<std::pair<std::string, std::string>> overs;     // --over path=50:300:25 or a,b,c
    std::vector<std::pair<std::string, std::string>> varied{};  // --vary, as --over
};

class Scenario {
  public:
    // Throws UserError with every problem of the file, the profiles, the overrides and all points.
    static Scenario load(const std::string& file, const Overrides& overrides = {});
    // Makes a scenario from a document, such as that of a manifest. file_digest: that of the file
    // if the document is all that the file says.
    static Scenario from(Node document, const std::string& file, const std::string& name,
                         const Overrides& overrides = {}, const Digest& file_digest = {});

    const std::string& file() const { return file_; }
    const std::string& name() const { return name_; }
    const std::string& about() const { return about_; }
    const Grid& grid() const { return points_->grid(); }
    const std::vector<Axis>& axes() const { return grid().axes(); }
    const Node& claims() const { return claims_; }          // a list, as written (claim.hpp)
    const Node& thresholds() const { return thresholds_; }  // a list, as written (claim.hpp)
    // Whether the command line changed what is computed.
    bool changed() const { return changed_; }
    const Overrides& overrides() const { return overrides_; }
    // The digest of the file, without changes of the command line; zero if it is not known.
    const Digest& file_digest() const { return file_digest_; }
    const std::vector<Figure>& figures() const { return outputs_.figures(); }
    // Numbers so unusual that another unit may have been meant; one for each location in the file.
    const std::vector<Problem>& warnings() const { return warnings_; }
    const Labels& labels() const { return outputs_.labels(); }
    const Outputs& outputs() const { return outputs_; }
    // Whether, and how, the number of replications is decided by results (campaign/rounds/).
    const Stopping& stopping() const { return stopping_; }
    // A published curve below profiles/, such as "published/x". Throws UserError if it is missing.
    std::vector<CurvePoint> published(const std::string& name) const;
    size_t size() const { return grid().size(); }  // number of points of the sweep
    // The point that is most like the file without its sweep: on each axis the file's own value if
    // the axis has it, else the first.
    size_t home() const { return grid().point_like(points_->document()); }
    // Decodes a point. Cheap if it differs from a recent one only in numbers of the setting, such
    // as the deadline or the seed. Safe to call from several threads.
    Point point(size_t i) const;
    Node resolved(size_t i) const;  // the point's document without references
    // A document of the same results: profiles merged, overrides set, the sweep spelled out.
    Node written_out() const;
    // written_out() with every default that is used, for people.
    Node filled_in() const;

    friend Scenario with_number(const Scenario& scenario, const std::string& key, int64_t number);

  private:
    // Decodes every point, and notes problems and warnings. Returns the names that figures may use.
    FigureWords decode_all(std::vector<Problem>& problems);

    std::string file_;
    std::string name_;
    std::string about_;
    Node claims_;
    Node thresholds_;
    bool changed_ = false;
    Overrides overrides_;
    Digest file_digest_;
    Outputs outputs_;
    Stopping stopping_;
    std::vector<Problem> warnings_;
    std::shared_ptr<const Points> points_;  // shared by copies of a scenario
};

// Makes a scenario that differs in one number of the setting, such as "replications", which all its
// points then have. It counts as unchanged by the command line.
Scenario with_number(const Scenario& scenario, const std::string& key, int64_t number);

// The digest of a file that was read as this document.
Digest digest_of_document(const Node& document);

// Removes repetitions: the same problem at several points of a sweep is one problem.
std::vector<Problem> distinct(std::vector<Problem> problems);

// "scenarios/mdinference/fig3.json" is "mdinference/fig3": the path below the nearest scenarios/,
// else the stem.
std::string scenario_name(const std::string& file);

}  // namespace mdisim
