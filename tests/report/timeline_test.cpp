#include "sim/report/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/watched.hpp"

namespace mdisim {
namespace {

using namespace testing;

// In nanoseconds: numbers of this size are exact in a double.
int64_t ns_of(const Node& microseconds) {
    return static_cast<int64_t>(std::llround(microseconds.as_number() * 1000));
}

struct Event {
    std::string phase;
    std::string name;
    int64_t process = 0;
    int64_t thread = 0;
    int64_t start = 0;
    int64_t length = 0;
    int64_t request = -1;
    std::string id;
    Node args;
    int64_t end() const { return start + length; }
};

Event event_of(const Node& node) {
    Event e;
    e.phase = node.find("ph")->text;
    e.process = node.find("pid")->integer;
    e.name = node.find("name")->text;
    if (const Node* thread = node.find("tid")) e.thread = thread->integer;
    if (const Node* start = node.find("ts")) e.start = ns_of(*start);
    if (const Node* length = node.find("dur")) e.length = ns_of(*length);
    if (const Node* id = node.find("id")) e.id = id->text;
    if (const Node* id = node.find("id2")) e.id = id->find("local")->text;
    if (const Node* args = node.find("args")) {
        e.args = *args;
        if (const Node* request = args->find("request")) e.request = request->integer;
    }
    return e;
}

struct Trace {
    std::vector<std::vector<Record>> records;  // by policy
    std::vector<Event> events;
    // What a thread is called, by process and thread.
    std::map<std::pair<int64_t, int64_t>, std::string> threads;

    std::vector<Event> of(int64_t process, const std::string& phase) const {
        std::vector<Event> some;
        for (const Event& e : events) {
            if (e.process == process && e.phase == phase) some.push_back(e);
        }
        return some;
    }
    const std::string& track(const Event& e) const { return threads.at({e.process, e.thread}); }
};

Trace trace_of(const Scenario& scenario) {
    Trace trace;
    std::ostringstream out;
    Timeline timeline(out);
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        Watched watched = Watcher().watch(at, first_requests(0, 300, 300));
        timeline.add(at.policies().name, *at.point().world, watched);
        trace.records.push_back(std::move(watched.records));
    }
    timeline.finish();
    const Node document = parse_document(out.str(), "trace");
    for (const Node& node : document.find("traceEvents")->items) {
        const Event e = event_of(node);
        trace.events.push_back(e);
        if (e.name == "thread_name") {
            trace.threads[{e.process, e.thread}] = e.args.find("name")->text;
        }
    }
    return trace;
}

const Trace& busy() {
    static const Trace trace = trace_of(busy_scenario());
    return trace;
}

constexpr int64_t mdinference = 1, copy = 2, phone_only = 3;

}  // namespace

TEST_CASE("slices in one lane never overlap", "[timeline]") {
    std::map<std::pair<int64_t, int64_t>, std::vector<Event>> lanes;
    for (const Event& e : busy().events) {
        if (e.phase == "X") lanes[{e.process, e.thread}].push_back(e);
    }
    CHECK(lanes.size() > 12);
    for (auto& [lane, slices] : lanes) {
        CAPTURE(lane.first, busy().threads.at(lane));
        std::sort(slices.begin(), slices.end(), [](const Event& a, const Event& b) {
            return std::pair(a.start, a.end()) < std::pair(b.start, b.end());
        });
        for (size_t i = 1; i < slices.size(); ++i) CHECK(slices[i - 1].end() <= slices[i].start);
    }
}

TEST_CASE("limited servers have a lane for each replica, and no more", "[timeline]") {
    std::set<std::string> lanes;
    for (const Event& e : busy().of(mdinference, "X")) {
        if (busy().track(e).starts_with("replica")) lanes.insert(busy().track(e));
    }
    CHECK(lanes == std::set<std::string>{"replica 1", "replica 2"});
    for (const Event& e : busy().of(phone_only, "X")) {
        CHECK(busy().track(e).starts_with("phone "));
    }
}

TEST_CASE("a batch is one slice, with an arrow for each request in it", "[timeline]") {
    const Trace trace = trace_of(busy_scenario(
        "",
        {{{"servers",
           R"({"replicas": 1, "choose_at": "start", "batching": {"max_size": 4, "max_delay_ms": 30,
                                                          "each_further": 0.3}})"},
          {"policies", R"(["fastest"])"}},
         {}}));
    int64_t together = 0, most = 0, executed = 0;
    for (const Event& e : trace.of(1, "X")) {
        if (!trace.track(e).starts_with("replica")) continue;
        CHECK(trace.track(e) == "replica 1");
        const int64_t here = e.args.find("together")->integer;
        together += here;
        most = std::max(most, here);
    }
    for (const Record& r : trace.records[0]) executed += r.outcome.executed;
    CHECK(together == executed);
    CHECK(most > 1);
    CHECK(trace.of(1, "f").size() == static_cast<size_t>(executed));
}

