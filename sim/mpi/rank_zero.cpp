#include "sim/mpi/rank_zero.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/campaign/identity.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_bytes.hpp"
#include "sim/describe/error.hpp"
#include "sim/mpi/hand.hpp"
#include "sim/mpi/letters.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr double seconds_in_hand = 0.03;
constexpr size_t most_tasks_of_thread = 256;

std::string name_of_rank(int rank, const std::string& host) {
    return "rank " + std::to_string(rank) + " on " + host;
}

}  // namespace

RankZero::RankZero(Mail& mail) : mail_(mail), hands_(static_cast<size_t>(mail.ranks())) {
    hear_hello({0, letter_hello, hello_of_this_rank()});
    for (int heard = 1; heard < mail.ranks(); ++heard) hear_hello(mail_.wait());
    share_cores();
}

void RankZero::hear_hello(const Letter& letter) {
    const Hello hello = read_hello(letter.bytes);
    hands_[static_cast<size_t>(letter.from)] = {hello.host, hello.cores, hello.bound};
    const std::vector<std::string> unlike = differences(identity_of_program(), hello.program);
    if (unlike.empty()) return;
    throw UserError(
        {{name_of_rank(letter.from, hello.host), "", unlike.front() + " than that of rank 0"}});
}

// Ranks that were put onto the same host without cores of their own share what there are.
void RankZero::share_cores() {
    for (Hand& hand : hands_) {
        const auto here = std::count_if(hands_.begin(), hands_.end(),
                                        [&](const Hand& other) { return other.host == hand.host; });
        const unsigned sharing = hand.bound ? 1 : static_cast<unsigned>(here);
        hand.threads = std::max(1u, hand.cores / sharing);
    }
}

RemoteWorkers RankZero::remote_workers() {
    return {hands_.front().threads, [this](TaskQueue& queue) { lead(queue); }};
}

void RankZero::dismiss() { tell_all(letter_leave, ""); }

size_t RankZero::Hand::room() const {
    const double each = finished == 0 ? 1 : seconds / static_cast<double>(finished);
    const auto quick = static_cast<size_t>(
        std::min(seconds_in_hand / std::max(each, 1e-9), double{most_tasks_of_thread}));
    const size_t wanted = threads + 1 + quick * threads;
    return wanted > tasks ? wanted - tasks : 0;
}

void RankZero::lead(TaskQueue& queue) {
    if (queue.tasks() == 0 || hands_.size() == 1) return;
    leading_ = true;
    describe(queue);
    bool told_to_stop = false;
    for (;;) {
        if (queue.stopped() && !told_to_stop) {
            queue.save();
            tell_all(letter_stop, "");
            told_to_stop = true;
        }
        const bool gave = hand_out(queue);
        if (!gave && given_.empty()) break;
        if (const auto letter = mail_.receive()) {
            take_in(queue, *letter);
        } else {
            mail_.rest();
        }
    }
    tell_all(letter_done, "");
    leading_ = false;
}

void RankZero::describe(const TaskQueue& queue) {
    const Scenario& scenario = queue.scenario();
    const CampaignOptions& options = queue.options();
    for (size_t rank = 1; rank < hands_.size(); ++rank) {
        Hand& hand = hands_[rank];
        if (options.jobs > 0) hand.threads = options.jobs;
        hand.tasks = 0;
        hand.finished = 0;
        hand.seconds = 0;
        const Assignment assignment = {scenario.name(),
                                       scenario.file(),
                                       dump(scenario.written_out()),
                                       options.path,
                                       hand.threads,
                                       options.crashes != nullptr ? options.crashes->file() : ""};
        mail_.send(static_cast<int>(rank), letter_scenario, to_bytes(assignment));
    }
}

// One round: everybody who has room gets a task. Says whether somebody did.
bool RankZero::hand_out(TaskQueue& queue) {
    bool gave = false;
    for (size_t rank = 1; rank < hands_.size(); ++rank) {
        Hand& hand = hands_[rank];
        if (hand.room() == 0) continue;
        auto task = queue.next();
        if (!task) return gave;
        const uint64_t number = next_number_++;
        mail_.send(static_cast<int>(rank), letter_task,
                   to_bytes(NumberedOrder{number, task->order}));
        given_.emplace(number, Given{static_cast<int>(rank), std::move(*task)});
        ++hand.tasks;
        gave = true;
    }
    return gave;
}

void RankZero::take_in(TaskQueue& queue, const Letter& letter) {
    Hand& hand = hands_[static_cast<size_t>(letter.from)];
    if (letter.kind == letter_failure) {
        throw std::runtime_error(name_of_rank(letter.from, hand.host) + ": " + letter.bytes);
    }
    const NumberedRuns result = read_runs(letter.bytes);
    const auto at = given_.find(result.number);
    if (at == given_.end()) throw std::runtime_error("a task was answered twice");
    for (const FinishedRun& run : result.runs) {
        queue.keep(at->second.task, run);
        hand.seconds += run.seconds;
    }
    if (!result.runs.empty()) queue.finish(at->second.task);
    ++hand.finished;
    --hand.tasks;
    given_.erase(at);
}

void RankZero::tell_all(char kind, const std::string& bytes) {
    for (size_t rank = 1; rank < hands_.size(); ++rank) {
        mail_.send(static_cast<int>(rank), kind, bytes);
    }
}

}  // namespace mdisim
