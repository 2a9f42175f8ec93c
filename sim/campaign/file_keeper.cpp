#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "sim/campaign/folder/folder_lock.hpp"
#include "sim/campaign/run_keeper.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/store_rows.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {
namespace {

// The committer spends about a twentieth of its time on commits, but rests at most 0.4 s between
// two commits.
constexpr auto commit_at_least_every = std::chrono::milliseconds(400);
constexpr auto commit_at_most_every = std::chrono::milliseconds(50);
constexpr int commit_rest = 20;

constexpr int file_format = 3;
constexpr auto no_store =
    "was made by another version of mdisim, or is not a store; remove it, or choose another folder "
    "with --out";

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

// What to do about an error of SQLite, as the end of a sentence; empty if nothing can be advised.
std::string advice(int code, const std::string& file) {
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
            return "; 'mdisim merge " + file +
                   " --out DIR' keeps the runs that can still be read, and without the file all "
                   "are computed again";
        case SQLITE_READONLY:
            return "; nothing may write it, or it was moved or removed while it was in use";
        case SQLITE_FULL:
        case SQLITE_IOERR:
            return "; what was committed is kept: make room on its disk, and the same command "
                   "goes on";
        case SQLITE_CANTOPEN:
            return "; is its folder there, and may it be written?";
        default:
            return "";
    }
}

// A file of SQLite. What goes wrong is a std::runtime_error that names it, or a UserError if the
// file is of another kind.
class Database {
  public:
    Database(std::string file, FileUse use) : file_(std::move(file)) {
        // A reader may have to roll back what a killed writer left, so it opens for writing if it
        // can.
        const bool writes = use == FileUse::write;
        const int flags = SQLITE_OPEN_READWRITE | (writes ? SQLITE_OPEN_CREATE : 0);
        int code = sqlite3_open_v2(file_.c_str(), &db_, flags, nullptr);
        if (code != SQLITE_OK && !writes) {
            sqlite3_close(db_);
            code = sqlite3_open_v2(file_.c_str(), &db_, SQLITE_OPEN_READONLY, nullptr);
        }
        if (code != SQLITE_OK) {
            const std::string why = sqlite3_errmsg(db_) + advice(code, file_);
            sqlite3_close(db_);
            throw std::runtime_error(file_ + ": " + why);
        }
        sqlite3_busy_timeout(db_, 10000);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { sqlite3_close(db_); }

    const std::string& file() const { return file_; }
    void check(int code) const {
        if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
        if (code == SQLITE_NOTADB) throw UserError({{file_, "", no_store}});
        throw std::runtime_error(file_ + ": " + sqlite3_errmsg(db_) + advice(code, file_));
    }
    // Whether SQLite has ended the open transaction by itself, as it does when a disk is full.
    bool has_lost_transaction() const { return sqlite3_get_autocommit(db_) != 0; }
    void execute(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
    void try_to_commit() noexcept { sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr));
        return statement;
    }
    void step(sqlite3_stmt* statement) {
        const int code = sqlite3_step(statement);
        sqlite3_reset(statement);
        check(code);
    }
    // Visits the rows of a query. Returns the code with which it ends, which is that of an error if
    // a part of the file cannot be read.
    template <class Visit>
    int each_readable(const char* sql, Visit visit) {
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> rows(prepare(sql),
                                                                              sqlite3_finalize);
        int code = sqlite3_step(rows.get());
        for (; code == SQLITE_ROW; code = sqlite3_step(rows.get())) visit(rows.get());
        return code;
    }
    template <class Visit>
    void each(const char* sql, Visit visit) {
        check(each_readable(sql, visit));
    }
    double number(const char* sql) {
        double value = 0;
        each(sql, [&](sqlite3_stmt* row) { value = sqlite3_column_double(row, 0); });
        return value;
    }

  private:
    std::string file_;
    sqlite3* db_ = nullptr;
};

