#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model that uses at most a share of the budget:
    argmax { A(m) : mu(m) <= share * T_b }
An example: it leaves room for surprises by a fixed factor. None fits: the least mu.)";

class Halfway final : public Select {
  public:
    struct Options {
        double share = 0.5;
    };
    static std::vector<Field> fields() {
        return {field("share", &Options::share, "of the budget that may be used").share()};
    }
    explicit Halfway(const Options& options) : options_(options) {}

    uint16_t choose(const SelectView& view, Draw&) const override {
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (m.mu_ms <= options_.share * view.budget_ms()) return m.model;
        }
        return view.models.fastest().model;
    }

  private:
    Options options_;
};

const Registered registered = policy<Halfway>("halfway", doc);

}  // namespace
}  // namespace mdisim
