#include "sim/campaign/store.hpp"

#include <filesystem>

#include "sim/campaign/archive.hpp"
#include "sim/describe/text_file.hpp"
#include "tests/campaign/damage.hpp"
#include "tests/campaign/stored_rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

Digest key_number(uint64_t n) { return mixed(n); }

StoredRun run_of(uint64_t requests) {
    Tally tally(2, 1);
    tally.requests = requests;
    tally.fingerprint = mixed(requests + 1000);
    return {tally, mixed(requests + 2000)};
}

Store filled(uint64_t from, uint64_t to) {
    Store store = Store::in_memory();
    for (uint64_t n = from; n < to; ++n) store.put(key_number(n), run_of(n), 0.5);
    return store;
}

}  // namespace

TEST_CASE("store: what was put is found again, by its key only", "[store]") {
    Store store = filled(0, 50);
    for (uint64_t n = 0; n < 50; ++n) {
        REQUIRE(store.has(key_number(n)));
        const auto run = store.find(key_number(n));
        REQUIRE(run.has_value());
        CHECK(run->tally.requests == n);
        CHECK(run->tally.fingerprint == run_of(n).tally.fingerprint);
        CHECK(run->tape == run_of(n).tape);
    }
    CHECK_FALSE(store.has(key_number(50)));
    CHECK_FALSE(store.find(key_number(50)).has_value());
    CHECK(store.rows() == 50);
    CHECK(store.seconds_spent() == 25);
}

TEST_CASE("store: a file keeps it, for the next writer and for readers meanwhile", "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("deep/store.sqlite");
    {
        Store store = Store::in_file(file);
        store.put(key_number(1), run_of(1), 1);
        store.add_cost("a", {10, 2});
        store.set_note("scenario", "s");
        store.commit();
        store.put(key_number(2), run_of(2), 1);
        Store reader = Store::to_read(file);
        CHECK(reader.has(key_number(1)));
        CHECK(reader.notes().at("scenario") == "s");
        CHECK_THROWS(reader.put(key_number(3), run_of(3), 1));
    }
    Store again = Store::in_file(file);
    CHECK(again.rows() == 2);
    CHECK(again.costs().at("a").seconds == 2);
}

TEST_CASE("store: reading does not make a file", "[store]") {
    const TemporaryFolder folder;
    CHECK_THROWS(Store::to_read(folder.path("none.sqlite")));
    CHECK(!std::filesystem::exists(folder.path("none.sqlite")));
}

TEST_CASE("store: a file in which its writer has written nothing yet is read as an empty store",
          "[store]") {
    const TemporaryFolder folder;
    Store reader = Store::to_read(folder.write("store.sqlite", ""));
    CHECK(reader.rows() == 0);
    CHECK(!reader.has(key_number(1)));
    CHECK(read_text(folder.path("store.sqlite")).empty());
}

TEST_CASE("store: a file of another kind is refused", "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("store.sqlite", std::string(5000, 'x'));
    CHECK_THROWS_WITH(Store::in_file(file), Catch::Contains(file));
}

TEST_CASE("store: a row of which any bit has changed is as if it were not there", "[store]") {
    const std::string column = GENERATE(as<std::string>{}, "key", "tally", "tape", "digest");
    const TemporaryFolder folder;
    const std::string file = folder.path("store.sqlite");
    {
        Store store = Store::in_file(file);
        for (uint64_t n : {1, 2, 3}) store.put(key_number(n), run_of(n), 1);
    }
    const size_t bytes = DamagedStore(file).bytes_in(column, 2);
    REQUIRE(bytes >= 16);
    for (size_t byte = 0; byte < bytes; byte += 3) {
        const int bit = static_cast<int>(byte % 8);
        CAPTURE(column, byte, bit);
        DamagedStore(file).flip_bit(column, 2, byte, bit);
        Store damaged = Store::to_read(file);
        for (uint64_t n : {1, 2, 3}) {
            CHECK(damaged.has(key_number(n)) == (n != 2));
            CHECK(damaged.find(key_number(n)).has_value() == (n != 2));
            CHECK(damaged.read(key_number(n)).has_value() == (n != 2));
            // Of a key that has changed nothing is left.
            CHECK(damaged.is_damaged(key_number(n)) == (n == 2 && column != "key"));
        }
        CHECK(damaged.keys() == std::vector{key_number(1), key_number(3)});
        Archive archive;
        archive.add(file);
        CHECK_FALSE(archive.find(key_number(2)));
        CHECK(archive.find(key_number(3)));
        Store other = Store::in_memory();
        CHECK(other.take(damaged).empty());
        CHECK(other.rows() == 2);
        CHECK(stored_rows(other) == stored_rows(damaged));
        CHECK(lines_of(stored_rows(damaged)).size() == 2);
        DamagedStore(file).flip_bit(column, 2, byte, bit);
    }
    CHECK(Store::to_read(file).has(key_number(2)));
}

