#include "sim/report/tables/citation.hpp"

#include <cstddef>
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

}  // namespace

std::string citation_of(const Scenario& scenario, const Manifest& manifest) {
    const Point home = scenario.point(scenario.home());
    const std::string fingerprint = manifest.document.find("fingerprint")->text;
    const std::string& version = manifest.provenance.version;
    const std::string points =
        scenario.size() == 1 ? "" : " at each of " + counted(scenario.size(), "point");
    const std::string size = counted(home.expected_requests(), "request") + points + " in " +
                             counted(static_cast<size_t>(home.setting.replications), "replication");
    const std::string seed = std::to_string(home.setting.seed);
    const std::string sentence =
        "We simulated " + size + " with mdisim " + version + " (scenario " + scenario.name() +
        ", seed " + seed + ", fingerprint " + fingerprint +
        "). Intervals are 95 % intervals over replications; policies met the same requests.";
    std::string settings;
    for (const std::string& one : manifest.provenance.origin.settings)
        settings += (settings.empty() ? "" : " ") + one;
    return wrapped("", sentence, 0, 80) + "\n\n" +
           bibtex("misc", "mdisim_" + fingerprint.substr(0, 8),
                  {{"title", "Simulation results of the scenario " + scenario.name()},
                   {"howpublished", "mdisim " + version},
                   {"note", "Fingerprint " + fingerprint + "; seed " + seed + "; " + size +
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
