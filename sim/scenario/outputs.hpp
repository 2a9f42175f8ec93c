// The parts of a scenario that are about its output: figures, records of single requests, and
// labels of axes and values. They do not change what is computed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/curve.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

// A figure that cannot be drawn because of what the command line changed.
struct LostFigure {
    std::string name;
    std::string why;
};

// Whether a path is that of a setting of the output, which does not change what is computed, or of
// one that says how many replications are enough and from when on requests count.
bool is_of_output(std::string_view path);

// The names that figures may use, as far as a document and its sweep have them: axes, policies, and
// whether there are windows of time and records.
FigureWords words_of(const Node& document, const Grid& grid);

// A published curve below profiles/, such as "published/x". Throws UserError if it is missing.
std::vector<CurvePoint> published_curve(const std::string& name, const Profiles& profiles);

class Outputs {
  public:
    // Takes figures, records and labels out of a document, and reads the latter two. of_file: the
    // words before the command line changed any.
    void take(Node& document, const FigureWords& of_file, std::vector<Problem>& problems);
    // Reads the figures that were taken. Requires words with models and classes. A figure that is
    // correct by the words `now` is drawn. One that is correct only by the words of the file is
    // lost, and is not written any more. Everything else is a problem.
    void read_figures(FigureWords now, FigureWords of_file, const Profiles& profiles,
                      std::vector<Problem>& problems);
    // Writes what was taken back into a document: the figures that can be drawn, and the labels of
    // what is still among the words.
    void write_to(Node& document, const FigureWords& words) const;

    const std::vector<Figure>& figures() const { return figures_; }
    const std::vector<LostFigure>& lost_figures() const { return lost_figures_; }
    const Labels& labels() const { return labels_; }
    const Records& records() const { return records_; }

  private:
    Node written_figures_ = Node::list();  // after read_figures(), those that can be drawn
    Node written_records_;
    std::vector<Figure> figures_;
    std::vector<LostFigure> lost_figures_;
    Labels labels_;
    Records records_;
};

}  // namespace mdisim