TEST_CASE("store: rows that have changed places are damaged, and made again they are right",
          "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("store.sqlite");
    {
        Store store = Store::in_file(file);
        for (uint64_t n : {1, 2, 3}) store.put(key_number(n), run_of(n), 1);
    }
    DamagedStore(file).execute(
        "CREATE TEMP TABLE old AS SELECT rowid AS r, tally FROM runs;"
        "UPDATE runs SET tally = (SELECT tally FROM old WHERE r = 3 - runs.rowid) WHERE rowid < 3");
    Store store = Store::in_file(file);
    CHECK_FALSE(store.find(key_number(1)));
    CHECK_FALSE(store.find(key_number(2)));
    CHECK(store.find(key_number(3)));
    store.put(key_number(1), run_of(1), 1);
    CHECK(store.find(key_number(1))->tally.requests == 1);
}

TEST_CASE("store: a damaged row is replaced by a sound one of another store", "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("store.sqlite");
    {
        Store store = Store::in_file(file);
        store.put(key_number(1), run_of(1), 1);
    }
    DamagedStore(file).flip_bit("tally", 1, 2, 6);
    Store store = Store::in_file(file);
    Store sound = filled(1, 2);
    CHECK(store.take(sound).empty());
    CHECK(stored_rows(store) == stored_rows(sound));
}

TEST_CASE("store: a note that has changed is as if it were not there", "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("store.sqlite");
    {
        Store store = Store::in_file(file);
        store.set_note("resolved", "{}");
        store.set_note("scenario", "s");
    }
    DamagedStore(file).execute("UPDATE notes SET value = 't' WHERE name = 'scenario'");
    CHECK(Store::to_read(file).notes() == std::map<std::string, std::string>{{"resolved", "{}"}});
}

TEST_CASE("store: a file of another layout is refused, with what to do", "[store]") {
    const TemporaryFolder folder;
    const std::string file = folder.path("store.sqlite");
    { Store store = Store::in_file(file); }
    DamagedStore(file).execute("PRAGMA user_version = 2");
    const auto problems = problems_of([&] { Store::to_read(file); });
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].what, Catch::Contains("another version") && Catch::Contains("--out"));
}

TEST_CASE("store: costs add up, notes are replaced", "[store]") {
    Store store = Store::in_memory();
    store.add_cost("a", {10, 2});
    store.add_cost("a", {30, 4});
    store.add_cost("b", {1, 1});
    CHECK(store.costs().size() == 2);
    CHECK(store.costs().at("a").requests == 40);
    CHECK(store.costs().at("a").seconds == 6);
    store.set_note("x", "1");
    store.set_note("x", "2");
    CHECK(store.notes() == std::map<std::string, std::string>{{"x", "2"}});
}

TEST_CASE("store: rows are the same in any order, whatever time they took", "[store]") {
    Store there = filled(0, 20);
    Store back = Store::in_memory();
    for (uint64_t n = 20; n-- > 0;) back.put(key_number(n), run_of(n), 7);
    back.add_cost("a", {1, 1});
    CHECK(stored_rows(there) == stored_rows(back));
    back.put(key_number(3), run_of(4), 7);
    CHECK(stored_rows(there) != stored_rows(back));
}

TEST_CASE("store: taking unites rows and costs, and tells which are not the same", "[store]") {
    Store all = filled(0, 30);
    Store left = filled(0, 20);
    Store right = filled(10, 30);
    left.add_cost("a", {1, 2});
    right.add_cost("a", {3, 4});
    CHECK(left.take(right).empty());
    CHECK(stored_rows(left) == stored_rows(all));
    CHECK(left.costs().at("a").seconds == 6);
    right.put(key_number(12), run_of(13), 1);
    CHECK(left.take(right) == std::vector<Digest>{key_number(12)});
    CHECK(stored_rows(left) == stored_rows(all));
}

}  // namespace mdisim