class FileKeeper : public RunKeeper {
  public:
    // Requires that the file has the layout already, or is written and new.
    FileKeeper(std::unique_ptr<FolderLock> lock, std::unique_ptr<Database> db, FileUse use,
               bool fresh)
        : lock_(std::move(lock)), db_(std::move(db)) {
        if (use == FileUse::write) {
            db_->execute("PRAGMA journal_mode = DELETE");
            db_->execute("PRAGMA synchronous = NORMAL");
            if (fresh) db_->execute(layout);
            insert_ = db_->prepare("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)");
            charge_ = db_->prepare(
                "INSERT INTO costs VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET "
                "requests = requests + ?2, seconds = seconds + ?3");
        } else {
            db_->execute("PRAGMA query_only = 1");
        }
        select_ = db_->prepare("SELECT tally, tape, seconds, digest FROM runs WHERE key = ?");
        if (use == FileUse::write) {
            committer_ =
                std::jthread([this](const std::stop_token& stop) { commit_now_and_then(stop); });
        }
    }
    ~FileKeeper() override {
        if (committer_.joinable()) {
            committer_.request_stop();
            stopping_.notify_all();
            committer_.join();
        }
        if (dirty_) db_->try_to_commit();
        for (sqlite3_stmt* statement : {select_, insert_, charge_}) sqlite3_finalize(statement);
    }

    std::string file() const override { return db_->file(); }
    void start_reading() override {
        if (dirty_ || reading_) return;
        db_->execute("BEGIN");
        reading_ = true;
    }
    void end_reading() override {
        if (reading_) db_->try_to_commit();
        reading_ = false;
    }
    Row row_of(const Digest& key) override {
        return visit(key, [](sqlite3_stmt*) {});
    }
    std::optional<FinishedRun> find(const Digest& key) override {
        std::optional<FinishedRun> found;
        visit(key, [&](sqlite3_stmt* row) { found = run_in(row, key); });
        return found;
    }
    void put(const FinishedRun& run) override {
        change();
        const std::string key = bytes_of(run.key);
        const std::string tape = bytes_of(run.tape);
        bind_bytes(insert_, 1, key);
        bind_bytes(insert_, 2, run.tally);
        bind_bytes(insert_, 3, tape);
        sqlite3_bind_double(insert_, 4, run.seconds);
        bind_bytes(insert_, 5, digest_of({key, run.tally, tape}));
        db_->step(insert_);
    }
    void commit() override {
        if (!failure_.empty()) throw std::runtime_error(failure_);
        if (!dirty_) return;
        if (db_->has_lost_transaction()) {
            failure_ = db_->file() + ": the last runs could not be written" +
                       advice(SQLITE_FULL, db_->file());
            throw std::runtime_error(failure_);
        }
        db_->execute("COMMIT");
        dirty_ = false;
    }
    void each_run(const Visitor& visit) override {
        const int code = db_->each_readable(every_run, [&](sqlite3_stmt* row) {
            if (is_sound(row, blob(row, 4))) visit(run_in(row, digest_from(blob(row, 4))));
        });
        if (code != SQLITE_CORRUPT) return db_->check(code);
        tell_of_damage(db_->file());
    }
    std::vector<std::string> damage() override {
        size_t all = 0;
        size_t runs = 0;
        size_t notes = 0;
        db_->each(every_run, [&](sqlite3_stmt* row) {
            ++all;
            runs += !matches(row, blob(row, 4));
        });
        db_->each(every_note, [&](sqlite3_stmt* row) { notes += !is_sound_note(row); });
        std::vector<std::string> found;
        if (runs > 0) {
            found.push_back(std::to_string(runs) + " of its " + counted(all, "run") +
                            " differ from their digests");
        }
        if (notes > 0) found.push_back(counted(notes, "note") + " in it differ from their digests");
        db_->each("PRAGMA integrity_check(1)", [&](sqlite3_stmt* row) {
            if (blob(row, 0) != "ok") found.push_back("SQLite says: " + std::string(blob(row, 0)));
        });
        return found;
    }
    uint64_t rows() override {
        return static_cast<uint64_t>(db_->number("SELECT count(*) FROM runs"));
    }
    double seconds_spent() override { return db_->number("SELECT total(seconds) FROM runs"); }

    void add_cost(const std::string& name, const Cost& cost) override {
        change();
        bind_text(charge_, 1, name);
        sqlite3_bind_double(charge_, 2, cost.requests);
        sqlite3_bind_double(charge_, 3, cost.seconds);
        db_->step(charge_);
    }
    std::map<std::string, Cost> costs() override {
        std::map<std::string, Cost> costs;
        db_->each("SELECT name, requests, seconds FROM costs", [&](sqlite3_stmt* row) {
            costs[std::string(blob(row, 0))] = {sqlite3_column_double(row, 1),
                                                sqlite3_column_double(row, 2)};
        });
        return costs;
    }
    void set_note(const std::string& name, const std::string& value) override {
        change();
        sqlite3_stmt* statement = db_->prepare("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)");
        bind_text(statement, 1, name);
        bind_text(statement, 2, value);
        bind_bytes(statement, 3, digest_of({name, value}));
        const int code = sqlite3_step(statement);
        sqlite3_finalize(statement);
        db_->check(code);
    }
    std::map<std::string, std::string> notes() override {
        std::map<std::string, std::string> notes;
        db_->each(every_note, [&](sqlite3_stmt* row) {
            if (is_sound_note(row)) notes[std::string(blob(row, 0))] = blob(row, 1);
        });
        return notes;
    }

