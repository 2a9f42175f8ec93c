#include "sim/report/tables/citation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

std::string bibtex(const std::string& kind, const std::string& key,
                   const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string out = "@" + kind + "{" + key + ",\n";
    for (const auto& [name, text] : fields) {
        if (text.empty()) continue;
        // Braces of its own keep BibTeX from reading a group's name as that of a person.
        const std::string value = name == "author" ? "{" + in_latex(text) + "}" : in_latex(text);
        out += "  " + left(name, 12) + " = {" + value + "},\n";
    }
    return out + "}\n";
}

// The least and the greatest of a number at the points of a scenario.
struct Span {
    uint64_t least = UINT64_MAX;
    uint64_t most = 0;

    void add(uint64_t n) {
        least = std::min(least, n);
        most = std::max(most, n);
    }
    // "5 requests", or "5 to 10 requests".
    std::string counting(const std::string& thing) const {
        return (least == most ? "" : std::to_string(least) + " to ") + counted(most, thing);
    }
};

struct Size {
    Span requests;
    Span replications;
    Span seeds;
    bool random = false;  // whether the number of requests is, so that it is known about
    size_t policies = 0;  // the most of a point
};

Size size_of(const Scenario& scenario) {
    Size size;
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        size.requests.add(point.expected_requests());
        size.replications.add(static_cast<uint64_t>(point.setting.replications));
        size.seeds.add(static_cast<uint64_t>(point.setting.seed));
        size.random = size.random || point.most_requests() != point.expected_requests();
        size.policies = std::max(size.policies, point.policies.size());
    }
    return size;
}

// What intervals are of, and what policies have in common.
std::string about_intervals(const Scenario& scenario, const Size& size) {
    std::string text = "Intervals are 95 % intervals over replications";
    if (scenario.resolved(0).find("log") != nullptr) {
        text = "Intervals are 95 % intervals over blocks of the log";
    } else if (size.replications.most == 1) {
        text = "There is one replication, so shares alone have intervals (95 %, Clopper-Pearson)";
    }
    return text + (size.policies > 1 ? "; policies met the same requests." : ".");
}

}  // namespace

std::string citation_of(const Scenario& scenario, const Manifest& manifest) {
    const std::string fingerprint = manifest.document.find("fingerprint")->text;
    const std::string& version = manifest.provenance.version;
    const Size of = size_of(scenario);
    const std::string points =
        scenario.size() == 1 ? "" : " at each of " + counted(scenario.size(), "point");
    const std::string size = (of.random ? "about " : "") + of.requests.counting("request") +
                             points + " in " + of.replications.counting("replication");
    const std::string seed =
        of.seeds.least == of.seeds.most
            ? "seed " + std::to_string(of.seeds.most)
            : "seeds " + std::to_string(of.seeds.least) + " to " + std::to_string(of.seeds.most);
    const std::string sentence = "We simulated " + size + " with mdisim " + version +
                                 " (scenario " + scenario.name() + ", " + seed + ", fingerprint " +
                                 fingerprint + "). " + about_intervals(scenario, of);
    const std::string settings = joined(manifest.provenance.origin.settings, " ");
    return wrapped("", sentence, 0, 80) + "\n\n" +
           bibtex("misc", "mdisim_" + fingerprint.substr(0, 8),
                  {{"title", "Simulation results of the scenario " + scenario.name()},
                   {"howpublished", "mdisim " + version},
                   {"note", "Fingerprint " + fingerprint + "; " + seed + "; " + size +
                                (settings.empty() ? "" : "; " + settings)},
                   {"abstract", scenario.about()}}) +
           "\n" +
           bibtex("software", "mdisim",
                  {{"title", "mdisim: a laboratory for inference under a deadline"},
                   {"author", "The mdisim developers"},
                   {"version", version},
                   {"license", "Apache-2.0"}});
}

}  // namespace mdisim
