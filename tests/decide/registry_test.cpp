#include "sim/decide/registry.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/engine/random.hpp"
#include "sim/run/form.hpp"
#include "sim/world/world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>
#include <type_traits>
#include <variant>

#include "sim/describe/check.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// policies/select/modipick.cpp: ("select", "modipick").
std::set<std::pair<std::string, std::string>> policy_files() {
    std::set<std::pair<std::string, std::string>> files;
    for (const auto& entry : fs::recursive_directory_iterator(MDISIM_SOURCE_DIR "/policies")) {
        const fs::path& path = entry.path();
        const std::string point = path.parent_path().filename().string();
        if (path.extension() != ".cpp" || point == "parts") continue;
        files.emplace(point, path.stem().string());
    }
    return files;
}

Decision decision_of(const std::string& point) {
    for (const DecisionPoint& known : decision_points) {
        if (known.name == point) return known.decision;
    }
    throw std::invalid_argument("no decision point " + point);
}

TEST_CASE("every policy's file is registered under its point and its stem", "[decide]") {
    const auto files = policy_files();
    CHECK(files.size() >= 14);
    for (const auto& [point, stem] : files) {
        CAPTURE(point, stem);
        const PolicyEntry* entry = find_policy(decision_of(point), stem);
        REQUIRE(entry != nullptr);
        CHECK(entry->name == stem);
        CHECK(name_of(entry->decision) == point);
        for (const DecisionPoint& other : decision_points) {
            if (other.name == point || files.count({std::string(other.name), stem})) continue;
            CHECK(find_policy(other.decision, stem) == nullptr);
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

TEST_CASE("a policy can be made by its own interface only, and is new each time", "[decide]") {
    for (const PolicyEntry* entry : all_policies()) {
        CAPTURE(entry->name);
        const std::shared_ptr<void> options = entry->options.make();
        const auto is_made = [&](Decision decision, bool truth, const auto& made) {
            const bool mine = entry->decision == decision && entry->needs.truth == truth;
            CHECK((made() != nullptr) == mine);
            if (mine) CHECK(made() != made());
        };
        const auto* o = options.get();
        is_made(Decision::select, false, [&] { return entry->make<Select>(o); });
        is_made(Decision::select, true, [&] { return entry->make<KnowingSelect>(o); });
        is_made(Decision::place, false, [&] { return entry->make<Place>(o); });
        is_made(Decision::control, false, [&] { return entry->make<Control>(o); });
        is_made(Decision::preprocess, false, [&] { return entry->make<Preprocess>(o); });
        is_made(Decision::preprocess, true, [&] { return entry->make<KnowingPreprocess>(o); });
        const auto trained = entry->make<Preprocess>(o);
        CHECK((entry->copy_preprocess != nullptr) == (trained != nullptr));
        if (trained) CHECK(entry->copy_preprocess(*trained) != trained);
    }
}

TEST_CASE("decision points are in the order of their enumeration, each with draws of its own",
          "[decide]") {
    std::set<Purpose> draws;
    for (size_t i = 0; i < decision_points.size(); ++i) {
        const DecisionPoint& point = decision_points[i];
        CHECK(static_cast<size_t>(point.decision) == i);
        CHECK(static_cast<int>(point.draws) >= 2048);
        CHECK(draws.insert(point.draws).second);
        CHECK(fs::is_directory(MDISIM_SOURCE_DIR "/policies/" + std::string(point.name)));
        if (!point.by_default.empty()) CHECK(find_policy(point.decision, point.by_default));
    }
}

// Select policies that differ in what they say about learning. Some would learn nothing, since what
// they declare hides the virtual function: these cannot be registered.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
struct Unchanging : Select {
    uint16_t choose(const SelectView& view, Draw&) const override {
        return view.models.fastest().model;
    }
};
struct Learner : Unchanging {
    void learn(const Measured&) override { ++learnt; }
    static inline uint64_t learnt = 0;
};
struct HeirOfLearner final : Learner {};
struct QuietLearner final : Unchanging {
    void learn(const Measured&) noexcept override {}
};
struct LearnerOfAnotherPoint final : Unchanging {
    void learn(const Heard&) {}
};
struct ConstantLearner final : Unchanging {
    void learn(const Measured&) const {}
};
class SecretLearner final : public Unchanging {
    void learn(const Measured&) override {}
};
struct Knowing : KnowingSelect {
    uint16_t choose(const SelectView& view, const Truth&, Draw&) const override {
        return view.models.fastest().model;
    }
};
struct KnowingLearner final : Knowing {
    void learn(const Measured&) {}
};
struct KnowingAndNot : Unchanging, Knowing {};

struct ToTheCloud : Place {
    Placement choose(const PlaceView&, Draw&) const override { return {}; }
};
struct Rememberer : ToTheCloud {
    Rememberer() { ++instances; }
    void remember(const PlaceView&, const Placement& placement) override {
        remembered += placement.cloud;
    }
    static inline uint64_t instances = 0;
    static inline uint64_t remembered = 0;
};
struct Hearer final : ToTheCloud {
    void learn(const Heard&) override { ++heard; }
    static inline uint64_t heard = 0;
};
struct ForgetfulRememberer final : ToTheCloud {
    void remember(const Placement&) {}
};

struct Still : Control {
    double period_ms() const override { return 0; }
    Operation decide(const ControlView& view, Draw&) override { return view.running; }
};
struct Consulting final : Still {
    void consult(const Characterisation&) override {}
};
struct MisledConsulting final : Still {
    void consult(Characterisation&) {}
};
struct Deaf final : Still {
    void learn(const Served&, int) {}
};

struct InTheCloud : Preprocess {
    bool on_phone(const PictureView&, Draw&) const override { return false; }
};
struct Trained final : InTheCloud {
    void train(std::span<const PictureMeasured>) override {}
};
struct Mistrained final : InTheCloud {
    void train(const std::vector<PictureMeasured>&) {}
};
struct KnowingPictures : KnowingPreprocess {
    bool on_phone(const PictureView&, const PictureTruth&) const override { return false; }
};
struct KnowingTrained final : KnowingPictures {
    void train(std::span<const PictureMeasured>) {}
};
#pragma GCC diagnostic pop

static_assert(Policy<Unchanging> && Policy<Learner> && Policy<HeirOfLearner> &&
              Policy<QuietLearner> && Policy<Knowing>);
static_assert(!Policy<LearnerOfAnotherPoint> && !Policy<ConstantLearner> &&
              !Policy<SecretLearner> && !Policy<KnowingLearner>);
static_assert(!ImplementsOneInterface<KnowingAndNot> && !ImplementsOneInterface<Needs>);
static_assert(Policy<ToTheCloud> && Policy<Rememberer> && Policy<Hearer>);
static_assert(!Policy<ForgetfulRememberer>);
static_assert(Policy<Still> && Policy<Consulting> && !Policy<MisledConsulting> && !Policy<Deaf>);
static_assert(Policy<InTheCloud> && Policy<Trained> && Policy<KnowingPictures>);
static_assert(!Policy<Mistrained> && !Policy<KnowingTrained>);
static_assert(std::is_same_v<InterfaceOf<Learner>, Select> &&
              std::is_same_v<InterfaceOf<Trained>, Preprocess>);
// What a policy that does not learn decides by cannot change.
static_assert(std::is_abstract_v<Select> &&
              requires(const Select& s, const SelectView& v, Draw& d) { s.choose(v, d); });

TEST_CASE("what a policy needs follows from its type", "[decide]") {
    CHECK_FALSE(policy_entry<Unchanging>("a", "b").needs.learning);
    CHECK(policy_entry<Learner>("a", "b").needs.learning);
    CHECK(policy_entry<HeirOfLearner>("a", "b").needs.learning);
    CHECK(policy_entry<QuietLearner>("a", "b").needs.learning);
    CHECK_FALSE(policy_entry<Learner>("a", "b").needs.truth);
    CHECK(policy_entry<Knowing>("a", "b").needs.truth);
    CHECK_FALSE(policy_entry<ToTheCloud>("a", "b").needs.learning);
    CHECK(policy_entry<Rememberer>("a", "b").needs.learning);
    CHECK(policy_entry<Hearer>("a", "b").needs.learning);
    CHECK_FALSE(policy_entry<ToTheCloud>("a", "b").needs.remembering);
    CHECK(policy_entry<Rememberer>("a", "b").needs.remembering);
    CHECK_FALSE(policy_entry<Hearer>("a", "b").needs.remembering);
    CHECK_FALSE(policy_entry<Still>("a", "b").needs.characterisation);
    CHECK(policy_entry<Consulting>("a", "b").needs.characterisation);
    CHECK_FALSE(policy_entry<InTheCloud>("a", "b").needs.learning);
    CHECK(policy_entry<Trained>("a", "b").needs.learning);
    CHECK(policy_entry<KnowingPictures>("a", "b").needs.truth);

    const auto learns = [](Decision decision, const char* name) {
        return find_policy(decision, name)->needs.learning;
    };
    CHECK(learns(Decision::select, "expected_wait"));
    CHECK(learns(Decision::place, "energy_budget"));
    CHECK(learns(Decision::place, "when_risky"));
    CHECK(learns(Decision::preprocess, "pieslicer"));
    CHECK_FALSE(learns(Decision::select, "mdinference"));
    CHECK_FALSE(learns(Decision::place, "both"));
}

TEST_CASE("a policy that learns is told of every request, without a word where it is registered",
          "[decide]") {
    World world = worlds::plain();
    world.phones = 3;
    const auto run = [&](const PolicyEntry& entry) {
        Cell cell = worlds::cell(world, 100, "fastest");
        cell.policies[entry.decision] = {&entry, entry.options.make()};
        const Plan plan = worlds::plan(500);
        CHECK((form_of(cell, plan) == Form::columns) == !entry.needs.learning);
        simulate({&cell, 1}, plan);
    };
    run(policy_entry<Unchanging>("unchanging", "Learns nothing."));
    run(policy_entry<Learner>("learner", "Learns."));
    CHECK(Learner::learnt == 500);
    run(policy_entry<Rememberer>("rememberer", "Remembers where requests went."));
    CHECK(Rememberer::remembered == 500);
    CHECK(Rememberer::instances == 3);
    // The entry alone says who is told, so that the others cost nothing.
    PolicyEntry not_told =
        policy_entry<Rememberer>("not_told", "Overrides it, says the entry not.");
    not_told.needs.remembering = false;
    run(not_told);
    CHECK(Rememberer::remembered == 500);
    run(policy_entry<Hearer>("hearer", "Hears of answers."));
    CHECK(Hearer::heard == 500);
}

TEST_CASE("settings reach the policy", "[decide]") {
    const PolicyEntry* entry = find_policy(Decision::select, "modipick");
    REQUIRE(entry != nullptr);
    const std::shared_ptr<void> options = entry->options.make();
    const Offer offer({{10, 1, 0.5, 0}, {40, 1, 0.9, 1}});
    const auto chosen = [&] {
        Draw draw(1, {draws_of(Decision::select), 0, 0, 0, 0});
        return entry->make<Select>(options.get())->choose({50, 0, 0, offer, {}, nullptr}, draw);
    };
    CHECK(chosen() == 1);
    const Slot threshold = entry->options.fields.front().slot(options.get());
    *std::get<double*>(threshold.kind()) = 39.5;  // T_L = 10.5
    CHECK(chosen() == 0);
}

}  // namespace
}  // namespace mdisim
