#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends a request to the nearest site: the one with the shortest expected round trip; of
equally near ones, the first. A client that sends again sends its next attempt to the next
nearest site, and begins anew with the nearest when all have been asked. With `moves_on` false
all attempts go to the nearest.)";

class Nearest final : public Route {
  public:
    struct Options {
        bool moves_on = true;
    };
    static std::vector<Field> fields() {
        return {field("moves_on", &Options::moves_on,
                      "whether each further attempt goes to the next nearest site")};
    }
    explicit Nearest(const Options& options) : moves_on_(options.moves_on) {}

    uint16_t choose(const RouteView& view, Draw&) const override {
        const size_t wanted = moves_on_ ? view.attempt % view.sites.size() : 0;
        uint16_t site = 0;
        while (rank(view.sites, site) != wanted) ++site;
        return site;
    }

  private:
    // The number of sites that are nearer, or as near and before this one.
    static size_t rank(std::span<const SiteView> sites, size_t site) {
        size_t nearer = 0;
        for (size_t other = 0; other < sites.size(); ++other) {
            const double by = sites[site].round_trip_ms - sites[other].round_trip_ms;
            nearer += by > 0 || (by == 0 && other < site);
        }
        return nearer;
    }

    bool moves_on_;
};

const Registered registered = policy<Nearest>("nearest", doc);

}  // namespace
}  // namespace mdisim
