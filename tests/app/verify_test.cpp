// `mdisim verify` and the digests in a manifest: what a disk or a hand has changed is named, and
// nobody shows or compares it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/engine/digest.hpp"
#include "sim/measure/tally.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/app/small_study.hpp"
#include "tests/campaign/damage.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// Flips a bit of a byte in the middle of a file.
void flip_in(const std::string& file) {
    std::string bytes = read_text(file);
    REQUIRE_FALSE(bytes.empty());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    std::ofstream(file, std::ios::binary) << bytes;
}

Words files_of_results(const std::string& folder) {
    Words files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (entry.is_regular_file() && !name.ends_with(".lock")) files.push_back(name);
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TEST_CASE("verify names every file of which one bit has changed", "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    REQUIRE(study.run({"report", "r"}).code == 0);
    const Ended sound = study.run({"verify", "r"});
    CHECK(sound.code == 0);
    CHECK(sound.err.empty());
    CHECK(sound.out == "r: 15 files and 12 runs are as they were written\n");
    for (const std::string& name : files_of_results(study.path("r"))) {
        CAPTURE(name);
        const std::string whole = study.text("r/" + name);
        flip_in(study.path("r/" + name));
        const Ended ended = study.run({"verify", "r"});
        CHECK(ended.code == 3);
        CHECK_THAT(ended.err, Catch::Contains("r/" + name));
        CHECK_THAT(ended.out, Catch::Contains("not all can be trusted"));
        study.write("r/" + name, whole);
    }
    CHECK(study.run({"verify", "r"}).out == sound.out);
}

TEST_CASE("verify names what is missing and what no run has finished", "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    const std::string ledger = study.text("r/ledger.json");
    fs::remove(study.path("r/ledger.json"));
    CHECK_THAT(study.run({"verify", "r"}).err, Catch::Contains("r/ledger.json: error: is missing"));
    study.write("r/ledger.json", ledger);
    study.write("r/series.csv", "left,here\n");
    const Ended left = study.run({"verify", "r"});
    CHECK(left.code == 3);
    CHECK_THAT(left.err, Catch::Contains("r/series.csv: error: has no digest"));
    fs::remove(study.path("r/series.csv"));
    CHECK(study.run({"verify", "r"}).code == 0);

    const Ended none = study.run({"verify", "nowhere"});
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Catch::Contains("nowhere: error: holds no results"));
    CHECK(study.run({"verify"}).code == 2);
}

TEST_CASE("verify computes the fingerprint again", "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    {
        Store store = Store::in_file(study.path("r/store.sqlite"));
        for (const Digest& key : store.keys()) {
            StoredRun run = *store.find(key);
            run.tally.fingerprint += mixed(1);
            store.put(key, run, 1);
        }
    }
    const Ended forged = study.run({"verify", "r"});
    CHECK(forged.code == 3);
    CHECK_THAT(forged.err, Catch::Contains("though no run in it is damaged") &&
                               Catch::Contains("has another fingerprint than manifest.json"));
    REQUIRE(study.compute({"--out", "s"}).code == 0);
    DamagedStore(study.path("s/store.sqlite")).execute("DELETE FROM runs WHERE rowid = 2");
    CHECK_THAT(study.run({"verify", "s"}).err, Catch::Contains("lacks 1 cell of complete results"));
    DamagedStore(study.path("s/store.sqlite")).flip_bit("tally", 1, 2, 6);
    CHECK_THAT(study.run({"verify", "s"}).err,
               Catch::Contains("1 of its 11 runs differ from their digests"));
}

TEST_CASE("a run of another world under the key of a cell is refused", "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    const bool more = GENERATE(false, true);
    {
        Store store = Store::in_file(study.path("r/store.sqlite"));
        for (const Digest& key : store.keys()) {
            StoredRun run = *store.find(key);
            Tally other = more ? Tally(40, 3) : Tally(1, 0);
            other.requests = run.tally.requests;
            store.put(key, {other, run.tape}, 1);
        }
    }
    for (const Words& words : {Words{"report", "r"},
                               {"rerun", "r", "0"},
                               {"run", "study.json", "--no-figures", "--out", "r"}}) {
        const Ended ended = study.run(words);
        CAPTURE(words, ended.err);
        CHECK(ended.code == 2);
        CHECK_THAT(ended.err, Catch::Contains("r/store.sqlite: error: holds a run of another"));
    }
    CHECK(study.run({"verify", "r"}).code == 3);
}

TEST_CASE("verify looks at all results below a folder", "[app][verify]") {
    const SmallStudy study;
    for (const char* out : {"all/a", "all/b"}) {
        fs::create_directories(study.path("all"));
        REQUIRE(study.compute({"--out", out}).code == 0);
    }
    CHECK(lines_of(study.run({"verify", "all"}).out).size() == 2);
    flip_in(study.path("all/b/metrics.csv"));
    const Ended ended = study.run({"verify", "all"});
    CHECK(ended.code == 3);
    CHECK_THAT(ended.out, Catch::Contains("all/a: 14 files and 12 runs are as they were written"));
    fs::remove(study.path("all/b/manifest.json"));
    const Ended without = study.run({"verify", "all"});
    CHECK(without.code == 3);
    CHECK_THAT(without.err, Catch::Contains("all/b: error: holds no results"));
}

