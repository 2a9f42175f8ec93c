// The points of a sweep. Each is a document of its own, which is decoded when it is needed.
#pragma once

#include <cstdint>
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

// Points can be used from several threads.
class Points {
  public:
    // document: what all points have in common, with profiles merged and without the sweep. sets:
    // values set by the command line, which hold even if a block around them is swept.
    Points(Node document, std::vector<ValueOnPath> sets, Grid grid, Profiles profiles);

    // Makes points that differ from others in one number of the setting, which they all have.
    Points(const Points& like, const std::string& key, int64_t number);

    const Node& document() const { return document_; }
    const Grid& grid() const { return grid_; }
    const Profiles& profiles() const { return profiles_; }

    // The document of a point, without references.
    Node resolved(size_t i, std::vector<Problem>& problems) const {
        return resolved(i, "", problems);
    }
    // A point without labels. Not valid if a problem was noted. Cheap if it differs from a recent
    // one only in numbers of the setting, such as the deadline or the seed. warnings: takes unusual
    // numbers.
    Point decoded(size_t i, std::vector<Problem>& problems,
                  std::vector<Problem>* warnings = nullptr) const;
    // Notes what is wrong with values of the document that an axis replaces at every point.
    void check_replaced(std::vector<Problem>& problems) const;
    // Writes the sweep into a document, with the digests of the data files that it names.
    void write_sweep(Node& document) const;

  private:
    // but: a path that keeps the document's own value.
    Node resolved(size_t i, const std::string& but, std::vector<Problem>& problems) const;
    Point decode(Node document, std::vector<Problem>& problems,
                 std::vector<Problem>* warnings) const;
    void make_world(Point& point) const;
    size_t block_of(size_t i) const;
    bool set_numbers(Setting& setting, size_t i, std::vector<Problem>* warnings) const;

    const Node document_;
    const std::vector<ValueOnPath> sets_;
    const Grid grid_;
    mutable std::mutex guard_;  // of the files, which are read when they are first needed
    mutable Profiles profiles_;
    mutable DataFiles files_;
    mutable PointCache cache_;
};

}  // namespace mdisim
