// The reference is what the program says of itself, and words that people look for lead to it.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sim/app/other_names.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;

std::string explained(const std::vector<std::string>& words) {
    const Ended ended = run_program(with({"explain"}, words));
    CAPTURE(words, ended.err);
    CHECK(ended.code == 0);
    return ended.out;
}

TEST_CASE("the pages in docs/reference are those that the program writes", "[app]") {
    const TemporaryFolder folder;
    explained({"--pages", folder.path()});
    std::set<std::string> written;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        const std::string name = entry.path().filename().string();
        INFO("'mdisim explain --pages docs/reference' writes " << name);
        written.insert(name);
        CHECK((read_text(entry.path().string()) ==
               read_text(MDISIM_SOURCE_DIR "/docs/reference/" + name)));
    }
    CHECK(written.size() >= 5);
    written.insert("python.md");  // tests/python/package_test.py looks at it
    for (const std::string& kept : files_below("docs/reference", ".md")) {
        CHECK(written.contains(std::filesystem::path(kept).filename().string()));
    }
}

TEST_CASE("every other name leads to topics, and hides none", "[app]") {
    CHECK(other_names().size() > 30);
    for (const std::string& word : other_names()) {
        CAPTURE(word);
        const std::string text = explained({word});
        const std::vector<std::string> topics = topics_called(word);
        CHECK(!topics.empty());
        CHECK_THAT("\n" + text, Catch::Contains("\n" + word + ": see " + topics.front()));
        for (const std::string& topic : topics) {
            CAPTURE(topic);
            CHECK_THAT(text, Catch::Contains("\n" + lines_of(explained({topic})).front() + "\n"));
        }
    }
}

TEST_CASE("what a table calls something can be asked for as it stands there", "[app]") {
    CHECK_THAT(explained({"p99", "ms"}), Catch::Contains("latency_ms_p99: 99 % of the answers"));
    CHECK_THAT(explained({"in time %"}), Catch::Contains("attainment: share of requests"));
    CHECK(explained({"MDInference"}) == explained({"mdinference"}));
    CHECK_THAT(explained({"metrics.csv"}), Catch::Contains("\n  replications "));
    CHECK_THAT(explained({"requests.csv"}), Catch::Contains("\n  cloud_right "));
}

TEST_CASE("a topic ends with scenarios that use it", "[app]") {
    CHECK_THAT(explained({"hedge"}), Catch::Contains("\nUsed in: scenarios/"));
    CHECK_THAT(explained({"servers.batching"}), Catch::Contains("\nUsed in: scenarios/"));
    CHECK_THAT(explained({"networks/residential"}), Catch::Contains("\nUsed in: scenarios/"));
    CHECK_THAT(explained({"intervals"}), !Catch::Contains("Used in"));
}

}  // namespace
}  // namespace mdisim
