// One results folder on its way into a report: its figures, its claims held against it, its table.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figures.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/warnings.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// What a table of results shows: numbers as text, with their intervals.
struct Table {
    std::vector<std::string> head;
    size_t labels = 0;  // so many columns at the left name the cell
    std::vector<std::vector<std::string>> rows;
    size_t points = 0;  // of the sweep, of which the rows show some
    size_t shown = 0;
    bool has_bounds = false;  // rows of bounds stand behind those of policies
};

struct Section {
    std::string name;
    std::string about;
    std::string folder;
    Node manifest;
    std::vector<DrawnFigure> figures;
    std::vector<Judgement> judgements;
    Table table;
    std::string csv;  // the same metrics of all cells
    std::vector<std::string> warnings;
};

class SectionBuilder {
  public:
    // The table has at most so many points of the sweep, each whole.
    SectionBuilder(const Scenario& scenario, const std::string& folder, size_t most_points);
    SectionBuilder(const SectionBuilder&) = delete;
    SectionBuilder& operator=(const SectionBuilder&) = delete;
    void add(const CellRow& row);
    Section take();

  private:
    void add_to_table(const CellRow& row, bool is_bound);
    void add_to_csv(const CellRow& row);

    const Scenario& scenario_;
    Section section_;
    Figures figures_;
    std::vector<Claim> claims_;
    Evidence evidence_;
    Warnings warnings_;
    std::set<size_t> points_;
    std::vector<std::string> metrics_;  // of the table
    PolicyLabels policies_;
    WithBounds each_;  // in the table
};

}  // namespace mdisim
