#include <iostream>
#include <memory>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/describe/error.hpp"
#include "sim/report/files.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

std::shared_ptr<const Characterisation> made(const Point& point, Store& store, unsigned jobs) {
    Tables tables(store);
    on_threads(jobs, [&] { tables.of(point); });
    return tables.of(point);
}

void print(const Characterisation& table, const Point& point) {
    std::cout << "model,replicas,threads,rate_per_s,requests,latency_ms_p50,latency_ms_p99,"
                 "attainment\n";
    const double sla_ms = point.setting.sla_ms;
    for (const Characterisation::Series& s : table.series()) {
        for (const Characterisation::AtRate& at : s.rates) {
            std::cout << quoted(point.world->models().names()[s.model]) << ',' << s.on.replicas
                      << ',' << s.on.threads << ',' << number_text(at.rate_per_s) << ','
                      << at.latencies.total() << ',' << exact_ms(at.latencies.quantile(0.5)) << ','
                      << exact_ms(at.latencies.quantile(0.99)) << ','
                      << number_text(table.share_within(s.model, s.on, at.rate_per_s, sla_ms))
                      << '\n';
        }
    }
}

int characterise(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("characterise needs a scenario file");
    const Scenario scenario =
        Scenario::load(scenario_file(arguments.words.front()), overrides_of(arguments));
    const Point point = scenario.point(0);
    if (!point.world->described().servers) {
        throw UserError("there is nothing to try out: the scenario has no \"servers\"");
    }
    with_store_beside(scenario, arguments,
                      [&](Store& store) { print(*made(point, store, jobs_of(arguments)), point); });
    return exit_ok;
}

}  // namespace

Command characterise_command() {
    return {"characterise",
            "characterise SCENARIO [options]",
            "Measures latencies of servers by model, <R,T> and rate, as CSV.",
            running_options(),
            1,
            characterise};
}

}  // namespace mdisim
