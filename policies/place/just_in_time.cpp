#include "policies/parts/phone_model.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(ModiPick's fallback (Sec. 3.3), which answers MDInference's question about the phone's
energy: every request goes to the cloud, and the phone begins its copy at the last moment at which
it can still answer in time, if the cloud has not answered by then. That moment is
    T_sla - (mu + k sigma) - load     or at once, if it is past
with mu and sigma of the phone's model, and load the time that loading it takes now. With a larger k
fewer copies are late and more begin in vain. Copies of one phone wait for each other, which this
policy does not foresee.
Where the phone's time D is known (sigma 0, nothing to load, no other copy in the way) no policy
that is in time whatever the cloud does can spend less on copies. Proof: let no answer have come by
T_sla - D. A policy that has not begun a copy by then cannot have the phone's answer by T_sla; if
the cloud stays silent, it is late. So it has begun one wherever this policy begins one, and a copy
costs the same whenever it begins.)";

class JustInTime final : public Place {
  public:
    static constexpr bool late_copies = true;

    struct Options {
        PhoneModel model = PhoneModel::usual;
        double k = 1;
    };
    static std::vector<Field> fields() {
        return {field("model", &Options::model, phone_model_doc),
                field("k", &Options::k, "standard deviations of the phone's time kept in reserve")
                    .at_least(0)};
    }
    explicit JustInTime(const Options& options) : options_(options) {}

    Placement choose(const PlaceView& view, Draw&) const override { return placement(view); }
    bool choose_all(const PlaceBatch& batch, Placement* placements) const override {
        placements[0] = placement(batch.view);
        return true;
    }

  private:
    Placement placement(const PlaceView& view) const {
        const uint16_t m = phone_model(view, options_.model);
        const ModelBelief& model = view.phone_models[m];
        const double takes_ms = model.mu_ms + options_.k * model.sigma_ms + view.costs[m].load_ms;
        const double after_ms = view.sla_ms > takes_ms ? view.sla_ms - takes_ms : 0;
        if (view.notes != nullptr) view.notes->write("copy takes, ms", takes_ms);
        return {.phone = true, .phone_model = m, .phone_after_ms = after_ms};
    }

    Options options_;
};

const Registered registered = policy<JustInTime>("just_in_time", doc);

}  // namespace
}  // namespace mdisim
