#include "sim/scenario/keys.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/scenario/head.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

std::vector<KeyTopic> topics_of(const std::string& name) {
    std::vector<KeyTopic> topics = key_topics();
    std::erase_if(topics, [&](const KeyTopic& topic) { return topic.name != name; });
    return topics;
}

using Blocks = std::vector<std::string>;

}  // namespace

TEST_CASE("a key is told with what it stands in, its choices and what is in it", "[scenario]") {
    const std::vector<KeyTopic> lines = topics_of("choose_at");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].blocks == Blocks{"servers", "sites.servers"});
    CHECK(lines[0].doc.ends_with("(one of arrival, start; default arrival)"));
    CHECK(lines[0].inside.empty());
    const std::vector<KeyTopic> servers = topics_of("servers");
    REQUIRE(servers.size() == 2);  // of the scenario, and of one of its sites
    CHECK(servers[0].blocks == Blocks{""});
    CHECK(servers[1].blocks == Blocks{"sites"});
    CHECK(servers[0].inside.find("  replicas ") != std::string::npos);
}

TEST_CASE("keys of one name are one topic where the same is said of them", "[scenario]") {
    const std::vector<KeyTopic> all = key_topics();
    for (size_t i = 0; i < all.size(); ++i) {
        CAPTURE(all[i].name);
        CHECK_FALSE(all[i].doc.empty());
        for (size_t j = 0; j < i; ++j) {
            CHECK_FALSE((all[i].name == all[j].name && all[i].doc == all[j].doc &&
                         all[i].inside == all[j].inside));
        }
    }
    // Execution times of models, on the phone and in the cloud, and laws are not the same.
    CHECK(topics_of("mean_ms").size() > 2);
}

TEST_CASE("keys of the file that settings do not have are left to others", "[scenario]") {
    for (const HeadKey& key : head_keys()) {
        for (const KeyTopic& topic : topics_of(key.name)) {
            CAPTURE(key.name);
            CHECK_FALSE(topic.blocks.empty());
        }
    }
}

}  // namespace mdisim
