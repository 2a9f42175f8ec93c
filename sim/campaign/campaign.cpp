#include "sim/campaign/campaign.hpp"

#include <thread>

#include "sim/campaign/parallel.hpp"

namespace mdisim {
namespace {

void compute_tasks(Desk& desk) {
    const CrashLog::ThreadWatch watch;
    while (const auto task = desk.next()) {
        task->open->compute(task->order, [&](const FinishedRun& run) { desk.keep(*task, run); });
        desk.finish(*task);
    }
}

}  // namespace

Outlook run_campaign(const Scenario& scenario, Store& store, const CampaignOptions& options) {
    Desk desk(scenario, store, options);
    const Crew* crew = options.crew;
    const unsigned jobs = options.jobs == 0 && crew != nullptr ? crew->own_threads : options.jobs;
    const size_t computing = std::min(threads_for(jobs), desk.tasks());
    const auto leader = std::this_thread::get_id();
    try {
        on_threads(computing + (crew != nullptr ? 1 : 0), [&] {
            try {
                const bool leads = crew != nullptr && std::this_thread::get_id() == leader;
                leads ? crew->lead(desk) : compute_tasks(desk);
            } catch (...) {
                desk.fail();
                throw;
            }
        });
    } catch (...) {
        store.commit();
        throw;
    }
    store.commit();
    if (desk.asked_to_stop()) throw Interrupted();
    return desk.take_outlook();
}

}  // namespace mdisim
