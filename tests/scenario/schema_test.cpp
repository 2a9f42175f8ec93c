#include "sim/scenario/schema.hpp"

#include <cmath>
#include <cstdint>
#include <set>

#include "sim/scenario/decode.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/setting.hpp"
#include "tests/scenario/five_mistakes.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

const Node& schema() {
    static const Node node = scenario_schema();
    return node;
}

bool same(const Node& a, const Node& b) { return dump(a) == dump(b); }

// As much of JSON Schema as the scenarios' schema needs. A word it does not know is a complaint, so
// that nothing passes because nothing was checked.
class Judge {
  public:
    explicit Judge(const Node& root) : root_(root) {}

    bool accepts(const Node& rule, const Node& node) const {
        for (const auto& [word, value] : rule.members) {
            if (!obeys(word, value, rule, node)) return false;
        }
        return true;
    }

  private:
    bool obeys(const std::string& word, const Node& value, const Node& rule,
               const Node& node) const {
        static const std::set<std::string> notes = {"description", "default", "title", "$schema",
                                                    "$defs"};
        if (notes.contains(word)) return true;
        if (word == "type") return is_of(value, node);
        if (word == "const") return same(value, node);
        if (word == "enum") return count(value, [&](const Node& v) { return same(v, node); }) > 0;
        if (word == "anyOf")
            return count(value, [&](const Node& r) { return accepts(r, node); }) > 0;
        if (word == "oneOf")
            return count(value, [&](const Node& r) { return accepts(r, node); }) == 1;
        if (word == "$ref") return accepts(referred(value.text), node);
        if (word == "minimum") return !node.is_number() || node.as_number() >= value.as_number();
        if (word == "maximum") return !node.is_number() || node.as_number() <= value.as_number();
        if (word == "exclusiveMinimum") {
            return !node.is_number() || node.as_number() > value.as_number();
        }
        if (word == "minItems") {
            return node.kind != Node::Kind::list ||
                   static_cast<int64_t>(node.items.size()) >= value.integer;
        }
        if (word == "items") {
            return count(node, [&](const Node& item) { return !accepts(value, item); }) == 0;
        }
        if (word == "required") return has_all(value, node);
        if (word == "properties") return members_fit(value, node);
        if (word == "additionalProperties") return others_fit(value, rule, node);
        FAIL("the schema says '" << word << "', which this test does not know");
        return false;
    }

    template <class Holds>
    static size_t count(const Node& list, Holds holds) {
        size_t n = 0;
        for (const Node& item : list.items) n += holds(item);
        return n;
    }

    static bool is_of(const Node& type, const Node& node) {
        if (type.kind == Node::Kind::list) {
            return count(type, [&](const Node& t) { return is_of(t, node); }) > 0;
        }
        const bool whole = node.is_number() && node.as_number() == std::floor(node.as_number());
        if (type.text == "number") return node.is_number();
        if (type.text == "integer") return whole;
        if (type.text == "boolean") return node.kind == Node::Kind::boolean;
        if (type.text == "string") return node.kind == Node::Kind::text;
        if (type.text == "array") return node.kind == Node::Kind::list;
        if (type.text == "object") return node.kind == Node::Kind::object;
        if (type.text == "null") return node.kind == Node::Kind::null;
        FAIL("the schema has a type '" << type.text << "'");
        return false;
    }

    const Node& referred(const std::string& reference) const {
        const Node* definitions = root_.find("$defs");
        REQUIRE(reference.starts_with("#/$defs/"));
        const Node* at = definitions->find(reference.substr(8));
        INFO(reference);
        REQUIRE(at != nullptr);
        return *at;
    }

    static bool has_all(const Node& keys, const Node& node) {
        return node.kind != Node::Kind::object ||
               count(keys, [&](const Node& key) { return node.find(key.text) == nullptr; }) == 0;
    }
    bool members_fit(const Node& properties, const Node& node) const {
        for (const auto& [key, value] : node.members) {
            const Node* rule = properties.find(key);
            if (rule != nullptr && !accepts(*rule, value)) return false;
        }
        return true;
    }
    // What `properties` does not name: allowed, not allowed, or under a rule of its own.
    bool others_fit(const Node& others, const Node& rule, const Node& node) const {
        const Node* properties = rule.find("properties");
        for (const auto& [key, value] : node.members) {
            if (properties != nullptr && properties->find(key) != nullptr) continue;
            const bool fits =
                others.kind == Node::Kind::boolean ? others.integer != 0 : accepts(others, value);
            if (!fits) return false;
        }
        return true;
    }

    const Node& root_;
};

bool schema_accepts(const Node& document) { return Judge(schema()).accepts(schema(), document); }

bool program_accepts(const Node& document) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.json", dump(document));
    return problems_of([&] { Scenario::load(file); }).empty();
}

// A small right scenario with these members laid over.
Node scenario_with(const std::string& members) {
    Node document = parse_document(R"({"version": 1, "requests": 5, "sla_ms": 100,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}]},
        "network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 5}},
        "policies": ["fastest"]})",
                                   "");
    const Node over = parse_document(members, "");
    for (const auto& [key, value] : over.members) document.set(key, value);
    return document;
}

