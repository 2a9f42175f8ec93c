#include "sim/campaign/identity/policy_identity.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/identity/digest_of_file.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/swept.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

class Slowest final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        return view.models.by_accuracy().front().model;
    }
};

PolicyEntry slowest() { return policy_entry<Slowest>("slowest", "The most accurate."); }

Combination with_select(const PolicyEntry& entry) { return {entry.name, {{&entry, nullptr}}}; }

Digest key_with(const PolicyEntry& entry) {
    return cell_key(swept("{}").point(0), with_select(entry));
}

Ended run_unidentified(const std::vector<std::string>& more) {
    Surroundings around;
    around.program = MDISIM_CRASHING;
    return run_program(
        with({"run", "hello/hello", "--set", "requests=50", "--set", "replications=3",
              "--no-figures", "--set", R"(policies=["fastest", "unidentified"])", "--out", "r"},
             more),
        around);
}

}  // namespace

TEST_CASE("a policy is identified by its sources, or by the program that it is built into",
          "[campaign]") {
    const PolicyIdentity built_in = identity_of(*find_policy(Decision::select, "modipick"));
    CHECK(built_in.by == IdentifiedBy::sources);
    CHECK(built_in.file.empty());
    // The examples of the documentation are built into the tests, and are no sources of policies/.
    const PolicyIdentity example = identity_of(*find_policy(Decision::select, "halfway"));
    CHECK(example.by == IdentifiedBy::program);
    CHECK(example.file == fs::canonical("/proc/self/exe").string());
    CHECK(example.digest == digest_of_file("/proc/self/exe"));
    CHECK(identity_of(*find_policy(Decision::select, "track_record")).digest == example.digest);
}

TEST_CASE("a policy that no file registered is identified by what it states, or by nothing",
          "[campaign]") {
    PolicyEntry entry = slowest();
    CHECK(identity_of(entry).by == IdentifiedBy::nothing);
    CHECK_FALSE(are_identified(with_select(entry)));
    const auto allocated = std::make_unique<int>(0);
    const int local = 0;
    for (const void* where :
         {static_cast<const void*>(allocated.get()), static_cast<const void*>(&local)}) {
        entry.registered_at = where;
        CHECK(identity_of(entry).by == IdentifiedBy::nothing);
    }
    const Digest unidentified = key_with(entry);
    entry.stated = "version 1";
    CHECK(identity_of(entry).by == IdentifiedBy::statement);
    CHECK(are_identified(with_select(entry)));
    const Digest first = key_with(entry);
    CHECK(first != unidentified);
    CHECK(key_with(entry) == first);
    entry.stated = "version 2";
    CHECK(key_with(entry) != first);
}

TEST_CASE("runs of a policy that nothing identifies are computed anew and never stored",
          "[app][campaign]") {
    const Ended first = run_unidentified({});
    CAPTURE(first.err);
    REQUIRE(first.code == 0);
    const std::string said =
        "warning: select/unidentified: nothing says what this policy is made of, so its runs are "
        "not stored and every command computes them again\n";
    CHECK(first.err == said);
    CHECK(Store::to_read("r/store.sqlite").rows() == 3);  // of the other policy
    CHECK(read_document("r/summary.json").find("cells")->items.size() == 2);
    const Node manifest = read_document("r/manifest.json");
    CHECK(dump(*manifest.find("other_policies")) ==
          R"([{"policy":"select/unidentified","by":"nothing","digest":"","file":""}])");
    CHECK(manifest.find("warnings")->items.size() == 1);

    const Ended again = run_unidentified({});
    CHECK(again.code == 0);
    CHECK(again.out == first.out);
    CHECK(again.err == said);
    CHECK(Store::to_read("r/store.sqlite").rows() == 3);

    const Ended shard = run_unidentified({"--shard", "1/2"});
    CHECK(shard.code == 2);
    CHECK(shard.err ==
          "--shard: error: the runs of select/unidentified cannot be merged: they are not stored, "
          "since nothing says what the policy is made of\n");
}

#ifdef MDISIM_WITH_EXAMPLES

TEST_CASE("a program identifies its policies however large it is and wherever it stands",
          "[app][campaign]") {
    Surroundings around;
    around.program = MDISIM_WITH_EXAMPLES;
    around.variables = {"MDISIM_LIMITS=text_mb=1"};
    REQUIRE(fs::file_size(MDISIM_WITH_EXAMPLES) > 1'000'000);
    const Ended ended = run_program(
        {"run", "hello/hello", "--set", "requests=50", "--set", "replications=3", "--no-figures",
         "--set", R"(policies=["halfway"])", "--only-below", "scenarios", "--out", "r"},
        around);
    CHECK(ended.err == "");
    CHECK(ended.code == 0);
    CHECK(Store::to_read("r/store.sqlite").rows() == 3);
}

TEST_CASE("a manifest names the file of a policy that is not built in", "[app][campaign]") {
    Surroundings around;
    around.program = MDISIM_WITH_EXAMPLES;
    REQUIRE(run_program({"run", "hello/hello", "--set", "requests=50", "--no-figures", "--set",
                         R"(policies=["fastest", "halfway"])", "--out", "r"},
                        around)
                .code == 0);
    const Node manifest = read_document("r/manifest.json");
    const Node& others = *manifest.find("other_policies");
    REQUIRE(others.items.size() == 1);
    CHECK(others.items[0].find("policy")->text == "select/halfway");
    CHECK(others.items[0].find("by")->text == "program");
    CHECK(fs::equivalent("r/" + others.items[0].find("file")->text, MDISIM_WITH_EXAMPLES));
    CHECK(manifest.find("warnings") == nullptr);
}

#endif

}  // namespace mdisim
