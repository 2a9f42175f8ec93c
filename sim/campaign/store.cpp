#include "sim/campaign/store.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "sim/describe/error.hpp"
#include "sim/measure/tally_bytes.hpp"

namespace mdisim {
namespace {

// Committing takes at most about a twentieth of the time, and happens twice a second anyway.
constexpr auto commit_at_least_every = std::chrono::milliseconds(400);
constexpr auto commit_at_most_every = std::chrono::milliseconds(50);
constexpr int commit_rest = 20;

constexpr auto tables = R"(
    CREATE TABLE IF NOT EXISTS runs (
        key BLOB PRIMARY KEY, tally BLOB NOT NULL, tape BLOB NOT NULL, seconds REAL NOT NULL
    ) WITHOUT ROWID;
)";

std::string bytes_of(const Digest& digest) {
    std::string bytes(16, '\0');
    for (size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<char>(digest.high >> (56 - 8 * i));
        bytes[8 + i] = static_cast<char>(digest.low >> (56 - 8 * i));
    }
    return bytes;
}

Digest digest_from(std::string_view bytes) {
    Digest digest;
    for (size_t i = 0; i < 8 && bytes.size() == 16; ++i) {
        digest.high = digest.high << 8 | static_cast<uint8_t>(bytes[i]);
        digest.low = digest.low << 8 | static_cast<uint8_t>(bytes[8 + i]);
    }
    return digest;
}

// The file lock that keeps a second process out; it goes when the process does, however it goes.
class FolderLock {
  public:
    explicit FolderLock(const std::string& file)
        : fd_(::open(file.c_str(), O_RDWR | O_CREAT, 0666)) {
        if (fd_ < 0) throw std::runtime_error("cannot open " + file + " for writing");
        struct flock whole {};
        whole.l_type = F_WRLCK;
        whole.l_whence = SEEK_SET;
        if (fcntl(fd_, F_SETLK, &whole) == 0) return;
        ::close(fd_);
        throw UserError({{file, "",
                          "another mdisim is writing these results; wait for it, or choose "
                          "another folder with --out"}});
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { ::close(fd_); }

  private:
    int fd_;
};

}  // namespace

struct Store::State {
    std::string file;
    std::unique_ptr<FolderLock> lock;
    sqlite3* db = nullptr;
    sqlite3_stmt* select = nullptr;
    sqlite3_stmt* exists = nullptr;
    sqlite3_stmt* insert = nullptr;
    std::mutex guard;
    std::condition_variable_any stopping;
    bool dirty = false;
    std::string failure;  // of the committer, told at the next call
    std::jthread committer;

    ~State() {
        if (committer.joinable()) {
            committer.request_stop();
            stopping.notify_all();
            committer.join();
        }
        if (dirty) sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        for (sqlite3_stmt* statement : {select, exists, insert}) sqlite3_finalize(statement);
        sqlite3_close(db);
    }

    void check(int code) const {
        if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
        throw std::runtime_error(file + ": " + sqlite3_errmsg(db));
    }
    void execute(const char* sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr));
        return statement;
    }
    static void bind(sqlite3_stmt* statement, int place, const std::string& bytes) {
        sqlite3_bind_blob(statement, place, bytes.data(), static_cast<int>(bytes.size()),
                          SQLITE_TRANSIENT);
    }
    static std::string_view blob(sqlite3_stmt* statement, int column) {
        return {static_cast<const char*>(sqlite3_column_blob(statement, column)),
                static_cast<size_t>(sqlite3_column_bytes(statement, column))};
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
        sqlite3_stmt* statement = prepare(sql);
        check(sqlite3_step(statement));
        const double value = sqlite3_column_double(statement, 0);
        sqlite3_finalize(statement);
        return value;
    }
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

std::unique_ptr<Store::State> Store::open(const std::string& file) {
    auto state = std::make_unique<State>();
    state->file = file;
    const bool memory = file == ":memory:";
    if (!memory) {
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        state->lock = std::make_unique<FolderLock>(file + ".lock");
    }
    state->check(sqlite3_open(file.c_str(), &state->db));
    sqlite3_busy_timeout(state->db, 10000);
    state->execute("PRAGMA journal_mode = DELETE");
    state->execute("PRAGMA synchronous = NORMAL");
    state->execute(tables);
    state->select = state->prepare("SELECT tally, tape FROM runs WHERE key = ?");
    state->exists = state->prepare("SELECT 1 FROM runs WHERE key = ?");
    state->insert = state->prepare("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)");
    if (!memory) {
        state->committer = std::jthread(
            [s = state.get()](const std::stop_token& stop) { s->commit_now_and_then(stop); });
    }
    return state;
}

Store Store::in_file(const std::string& file) { return Store(open(file)); }
Store Store::in_memory() { return Store(open(":memory:")); }

bool Store::has(const Digest& key) {
    const std::lock_guard lock(state_->guard);
    State::bind(state_->exists, 1, bytes_of(key));
    const int code = sqlite3_step(state_->exists);
    state_->check(code);
    sqlite3_reset(state_->exists);
    return code == SQLITE_ROW;
}

std::optional<StoredRun> Store::find(const Digest& key) {
    std::string tally;
    Digest tape;
    {
        const std::lock_guard lock(state_->guard);
        State::bind(state_->select, 1, bytes_of(key));
        const int code = sqlite3_step(state_->select);
        state_->check(code);
        if (code == SQLITE_ROW) {
            tally = State::blob(state_->select, 0);
            tape = digest_from(State::blob(state_->select, 1));
        }
        sqlite3_reset(state_->select);
        if (code != SQLITE_ROW) return std::nullopt;
    }
    return StoredRun{tally_from_bytes(tally), tape};
}

void Store::put(const Digest& key, const StoredRun& run, double seconds) {
    const std::string tally = to_bytes(run.tally);
    const std::lock_guard lock(state_->guard);
    if (!state_->failure.empty()) throw std::runtime_error(state_->failure);
    if (!state_->dirty) state_->execute("BEGIN");
    state_->dirty = true;
    State::bind(state_->insert, 1, bytes_of(key));
    State::bind(state_->insert, 2, tally);
    State::bind(state_->insert, 3, bytes_of(run.tape));
    sqlite3_bind_double(state_->insert, 4, seconds);
    const int code = sqlite3_step(state_->insert);
    sqlite3_reset(state_->insert);
    state_->check(code);
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

std::string Store::canonical_dump() {
    const std::lock_guard lock(state_->guard);
    sqlite3_stmt* all = state_->prepare("SELECT key, tally, tape FROM runs ORDER BY key");
    std::string text;
    for (int code = sqlite3_step(all); code == SQLITE_ROW; code = sqlite3_step(all)) {
        Hasher hasher;
        hasher.absorb(State::blob(all, 1));
        text += digest_from(State::blob(all, 0)).hex() + ' ' + hasher.digest().hex() + ' ' +
                digest_from(State::blob(all, 2)).hex() + '\n';
    }
    sqlite3_finalize(all);
    return text;
}

}  // namespace mdisim
