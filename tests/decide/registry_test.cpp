#include "sim/decide/registry.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <sstream>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr Decision all_decisions[] = {Decision::preprocess, Decision::place, Decision::select,
                                      Decision::control};

// policies/select/modipick.cpp: ("select", "modipick").
std::set<std::pair<std::string, std::string>> policy_files() {
    std::set<std::pair<std::string, std::string>> files;
    for (const auto& entry : fs::recursive_directory_iterator(MDISIM_SOURCE_DIR "/policies")) {
        const fs::path& path = entry.path();
        if (path.extension() != ".cpp") continue;
        files.emplace(path.parent_path().filename().string(), path.stem().string());
    }
    return files;
}

Decision decision_of(const std::string& point) {
    for (Decision decision : all_decisions) {
        if (name_of(decision) == point) return decision;
    }
    throw std::invalid_argument("no decision point " + point);
}

TEST_CASE("every file below policies is registered under its point and its stem", "[decide]") {
    const auto files = policy_files();
    CHECK(files.size() >= 14);
    for (const auto& [point, stem] : files) {
        CAPTURE(point, stem);
        const PolicyEntry* entry = find_policy(decision_of(point), stem);
        REQUIRE(entry != nullptr);
        CHECK(entry->name == stem);
        CHECK(name_of(entry->decision) == point);
        for (Decision other : all_decisions) {
            if (name_of(other) == point || files.count({std::string(name_of(other)), stem}))
                continue;
            CHECK(find_policy(other, stem) == nullptr);
        }
    }
}

TEST_CASE("a name that is taken twice is named, with the file that should have it", "[decide]") {
    PolicyEntry entry;
    entry.name = "fastest";
    entry.decision = Decision::select;
    CHECK_THROWS_WITH(Registered(entry),
                      Catch::Contains("two policies are registered as select/fastest") &&
                          Catch::Contains("policies/select/fastest.cpp"));
    entry.decision = Decision::place;
    CHECK(find_policy(Decision::place, "fastest") == nullptr);
}

// The documentation's examples may be built in as well.
TEST_CASE("every registered policy has a file", "[decide]") {
    const auto files = policy_files();
    for (const PolicyEntry* entry : all_policies()) {
        CAPTURE(entry->name);
        const bool example = fs::exists(MDISIM_SOURCE_DIR "/docs/examples/" + entry->name + ".cpp");
        CHECK((example || files.count({std::string(name_of(entry->decision)), entry->name}) == 1));
    }
}

TEST_CASE("policies are listed by decision point, then name", "[decide]") {
    const auto list = all_policies();
    const auto key = [](const PolicyEntry* e) { return std::pair(e->decision, e->name); };
    CHECK(std::is_sorted(list.begin(), list.end(),
                         [&](const auto* a, const auto* b) { return key(a) < key(b); }));
    for (const PolicyEntry* entry : list) {
        CHECK(find_policy(entry->decision, entry->name) == entry);
    }
    CHECK(find_policy(Decision::select, "no_such_policy") == nullptr);
    CHECK(find_policy(Decision::place, "fastest") == nullptr);
}

TEST_CASE("a policy's name is taken once", "[decide]") {
    const size_t before = all_policies().size();
    for (const PolicyEntry* entry : all_policies()) {
        PolicyEntry same;
        same.name = entry->name;
        same.decision = entry->decision;
        same.doc = "another";
        CHECK_THROWS_AS(Registered(same), InternalError);
        CHECK(find_policy(entry->decision, entry->name)->doc != "another");
    }
    CHECK(all_policies().size() == before);
}

TEST_CASE("a policy is told in lines of at most 100 columns", "[decide]") {
    for (const PolicyEntry* entry : all_policies()) {
        CAPTURE(entry->name);
        CHECK(!entry->doc.empty());
        CHECK(entry->doc.back() != '\n');
        std::istringstream doc(entry->doc);
        size_t lines = 0;
        for (std::string line; std::getline(doc, line); ++lines) {
            CAPTURE(line);
            CHECK(line.size() <= 100);
            CHECK((line.empty() || line.back() != ' '));
        }
        CHECK(lines > 0);
    }
}

TEST_CASE("a policy's settings are described, and have their defaults", "[decide]") {
    size_t settings = 0;
    for (const PolicyEntry* entry : all_policies()) {
        CAPTURE(entry->name);
        CHECK(entry->options.name == entry->name);
        const std::shared_ptr<void> options = entry->options.make();
        REQUIRE(options != nullptr);
        std::set<std::string> names;
        for (const Field& field : entry->options.fields) {
            CAPTURE(field.name);
            CHECK(names.insert(field.name).second);
            CHECK(!field.name.empty());
            CHECK(!field.doc.empty());
            CHECK(!field.required);  // a bare name is a policy
            const Slot slot = field.slot(options.get());
            if (auto* const* number = std::get_if<double*>(&slot.kind())) {
                CHECK(**number >= field.low);
                CHECK(**number <= field.high);
            }
            if (const auto* choice = std::get_if<ChoiceSlot>(&slot.kind())) {
                CHECK(choice->get() < choice->names->size());
            }
            ++settings;
        }
    }
    CHECK(settings >= 5);
}

TEST_CASE("a policy can be made at its own point, and is new each time", "[decide]") {
    for (const PolicyEntry* entry : all_policies()) {
        CAPTURE(entry->name);
        const std::shared_ptr<void> options = entry->options.make();
        CHECK((entry->make_select != nullptr) == (entry->decision == Decision::select));
        CHECK((entry->make_place != nullptr) == (entry->decision == Decision::place));
        CHECK((entry->make_control != nullptr) == (entry->decision == Decision::control));
        CHECK((entry->make_preprocess != nullptr) == (entry->decision == Decision::preprocess));
        if (entry->make_select) {
            const auto one = entry->make_select(options.get());
            CHECK(one != nullptr);
            CHECK(one != entry->make_select(options.get()));
            CHECK((dynamic_cast<KnowingSelect*>(one.get()) != nullptr) == entry->needs.truth);
        } else if (entry->make_place) {
            CHECK(entry->make_place(options.get()) != nullptr);
        } else if (entry->make_preprocess) {
            const auto one = entry->make_preprocess(options.get());
            CHECK((dynamic_cast<KnowingPreprocess*>(one.get()) != nullptr) == entry->needs.truth);
        } else {
            CHECK(entry->make_control(options.get()) != nullptr);
        }
    }
}

TEST_CASE("settings reach the policy", "[decide]") {
    const PolicyEntry* entry = find_policy(Decision::select, "modipick");
    REQUIRE(entry != nullptr);
    const std::shared_ptr<void> options = entry->options.make();
    const Offer offer({{10, 1, 0.5, 0}, {40, 1, 0.9, 1}});
    const auto chosen = [&] {
        Draw draw(1, {select_draws, 0, 0, 0, 0});
        return entry->make_select(options.get())->choose({50, 0, 0, offer, {}, nullptr}, draw);
    };
    CHECK(chosen() == 1);
    const Slot threshold = entry->options.fields.front().slot(options.get());
    *std::get<double*>(threshold.kind()) = 39.5;  // T_L = 10.5
    CHECK(chosen() == 0);
}

}  // namespace
}  // namespace mdisim
