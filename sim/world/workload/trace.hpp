// Traces: recorded requests, as time stamps or as counts in intervals.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

enum class TraceFormat { automatic, csv, azure_llm_2023 };
enum class CountsFormat { automatic, csv, azure_functions_2019 };
// How the requests of an interval are spread: at equal distances, each uniformly over the interval,
// or as a Poisson process of that mean.
enum class Spacing { even, uniform, poisson };

struct TraceWorkload {
    std::string file;
    std::optional<std::string> digest;
    TraceFormat format = TraceFormat::automatic;
    std::optional<std::string> column;
    std::optional<Unit> unit{};  // none: the one in the column's name, else seconds
    bool sort = false;
    double time_scale = 1;
    double rate_scale = 1;
    bool loop = false;
    LongColumn stamps_ns{};  // the content of the file: rising, from any time on
};

struct CountsWorkload {
    std::string file;
    std::optional<std::string> digest;
    CountsFormat format = CountsFormat::automatic;
    std::optional<std::string> column;
    std::optional<std::string> row;
    double interval_s = 60;
    Spacing spread = Spacing::poisson;
    double time_scale = 1;
    double rate_scale = 1;
    bool loop = false;
    Column<int64_t> counts{};  // the content of the file, by interval: not negative, not all zero
};

const std::vector<std::string>& names_of(Tag<TraceFormat>);
const std::vector<std::string>& names_of(Tag<CountsFormat>);
const std::vector<std::string>& names_of(Tag<Spacing>);
std::vector<Field> trace_fields();
std::vector<Field> counts_fields();
void validate(const CountsWorkload& counts);  // throws UserError

// Creation times as recorded, once or repeated without end.
class ReadyTrace {
  public:
    // zero_ns: the stamp that is time zero.
    ReadyTrace(LongColumn stamps_ns, int64_t zero_ns);
    // The first stamp becomes time zero. Requires stamps.
    explicit ReadyTrace(const TraceWorkload& trace);

    uint64_t longest() const { return lap_.ns > 0 ? UINT64_MAX : total_; }
    double expected(Time end) const;  // number of requests created before `end`
    LongColumn::Cursor begin() const { return stamps_.cursor(); }
    // Writes the times of up to n requests from `first` on, all before `end`. Returns how many.
    size_t fill(LongColumn::Cursor& stamps, uint64_t first, size_t n, Time end,
                Time* created) const;

  private:
    Time within_lap(int64_t stamp_ns) const;
    Duration begin_of(uint64_t lap) const;

    LongColumn stamps_;
    int64_t zero_ns_ = 0;
    double time_scale_ = 1;
    uint64_t total_ = 0;  // requests in a lap
    double scale_ = 1;    // requests per stamp
    Duration lap_{0};     // length of a repetition; 0: the trace is not repeated
};

// A recorded number of requests in each interval.
class ReadyCounts {
  public:
    explicit ReadyCounts(const CountsWorkload& counts);

    bool random() const { return spread_ == Spacing::uniform; }
    uint64_t longest() const { return loop_ ? UINT64_MAX : until_.back(); }
    // The creation time of a request. Requires request < longest(). previous: when the request
    // before was created; uniform: the request's own draw.
    Time at(uint64_t request, Time previous, double uniform) const;
    double expected(Time end) const;

  private:
    std::vector<uint64_t> until_;  // number of requests up to the end of each interval
    Duration interval_;
    Spacing spread_;
    bool loop_;
};

// The rate of the counts, for Spacing::poisson.
class ReadyRate;
ReadyRate rate_of(const CountsWorkload& counts);

}  // namespace mdisim
