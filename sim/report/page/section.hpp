// A section of a report: one results folder with its figures, claims and table.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/claim_words.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figures.hpp"
#include "sim/report/looks/policy_looks.hpp"
#include "sim/report/page/glossary.hpp"
#include "sim/report/warnings.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// A table of results: numbers as text, with their intervals.
struct Table {
    std::vector<std::string> head;
    size_t labels = 0;  // number of columns, from the left, that name the cell
    std::vector<std::vector<std::string>> rows;
    size_t points = 0;        // of the whole sweep
    size_t shown = 0;         // points that have rows
    bool has_bounds = false;  // whether rows of bounds follow those of policies
};

// What a page says first of two sides that stand beside each other: simulated and measured, or two
// results.
struct Beside {
    std::string verdict;
    std::string label;  // of the table, for screen readers
    Table table;        // may have no rows
    std::string note;
};

struct Section {
    std::string name;
    std::string about;
    std::string folder;
    Node manifest;
    std::vector<DrawnFigure> figures;
    std::vector<Judgement> judgements;
    ClaimWords words;  // of the judgements' numbers
    Table table;
    std::string csv;  // the table's metrics for all cells
    std::vector<std::string> warnings;
    std::optional<Beside> beside;
    std::vector<Term> terms;  // the captions of metrics in the table, explained
};

class SectionBuilder {
  public:
    // most_points: how many points of the sweep the table shows at most.
    SectionBuilder(const Scenario& scenario, const std::string& folder, size_t most_points);
    SectionBuilder(const SectionBuilder&) = delete;
    SectionBuilder& operator=(const SectionBuilder&) = delete;
    void add(const CellRow& row);
    Section take();

  private:
    void add_to_table(const CellRow& row, bool is_bound);
    void add_to_csv(const CellRow& row);
    void add_timeline();

    const Scenario& scenario_;
    Section section_;
    Figures figures_;
    std::vector<Claim> claims_;
    Evidence evidence_;
    Warnings warnings_;
    std::set<size_t> points_;
    std::vector<std::string> metrics_;  // of the table
    std::vector<Node> home_;            // the labels of the scenario's home
    PolicyLabels policies_;
    WithBounds each_;  // adds rows to the table
};

}  // namespace mdisim
