#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Copies on the phone while their energy stays within a budget for each request (the phone's
energy is named as future work by MDInference). Each request adds its budget to the savings, up
to a reserve; a copy of the usual model costs power x mu and is run if the savings suffice. If an
earlier answer is overdue, the copy may use all of the reserve; if not, half of it is kept for
worse times.)";

class EnergyBudget final : public Place {
  public:
    struct Options {
        double budget_j = 0.005;
        double reserve_j = 0.5;
    };
    static std::vector<Field> fields() {
        return {field("budget_j", &Options::budget_j, "joules a request may spend on copies")
                    .at_least(0),
                field("reserve_j", &Options::reserve_j, "joules that can be saved up, at most")
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
    // With what this request puts aside.
    double saved_j() const {
        const double saved_j = left_j_ + options_.budget_j;
        return saved_j > options_.reserve_j ? options_.reserve_j : saved_j;
    }
    double left_j(const PlaceView& view, const Placement& placement) const {
        return placement.phone ? saved_j() - copy_j(view) : saved_j();
    }

    Options options_;
    double left_j_ = 0;  // by the requests before
};

const Registered registered = policy<EnergyBudget>("energy_budget", doc);

}  // namespace
}  // namespace mdisim
