// Collects the data of a figure from rows as they come. Only this class groups results into curves,
// bars and stacks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/report/figures/published.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class FigureData {
  public:
    // Keeps references. folder: the results folder, for requests.
    FigureData(const Scenario& scenario, const Figure& figure, const FigureLooks& looks,
               const Published& published, std::string folder);
    // Requires that the looks know the row's grading.
    void add(const CellRow& row);
    // Requires that all rows were added, and that published curves and requests are in the folder.
    DrawnFigure take();

  private:
    // A value of "policy" or of an axis that the figure shows. label: its name in results.
    struct Group {
        std::string label;
        Look look;
    };

    std::vector<Group> groups(const std::string& name) const;
    std::vector<Node> labels_on(const std::string& axis) const;
    void set_x();
    void add_plots();
    void name_x();
    void name_y();
    std::string panel_title(const Group& panel) const;
    bool shows(const CellRow& row) const;
    std::string label_of(const CellRow& row, const std::string& name) const;
    std::optional<size_t> find(const std::vector<Group>& groups, const std::string& name,
                               const CellRow& row) const;
    Plot& plot(size_t nth, size_t panel) { return drawn_.plots[panel * figure_.y.size() + nth]; }
    double x_of(const CellRow& row, size_t series) const;
    size_t index_of_model(const std::string& name);
    void add_value(const CellRow& row, size_t nth, size_t panel, size_t series);
    void add_bound(const CellRow& row, size_t panel);
    void add_parts(const CellRow& row, size_t nth, size_t panel);
    void add_along_time(const CellRow& row, size_t panel, size_t series);
    void add_distribution(const CellRow& row, size_t nth, size_t panel, size_t series);
    void add_requests();
    void add_published();
    void order_models();
    void drop_unused();

    const Scenario& scenario_;
    const Figure& figure_;
    const FigureLooks& looks_;
    const Published& published_;
    std::string folder_;
    std::vector<Group> panels_;
    std::vector<Group> series_;  // in figures of areas: models, in the order of rows
    bool shows_bound_ = false;
    std::optional<size_t> bounded_;       // the last point whose bound was added
    std::map<std::string, double> x_at_;  // by label along x
    InfosOfRows known_;
    DrawnFigure drawn_;
};

}  // namespace mdisim
