#include "sim/campaign/store.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "sim/campaign/archive.hpp"
#include "sim/campaign/folder/folder_lock.hpp"
#include "sim/campaign/store_rows.hpp"
#include "sim/describe/error.hpp"
#include "sim/measure/tally_bytes.hpp"

namespace mdisim {
namespace {

// The committer spends about a twentieth of its time on commits, but rests at most 0.4 s between
// two commits.
constexpr auto commit_at_least_every = std::chrono::milliseconds(400);
constexpr auto commit_at_most_every = std::chrono::milliseconds(50);
constexpr int commit_rest = 20;

constexpr int file_format = 3;

// Rows are stored in the order in which they came, so that a commit changes the end of the file and
// a small index. A table sorted by key would be changed in many places at each commit.
constexpr auto layout = R"(
    BEGIN;
    CREATE TABLE runs (
        key BLOB NOT NULL UNIQUE, tally BLOB NOT NULL, tape BLOB NOT NULL, seconds REAL NOT NULL,
        digest BLOB NOT NULL
    );
    CREATE TABLE costs (name TEXT PRIMARY KEY, requests REAL, seconds REAL);
    CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT, digest BLOB);
    PRAGMA user_version = 3;
    COMMIT;
)";

void tell_of_damage(const std::string& file) {
    static std::mutex guard;
    static std::set<std::string> told;
    const std::lock_guard lock(guard);
    if (told.insert(file).second) {
        std::cerr << file << ": some rows are damaged; they count as missing\n";
    }
}

}  // namespace

struct Store::State {
    std::string file;
    std::unique_ptr<FolderLock> lock;
    Archive* archive = nullptr;
    sqlite3* db = nullptr;
    sqlite3_stmt* select = nullptr;
    sqlite3_stmt* insert = nullptr;
    sqlite3_stmt* charge = nullptr;
    std::mutex guard;
    std::condition_variable_any stopping;
    std::map<Digest, FinishedRun> aside;  // runs that are not kept
    bool dirty = false;
    bool reading = false;  // whether a transaction without writes is open
    std::string failure;   // error of the committer, which the next change or commit throws
    std::jthread committer;

    ~State() {
        if (committer.joinable()) {
            committer.request_stop();
            stopping.notify_all();
            committer.join();
        }
        if (dirty) sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        for (sqlite3_stmt* statement : {select, insert, charge}) sqlite3_finalize(statement);
        sqlite3_close(db);
    }