template <class See>
void walk(const Node& node, const std::string& pointer, See see) {
    see(node, pointer);
    for (const auto& [key, value] : node.members) walk(value, pointer + "/" + key, see);
    for (const Node& item : node.items) walk(item, pointer + "/-", see);
}

}  // namespace

TEST_CASE("the schema is a JSON document that says which schema it follows", "[schema]") {
    const Node again = parse_document(dump(schema(), 1), "schema");
    CHECK(same(again, schema()));
    CHECK(again.find("$schema")->text == "https://json-schema.org/draft/2020-12/schema");
    CHECK(again.find("type")->text == "object");
}

TEST_CASE("every scenario of the repository obeys the schema", "[schema]") {
    const Lines files = files_below("scenarios", ".json");
    REQUIRE(!files.empty());
    for (const std::string& file : files) {
        CAPTURE(file);
        CHECK(schema_accepts(read_document(file)));
    }
}

TEST_CASE("every profile's block obeys the schema of its key", "[schema]") {
    for (const std::string& file : files_below("profiles", ".json")) {
        const Node document = read_document(file);
        for (const auto& [key, value] : document.members) {
            if (value.kind != Node::Kind::object) continue;
            CAPTURE(file, key);
            const Node* rule = schema().find("properties")->find(key);
            REQUIRE(rule != nullptr);
            CHECK(Judge(schema()).accepts(*rule, value));
        }
    }
}

TEST_CASE("five mistakes do not obey the schema, and neither does any that it can see",
          "[schema]") {
    Node document = parse_document(five_mistakes, "five");
    CHECK_FALSE(schema_accepts(document));
    CHECK(schema_accepts(scenario_with("{}")));
    for (const char* key : {"requests", "replication", "sla_s", "policies"}) {
        CAPTURE(key);
        Node one = scenario_with("{}");
        one.set(key, *document.find(key));
        CHECK_FALSE(schema_accepts(one));
    }
}

TEST_CASE("schema and program refuse the same mistakes", "[schema]") {
    const std::string members =
        GENERATE(as<std::string>{}, R"({"slams": 1})", R"({"version": 2})", R"({"requests": 0})",
                 R"({"requests": 2.5})", R"({"requests": "5"})", R"({"sla_ms": -1})",
                 R"({"replications": true})", R"({"models": {}})", R"({"models": {"list": 5}})",
                 R"({"models": {"list": [{"name": "A", "accuracy": 1.5, "mean_ms": 1}]}})",
                 R"({"models": {"list": [{"accuracy": 0.5, "mean_ms": 1}]}})",
                 R"({"models": {"list": [{"name": "A", "accuracy": 0.5, "mean_s": 1}]}})",
                 R"({"models": {"family": "weibull", "list": []}})", R"({"network": {}})",
                 R"({"network": {"kind": "carrier"}})", R"({"network": {"kind": "latency"}})",
                 R"({"network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 1}}})",
                 R"({"workload": {"kind": "poisson", "rate_per_s": 0}})", R"({"policies": []})",
                 R"({"policies": ["mdinferense"]})", R"({"policies": [{"slect": "fastest"}]})",
                 R"({"policies": [{"select": {"policy": "modipick", "threshold_s": 1}}]})",
                 R"({"servers": {"replicas": 0}})", R"({"about": 5})", R"({"$schema": 5})",
                 R"({"records": 5})", R"({"records": {"requests": -1}})",
                 R"({"records": {"requests": 1, "which": "last"}})", R"({"figures": {}})",
                 R"({"figures": [{"name": "f", "kind": "bars"}]})",
                 R"({"figures": [{"kind": "bars", "y": "regret"}]})",
                 R"({"figures": [{"name": "f", "kind": "pie", "y": "regret"}]})",
                 R"({"figures": [{"name": "f", "kind": "bars", "y": 5}]})",
                 R"({"figures": [{"name": "f", "kind": "bars", "y": "regret", "where": 5}]})",
                 R"({"figures": [{"name": "f", "kind": "bars", "y": "regret",
                                  "where": {"sla_ms": true}}], "sweep": {"sla_ms": [1, 2]}})",
                 R"({"figures": [{"name": "f", "kind": "bars", "y": "regret", "colour": "red"}]})");
    CAPTURE(members);
    CHECK_FALSE(program_accepts(scenario_with(members)));
    CHECK_FALSE(schema_accepts(scenario_with(members)));
}

