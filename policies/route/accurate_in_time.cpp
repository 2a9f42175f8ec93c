#include "policies/parts/heard_sites.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends a request to the site with the most accurate model that is expected to answer in time:
    elapsed + N + W + mu + sigma <= T_sla
where N is the time on the network and W the wait, each a moving average of what answers from that
site said. Of sites whose best model is equally accurate it takes the one with the least N + W + mu
of its fastest model; so it does if no model of any site fits. A site from which the phone has heard
nothing counts with its expected round trip and no wait. Some requests explore. Each phone learns
alone. It decides between sites as MDInference decides between models.)";

class AccurateInTime final : public Route {
  public:
    using Options = HeardSites::Options;
    static std::vector<Field> fields() { return HeardSites::fields(); }
    explicit AccurateInTime(const Options& options) : heard_(options) {}

    uint16_t choose(const RouteView& view, Draw& draw) const override {
        return heard_.or_explore(view, draw, [&] {
            uint16_t best = 0;
            Promise of_best = promise(view, 0);
            for (uint16_t site = 1; site < view.sites.size(); ++site) {
                const Promise other = promise(view, site);
                if (other.accuracy < of_best.accuracy) continue;
                if (other.accuracy == of_best.accuracy && other.soonest_ms >= of_best.soonest_ms)
                    continue;
                of_best = other;
                best = site;
            }
            if (view.notes != nullptr) {
                view.notes->write("expected accuracy", of_best.accuracy);
                view.notes->write("soonest answer", of_best.soonest_ms);
            }
            return best;
        });
    }
    void learn(const HeardFrom& heard) override { heard_.learn(heard); }

  private:
    struct Promise {
        double accuracy = 0;    // of the most accurate model that fits; 0 if none does
        double soonest_ms = 0;  // until the fastest model's answer
    };

    Promise promise(const RouteView& view, size_t site) const {
        const Offer& models = view.sites[site].models;
        const double there_ms =
            view.elapsed_ms + heard_.network_ms(view, site) + heard_.waited_ms(site);
        Promise promise{0, there_ms + models.fastest().mu_ms};
        for (const ModelBelief& model : models.by_accuracy()) {
            if (there_ms + model.mu_ms + model.sigma_ms > view.sla_ms) continue;
            promise.accuracy = model.accuracy;
            break;
        }
        return promise;
    }

    HeardSites heard_;
};

const Registered registered = policy<AccurateInTime>("accurate_in_time", doc);

}  // namespace
}  // namespace mdisim