  private:
    static constexpr auto every_run = "SELECT tally, tape, seconds, digest, key FROM runs";
    static constexpr auto every_note = "SELECT name, value, digest FROM notes";

    // The run in a row (tally, tape, seconds, ...).
    static FinishedRun run_in(sqlite3_stmt* row, const Digest& key) {
        return {key,
                std::string(blob(row, 0)),
                digest_from(blob(row, 1)),
                sqlite3_column_double(row, 2),
                "",
                true};
    }
    // Prepares for a change. A transaction is open from the first change to the next commit.
    void change() {
        if (!failure_.empty()) throw std::runtime_error(failure_);
        if (dirty_) return;
        if (reading_) db_->execute("COMMIT");
        reading_ = false;
        db_->execute("BEGIN");
        dirty_ = true;
    }
    // Whether the digest of a row (tally, tape, seconds, digest) is that of its key and values.
    static bool matches(sqlite3_stmt* row, std::string_view key) {
        return digest_of({key, blob(row, 0), blob(row, 1)}) == blob(row, 3);
    }
    static bool is_sound_note(sqlite3_stmt* row) {
        return digest_of({blob(row, 0), blob(row, 1)}) == blob(row, 2);
    }
    bool is_sound(sqlite3_stmt* row, std::string_view key) const {
        const bool sound = matches(row, key);
        if (!sound) tell_of_damage(db_->file());
        return sound;
    }
    // Looks for the row of a key, and visits the row if it is not damaged.
    template <class Visit>
    Row visit(const Digest& key, Visit visit) {
        const std::string bytes = bytes_of(key);
        bind_bytes(select_, 1, bytes);
        const int code = sqlite3_step(select_);
        Row row = Row::missing;
        if (code == SQLITE_ROW) row = is_sound(select_, bytes) ? Row::sound : Row::damaged;
        if (row == Row::sound) visit(select_);
        sqlite3_reset(select_);
        if (code == SQLITE_CORRUPT) {
            tell_of_damage(db_->file());
            return Row::damaged;
        }
        db_->check(code);
        return row;
    }
    void commit_now_and_then(const std::stop_token& stop) {
        using Clock = std::chrono::steady_clock;
        std::unique_lock lock_held(guard);
        Clock::duration rest = commit_at_most_every;
        while (!stop.stop_requested()) {
            stopping_.wait_for(lock_held, stop, rest, [] { return false; });
            const auto start = Clock::now();
            try {
                commit();
                rest = std::clamp<Clock::duration>((Clock::now() - start) * commit_rest,
                                                   commit_at_most_every, commit_at_least_every);
            } catch (const std::exception& error) {
                failure_ = error.what();
            }
        }
    }

    std::unique_ptr<FolderLock> lock_;
    std::unique_ptr<Database> db_;
    sqlite3_stmt* select_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    sqlite3_stmt* charge_ = nullptr;
    std::condition_variable_any stopping_;
    bool dirty_ = false;
    bool reading_ = false;  // whether a transaction without writes is open
    std::string failure_;   // error of the committer, which the next change or commit throws
    std::jthread committer_;
};

}  // namespace

std::unique_ptr<RunKeeper> keeper_in_file(const std::string& file, FileUse use) {
    const bool writes = use == FileUse::write;
    std::unique_ptr<FolderLock> lock;
    if (writes) {
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        lock = std::make_unique<FolderLock>(lock_file(file));
    }
    auto db = std::make_unique<Database>(file, use);
    const int format = static_cast<int>(db->number("PRAGMA user_version"));
    const bool fresh = db->number("SELECT count(*) FROM sqlite_master") == 0;
    // The process that made the file has written nothing yet.
    if (fresh && format == 0 && !writes) return keeper_in_memory();
    if (format != file_format && !(fresh && writes)) {
        throw UserError({{file, "", no_store}});
    }
    return std::make_unique<FileKeeper>(std::move(lock), std::move(db), use, fresh);
}

}  // namespace mdisim