    void check(int code) const {
        if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
        throw std::runtime_error(file + ": " + sqlite3_errmsg(db));
    }
    // Prepares for a change. A transaction is open from the first change to the next commit.
    void change() {
        if (!failure.empty()) throw std::runtime_error(failure);
        if (dirty) return;
        stop_reading();
        execute("BEGIN");
        dirty = true;
    }
    void start_reading() {
        if (dirty || reading) return;
        execute("BEGIN");
        reading = true;
    }
    void stop_reading() {
        if (reading) execute("COMMIT");
        reading = false;
    }
    void step(sqlite3_stmt* statement) {
        const int code = sqlite3_step(statement);
        sqlite3_reset(statement);
        check(code);
    }
    void execute(const char* sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr));
        return statement;
    }
    template <class Visit>
    void each(const char* sql, Visit visit) {
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> rows(prepare(sql),
                                                                              sqlite3_finalize);
        int code = sqlite3_step(rows.get());
        for (; code == SQLITE_ROW; code = sqlite3_step(rows.get())) visit(rows.get());
        check(code);
    }
    // Whether the digest of a row (tally, tape, seconds, digest) is that of its key and values.
    bool is_sound(sqlite3_stmt* row, std::string_view key) const {
        const bool sound = digest_of({key, blob(row, 0), blob(row, 1)}) == blob(row, 3);
        if (!sound) tell_of_damage(file);
        return sound;
    }
    // Looks for the row of a key, and visits the row if it is not damaged.
    enum class Row { missing, damaged, sound };
    template <class Visit>
    Row visit(const Digest& key, Visit visit) {
        const std::string bytes = bytes_of(key);
        bind_bytes(select, 1, bytes);
        const int code = sqlite3_step(select);
        Row row = Row::missing;
        if (code == SQLITE_ROW) row = is_sound(select, bytes) ? Row::sound : Row::damaged;
        if (row == Row::sound) visit(select);
        sqlite3_reset(select);
        check(code);
        return row;
    }
    Row row_of(const Digest& key) {
        return visit(key, [](sqlite3_stmt*) {});
    }
    std::optional<FinishedRun> find(const Digest& key) {
        if (const auto at = aside.find(key); at != aside.end()) return at->second;
        std::optional<FinishedRun> found;
        visit(key, [&](sqlite3_stmt* row) {
            found = {key,
                     std::string(blob(row, 0)),
                     digest_from(blob(row, 1)),
                     sqlite3_column_double(row, 2),
                     "",
                     true};
        });
        return found;
    }
    // Visits every row that is not damaged, with its key.
    template <class Visit>
    void each_run(Visit visit) {
        each("SELECT tally, tape, seconds, digest, key FROM runs", [&](sqlite3_stmt* row) {
            if (is_sound(row, blob(row, 4))) visit(digest_from(blob(row, 4)), row);
        });
    }
    std::optional<FinishedRun> take_over(const Digest& key) {
        if (archive == nullptr) return std::nullopt;
        auto found = archive->find(key);
        if (found) put(key, found->tally, found->tape, found->seconds);
        return found;
    }
    void put(const Digest& key, std::string_view tally, const Digest& tape, double seconds) {
        change();
        const std::string key_bytes = bytes_of(key);
        const std::string tape_bytes = bytes_of(tape);
        bind_bytes(insert, 1, key_bytes);
        bind_bytes(insert, 2, tally);
        bind_bytes(insert, 3, tape_bytes);
        sqlite3_bind_double(insert, 4, seconds);
        bind_bytes(insert, 5, digest_of({key_bytes, tally, tape_bytes}));
        step(insert);
    }
    void commit() {
        if (!failure.empty()) throw std::runtime_error(failure);
        if (!dirty) return;
        execute("COMMIT");
        dirty = false;
    }
    void commit_now_and_then(const std::stop_token& stop) {
        using Clock = std::chrono::steady_clock;
        std::unique_lock lock_held(guard);
        Clock::duration rest = commit_at_most_every;
        while (!stop.stop_requested()) {
            stopping.wait_for(lock_held, stop, rest, [] { return false; });
            const auto start = Clock::now();
            try {
                commit();
                rest = std::clamp<Clock::duration>((Clock::now() - start) * commit_rest,
                                                   commit_at_most_every, commit_at_least_every);
            } catch (const std::exception& error) {
                failure = error.what();
            }
        }
    }
    double number(const char* sql) {
        double value = 0;
        each(sql, [&](sqlite3_stmt* row) { value = sqlite3_column_double(row, 0); });
        return value;
    }
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

std::unique_ptr<Store::State> Store::open(const std::string& file, Access access) {
    auto state = std::make_unique<State>();
    state->file = file;
    const bool memory = file == ":memory:";
    const bool writes = access == Access::write;
    if (!memory && writes) {
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        state->lock = std::make_unique<FolderLock>(file + ".lock");
    }
    // A reader may have to roll back what a killed writer left, so it opens for writing if it can.
    const int flags = SQLITE_OPEN_READWRITE | (writes ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(file.c_str(), &state->db, flags, nullptr) != SQLITE_OK && !writes) {
        sqlite3_close(state->db);
        state->check(sqlite3_open_v2(file.c_str(), &state->db, SQLITE_OPEN_READONLY, nullptr));
    }
    sqlite3_busy_timeout(state->db, 10000);
    const int format = static_cast<int>(state->number("PRAGMA user_version"));
    const bool fresh = state->number("SELECT count(*) FROM sqlite_master") == 0;
    // The process that made the file has written nothing yet.
    if (fresh && format == 0 && !writes) return open(":memory:", Access::write);
    if (format != file_format && !(fresh && writes)) {
        throw UserError({{file, "",
                          "was made by another version of mdisim, or is not a store; remove it, or "
                          "choose another folder with --out"}});
    }
    if (writes) {
        state->execute("PRAGMA journal_mode = DELETE");
        state->execute("PRAGMA synchronous = NORMAL");
        if (fresh) state->execute(layout);
        state->insert = state->prepare("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)");
        state->charge = state->prepare(
            "INSERT INTO costs VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET "
            "requests = requests + ?2, seconds = seconds + ?3");
    } else {
        state->execute("PRAGMA query_only = 1");
    }
    state->select = state->prepare("SELECT tally, tape, seconds, digest FROM runs WHERE key = ?");
    if (!memory && writes) {
        state->committer = std::jthread(
            [s = state.get()](const std::stop_token& stop) { s->commit_now_and_then(stop); });
    }
    return state;
}

Store Store::in_file(const std::string& file) { return Store(open(file, Access::write)); }
Store Store::to_read(const std::string& file) { return Store(open(file, Access::read)); }
Store Store::in_memory() { return Store(open(":memory:", Access::write)); }

