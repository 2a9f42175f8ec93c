#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends every request to the cloud and runs a copy on the phone while the energy of copies
stays within a budget (MDInference names the phone's energy as future work). Each request adds
`budget_j` to the phone's savings, which hold `reserve_j` at most. A copy costs power x mu of the
model that phone.model names, and is run if the savings suffice. While an earlier answer is overdue,
copies may use all savings; otherwise half of the reserve is kept for worse times.)";

class EnergyBudget final : public Place {
  public:
    struct Options {
        double budget_j = 0.005;
        double reserve_j = 0.5;
    };
    static std::vector<Field> fields() {
        return {field("budget_j", &Options::budget_j, "joules that a request adds to the savings")
                    .at_least(0),
                field("reserve_j", &Options::reserve_j, "the most joules that can be saved")
                    .at_least(0)};
    }
    explicit EnergyBudget(const Options& options) : options_(options) {}

    Placement choose(const PlaceView& view, Draw&) const override {
        const double kept_j = view.overdue_ms > 0 ? 0 : options_.reserve_j / 2;
        const bool copy = saved_j() - copy_j(view) >= kept_j;
        const Placement placement{true, copy, view.usual_model};
        if (view.notes != nullptr) view.notes->write("put aside, J", left_j(view, placement));
        return placement;
    }
    void remember(const PlaceView& view, const Placement& placement) override {
        left_j_ = left_j(view, placement);
    }

  private:
    static double copy_j(const PlaceView& view) {
        return view.costs[view.usual_model].power_mw * view.phone_models[view.usual_model].mu_ms *
               1e-6;
    }
    // The savings, with what this request adds to them.
    double saved_j() const {
        const double saved_j = left_j_ + options_.budget_j;
        return saved_j > options_.reserve_j ? options_.reserve_j : saved_j;
    }
    double left_j(const PlaceView& view, const Placement& placement) const {
        return placement.phone ? saved_j() - copy_j(view) : saved_j();
    }

    Options options_;
    double left_j_ = 0;  // the savings after the requests so far
};

const Registered registered = policy<EnergyBudget>("energy_budget", doc);

}  // namespace
}  // namespace mdisim
