// Scenarios, profiles and what of them is written out again.
#include <array>
#include <string>
#include <string_view>

#include "sim/describe/error.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

void read_scenario(std::string_view bytes) {
    try {
        const Scenario scenario = Scenario::from(parse_document(std::string(bytes), "fuzz.json"),
                                                 "scenarios/fuzz.json", "fuzz");
        if (scenario.size() > 0) scenario.point(scenario.size() - 1);
        read_claims(scenario);
        read_thresholds(scenario);
        const std::string written = dump(scenario.written_out());
        // What was understood is understood again, and says the same.
        const Scenario again =
            Scenario::from(parse_document(written, "again.json"), "scenarios/fuzz.json", "fuzz");
        require(dump(again.written_out()) == written);
    } catch (const UserError&) {
    }
}

// A scenario whose one block is the profile's, for each block that a profile may have.
void read_profile(std::string_view bytes) {
    scratch_file("p.json", bytes);
    const auto blocks = std::to_array<std::string_view>(
        {R"("models": {"profile": "./p.json"})",
         R"("models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]},
            "network": {"profile": "./p.json"})",
         R"("models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]},
            "phone": {"profile": "./p.json"})",
         R"("models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]},
            "pictures": {"profile": "./p.json"})",
         R"("models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]},
            "workload": {"profile": "./p.json"})"});
    for (const std::string_view block : blocks) {
        const std::string name(block.substr(block.rfind('"', block.rfind(": {") - 2)));
        if (bytes.find(name.substr(0, name.find(':'))) == std::string_view::npos) continue;
        try {
            const std::string text = R"({"version": 1, "requests": 20, "sla_ms": 50,
                "policies": ["fastest"], )" +
                                     std::string(block) + "}";
            Scenario::from(parse_document(text, "s.json"), scratch_folder() + "/s.json", "fuzz");
        } catch (const UserError&) {
        }
    }
}

constexpr Target targets[] = {{"scenario", read_scenario}, {"profile", read_profile}};

}  // namespace

std::span<const Target> document_targets() { return targets; }

}  // namespace mdisim::fuzz
