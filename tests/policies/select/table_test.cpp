#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

const std::vector<std::string> names = {"small", "middle", "large"};
const Offer all({{10, 1, 0.5, 0}, {40, 1, 0.7, 1}, {100, 1, 0.8, 2}});

Chosen table_of(const std::string& settings) {
    Chosen chosen = worlds::chosen(Decision::select, "table");
    std::vector<Problem> problems;
    Decoder(problems).decode_object(parse_document(settings, ""), chosen.entry->options,
                                    chosen.options.get(), "");
    REQUIRE(problems.empty());
    return chosen;
}

uint16_t answer(const std::string& settings, const SelectView& view) {
    const auto policy = table_of(settings).make<Select>();
    policy->know(names);
    Draw draw(1, {draws_of(Decision::select), 0, 0, 0, 0});
    return policy->choose(view, draw);
}

TEST_CASE("select table: the model of the row that holds", "[policies]") {
    const std::string table = R"({"columns": ["waiting", "budget_ms"], "rows": [
        {"from": [0, 0], "model": "small"}, {"from": [0, 60], "model": "large"},
        {"from": [3, 0], "model": "small"}, {"from": [3, 60], "model": "middle"}]})";
    CHECK(answer(table, {100, 20, 41, all, {4, 4, 0}}) == 0);
    CHECK(answer(table, {100, 20, 40, all, {4, 4, 0}}) == 2);
    CHECK(answer(table, {100, 20, 40, all, {4, 4, 3}}) == 1);
    CHECK(answer(table, {100, 20, 40, all, {4, 4, 0}, nullptr, 1}) == 0);  // waited 1 ms
}

TEST_CASE("select table: every column is what its name says", "[policies]") {
    const SelectView view{200, 20, 50, all, {4, 3, 7}, nullptr, 30};
    const std::pair<const char*, double> seen[] = {
        {"budget_ms", 120}, {"sla_ms", 200}, {"network_ms", 50}, {"uplink_ms", 20},
        {"waited_ms", 30},  {"waiting", 7},  {"busy", 3}};
    for (const auto& [column, value] : seen) {
        for (const double bound : {value, value + 0.5}) {
            const std::string table = R"({"columns": [")" + std::string(column) +
                                      R"("], "rows": [{"from": [-1], "model": "small"},
                                          {"from": [)" +
                                      std::to_string(bound) + R"(], "model": "large"}]})";
            CAPTURE(column, bound);
            CHECK(answer(table, view) == (bound == value ? 2 : 0));
        }
    }
}

TEST_CASE("select table: the fastest answers where the row's model is not on offer", "[policies]") {
    const std::string table =
        R"({"columns": ["budget_ms"], "rows": [{"from": [0], "model": "large"}]})";
    const Offer without({{10, 1, 0.5, 0}, {40, 1, 0.7, 1}});
    CHECK(answer(table, {100, 20, 40, without, {}}) == 0);
}

TEST_CASE("select table: what it lacks is the user's mistake", "[policies]") {
    const auto know = [](const std::string& settings) {
        table_of(settings).make<Select>()->know(names);
    };
    CHECK_THROWS_WITH(
        know(R"({"columns": ["budget_ms"], "rows": [{"from": [0], "model": "midle"}]})"),
        "the servers have no model 'midle'. Did you mean 'middle'?");
}

// The most accurate model within the budget changes where a budget passes mu + sigma of a model.
TEST_CASE("select table: a rule that is written as a table gives the rule's results",
          "[policies]") {
    const World world = worlds::plain();
    const auto ready = std::make_shared<const ReadyWorld>(world);
    std::vector<Problem> problems;
    Cell by_rule = worlds::cell(world, 250, "most_accurate_within_budget");
    const Offer offer({ready->models().beliefs().begin(), ready->models().beliefs().end()});
    Node rows = Node::list();
    const auto append = [&](double from, uint16_t model) {
        Node row = Node::object();
        row.set("from", Node::list()).append(Node(from));
        row.set("model", Node(ready->models().names()[model]));
        rows.append(std::move(row));
    };
    append(-1e6, offer.fastest().model);
    for (const ModelBelief& m : offer.by_accuracy()) {
        // A model that is slower than a more accurate one is never taken.
        bool taken = true;
        for (const ModelBelief& n : offer.by_accuracy()) {
            taken = taken && (&n >= &m || n.mu_ms + n.sigma_ms > m.mu_ms + m.sigma_ms);
        }
        if (taken && m.model != offer.fastest().model) append(m.mu_ms + m.sigma_ms, m.model);
    }
    Node settings = Node::object();
    settings.set("columns", Node::list()).append(Node(std::string("budget_ms")));
    settings.set("rows", std::move(rows));
    Cell by_table = worlds::cell(world, 250, "fastest");
    by_table.policies[Decision::select] = table_of(dump(settings));
    const Cell cells[] = {by_rule, by_table};
    const auto runs = simulate(cells, worlds::plan(3000));
    CHECK(runs[0].tally.fingerprint == runs[1].tally.fingerprint);
}

}  // namespace
}  // namespace mdisim
