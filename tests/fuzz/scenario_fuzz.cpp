// Whatever bytes a scenario file holds, reading it ends in a scenario or in a user's error.
// libFuzzer calls this with mutations of scenarios/: `.ci/nightly fuzz`.
#include <cstdint>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    using namespace mdisim;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    try {
        const Scenario scenario =
            Scenario::from(parse_document(text, "fuzz.json"), "scenarios/fuzz.json", "fuzz");
        if (scenario.size() > 0) scenario.point(scenario.size() - 1);
        read_claims(scenario);
        read_thresholds(scenario);
        const std::string written = dump(scenario.written_out());
        // What was understood is understood again, and says the same.
        const Scenario again =
            Scenario::from(parse_document(written, "again.json"), "scenarios/fuzz.json", "fuzz");
        if (dump(again.written_out()) != written) __builtin_trap();
    } catch (const UserError&) {
    }
    return 0;
}
