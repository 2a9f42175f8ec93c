// The best that any controller can do in a case that has an exact answer: one server, first come,
// first served, models chosen on arrival, and times that are multiples of a grid.
//
// In each step of the grid a request arrives with the same chance, whatever was before. Then all
// that matters is the work ahead w, in steps, and the model that a request would get now:
//     V(w) + g = p max_m { A(m) [w + s(m) <= D] + V(w + s(m) - 1) } + (1 - p) V(max(0, w - 1))
// has one solution g, the effective accuracy of a step, and g / p is that of a request. It is found
// by value iteration. The optimum is one of controllers of this case only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mdisim {

struct GridModel {
    int64_t steps = 1;  // execution time
    double accuracy = 0;
};

struct OneServerOptimum {
    double effective_accuracy = 0;  // of a request
    std::vector<uint16_t> model;    // to be given to a request, by the work ahead in steps

    uint16_t model_at(int64_t work) const {
        const auto last = static_cast<int64_t>(model.size()) - 1;
        return model[static_cast<size_t>(work < last ? work : last)];
    }
};

// deadline: in steps. share: the chance that a request arrives in a step. Requires models of at
// least one step, and a share above 0 with which the fastest is not busy all the time. Work far
// beyond the deadline counts as that much. Cost: some thousand sweeps over the work ahead.
OneServerOptimum one_server_optimum(const std::vector<GridModel>& models, int64_t deadline,
                                    double share);

}  // namespace mdisim
