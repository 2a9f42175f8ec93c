#include "policies/parts/one_server.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The exact optimum of a small case, to hold other controllers against: one server, first come,
first served, a request gets its model on arrival, all times are multiples of `grid_ms`, and in each
step of the grid a request arrives with the chance `share`, so that the work ahead w is all that
matters. It solves
    V(w) + g = p max_m { A(m) [w + s(m) <= D] + V(w + s(m) - 1) } + (1 - p) V(max(0, w - 1))
by value iteration when a run begins, decides at every step of the grid, and keeps count of the work
ahead. g / p is the effective accuracy that no controller of this case exceeds; it says nothing of
other cases.)";

class OneServer final : public Control {
  public:
    static constexpr auto title = "exact optimum";
    struct Options {
        double grid_ms = 10;
        double share = 0.1;
    };
    static std::vector<Field> fields() {
        return {
            field("grid_ms", &Options::grid_ms, "step of the grid").above(0),
            field("share", &Options::share, "chance of a request in a step").above(0).at_most(1)};
    }
    explicit OneServer(const Options& options) : options_(options) {}

    double period_ms() const override { return options_.grid_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        if (!optimum_) solve(view);
        account(view);
        Operation next = view.running;
        next.model = held_ = optimum_->model_at(work_);
        if (view.notes != nullptr) view.notes->write("work ahead", static_cast<double>(work_));
        return next;
    }

    void check(const ControlView& view) const override {
        if (view.running.on.replicas != 1)
            throw UserError("'one_server_optimum' is of one replica");
        if (view.sla_ms > most_steps * options_.grid_ms)
            throw UserError("'one_server_optimum': the deadline has more than 1,000 steps");
        double fastest = 1 / options_.share;
        for (const ModelBelief& m : view.models) {
            fastest = std::min(fastest, m.mu_ms / options_.grid_ms);
            if (m.sigma_ms == 0 && in_steps(m.mu_ms)) continue;
            throw UserError("'one_server_optimum': the time of '" + view.names[m.model] +
                            "' is no multiple of 'grid_ms', or varies");
        }
        if (fastest * options_.share >= 1)
            throw UserError("'one_server_optimum': the fastest model does not carry the 'share'");
    }

  private:
    static constexpr double most_steps = 1000;

    std::optional<int64_t> in_steps(double ms) const {
        const double steps = ms / options_.grid_ms;
        const auto whole = static_cast<int64_t>(steps + 0.5);
        const double off = steps - static_cast<double>(whole);
        if (whole < 1 || off > 1e-6 || off < -1e-6) return std::nullopt;
        return whole;
    }
    void solve(const ControlView& view) {
        for (const ModelBelief& m : view.models)
            models_.push_back({in_steps(m.mu_ms).value_or(1), m.accuracy});
        const auto deadline = static_cast<int64_t>(view.sla_ms / options_.grid_ms + 1e-6);
        optimum_ = one_server_optimum(models_, deadline, options_.share);
    }
    // Adds the requests that came since the last decision, with the model that was held, and takes
    // off what was worked since.
    void account(const ControlView& view) {
        const auto came = static_cast<int64_t>(view.arrivals.count_since(decided_ms_));
        const auto passed =
            static_cast<int64_t>((view.now_ms - decided_ms_) / options_.grid_ms + 0.5);
        if (passed > 0) work_ += came * models_[held_].steps - passed;
        if (work_ < 0) work_ = 0;
        decided_ms_ = view.now_ms;
    }

    Options options_;
    std::vector<GridModel> models_;
    std::optional<OneServerOptimum> optimum_;
    uint16_t held_ = 0;
    int64_t work_ = 0;  // ahead, in steps
    double decided_ms_ = 0;
};

const Registered registered = policy<OneServer>("one_server_optimum", doc);

}  // namespace
}  // namespace mdisim
