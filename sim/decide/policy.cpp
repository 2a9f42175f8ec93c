#include "sim/decide/policy.hpp"

#include <string>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

const std::vector<std::string>& names_of(Tag<Offering>) {
    static const std::vector<std::string> names = {"one", "and_faster"};
    return names;
}

void Select::choose_all(const SelectBatch& batch, uint16_t* models) const {
    for (size_t i = 0; i < batch.size; ++i) {
        Draw draw = batch.draw(i);
        models[i] = choose(batch.view(i), draw);
    }
}

bool Place::choose_all(const PlaceBatch& batch, Placement* placements) const {
    for (size_t i = 0; i < batch.size; ++i) {
        Draw draw = batch.draw(i);
        placements[i] = choose(batch.view, draw);
    }
    return false;
}

void KnowingSelect::choose_all(const SelectBatch& batch, Truth truth, uint16_t* models) const {
    for (size_t i = 0; i < batch.size; ++i) {
        Draw draw = batch.draw(i);
        models[i] = choose(batch.view(i), truth, draw);
        truth.latency += truth.by_accuracy.size();
    }
}

}  // namespace mdisim
