// Claims as somebody might write them, in a scenario made for them, and what is wrong with them.
#pragma once

#include "sim/scenario/claim.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::testing::claims {

using Lines = std::vector<std::string>;

constexpr auto sweep = R"({"network.directions": ["same", "independent"], "sla_ms": [10, 20, 30]})";
constexpr auto settled = R"("at": {"network.directions": "same", "sla_ms": 20})";
constexpr auto half_way = R"("at": {"network.directions": "same"}, "along": "sla_ms")";
constexpr auto fine = R"("policy": "a", "metric": "attainment", "expect": {"least": 0.5})";

// Policies a, b; models Net and Other; curve published/line with a's attainment at 10 and 20.
struct Stated {
    // The sweep, and whatever keys come after it.
    explicit Stated(const std::string& claims, const std::string& axes = sweep) {
        folder.write("profiles/published/line.csv",
                     "series,metric,x,y\na,attainment,10,1\na,attainment,20,1\n");
        folder.write("profiles/published/bad.csv", "series,metric,x,y\na,attainment,10\n");
        file = folder.write("s.json", R"({"version": 1, "requests": 5, "sla_ms": 10,
"policies": [{"name": "a", "select": "fastest"}, {"name": "b", "select": "pure_random"}],
"models": {"list": [{"name": "Net", "accuracy": 0.5, "mean_ms": 1},
                    {"name": "Other", "accuracy": 0.5, "mean_ms": 1}]},
"network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 1,
            "below_zero": "cut"}},
"sweep": )" + axes + ", \"claims\":\n" + claims +
                                          "}");
    }
    std::vector<Claim> read() const { return read_claims(Scenario::load(file)); }

    TemporaryFolder folder;
    std::string file;
};

inline std::string claim_with(const std::string& keys, const std::string& id = "x-1") {
    return "{\"id\": \"" + id + R"(", "paper": "A paper", "says": "something",
        "verdict": "reproduced")" +
           (keys.empty() ? "" : ", " + keys) + "}";
}

inline std::string joined(const Lines& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

inline Claim only(const Lines& keys, const std::string& axes = sweep) {
    const std::vector<Claim> claims = Stated("[" + claim_with(joined(keys)) + "]", axes).read();
    REQUIRE(claims.size() == 1);
    return claims.front();
}

// "[pointer] what" of everything that is wrong.
inline Lines wrong_in(const std::string& claims, const std::string& axes = sweep) {
    Lines lines;
    const Stated stated(claims, axes);
    for (const Problem& p : problems_of([&] { stated.read(); })) {
        CAPTURE(p.what);
        CHECK(p.where.find(".json:") != std::string::npos);
        lines.push_back("[" + p.pointer + "] " + p.what);
    }
    return lines;
}

inline Lines wrong(const Lines& keys, const std::string& axes = sweep) {
    return wrong_in("[" + claim_with(joined(keys)) + "]", axes);
}

}  // namespace mdisim::testing::claims
