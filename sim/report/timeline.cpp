#include "sim/report/timeline.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/report/files.hpp"
#include "sim/report/requests.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"

namespace mdisim {
namespace {

struct Slice {
    Time start;
    Duration length;
    std::string name;
    std::vector<uint64_t> requests;  // several if a replica ran a batch
    const char* arrow = "";          // the arrow here: "s" starts, "t" goes on, "f" ends

    Time end() const { return start + length; }
};

// Slices of one kind, with the name of their lanes: "phone 3", or "replica" and a number.
struct Track {
    std::string name;
    bool numbered = true;  // false: lanes are numbered from the second on
    std::vector<Slice> slices;
};

// Puts each slice into the first lane that is free when it begins. There are as many lanes as
// slices overlap at most.
std::vector<std::vector<Slice>> lanes_of(std::vector<Slice> slices) {
    std::stable_sort(slices.begin(), slices.end(), [](const Slice& a, const Slice& b) {
        return std::pair(a.start, a.end()) < std::pair(b.start, b.end());
    });
    std::vector<std::vector<Slice>> lanes;
    for (Slice& slice : slices) {
        const auto free = std::find_if(lanes.begin(), lanes.end(), [&](const auto& lane) {
            return lane.back().end() <= slice.start;
        });
        auto& lane = free != lanes.end() ? *free : lanes.emplace_back();
        lane.push_back(std::move(slice));
    }
    return lanes;
}

// Joins the executions of a batch, which begin and end together, to one slice.
std::vector<Slice> batches_of(std::vector<Slice> slices) {
    const auto key = [](const Slice& s) { return std::tuple(s.start, s.end(), s.name); };
    std::stable_sort(slices.begin(), slices.end(),
                     [&](const Slice& a, const Slice& b) { return key(a) < key(b); });
    std::vector<Slice> batches;
    for (const Slice& slice : slices) {
        if (batches.empty() || key(batches.back()) != key(slice)) {
            batches.push_back(slice);
        } else {
            batches.back().requests.push_back(slice.requests.front());
        }
    }
    return batches;
}

std::string json_text(const std::string& s) { return dump(Node(s)); }
std::string at(Time t) { return exact_us(Duration{t.ns}); }

// The events of one process.
class Process {
  public:
    Process(std::ostream& out, bool& first, uint64_t id, const ReadyWorld& world)
        : out_(out), first_(first), id_(id), world_(world) {}

    void write(const std::string& policy, const Watched& watched) {
        const std::vector<Record>& records = watched.records;
        emit("M", R"("name":"process_name","args":{"name":)" + json_text(policy) + "}");
        emit("M",
             R"("name":"process_sort_index","args":{"sort_index":)" + std::to_string(id_) + "}");
        for (const Record& record : records) write_request(record);
        for (const Track& track : tracks_of(records)) write_track(track);
        if (any_limited()) write_counter("waiting", "requests", waiting(records));
        if (!watched.activations.empty()) write_counter(active_model, rank, active(watched));
    }

  private:
    void emit(const char* phase, const std::string& members) {
        out_ << (first_ ? "\n" : ",\n") << R"({"ph":")" << phase << R"(","pid":)" << id_ << ','
             << members << '}';
        first_ = false;
    }

    // Ids of arrows must differ in the whole file.
    std::string id_of(uint64_t request) const {
        constexpr auto digits = "0123456789abcdef";
        std::string text;
        for (uint64_t rest = id_ << 48 | request; rest > 0; rest >>= 4) {
            text += digits[rest & 15u];
        }
        return R"("0x)" + std::string(text.rbegin(), text.rend()) + '"';
    }

    static Time sent_at(const Outcome& o) { return o.created + o.earlier + o.prepare; }
    static Time reached_at(const Outcome& o) { return sent_at(o) + o.uplink; }
    static Time begun_at(const Outcome& o) { return reached_at(o) + o.cloud_prepare + o.wait; }

