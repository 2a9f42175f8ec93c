#include "policies/parts/eligible.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Stages 1 and 2 of ModiPick or MDInference, then any eligible model with equal probability.
It is the "related random" of both papers' decompositions of their algorithms. If stage 1
finds no model, it takes the one with the least mu.)";

class RelatedRandom final : public Select {
  public:
    struct Options {
        EligibleRule eligible = EligibleRule::modipick;
        double threshold_ms = 0;
    };
    static std::vector<Field> fields() {
        return {
            field("eligible", &Options::eligible, "the paper whose set of eligible models is used"),
            field("threshold_ms", &Options::threshold_ms, "T_threshold, if `eligible` is modipick")
                .at_least(0)};
    }
    explicit RelatedRandom(const Options& options) : options_(options) {}

    uint16_t choose(const SelectView& view, Draw& draw) const override {
        const Eligible eligible(options_.eligible, view.models, view.budget_ms(),
                                options_.threshold_ms);
        if (eligible.base() == nullptr) return least_mu(view.models, view.notes);
        const auto equal = [](const ModelBelief&) { return 1.0; };
        return draw_by_weight(
            eligible, equal, [&] { return draw.uniform(); }, some_, view.notes);
    }

  private:
    Options options_;
    mutable std::vector<Weighed> some_;  // scratch space
};

const Registered registered = policy<RelatedRandom>("related_random", doc);

}  // namespace
}  // namespace mdisim
