#include "policies/parts/eligible.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Stages 1 and 2 of ModiPick or MDInference, then the most accurate of the eligible models.
It is the "related accurate" of both papers' decompositions of their algorithms. If stage 1
finds no model, it takes the one with the least mu.)";

class RelatedAccurate final : public Select {
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
    explicit RelatedAccurate(const Options& options) : options_(options) {}

    uint16_t choose(const SelectView& view, Draw&) const override {
        const Eligible eligible(options_.eligible, view.models, view.budget_ms(),
                                options_.threshold_ms);
        if (eligible.base() == nullptr) return least_mu(view.models, view.notes);
        note_eligible(eligible, view.notes);
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (eligible.contains(m)) return m.model;
        }
        return eligible.base()->model;
    }

  private:
    Options options_;
};

const Registered registered = policy<RelatedAccurate>("related_accurate", doc);

}  // namespace
}  // namespace mdisim