    std::vector<Track> tracks_of(const std::vector<Record>& records) const {
        std::map<uint32_t, Track> phones;
        Track up{"uplink", true, {}};
        std::vector<Track> servers;
        for (const ReadySite& site : world_.sites()) servers.push_back(track_of(site));
        Track down{"downlink", true, {}};
        for (const Record& record : records) {
            const Outcome& o = record.outcome;
            const std::string name = "request " + std::to_string(o.index);
            Track& phone = phones[record.phone];
            phone.name = "phone " + std::to_string(record.phone);
            phone.numbered = false;
            if (o.phone.ns >= 0) {
                phone.slices.push_back({o.created + o.phone_start,
                                        o.phone_done() - o.phone_start,
                                        world_.phones().models().names()[o.phone_model],
                                        {o.index}});
            }
            if (o.model == no_model) continue;
            if (record.placement.front != no_front) {
                phone.slices.push_back({o.created, o.prepare, "prepare", {o.index}, "s"});
            }
            const bool begins = record.placement.front == no_front;
            up.slices.push_back({sent_at(o), o.uplink, name, {o.index}, begins ? "s" : "t"});
            if (!o.executed) continue;
            servers[o.site].slices.push_back(
                {begun_at(o), o.execution, world_.models().names()[o.model], {o.index}, "t"});
            down.slices.push_back({begun_at(o) + o.execution, o.downlink, name, {o.index}, "f"});
        }
        for (const Record& record : records) add_attempts(record, up, servers, down);
        std::vector<Track> tracks;
        for (auto& [index, phone] : phones) tracks.push_back(std::move(phone));
        tracks.push_back(std::move(up));
        for (size_t s = 0; s < servers.size(); ++s) {
            if (runs_batches(world_.sites()[s]))
                servers[s].slices = batches_of(std::move(servers[s].slices));
            tracks.push_back(std::move(servers[s]));
        }
        tracks.push_back(std::move(down));
        return tracks;
    }
    static Track track_of(const ReadySite& site) {
        const std::string at = site.described().name.empty() ? "" : site.described().name + " ";
        return {at + (site.described().servers ? "replica" : "server"), true, {}};
    }

    // The attempts of a request that did not count.
    void add_attempts(const Record& record, Track& up, std::vector<Track>& servers,
                      Track& down) const {
        for (const Outcome& o : record.attempts) {
            if (o.earlier == record.outcome.earlier) continue;
            const std::string name =
                "request " + std::to_string(o.index) + ", attempt " + std::to_string(o.attempts);
            up.slices.push_back({sent_at(o), o.uplink, name, {o.index}});
            if (!o.executed) continue;
            servers[o.site].slices.push_back(
                {begun_at(o), o.execution, world_.models().names()[o.model], {o.index}});
            down.slices.push_back({begun_at(o) + o.execution, o.downlink, name, {o.index}});
        }
    }

    static bool runs_batches(const ReadySite& site) {
        const std::optional<Servers>& servers = site.described().servers;
        return servers && servers->batching;
    }
    bool any_limited() const {
        return std::any_of(world_.sites().begin(), world_.sites().end(), [](const ReadySite& site) {
            return site.described().servers.has_value();
        });
    }

    void write_track(const Track& track) {
        size_t number = 0;
        for (const std::vector<Slice>& lane : lanes_of(track.slices)) {
            ++number;
            std::string name = track.name;
            if (track.numbered || number > 1) name += " " + std::to_string(number);
            if (!track.numbered && number > 1)
                name = track.name + ", lane " + std::to_string(number);
            const std::string thread = R"("tid":)" + std::to_string(++thread_) + ',';
            emit("M", thread + R"("name":"thread_name","args":{"name":)" + json_text(name) + "}");
            emit("M", thread + R"("name":"thread_sort_index","args":{"sort_index":)" +
                          std::to_string(thread_) + "}");
            for (const Slice& slice : lane) write_slice(thread, slice);
        }
    }

    void write_slice(const std::string& thread, const Slice& slice) {
        const std::string when = R"("ts":)" + at(slice.start);
        emit("X", thread + when + R"(,"dur":)" + exact_us(slice.length) + R"(,"name":)" +
                      json_text(slice.name) + R"(,"args":{"request":)" +
                      std::to_string(slice.requests.front()) + R"(,"together":)" +
                      std::to_string(slice.requests.size()) + "}");
        if (*slice.arrow == '\0') return;
        for (uint64_t request : slice.requests) {
            emit(slice.arrow, thread + when +
                                  R"(,"bp":"e","cat":"stages","name":"next stage","id":)" +
                                  id_of(request));
        }
    }

