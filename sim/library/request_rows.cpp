#include "sim/library/request_rows.hpp"

#include <algorithm>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/requests.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

double ms(Duration d, bool happened = true) { return happened ? d.ms() : nan; }

RequestRow row_of(const ReadyWorld& world, Duration sla, const Record& record,
                  uint32_t replication) {
    const Outcome& o = record.outcome;
    const Best answer = answer_of(o);
    const bool sent = o.model != no_model;
    const bool copied = o.phone.ns >= 0;
    RequestRow row;
    row.request = o.index;
    row.replication = replication;
    row.phone = record.phone;
    if (world.classes().named()) row.of_class = world.classes().names()[o.source];
    row.created_ms = ms(Duration{o.created.ns});
    row.deadline_ms = ms(world.classes().sla(o, sla));
    if (sent && world.has_sites()) row.site = world.site_views()[o.site].name;
    if (sent) row.model = world.models().names()[o.model];
    if (copied) row.phone_model = world.phones().models().names()[o.phone_model];
    row.earlier_ms = ms(o.earlier, sent);
    row.prepare_ms = ms(o.prepare, sent);
    row.uplink_ms = ms(o.uplink, sent);
    row.cloud_prepare_ms = ms(o.cloud_prepare, sent);
    row.wait_ms = ms(o.wait, sent);
    row.execution_ms = ms(o.execution, o.executed);
    row.downlink_ms = ms(o.downlink, o.executed);
    row.phone_start_ms = ms(o.phone_start, copied);
    row.phone_ms = ms(o.phone, copied);
    row.answer = name_of(answer.answer);
    row.accuracy = accuracy_of(world, answer).value_or(nan);
    row.latency_ms = ms(o.latency, answer.answer != Answer::none);
    row.on_time = o.on_time;
    row.rescued = o.rescued;
    row.right = !o.rights.drawn ? nan : o.rights.answer ? 1 : 0;
    return row;
}

}  // namespace

std::vector<RequestRow> request_rows(const Scenario& scenario, const CellRow& row, Store& store,
                                     uint64_t first, uint64_t count, uint32_t replication) {
    const CellCursor at = cell_of(scenario, row);
    const auto wanted = first_requests(first, at.point().most_requests(), count);
    const Watched watched = Watcher(&store).watch(at, wanted, false, replication);
    std::vector<RequestRow> rows;
    for (const Record& record : watched.records) {
        rows.push_back(row_of(*at.point().world, at.cell().sla, record, replication));
    }
    return rows;
}

}  // namespace mdisim