TEST_CASE("a request is followed through its stages to its latency, to the nanosecond",
          "[timeline]") {
    size_t followed = 0, waited = 0;
    const std::vector<Event> slices = busy().of(mdinference, "X");
    std::map<std::string, int64_t> waits;
    for (const Event& e : busy().of(mdinference, "b")) {
        if (e.name == "waiting") waits[e.id] -= e.start;
    }
    for (const Event& e : busy().of(mdinference, "e")) {
        if (e.name == "waiting") waits.at(e.id) += e.start;
    }
    std::map<std::string, int64_t> answers;
    for (const Event& e : busy().of(mdinference, "e")) {
        if (e.name == "request") answers[e.id] = e.start;
    }
    for (const Event& request : busy().of(mdinference, "b")) {
        if (request.name != "request") continue;
        const Outcome& o = busy().records[0][static_cast<size_t>(request.request)].outcome;
        const int64_t latency = answers.at(request.id) - request.start;
        CHECK(request.start == o.created.ns);
        CHECK(latency == o.latency.ns);
        const auto wait = waits.find(request.id);
        int64_t sum = wait != waits.end() ? wait->second : 0;
        waited += sum > 0;
        int64_t at = request.start;
        for (const char* track : {"uplink", "replica", "downlink"}) {
            for (const Event& slice : slices) {
                if (slice.request != request.request) continue;
                if (!busy().track(slice).starts_with(track)) continue;
                CHECK(slice.start >= at);
                at = slice.end();
                sum += slice.length;
            }
        }
        CHECK(sum == latency);
        ++followed;
    }
    CHECK(followed > 100);
    CHECK(waited > 10);
}

TEST_CASE("arrows lead from where a request begins to where it ends", "[timeline]") {
    std::map<std::string, std::string> arrows;
    std::map<std::string, int64_t> last;
    for (const char* phase : {"s", "t", "f"}) {
        for (const Event& e : busy().of(mdinference, phase)) {
            arrows[e.id] += phase;
            CHECK(e.start >= last[e.id]);
            last[e.id] = e.start;
        }
    }
    size_t whole = 0;
    for (const Record& r : busy().records[0]) whole += r.outcome.executed;
    size_t seen = 0;
    for (const auto& [id, steps] : arrows) {
        CHECK((steps == "stf" || steps == "s"));
        seen += steps == "stf";
    }
    CHECK(seen == whole);
}

TEST_CASE("the counter of those that wait is never negative and ends at nobody", "[timeline]") {
    int64_t most = 0, last = -1, time = -1;
    for (const Event& e : busy().of(mdinference, "C")) {
        CHECK(e.name == "waiting");
        last = e.args.find("requests")->integer;
        CHECK(last >= 0);
        CHECK(e.start > time);
        time = e.start;
        most = std::max(most, last);
    }
    CHECK(most > 1);
    CHECK(most <= 5);
    CHECK(last == 0);
    const Trace open = trace_of(busy_scenario("", {{{"servers", "null"}}, {}}));
    CHECK(open.of(mdinference, "C").empty());
}

TEST_CASE("the counter of the active model says what requests were given when they came",
          "[timeline]") {
    const Overrides switching{{{"policies", R"([{"name": "o", "control": "online_switching"}])"},
                               {"sla_ms", "150"},
                               {"servers.choose_at", "arrival"}},
                              {}};
    const Trace trace = trace_of(busy_scenario("", switching));
    std::map<int64_t, int64_t> ranks;
    for (const Event& e : trace.of(1, "C")) {
        if (!e.name.starts_with("active model")) continue;
        CHECK(ranks.emplace(e.start, e.args.members.front().second.integer).second);
    }
    CHECK(ranks.size() >= 2);
    std::set<int64_t> seen;
    for (const Record& record : trace.records[0]) {
        const Outcome& o = record.outcome;
        const auto after = ranks.upper_bound((o.created + o.prepare + o.uplink).ns);
        REQUIRE(after != ranks.begin());
        const int64_t rank = std::prev(after)->second;
        seen.insert(rank);
        // In the file, A is the less accurate.
        if (rank > 0) CHECK(o.model + 1 == rank);
    }
    CHECK(seen.size() > 1);
}

TEST_CASE("copies run on the phone of their request, and ids are of the whole file", "[timeline]") {
    size_t copies = 0;
    for (const Event& e : busy().of(copy, "X")) {
        if (!busy().track(e).starts_with("phone ")) continue;
        const Record& r = busy().records[1][static_cast<size_t>(e.request)];
        CHECK(busy().track(e).starts_with("phone " + std::to_string(r.phone)));
        CHECK(e.start == r.outcome.created.ns);
        CHECK(e.length == r.outcome.phone.ns);
        ++copies;
    }
    CHECK(copies == 300);
    std::map<std::string, std::set<int64_t>> processes;
    for (const Event& e : busy().events) {
        if (!e.id.empty()) processes[e.id].insert(e.process);
    }
    for (const auto& [id, of] : processes) CHECK(of.size() == 1);
}

}  // namespace mdisim
