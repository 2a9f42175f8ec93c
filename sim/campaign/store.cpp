#include "sim/campaign/store.hpp"

#include <mutex>
#include <utility>

#include "sim/campaign/archive.hpp"
#include "sim/campaign/run_keeper.hpp"
#include "sim/measure/tally_bytes.hpp"

namespace mdisim {

struct Store::State {
    std::unique_ptr<RunKeeper> keeper;
    Archive* archive = nullptr;
    std::map<Digest, FinishedRun> aside{};  // runs that are not kept

    std::optional<FinishedRun> find(const Digest& key) {
        if (const auto at = aside.find(key); at != aside.end()) return at->second;
        return keeper->find(key);
    }
    std::optional<FinishedRun> take_over(const Digest& key) {
        if (archive == nullptr) return std::nullopt;
        auto found = archive->find(key);
        if (found) keeper->put(*found);
        return found;
    }
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::in_file(const std::string& file) {
    return Store(std::make_unique<State>(State{keeper_in_file(file, FileUse::write)}));
}
Store Store::to_read(const std::string& file) {
    return Store(std::make_unique<State>(State{keeper_in_file(file, FileUse::read)}));
}
Store Store::in_memory() { return Store(std::make_unique<State>(State{keeper_in_memory()})); }

std::string Store::file() const { return state_->keeper->file(); }

std::unique_lock<std::mutex> Store::held() const { return std::unique_lock(state_->keeper->guard); }

Store::Reading::Reading(Store& store) : store_(store) {
    const auto lock = store_.held();
    store_.state_->keeper->start_reading();
}
Store::Reading::~Reading() {
    const auto lock = store_.held();
    store_.state_->keeper->end_reading();
}

void Store::consult(Archive& archive) { state_->archive = &archive; }

bool Store::has(const Digest& key) {
    const auto lock = held();
    return state_->aside.contains(key) || state_->keeper->row_of(key) == RunKeeper::Row::sound ||
           state_->take_over(key);
}

bool Store::is_damaged(const Digest& key) {
    const auto lock = held();
    return state_->keeper->row_of(key) == RunKeeper::Row::damaged;
}

std::optional<StoredRun> Store::find(const Digest& key) {
    auto lock = held();
    auto found = state_->find(key);
    if (!found) found = state_->take_over(key);
    lock.unlock();
    if (!found) return std::nullopt;
    return StoredRun{tally_from_bytes(found->tally), found->tape};
}

std::optional<FinishedRun> Store::read(const Digest& key) {
    const auto lock = held();
    return state_->find(key);
}

std::vector<Digest> Store::keys() {
    const auto lock = held();
    std::vector<Digest> keys;
    state_->keeper->each_run([&](const FinishedRun& run) { keys.push_back(run.key); });
    return keys;
}

std::vector<std::string> Store::damage() {
    const auto lock = held();
    return state_->keeper->damage();
}

void Store::put(const Digest& key, const StoredRun& run, double seconds) {
    put({key, to_bytes(run.tally), run.tape, seconds, ""});
}

void Store::put(const FinishedRun& run) {
    const auto lock = held();
    if (run.kept) {
        state_->keeper->put(run);
    } else {
        state_->aside[run.key] = run;
    }
}

void Store::add_cost(const std::string& name, const Cost& cost) {
    const auto lock = held();
    state_->keeper->add_cost(name, cost);
}

std::map<std::string, Cost> Store::costs() {
    const auto lock = held();
    return state_->keeper->costs();
}

void Store::set_note(const std::string& name, const std::string& value) {
    const auto lock = held();
    state_->keeper->set_note(name, value);
}

std::map<std::string, std::string> Store::notes() {
    const auto lock = held();
    return state_->keeper->notes();
}

std::vector<Digest> Store::take(Store& other) {
    for (const auto& [name, cost] : other.costs()) add_cost(name, cost);
    const auto theirs = other.held();
    std::vector<Digest> unlike;
    other.state_->keeper->each_run([&](const FinishedRun& run) {
        const auto ours = held();
        const auto known = state_->find(run.key);
        if (!known) {
            state_->keeper->put(run);
        } else if (known->tally != run.tally || known->tape != run.tape) {
            unlike.push_back(run.key);
        }
    });
    return unlike;
}

void Store::commit() {
    const auto lock = held();
    state_->keeper->commit();
}

uint64_t Store::rows() {
    const auto lock = held();
    return state_->keeper->rows();
}

double Store::seconds_spent() {
    const auto lock = held();
    return state_->keeper->seconds_spent();
}

}  // namespace mdisim
