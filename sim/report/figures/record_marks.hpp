// Stages of single requests, read from requests.csv, as parts of bars.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/looks/looks.hpp"

namespace mdisim {

// A stage of requests, and how it looks where the phone answered in the cloud's stead.
struct StageLook {
    std::string column;  // of requests.csv
    std::string label;
    std::string colour;
    std::string label_rescued = label;
    std::string colour_rescued = colour;
};
// In the order in which a request meets them.
const std::vector<StageLook>& stage_looks();

class RecordMarks {
  public:
    // Of a line, by column.
    class Fields {
      public:
        Fields(const std::vector<std::string>& columns, std::vector<std::string> cells,
               std::string place);
        // Throws UserError, as the constructor does, when the line has no such field.
        const std::string& at(const std::string& column) const;

      private:
        const std::vector<std::string>& columns_;
        std::vector<std::string> cells_;
        std::string place_;
    };
    using Chooser = std::function<std::optional<size_t>(const Fields&)>;

    explicit RecordMarks(const std::vector<StageLook>& stages);
    // `panel_of` says where a request is shown, if it is.
    void read(const std::string& file, const Chooser& panel_of);

    // A stage and, where it differs, the same where the phone had to answer.
    const std::vector<Look>& looks() const { return looks_; }
    // The nth request's stages stand at x = n, from 1; their low and high are where they begin and
    // end.
    std::vector<Mark> marks(size_t panel) const;
    std::vector<double> deadlines(size_t panel) const;

  private:
    struct Panel {
        std::vector<Mark> marks;
        std::vector<double> deadlines;
        size_t requests = 0;
    };
    void add(const Fields& fields, Panel& panel);

    const std::vector<StageLook>& stages_;
    std::vector<Look> looks_;
    std::map<size_t, Panel> panels_;
};

}  // namespace mdisim
