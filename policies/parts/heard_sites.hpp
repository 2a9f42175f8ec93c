// What a phone has heard of sites: moving averages of how long its answers took from each of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

class HeardSites {
  public:
    struct Options {
        double alpha = 0.2;
        double explore = 0.05;
    };
    static std::vector<Field> fields() {
        return {field("alpha", &Options::alpha, "weight of the newest answer in the averages")
                    .above(0)
                    .at_most(1),
                field("explore", &Options::explore,
                      "share of requests that go to a site at random, so that the phone goes on "
                      "to hear of all of them")
                    .share()};
    }
    explicit HeardSites(const Options& options) : options_(options) {}

    void learn(const HeardFrom& heard) {
        if (sites_.size() <= heard.site) sites_.resize(heard.site + size_t{1});
        Heard& site = sites_[heard.site];
        const double a = site.known ? options_.alpha : 1;
        site.known = true;
        site.network_ms += a * (heard.network_ms - site.network_ms);
        site.waited_ms += a * (heard.waited_ms - site.waited_ms);
        site.execution_ms += a * (heard.execution_ms - site.execution_ms);
    }

    bool knows(size_t site) const { return site < sites_.size() && sites_[site].known; }
    // Time on the network to a site and back. Of a site that the phone has not heard of: that to a
    // site it knows, with the difference of their round trips; of none, the round trip.
    double network_ms(const RouteView& view, size_t site) const {
        if (knows(site)) return sites_[site].network_ms;
        const double trip_ms = view.sites[site].round_trip_ms;
        for (size_t other = 0; other < view.sites.size(); ++other) {
            if (!knows(other)) continue;
            const double nearer_ms = view.sites[other].round_trip_ms;
            const double ms = sites_[other].network_ms - nearer_ms + trip_ms;
            return ms > trip_ms ? ms : trip_ms;
        }
        return trip_ms;
    }
    // The wait for a server; zero of a site that the phone has not heard of.
    double waited_ms(size_t site) const { return knows(site) ? sites_[site].waited_ms : 0; }
    // The time of an execution; of a site that the phone has not heard of, that of its fastest
    // model.
    double execution_ms(const RouteView& view, size_t site) const {
        return knows(site) ? sites_[site].execution_ms : view.sites[site].models.fastest().mu_ms;
    }

    // Calls choose() for the site of a request, but for those that explore.
    template <class Choose>
    uint16_t or_explore(const RouteView& view, Draw& draw, Choose choose) const {
        const double u = draw.uniform();
        if (u >= options_.explore) return choose();
        const auto n = static_cast<double>(view.sites.size());
        return static_cast<uint16_t>(u / options_.explore * n);
    }

  private:
    struct Heard {
        bool known = false;
        double network_ms = 0;
        double waited_ms = 0;
        double execution_ms = 0;
    };

    Options options_;
    std::vector<Heard> sites_;
};

}  // namespace mdisim
