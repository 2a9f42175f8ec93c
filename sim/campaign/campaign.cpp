#include "sim/campaign/campaign.hpp"

#include <algorithm>
#include <thread>

#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/work.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

void compute_tasks(TaskQueue& queue) {
    const CrashLog::ThreadWatch watch;
    while (const auto task = queue.next()) {
        task->open->compute(task->order, [&](const FinishedRun& run) { queue.keep(*task, run); });
        queue.finish(*task);
    }
}

}  // namespace

WorkAmount run_campaign(const Scenario& scenario, Store& store, const CampaignOptions& options) {
    TaskQueue queue(scenario, store, options);
    const RemoteWorkers* remote = options.remote;
    const unsigned jobs =
        options.jobs == 0 && remote != nullptr ? remote->own_threads : options.jobs;
    const size_t computing = std::min(threads_for(jobs), queue.tasks());
    const auto leader = std::this_thread::get_id();
    try {
        on_threads(computing + (remote != nullptr ? 1 : 0), [&] {
            try {
                const bool leads = remote != nullptr && std::this_thread::get_id() == leader;
                leads ? remote->lead(queue) : compute_tasks(queue);
            } catch (...) {
                queue.fail();
                throw;
            }
        });
    } catch (...) {
        store.commit();
        throw;
    }
    store.commit();
    if (queue.asked_to_stop()) throw Interrupted();
    return queue.take_amount();
}

}  // namespace mdisim