TEST_CASE("schema and program accept the same documents", "[schema]") {
    const std::string members =
        GENERATE(as<std::string>{}, R"({"requests": 1e3})", R"({"sla_ms": 0})",
                 R"({"$schema": "x"})", R"({"about": "a", "seed": 7, "warm_up_requests": 2})",
                 R"({"models": {"profile": "models/cloud_p2", "only": ["@table2"]}})",
                 R"({"models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1},
                                {"name": "B", "accuracy": 0.5, "mean_ms": 1}], "only": ["A"]}})",
                 R"({"models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1}],
                       "sets": {"@one": ["A"]}, "without": []}})",
                 R"({"network": {"profile": "networks/lte", "cv": 0.5}})",
                 R"({"network": {"kind": "latency", "latency": {"kind": "shifted", "by_ms": 1,
            "law": {"kind": "mixture", "parts": [{"weight": 1,
                    "law": {"kind": "exponential", "mean_ms": 3}}]}}}})",
                 R"({"phone": {"profile": "phones/pixel2"}, "policies": [{"place": "both"}]})",
                 R"({"phone": null, "servers": null})", R"({"servers": {"replicas": 2}})",
                 R"({"servers": {"replicas": 2, "waiting_room": null}})",
                 R"({"workload": {"kind": "stamps", "stamps_ms": [0, 1, 2, 3, 4]}})",
                 R"({"policies": [{"select": {"policy": "modipick", "threshold_ms": 1}}]})",
                 R"({"sweep": {"sla_ms": {"from": 0, "to": 5, "step": 1}}})",
                 R"({"sweep": [{"sla_ms": [1, 2], "seed": [3, 4]}]})", R"({"figures": []})",
                 R"({"records": {"requests": 2, "which": "sampled"}})",
                 R"({"figures": [{"name": "f", "kind": "bars", "y": "regret",
                                  "policies": "fastest"}]})",
                 R"({"sweep": {"sla_ms": [1, 2], "seed": [3, 4]},
                     "figures": [{"name": "f", "x": "sla_ms", "y": ["regret", "attainment"],
                                  "y_labels": ["a", "b"], "where": {"seed": 3}},
                                 {"name": "g", "x": "sla_ms", "y": "regret", "series": "seed",
                                  "where": {"sla_ms": [1, 2]}, "x_range": [0, 9]}]})");
    CAPTURE(members);
    CHECK(program_accepts(scenario_with(members)));
    CHECK(schema_accepts(scenario_with(members)));
}

TEST_CASE("a scenario written out in full, defaults and all, obeys the schema", "[schema]") {
    for (const std::string& file : files_below("scenarios", ".json")) {
        CAPTURE(file);
        const Scenario scenario = Scenario::load(file);
        Setting setting = scenario.point(0).setting;
        Node document = encode_object(describe(Tag<Setting>{}), &setting);
        document.set("version", Node(int64_t{1}));
        document.set("policies", *scenario.resolved(0).find("policies"));
        CHECK(program_accepts(document));
        CHECK(schema_accepts(document));
    }
}

TEST_CASE("every default is one that its own rule accepts", "[schema]") {
    size_t defaults = 0;
    walk(schema(), "", [&](const Node& rule, const std::string& pointer) {
        const Node* value = rule.find("default");
        if (value == nullptr || rule.find("type") == nullptr) return;
        CAPTURE(pointer);
        CHECK(Judge(schema()).accepts(rule, *value));
        ++defaults;
    });
    CHECK(defaults > 10);
}

TEST_CASE("whatever is a time has a least and a most, so that it fits into nanoseconds",
          "[schema]") {
    const auto has_range = [](const Node& rule, double longest) {
        return rule.find("minimum") != nullptr && rule.find("maximum") != nullptr &&
               rule.find("maximum")->as_number() <= longest;
    };
    const auto is_number = [](const Node* rule) {
        const Node* type = rule == nullptr ? nullptr : rule->find("type");
        return type != nullptr && type->text == "number";
    };
    size_t times = 0;
    walk(schema(), "", [&](const Node& rule, const std::string& pointer) {
        const Node* properties = rule.find("properties");
        if (properties == nullptr || pointer.ends_with("/properties")) return;
        for (const auto& [key, value] : properties->members) {
            if (longest_in(unit_of(key)) == 0) continue;
            const Node* items = value.find("items");
            if (!is_number(&value) && !is_number(items)) continue;
            CAPTURE(pointer, key);
            CHECK(has_range(is_number(items) ? *items : value, longest_in(unit_of(key))));
            ++times;
        }
    });
    CHECK(times > 50);
}

TEST_CASE("every key says what it is", "[schema]") {
    walk(schema(), "", [&](const Node& rule, const std::string& pointer) {
        const Node* properties = rule.find("properties");
        if (properties == nullptr || pointer.ends_with("/properties")) return;
        for (const auto& [key, value] : properties->members) {
            static const std::set<std::string> plain = {
                "kind",  "policy", "profile", "$schema", "version", "about",      "policies",
                "sweep", "name",   "place",   "select",  "control", "preprocess", "route"};
            if (plain.contains(key)) continue;
            CAPTURE(pointer, key);
            REQUIRE(value.find("description") != nullptr);
            CHECK(!value.find("description")->text.empty());
        }
    });
}

TEST_CASE("fields are told to people with their defaults", "[schema]") {
    const std::string text = fields_text(describe(Tag<Setting>{}));
    for (const Field& f : describe(Tag<Setting>{}).fields) {
        CHECK_THAT(text, Catch::Contains("  " + f.name + " "));
    }
    CHECK_THAT(text, Catch::Contains("(default 10)"));
    CHECK_THAT(text, Catch::Contains("(required)"));
}

}  // namespace mdisim
