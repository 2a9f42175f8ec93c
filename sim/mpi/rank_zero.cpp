#include "sim/mpi/rank_zero.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/campaign/identity/identity.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_bytes.hpp"
#include "sim/describe/error.hpp"
#include "sim/mpi/message_kinds.hpp"
#include "sim/mpi/worker_rank.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr double seconds_queued = 0.03;
constexpr size_t most_tasks_of_thread = 256;

std::string name_of_rank(int rank, const std::string& host) {
    return "rank " + std::to_string(rank) + " on " + host;
}

}  // namespace

RankZero::RankZero(Messenger& messenger)
    : messenger_(messenger), workers_(static_cast<size_t>(messenger.ranks())) {
    receive_hello({0, message_hello, hello_of_this_rank()});
    for (int heard = 1; heard < messenger.ranks(); ++heard) receive_hello(messenger_.wait());
    share_cores();
}

void RankZero::receive_hello(const Message& message) {
    const Hello hello = read_hello(message.bytes);
    workers_[static_cast<size_t>(message.from)] = {hello.host, hello.cores, hello.bound};
    const std::vector<std::string> unlike = differences(identity_of_program(), hello.program);
    if (unlike.empty()) return;
    throw UserError(
        {{name_of_rank(message.from, hello.host), "", unlike.front() + " than that of rank 0"}});
}

// Ranks on one host share its cores. A rank that is bound to some of the cores has those for
// itself.
void RankZero::share_cores() {
    for (Worker& worker : workers_) {
        const auto here = std::count_if(workers_.begin(), workers_.end(), [&](const Worker& other) {
            return other.host == worker.host;
        });
        const unsigned sharing = worker.bound ? 1 : static_cast<unsigned>(here);
        worker.threads = std::max(1u, worker.cores / sharing);
    }
}

RemoteWorkers RankZero::remote_workers() {
    return {workers_.front().threads, [this](TaskQueue& queue) { lead(queue); }};
}

void RankZero::dismiss() { tell_all(message_leave, ""); }

size_t RankZero::Worker::room() const {
    const double each = finished == 0 ? 1 : seconds / static_cast<double>(finished);
    const auto quick = static_cast<size_t>(
        std::min(seconds_queued / std::max(each, 1e-9), double{most_tasks_of_thread}));
    const size_t wanted = threads + 1 + quick * threads;
    return wanted > tasks ? wanted - tasks : 0;
}

void RankZero::lead(TaskQueue& queue) {
    if (queue.tasks() == 0 || workers_.size() == 1) return;
    leading_ = true;
    describe(queue);
    bool stop_sent = false;
    for (;;) {
        if (queue.stopped() && !stop_sent) {
            queue.save();
            tell_all(message_stop, "");
            stop_sent = true;
        }
        const bool gave = hand_out(queue);
        if (!gave && given_.empty()) break;
        if (const auto message = messenger_.receive()) {
            take_in(queue, *message);
        } else {
            messenger_.rest();
        }
    }
    tell_all(message_done, "");
    leading_ = false;
}

void RankZero::describe(const TaskQueue& queue) {
    const Scenario& scenario = queue.scenario();
    const CampaignOptions& options = queue.options();
    for (size_t rank = 1; rank < workers_.size(); ++rank) {
        Worker& worker = workers_[rank];
        if (options.jobs > 0) worker.threads = options.jobs;
        worker.tasks = 0;
        worker.finished = 0;
        worker.seconds = 0;
        const Assignment assignment = {scenario.name(),
                                       scenario.file(),
                                       dump(scenario.written_out()),
                                       options.path,
                                       worker.threads,
                                       options.crashes != nullptr ? options.crashes->file() : ""};
        messenger_.send(static_cast<int>(rank), message_scenario, to_bytes(assignment));
    }
}

// Sends a task to each worker that has room for one. Returns whether it sent any.
bool RankZero::hand_out(TaskQueue& queue) {
    bool gave = false;
    for (size_t rank = 1; rank < workers_.size(); ++rank) {
        Worker& worker = workers_[rank];
        if (worker.room() == 0) continue;
        auto task = queue.next();
        if (!task) return gave;
        const uint64_t number = next_number_++;
        messenger_.send(static_cast<int>(rank), message_task,
                        to_bytes(NumberedOrder{number, task->order}));
        given_.emplace(number, Given{static_cast<int>(rank), std::move(*task)});
        ++worker.tasks;
        gave = true;
    }
    return gave;
}

void RankZero::take_in(TaskQueue& queue, const Message& message) {
    Worker& worker = workers_[static_cast<size_t>(message.from)];
    if (message.kind == message_failure) {
        throw std::runtime_error(name_of_rank(message.from, worker.host) + ": " + message.bytes);
    }
    const NumberedRuns result = read_runs(message.bytes);
    const auto at = given_.find(result.number);
    if (at == given_.end()) throw std::runtime_error("a task was answered twice");
    for (const FinishedRun& run : result.runs) {
        queue.keep(at->second.task, run);
        worker.seconds += run.seconds;
    }
    if (!result.runs.empty()) queue.finish(at->second.task);
    ++worker.finished;
    --worker.tasks;
    given_.erase(at);
}

void RankZero::tell_all(char kind, const std::string& bytes) {
    for (size_t rank = 1; rank < workers_.size(); ++rank) {
        messenger_.send(static_cast<int>(rank), kind, bytes);
    }
}

}  // namespace mdisim
