// Stages of single requests, read from requests.csv, as parts of bars.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/data_table.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/looks/looks.hpp"

namespace mdisim {

// A stage of requests, with its look, and its look if the phone answered in the cloud's stead.
struct StageLook {
    std::string column;  // of requests.csv
    std::string label;
    std::string colour;
    std::string label_rescued = label;
    std::string colour_rescued = colour;
};
// All stages, in the order in which a request passes them.
const std::vector<StageLook>& stage_looks();

class RecordMarks {
  public:
    // The fields of the current line, by column. Throws UserError where there is no such column.
    class Fields {
      public:
        Fields(const std::string& file, const std::vector<std::string>& columns, DataTable& table)
            : file_(file), columns_(columns), table_(table) {}
        std::string_view at(const std::string& column) const;
        // The number in a field, 0 where the field is empty. Anything else is noted as a mistake.
        double milliseconds(const std::string& column) const;

      private:
        size_t index_of(const std::string& column) const;

        const std::string& file_;
        const std::vector<std::string>& columns_;
        DataTable& table_;
    };
    using Chooser = std::function<std::optional<size_t>(const Fields&)>;

    explicit RecordMarks(const std::vector<StageLook>& stages);
    // panel_of: the panel in which a request is shown, or none. Throws UserError with all mistakes
    // in the file.
    void read(const std::string& file, const Chooser& panel_of);

    // The look of each stage and, if it differs, its look where the phone answered.
    const std::vector<Look>& looks() const { return looks_; }
    // The marks of a panel. The stages of the nth request are at x = n, from 1; low and high are
    // their begin and end.
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
