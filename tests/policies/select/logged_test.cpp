#include <string>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/random.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/policies/offers.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::offers {
namespace {

// A scenario of a log whose requests ran on these models; an empty name says nothing.
class FollowedLog {
  public:
    explicit FollowedLog(const std::vector<std::string>& models, const std::string& more = "") {
        std::string log = "model,took_ms\n";
        for (const std::string& model : models) log += model + ",5\n";
        folder_.write("log.csv", log);
        file_ = folder_.write("s.json", R"({"version": 1, "sla_ms": 100, "requests": 5,
            "models": {"list": [{"name": "quick", "accuracy": 0.6, "mean_ms": 10},
                                {"name": "right", "accuracy": 0.8, "mean_ms": 20},
                                {"name": "middle", "accuracy": 0.7, "mean_ms": 15}]},
            "policies": ["logged"])" + more +
                                            "}");
    }
    // How often each model was chosen, by events or by whatever is quickest.
    std::vector<uint64_t> chosen(Path path) const {
        const Scenario scenario = Scenario::load(file_);
        const CellCursor at(scenario);
        const Cell cell = at.cell();
        return simulate({&cell, 1}, at.plan(path))[0].tally.chosen;
    }
    std::string mistake() const {
        try {
            Scenario::load(file_);
        } catch (const UserError& error) {
            return error.problems().front().what;
        }
        return "";
    }

  private:
    testing::TemporaryFolder folder_;
    std::string file_;
};

constexpr auto with_log =
    R"(, "log": {"file": "log.csv", "model": "model", "execution": "took_ms"})";

}  // namespace

TEST_CASE("logged: the model of the log, else the fastest", "[policies]") {
    const std::vector<std::string> models = {"right", "middle", "", "right", "quick"};
    for (const Path path : {Path::automatic, Path::events}) {
        CHECK(FollowedLog(models, with_log).chosen(path) == std::vector<uint64_t>{2, 2, 1});
        const std::string servers = std::string(with_log) + R"(, "servers": {"replicas": 1})";
        CHECK(FollowedLog(models, servers).chosen(path) == std::vector<uint64_t>{2, 2, 1});
    }
}

TEST_CASE("logged: a model that is not on offer is not chosen", "[policies]") {
    const PolicyEntry& entry = *find_policy(Decision::select, "logged");
    const auto policy = entry.make<Select>(entry.options.make().get());
    const Offer offer({{9, 0, 0.9, 0}, {4, 3, 0.5, 2}});
    Draw draw(1, Address{});
    const auto chosen = [&](uint16_t logged) {
        const SelectView view{100, 10, 20, offer, {}, nullptr, 0, logged};
        return policy->choose(view, draw);
    };
    CHECK(chosen(0) == 0);
    CHECK(chosen(2) == 2);
    CHECK(chosen(1) == 2);
    CHECK(chosen(no_logged_model) == 2);
}

TEST_CASE("logged: needs a log that says which model ran", "[policies]") {
    const std::string wanted =
        "this policy follows a log: the scenario needs a \"log\" whose 'model' says which model "
        "ran a request";
    CHECK(FollowedLog({"quick"}).mistake() == wanted);
    CHECK(
        FollowedLog({"quick"}, R"(, "log": {"file": "log.csv", "uplink": "took_ms"})").mistake() ==
        wanted);
}

}  // namespace mdisim::offers
