// Scenarios, profiles and what of them is written out again.
#include <string>
#include <string_view>

#include "sim/describe/error.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

bool read_scenario(std::string_view bytes) {
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
        return true;
    } catch (const UserError&) {
        return false;
    }
}

// The bytes as a profile of each block that a scenario may take from one.
bool read_profile(std::string_view bytes) {
    const std::string profile = scratch_file("p.json", bytes);
    bool read = false;
    for (const std::string block : {"models", "network", "phone", "pictures", "workload"}) {
        std::string text =
            R"({"version": 1, "sla_ms": 50, "policies": ["fastest"], "requests": 20)";
        if (block != "models")
            text += R"(, "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 20}]})";
        text += ", \"" + block + R"(": {"profile": ")" + profile + "\"}}";
        try {
            Scenario::from(parse_document(text, "s.json"), "s.json", "fuzz");
            read = true;
        } catch (const UserError&) {
        }
    }
    return read;
}

constexpr Target targets[] = {{"scenario", read_scenario}, {"profile", read_profile}};

}  // namespace

std::span<const Target> document_targets() { return targets; }

}  // namespace mdisim::fuzz