#ifdef MDISIM_PLUGIN_EXAMPLES
TEST_CASE("verify says what it could not compute again, and that is no fault of the results",
          "[app][verify]") {
    const SmallStudy study;
    const Words plugin = {"--plugin", MDISIM_PLUGIN_EXAMPLES};
    const Words halfway = {"--set", "policies=[\"fastest\", \"halfway\"]"};
    REQUIRE(study.compute(with(plugin, halfway)).code == 0);
    CHECK(study.run(with({"verify", "r"}, plugin)).code == 0);
    const Ended without = study.run({"verify", "r"});
    CHECK(without.code == 0);
    CHECK_THAT(without.err, Catch::Contains("the fingerprint was not computed again") &&
                                Catch::Contains("add --plugin"));
}
#endif

TEST_CASE("commands that come after a run keep the digests right", "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    const auto is_sound = [&](const char* after) {
        const Ended ended = study.run({"verify", "r"});
        CAPTURE(after, ended.err);
        CHECK(ended.code == 0);
        CHECK(ended.err.empty());
    };
    REQUIRE(study.run({"report", "r"}).code == 0);
    is_sound("report");
    REQUIRE(
        study.run({"subset", "study.json", "--within", "0.5", "--policy", "fastest", "--out", "r"})
            .code == 0);
    is_sound("subset");
    REQUIRE(study.compute().code == 0);
    is_sound("the same run");
    REQUIRE(study.compute({"--set", "requests=30"}).code == 0);
    is_sound("other settings");
    REQUIRE(study.compute({"--set", "figures=[]", "--set", "records=null"}).code == 0);
    is_sound("fewer files");
    for (const char* shard : {"1/2", "2/2"}) {
        REQUIRE(study.compute({"--out", "s", "--shard", shard}).code == 0);
    }
    const Ended shards = study.run({"verify", "s"});
    CHECK(shards.code == 0);
    CHECK_THAT(shards.err, Catch::Contains("note: these results are not complete"));
    REQUIRE(study.run({"merge", "s", "--out", "s"}).code == 0);
    CHECK(study.run({"verify", "s"}).err.empty());
}

TEST_CASE("results that have changed are neither compared nor shown", "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    REQUIRE(study.compute({"--out", "other"}).code == 0);
    const auto refused = [&](const Words& words, const std::string& file) {
        const Ended ended = study.run(words);
        CAPTURE(words, ended.err);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        CHECK_THAT(ended.err, Catch::Contains(file + ": error: "));
    };
    flip_in(study.path("r/ledger.json"));
    refused({"compare", "r", "other"}, "r/ledger.json");
    refused({"compare", "other", "r"}, "r/ledger.json");
    refused({"compare", "fastest", "static_greedy", "--in", "r"}, "r/ledger.json");
    flip_in(study.path("other/requests.csv"));
    refused({"report", "other"}, "other/requests.csv");
    REQUIRE(study.compute({"--out", "other"}).code == 0);
    CHECK(study.run({"report", "other"}).code == 0);
    CHECK(study.run({"compare", "other", "other"}).code == 0);
}

TEST_CASE("a manifest of which any byte has changed is refused, and its runs can be merged",
          "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    const std::string text = study.text("r/manifest.json");
    const std::string metrics = study.text("r/metrics.csv");
    for (size_t i = 0; i < 40; ++i) {
        std::string damaged = text;
        const size_t at = (i * text.size()) / 40 + i % 7;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (i % 7)));
        study.write("r/manifest.json", damaged);
        CAPTURE(at, text.substr(at, 20));
        const Words command = std::vector<Words>{{"status", "r"},
                                                 {"report", "r"},
                                                 {"rerun", "r", "0"},
                                                 {"compare", "r", "r"},
                                                 {"run", "study.json", "--out", "r"}}[i % 5];
        const Ended ended = study.run(command);
        CHECK(ended.code == 2);
        CHECK_THAT(ended.err, Catch::Contains("manifest.json"));
    }
    REQUIRE(study.run({"merge", "r/store.sqlite", "--out", "saved"}).code == 0);
    CHECK(study.text("saved/metrics.csv") == metrics);
}

TEST_CASE("results of a version without digests are read, and verify says that it had none",
          "[app][verify]") {
    const SmallStudy study;
    REQUIRE(study.compute().code == 0);
    Node earlier = read_document(study.path("r/manifest.json"));
    earlier.erase("digest");
    earlier.erase("files");
    study.write("r/manifest.json", dump(earlier, 1) + "\n");
    for (const Words& words : {Words{"report", "r"}, {"status", "r"}, {"compare", "r", "r"}}) {
        CHECK(study.run(words).code == 0);
    }
    const Ended verify = study.run({"verify", "r"});
    CHECK(verify.code == 3);
    CHECK_THAT(verify.err, Catch::Contains("r/metrics.csv: error: has no digest in manifest.json, "
                                           "which an older version of mdisim wrote"));
    REQUIRE(study.compute().code == 0);
    CHECK(study.run({"verify", "r"}).code == 0);
}

}  // namespace mdisim