Store::Reading::Reading(Store& store) : store_(store) {
    const std::lock_guard lock(store_.state_->guard);
    store_.state_->start_reading();
}
Store::Reading::~Reading() {
    const std::lock_guard lock(store_.state_->guard);
    if (!store_.state_->reading) return;
    store_.state_->reading = false;
    sqlite3_exec(store_.state_->db, "COMMIT", nullptr, nullptr, nullptr);
}

void Store::consult(Archive& archive) { state_->archive = &archive; }

bool Store::has(const Digest& key) {
    const std::lock_guard lock(state_->guard);
    return state_->aside.contains(key) || state_->row_of(key) == State::Row::sound ||
           state_->take_over(key);
}

bool Store::is_damaged(const Digest& key) {
    const std::lock_guard lock(state_->guard);
    return state_->row_of(key) == State::Row::damaged;
}

std::optional<StoredRun> Store::find(const Digest& key) {
    std::unique_lock lock(state_->guard);
    auto found = state_->find(key);
    if (!found) found = state_->take_over(key);
    lock.unlock();
    if (!found) return std::nullopt;
    return StoredRun{tally_from_bytes(found->tally), found->tape};
}

std::optional<FinishedRun> Store::read(const Digest& key) {
    const std::lock_guard lock(state_->guard);
    return state_->find(key);
}

std::vector<Digest> Store::keys() {
    const std::lock_guard lock(state_->guard);
    std::vector<Digest> keys;
    state_->each_run([&](const Digest& key, sqlite3_stmt*) { keys.push_back(key); });
    return keys;
}

void Store::put(const Digest& key, const StoredRun& run, double seconds) {
    put({key, to_bytes(run.tally), run.tape, seconds, ""});
}

void Store::put(const FinishedRun& run) {
    const std::lock_guard lock(state_->guard);
    if (run.kept) {
        state_->put(run.key, run.tally, run.tape, run.seconds);
    } else {
        state_->aside[run.key] = run;
    }
}

void Store::add_cost(const std::string& name, const Cost& cost) {
    const std::lock_guard lock(state_->guard);
    state_->change();
    bind_text(state_->charge, 1, name);
    sqlite3_bind_double(state_->charge, 2, cost.requests);
    sqlite3_bind_double(state_->charge, 3, cost.seconds);
    state_->step(state_->charge);
}

std::map<std::string, Cost> Store::costs() {
    const std::lock_guard lock(state_->guard);
    std::map<std::string, Cost> costs;
    state_->each("SELECT name, requests, seconds FROM costs", [&](sqlite3_stmt* row) {
        costs[std::string(blob(row, 0))] = {sqlite3_column_double(row, 1),
                                            sqlite3_column_double(row, 2)};
    });
    return costs;
}

void Store::set_note(const std::string& name, const std::string& value) {
    const std::lock_guard lock(state_->guard);
    state_->change();
    sqlite3_stmt* statement = state_->prepare("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)");
    bind_text(statement, 1, name);
    bind_text(statement, 2, value);
    bind_bytes(statement, 3, digest_of({name, value}));
    const int code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    state_->check(code);
}

std::map<std::string, std::string> Store::notes() {
    const std::lock_guard lock(state_->guard);
    std::map<std::string, std::string> notes;
    state_->each("SELECT name, value, digest FROM notes", [&](sqlite3_stmt* row) {
        if (digest_of({blob(row, 0), blob(row, 1)}) != blob(row, 2)) return;
        notes[std::string(blob(row, 0))] = blob(row, 1);
    });
    return notes;
}

std::vector<Digest> Store::take(Store& other) {
    for (const auto& [name, cost] : other.costs()) add_cost(name, cost);
    const std::lock_guard theirs(other.state_->guard);
    std::vector<Digest> unlike;
    other.state_->each_run([&](const Digest& key, sqlite3_stmt* row) {
        const std::string_view tally = blob(row, 0);
        const Digest tape = digest_from(blob(row, 1));
        const std::lock_guard ours(state_->guard);
        const auto known = state_->find(key);
        if (!known) {
            state_->put(key, tally, tape, sqlite3_column_double(row, 2));
        } else if (known->tally != tally || known->tape != tape) {
            unlike.push_back(key);
        }
    });
    return unlike;
}

void Store::commit() {
    const std::lock_guard lock(state_->guard);
    state_->commit();
}

uint64_t Store::rows() {
    const std::lock_guard lock(state_->guard);
    return static_cast<uint64_t>(state_->number("SELECT count(*) FROM runs"));
}

double Store::seconds_spent() {
    const std::lock_guard lock(state_->guard);
    return state_->number("SELECT total(seconds) FROM runs");
}

}  // namespace mdisim
