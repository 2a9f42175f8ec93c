// The points of a sweep: each a document of its own, decoded when somebody asks.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/data_files.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/scenario/sweep/point_cache.hpp"

namespace mdisim {

// A value and the path it is set on.
using ValueOnPath = std::pair<std::string, Node>;

// Safe from several threads.
class Points {
  public:
    // `document`: what all points have in common, with profiles merged and without the sweep.
    // `sets`: what the command line said of it, which holds when a block around it is swept.
    Points(Node document, std::vector<ValueOnPath> sets, Grid grid, Profiles profiles);

    const Node& document() const { return document_; }
    const Grid& grid() const { return grid_; }
    const Profiles& profiles() const { return profiles_; }

    // The document of a point, nothing left to look up.
    Node resolved(size_t i, std::vector<Problem>& problems) const;
    // Cheap where the point differs from one asked for lately in nothing but numbers of the
    // setting, such as the deadline or the seed. Without labels; of use only where no problem was
    // noted. `warnings` takes the numbers that are unusual.
    Point decoded(size_t i, std::vector<Problem>& problems,
                  std::vector<Problem>* warnings = nullptr) const;
    // Writes the sweep into a document, and of the data files that it names what they hold.
    void write_sweep(Node& document) const;

  private:
    Point decode(const Node& document, std::vector<Problem>& problems,
                 std::vector<Problem>* warnings) const;
    void make_world(Point& point) const;
    size_t block_of(size_t i) const;
    bool set_numbers(Setting& setting, size_t i, std::vector<Problem>* warnings) const;

    const Node document_;
    const std::vector<ValueOnPath> sets_;
    const Grid grid_;
    mutable std::mutex guard_;  // of the files, which are read when they are first asked for
    mutable Profiles profiles_;
    mutable DataFiles files_;
    mutable PointCache cache_;
};

}  // namespace mdisim
