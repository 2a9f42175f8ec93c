#include "sim/campaign/archive.hpp"

#include <cstdint>
#include <filesystem>

#include "sim/engine/digest.hpp"
#include "sim/measure/tally.hpp"
#include "tests/campaign/damage.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

FinishedRun finished(uint64_t n, double seconds) {
    return {mixed(n), "tally " + std::to_string(n), mixed(n + 2000), seconds, ""};
}

std::string filled(const TemporaryFolder& folder, const std::string& name, uint64_t from,
                   uint64_t to) {
    const std::string file = folder.path(name);
    Store store = Store::in_file(file);
    for (uint64_t n = from; n < to; ++n) store.put(finished(n, static_cast<double>(n)));
    store.commit();
    return file;
}

}  // namespace

TEST_CASE("an archive finds what each of its stores holds, and nothing else", "[store]") {
    const TemporaryFolder folder;
    Archive archive;
    CHECK_FALSE(archive.find(mixed(1)));
    const std::string first = filled(folder, "a.sqlite", 0, 40);
    archive.add(first);
    archive.add(filled(folder, "b.sqlite", 30, 90));
    archive.add(first);
    archive.add(filled(folder, "c.sqlite", 0, 0));
    for (uint64_t n = 0; n < 90; ++n) {
        const auto found = archive.find(mixed(n));
        REQUIRE(found);
        CHECK(found->key == mixed(n));
        CHECK(found->tally == finished(n, 0).tally);
        CHECK(found->tape == finished(n, 0).tape);
        CHECK(found->seconds == static_cast<double>(n));
    }
    CHECK_FALSE(archive.find(mixed(90)));
}

TEST_CASE("a damaged copy hides no sound one in another store of an archive", "[store]") {
    const TemporaryFolder folder;
    const std::string first = filled(folder, "a.sqlite", 0, 5);
    const std::string second = filled(folder, "b.sqlite", 0, 5);
    SECTION("damaged before it is added") {
        DamagedStore(first).flip_bit("tally", 4, 2, 6);
        Archive archive;
        archive.add(first);
        archive.add(second);
        REQUIRE(archive.find(mixed(3)));
        CHECK(archive.find(mixed(3))->tally == finished(3, 0).tally);
    }
    SECTION("damaged, or gone, since") {
        Archive archive;
        archive.add(first);
        archive.add(second);
        DamagedStore(first).flip_bit("tally", 4, 2, 6);
        REQUIRE(archive.find(mixed(3)));
        CHECK(archive.find(mixed(3))->tally == finished(3, 0).tally);
        std::filesystem::remove(first);
        Archive later;
        later.add(second);
        CHECK(later.find(mixed(1)));
    }
}

TEST_CASE("a store takes over from an archive what it is asked for, and keeps it", "[store]") {
    const TemporaryFolder folder;
    Archive archive;
    archive.add(filled(folder, "a.sqlite", 0, 5));
    const std::string file = filled(folder, "b.sqlite", 10, 12);
    {
        Store store = Store::in_file(file);
        CHECK_FALSE(store.has(mixed(3)));
        store.consult(archive);
        CHECK(store.has(mixed(3)));
        CHECK(store.has(mixed(10)));
        CHECK_FALSE(store.has(mixed(7)));
        CHECK(store.rows() == 3);
    }
    Store alone = Store::in_file(file);
    CHECK(alone.rows() == 3);
    CHECK(alone.read(mixed(3))->tally == finished(3, 0).tally);
    CHECK(alone.read(mixed(3))->seconds == 3);
}

TEST_CASE("a store that nobody can read is no part of an archive, and does no harm", "[store]") {
    const TemporaryFolder folder;
    Archive archive;
    archive.add(folder.path("none.sqlite"));
    archive.add(
        folder.write("text.sqlite", "not a store, for longer than a header of a store is\n"));
    archive.add(filled(folder, "a.sqlite", 0, 5));
    CHECK(archive.find(mixed(3)));
    CHECK_FALSE(archive.find(mixed(7)));
}

TEST_CASE("a store that was removed meanwhile is missed by nobody", "[store]") {
    const TemporaryFolder folder;
    Archive archive;
    const std::string file = filled(folder, "a.sqlite", 0, 5);
    archive.add(file);
    archive.add(filled(folder, "b.sqlite", 10, 12));
    std::filesystem::remove(file);
    CHECK_FALSE(archive.find(mixed(3)));
    CHECK(archive.find(mixed(10)));
}

TEST_CASE("what is looked up is taken over too, as it is", "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("a.sqlite");
    Tally tally(2, 1);
    tally.requests = 17;
    Store::in_file(file).put(mixed(1), {tally, mixed(2)}, 0.5);
    Archive archive;
    archive.add(file);
    Store store = Store::in_memory();
    store.consult(archive);
    const auto found = store.find(mixed(1));
    REQUIRE(found);
    CHECK(found->tally.requests == 17);
    CHECK(found->tape == mixed(2));
    CHECK(store.rows() == 1);
}

}  // namespace mdisim
