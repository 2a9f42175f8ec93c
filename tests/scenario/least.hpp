// The least scenario there is, for tests that change one thing about it.
#pragma once

#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing {

// The least scenario there is, with these members laid over.
inline std::string least_scenario(const std::string& members = "{}") {
    Node document = parse_document(R"({"version": 1, "requests": 5, "sla_ms": 100,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1},
                            {"name": "B", "accuracy": 0.7, "mean_ms": 9, "sd_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1,
            "below_zero": "cut"}},
        "policies": ["fastest"]})",
                                   "");
    const Node over = parse_document(members, "");
    for (const auto& [key, value] : over.members) {
        document.set(key, value);
        if (value.kind == Node::Kind::null) document.erase(key);
    }
    return dump(document, 1);
}

inline Scenario loaded_from(const std::string& text, const Overrides& overrides = {}) {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("s.json", text), overrides);
}

// What is said, without the place.
inline std::vector<std::string> mistakes_in(const std::string& text,
                                            const Overrides& overrides = {}) {
    std::vector<std::string> lines;
    for (const Problem& p : problems_of([&] { loaded_from(text, overrides); }))
        lines.push_back(p.what);
    return lines;
}

inline constexpr auto some_phone = R"("phone": {"profile": "phones/pixel2"})";

}  // namespace mdisim::testing
