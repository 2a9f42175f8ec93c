#include "policies/parts/heard_sites.hpp"
#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends a request to the site from which the phone's answers come soonest:
    N + W + X is the least
where N is the time on the network, W the wait and X the execution, each a moving average of what
answers from that site said. A site from which the phone has heard nothing counts with its expected
round trip, no wait and its fastest model. Some requests explore. Each phone learns alone.)";

class Quickest final : public Route {
  public:
    using Options = HeardSites::Options;
    static std::vector<Field> fields() { return HeardSites::fields(); }
    explicit Quickest(const Options& options) : heard_(options) {}

    uint16_t choose(const RouteView& view, Draw& draw) const override {
        return heard_.or_explore(view, draw, [&] {
            uint16_t best = 0;
            double least_ms = 0;
            for (uint16_t site = 0; site < view.sites.size(); ++site) {
                const double ms = answer_ms(view, site);
                if (view.notes != nullptr) view.notes->write(view.sites[site].name.c_str(), ms);
                if (site > 0 && ms >= least_ms) continue;
                least_ms = ms;
                best = site;
            }
            return best;
        });
    }
    void learn(const HeardFrom& heard) override { heard_.learn(heard); }

  private:
    double answer_ms(const RouteView& view, size_t site) const {
        return heard_.network_ms(view, site) + heard_.waited_ms(site) +
               heard_.execution_ms(view, site);
    }

    HeardSites heard_;
};

const Registered registered = policy<Quickest>("quickest", doc);

}  // namespace
}  // namespace mdisim
