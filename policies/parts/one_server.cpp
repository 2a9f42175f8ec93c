#include "policies/parts/one_server.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace mdisim {
namespace {

constexpr double precise = 1e-11;
constexpr int most_sweeps = 50'000;
constexpr int64_t least_tail = 300;  // steps of work that are looked at in any case

class Sweep {
  public:
    Sweep(const std::vector<GridModel>& models, int64_t deadline, double share)
        : models_(models), deadline_(deadline), share_(share) {
        int64_t slowest = 1;
        for (const GridModel& m : models) slowest = std::max(slowest, m.steps);
        last_ = 4 * deadline + 10 * slowest + least_tail;
        value_.resize(static_cast<size_t>(last_) + 1);
        next_.resize(value_.size());
    }

    // The best model with this work ahead, and what it and all later requests are worth.
    std::pair<uint16_t, double> best(int64_t work) const {
        uint16_t model = 0;
        double most = -1;
        for (uint16_t m = 0; m < models_.size(); ++m) {
            const int64_t then = work + models_[m].steps;
            const double now = then <= deadline_ ? models_[m].accuracy : 0;
            const double worth = now + at(then - 1);
            const bool better = m == 0 || worth > most;
            if (better) model = m;
            if (better) most = worth;
        }
        return {model, most};
    }
    // One more step into the future. Returns by how much values differ in what it added.
    double run() {
        double least = 0;
        double most = 0;
        for (int64_t work = 0; work <= last_; ++work) {
            const double idle = at(std::max<int64_t>(0, work - 1));
            const double value = share_ * best(work).second + (1 - share_) * idle;
            const double added = value - at(work);
            if (work == 0) least = most = added;
            least = std::min(least, added);
            most = std::max(most, added);
            next_[static_cast<size_t>(work)] = value;
        }
        gain_ = (least + most) / 2;
        for (double& value : next_) value -= gain_;
        std::swap(value_, next_);
        return most - least;
    }
    int64_t last() const { return last_; }
    double gain() const { return gain_; }

  private:
    double at(int64_t work) const { return value_[static_cast<size_t>(std::min(work, last_))]; }

    const std::vector<GridModel>& models_;
    int64_t deadline_;
    double share_;
    int64_t last_;
    double gain_ = 0;
    std::vector<double> value_;  // by work, relative to one another
    std::vector<double> next_;
};

}  // namespace

OneServerOptimum one_server_optimum(const std::vector<GridModel>& models, int64_t deadline,
                                    double share) {
    Sweep sweep(models, deadline, share);
    for (int n = 0; n < most_sweeps && sweep.run() > precise * share; ++n) continue;
    OneServerOptimum optimum{sweep.gain() / share, {}};
    for (int64_t work = 0; work <= sweep.last(); ++work)
        optimum.model.push_back(sweep.best(work).first);
    return optimum;
}

}  // namespace mdisim