    // The slice from creation to the answer, with the wait inside it. These are asynchronous, since
    // many overlap.
    void write_request(const Record& record) {
        const Outcome& o = record.outcome;
        const std::string index = std::to_string(o.index);
        if (o.answer != Answer::none) {
            const Best answer = answer_of(o);
            write_span("request", index, o.created, o.latency, o.index,
                       R"("answer":)" + json_text(name_of(o.answer)) + R"(,"model":)" +
                           json_text(model_name(world_, answer)) + R"(,"in_time":)" +
                           (o.on_time ? "true" : "false"));
        }
        if (o.model != no_model && o.wait.ns > 0) {
            write_span("waiting", index, reached_at(o), o.wait, o.index,
                       R"("dropped":)" + std::string(o.executed ? "false" : "true"));
        }
    }

    // A local id ("id2") puts the slices into the process of their policy.
    void write_span(const char* name, const std::string& index, Time start, Duration length,
                    uint64_t request, const std::string& told) {
        const std::string head = R"("cat":")" + std::string(name) + R"(","name":")" + name +
                                 R"(","id2":{"local":)" + id_of(request) + R"(},"ts":)";
        emit("b", head + at(start) + R"(,"args":{"request":)" + index + "," + told + "}");
        emit("e", head + at(start + length));
    }

    using Steps = std::map<Time, int64_t>;  // the change of a counter at each time

    static Steps waiting(const std::vector<Record>& records) {
        Steps steps{{Time{}, 0}};
        for (const Record& record : records) {
            const Outcome& o = record.outcome;
            if (o.model == no_model || o.wait.ns == 0) continue;
            ++steps[reached_at(o)];
            --steps[begun_at(o)];
        }
        return steps;
    }

    // Counters are numbers: a model is its rank by accuracy, and 0 means that all are offered.
    static constexpr auto active_model = "active model";
    static constexpr auto rank = "rank (1: the least accurate)";

    int64_t rank_of(uint16_t model) const {
        if (model == no_model) return 0;
        const ReadyPool& pool = world_.models();
        int64_t by_accuracy = 1;
        for (uint16_t m = 0; m < pool.names().size(); ++m) {
            by_accuracy += pool.accuracy(m) < pool.accuracy(model);
        }
        return by_accuracy;
    }

    // Counters go up to the end of the last request that is shown.
    Steps active(const Watched& watched) const {
        Time last{};
        for (const Record& record : watched.records) {
            const Outcome& o = record.outcome;
            last = std::max(last, begun_at(o) + o.execution);
        }
        Steps steps;
        int64_t before = 0;
        for (const Activation& a : watched.activations) {
            if (a.from > last) break;
            const int64_t now = rank_of(a.model);
            steps[a.from] += now - before;
            before = now;
        }
        return steps;
    }

    void write_counter(const char* name, const char* unit, const Steps& steps) {
        int64_t value = 0;
        for (const auto& [time, change] : steps) {
            value += change;
            emit("C", R"("name":")" + std::string(name) + R"(","ts":)" + at(time) +
                          R"(,"args":{")" + unit + R"(":)" + std::to_string(value) + "}");
        }
    }

    std::ostream& out_;
    bool& first_;
    uint64_t id_;
    const ReadyWorld& world_;
    uint64_t thread_ = 0;
};

}  // namespace

// The file has no "displayTimeUnit": times are in microseconds in any case, and some versions of
// Perfetto multiply by it.
Timeline::Timeline(std::ostream& out) : out_(out) { out_ << R"({"traceEvents":[)"; }

void Timeline::add(const std::string& policy, const ReadyWorld& world, const Watched& watched) {
    Process(out_, first_, ++process_, world).write(policy, watched);
}

void Timeline::finish() { out_ << "\n]}\n"; }

}  // namespace mdisim
