#include "sim/report/figures/figures.hpp"

#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_caption.hpp"
#include "sim/scenario/figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

Figures::Figures(const Scenario& scenario, const std::string& folder)
    : scenario_(scenario), looks_(scenario), published_(scenario, folder) {
    for (const Figure& figure : scenario.figures()) {
        figures_.emplace_back(scenario, figure, looks_, published_, folder);
        relative_.emplace_back(figure.over);
    }
    for (size_t f = 0; f < figures_.size(); ++f)
        leads_.emplace_back(scenario.figures()[f], figures_[f]);
}

void Figures::add(const CellRow& row) {
    if (figures_.empty()) return;
    looks_.add(row.grading);
    for (size_t f = 0; f < figures_.size(); ++f) {
        if (scenario_.figures()[f].over.empty()) {
            leads_[f].add(row);
            continue;
        }
        for (const CellRow& relative : relative_[f].after(row)) leads_[f].add(relative);
    }
}

std::vector<DrawnFigure> Figures::take() {
    std::vector<DrawnFigure> drawn;
    for (Leads& leads : leads_) leads.finish();
    for (FigureData& figure : figures_) {
        drawn.push_back(figure.take());
        drawn.back().note = note_of(scenario_, drawn.back());
    }
    return drawn;
}

}  // namespace mdisim
