#include "sim/mpi/worker_rank.hpp"

#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/task_bytes.hpp"
#include "sim/campaign/task_runner.hpp"
#include "sim/describe/error.hpp"
#include "sim/mpi/message_kinds.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

struct Outgoing {
    char kind;
    std::string bytes;
};

// Threads that compute the orders of a queue, and the messages to rank 0 that answer the orders.
class Workers {
  public:
    explicit Workers(const Assignment& assignment)
        : scenario_(
              scenario_of({assignment.name, assignment.resolved, "", "", ""}, assignment.file)),
          runner_(scenario_, assignment.path),
          crashes_(assignment.crashes) {
        if (!assignment.crashes.empty()) crashes_.watch_process();
        for (unsigned t = 0; t < assignment.threads; ++t) {
            threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
        }
    }

    void give(const NumberedOrder& order) {
        const std::lock_guard lock(guard_);
        orders_.push_back(order);
        more_.notify_one();
    }
    // Removes the orders that no thread has begun. The answer to each is a list without runs.
    void stop() {
        const std::lock_guard lock(guard_);
        for (const NumberedOrder& order : orders_) {
            outgoing_.push_back({message_runs, to_bytes(NumberedRuns{order.number, {}})});
        }
        orders_.clear();
    }
    std::optional<Outgoing> take_outgoing() {
        const std::lock_guard lock(guard_);
        if (outgoing_.empty()) return std::nullopt;
        Outgoing first = std::move(outgoing_.front());
        outgoing_.pop_front();
        return first;
    }

  private:
    void work(const std::stop_token& stop) {
        const CrashLog::ThreadWatch watch;
        while (const auto order = next(stop)) {
            Outgoing outgoing;
            try {
                outgoing = {message_runs,
                            to_bytes(NumberedRuns{order->number, runner_.compute(order->order)})};
            } catch (const std::exception& error) {
                outgoing = {message_failure, error.what()};
            }
            const std::lock_guard lock(guard_);
            outgoing_.push_back(std::move(outgoing));
        }
    }
    std::optional<NumberedOrder> next(const std::stop_token& stop) {
        std::unique_lock lock(guard_);
        if (!more_.wait(lock, stop, [this] { return !orders_.empty(); })) return std::nullopt;
        const NumberedOrder order = orders_.front();
        orders_.pop_front();
        return order;
    }

    Scenario scenario_;
    TaskRunner runner_;
    CrashLog crashes_;
    std::mutex guard_;
    std::condition_variable_any more_;
    std::deque<NumberedOrder> orders_;
    std::deque<Outgoing> outgoing_;
    std::vector<std::jthread> threads_;  // the last member, so that threads end first
};

// Does what a message of rank 0 asks for. Returns false if the message dismisses this rank.
bool obey(const Message& message, std::unique_ptr<Workers>& workers) {
    switch (message.kind) {
        case message_scenario:
            workers = std::make_unique<Workers>(read_assignment(message.bytes));
            return true;
        case message_task:
            if (workers) workers->give(read_order(message.bytes));
            return true;
        case message_stop:
            if (workers) workers->stop();
            return true;
        case message_done:
            workers.reset();
            return true;
        default:
            return message.kind != message_leave;
    }
}

unsigned cores_of_host() {
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? static_cast<unsigned>(online) : 1;
}

}  // namespace

std::string hello_of_this_rank() {
    const auto cores = static_cast<unsigned>(threads_for(0));
    const Identity program = identity_of_program();
    return to_bytes(std::vector<std::string>{Messenger::host(), std::to_string(cores),
                                             cores < cores_of_host() ? "bound" : "", program.layout,
                                             program.sources, program.canary});
}

Hello read_hello(std::string_view bytes) {
    const std::vector<std::string> words = read_words(bytes);
    Hello hello{words.at(0), static_cast<unsigned>(std::stoul(words.at(1))), !words.at(2).empty(),
                identity_of_program()};
    hello.program.layout = words.at(3);
    hello.program.sources = words.at(4);
    hello.program.canary = words.at(5);
    return hello;
}

std::string to_bytes(const Assignment& a) {
    return to_bytes(std::vector<std::string>{a.name, a.file, a.resolved,
                                             a.path == Path::automatic ? "" : "events",
                                             std::to_string(a.threads), a.crashes});
}

Assignment read_assignment(std::string_view bytes) {
    const std::vector<std::string> words = read_words(bytes);
    return {words.at(0),
            words.at(1),
            words.at(2),
            words.at(3).empty() ? Path::automatic : Path::events,
            static_cast<unsigned>(std::stoul(words.at(4))),
            words.at(5)};
}

void run_worker_rank(Messenger& messenger) {
    messenger.send(0, message_hello, hello_of_this_rank());
    std::unique_ptr<Workers> workers;
    for (bool stays = true; stays;) {
        bool idle = true;
        if (const auto message = messenger.receive()) {
            idle = false;
            try {
                stays = obey(*message, workers);
            } catch (const std::exception& error) {
                messenger.send(0, message_failure, error.what());
            }
        }
        while (workers) {
            auto outgoing = workers->take_outgoing();
            if (!outgoing) break;
            idle = false;
            messenger.send(0, outgoing->kind, std::move(outgoing->bytes));
        }
        if (idle) messenger.rest();
    }
}

}  // namespace mdisim
