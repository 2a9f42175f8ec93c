#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(Sends every request to one site: the one that `site` names or, without a name, the first.)";

class OneSite final : public Route {
  public:
    struct Options {
        std::string site;
    };
    static std::vector<Field> fields() {
        return {field("site", &Options::site, "the name of the site (default: the first)")};
    }
    explicit OneSite(const Options& options) : site_(options.site) {}

    uint16_t choose(const RouteView& view, Draw&) const override {
        uint16_t site = 0;
        if (site_.empty()) return site;
        while (view.sites[site].name != site_) ++site;
        return site;
    }
    void check(std::span<const SiteView> sites) const override {
        std::vector<std::string_view> names;
        for (const SiteView& site : sites) names.push_back(site.name);
        if (site_.empty() || contains(names, site_)) return;
        throw UserError("there is no site '" + site_ + "'." + suggestion(site_, names));
    }

  private:
    std::string site_;
};

const Registered registered = policy<OneSite>("one_site", doc);

}  // namespace
}  // namespace mdisim
