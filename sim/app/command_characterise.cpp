#include <iomanip>
#include <iostream>
#include <thread>

#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/campaign/tables.hpp"

namespace mdisim {
namespace {

std::shared_ptr<const Characterisation> made(const Point& point, Store& store, unsigned jobs) {
    Tables tables(store);
    {
        std::vector<std::jthread> workers;
        for (unsigned w = 1; w < jobs; ++w) {
            workers.emplace_back([&] {
                try {
                    tables.of(point);
                } catch (...) {  // the same is thrown below
                }
            });
        }
    }
    return tables.of(point);
}

void print(const Characterisation& table, const Point& point) {
    std::cout << "model,replicas,threads,rate_per_s,requests,latency_ms_p50,latency_ms_p99,"
                 "attainment\n"
              << std::setprecision(12);
    const double sla_ms = point.setting.sla_ms;
    for (const Characterisation::Series& s : table.series()) {
        for (const Characterisation::Trial& t : s.trials) {
            std::cout << point.world->models().names()[s.model] << ',' << s.on.replicas << ','
                      << s.on.threads << ',' << t.rate_per_s << ',' << t.latencies.total() << ','
                      << t.latencies.quantile(0.5).ms() << ',' << t.latencies.quantile(0.99).ms()
                      << ',' << table.share_within(s.model, s.on, t.rate_per_s, sla_ms) << '\n';
        }
    }
}

int characterise(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("characterise needs a scenario file");
    const Scenario scenario = Scenario::load(arguments.words.front(), overrides_of(arguments));
    const Point point = scenario.point(0);
    if (!point.world->described().servers) {
        throw UserError("there is nothing to try out: the scenario has no \"servers\"");
    }
    Store store = store_beside(scenario, arguments);
    print(*made(point, store, jobs_of(arguments)), point);
    return exit_ok;
}

}  // namespace

Command characterise_command() {
    return {"characterise",
            "characterise SCENARIO [options]",
            "Latencies of servers by model, <R,T> and rate, as CSV.",
            running_options(),
            1,
            characterise};
}

}  // namespace mdisim
