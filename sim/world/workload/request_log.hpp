// Recorded requests: a world takes from a log what the log has of each request, such as its times
// on the network, and draws what the log has not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"

namespace mdisim {

struct World;

// What a log holds of its requests, in the order of their creation. A column is empty if the log
// has none of its kind. Times are in nanoseconds.
struct LoggedRequests {
    // How often the log has the execution time of a model of the cloud.
    struct Executions {
        std::string model;
        uint64_t requests = 0;
    };
    // A reason not to believe what is made of the log, and the key of a scenario that it is about.
    struct Doubt {
        std::string pointer;
        std::string what;
    };

    size_t size = 0;
    LongColumn created;
    LongColumn uplink;
    LongColumn downlink;
    LongColumn bytes;
    LongColumn deadline;  // from the creation of the request
    LongColumn of_class;
    LongColumn phone;  // numbers below `phones`
    // The model of the cloud that ran the request, and its execution time; negative where the log
    // says nothing.
    LongColumn model;
    LongColumn execution;
    // What was measured of the answer: the time from creation to it, negative if it never came, and
    // whether it was right.
    LongColumn latency;
    LongColumn right;
    // Execution times by model of the cloud, and of the phone; negative where the log says nothing.
    std::vector<LongColumn> cloud;
    std::vector<LongColumn> on_phone;
    int64_t phones = 1;
    std::vector<Executions> executions;  // of the models that the log has any of
    std::vector<Doubt> doubts;
};

struct RequestLog {
    std::string file;
    std::optional<std::string> digest{};
    bool sort = false;
    bool from_zero = false;
    std::optional<TableColumn> created{};
    std::optional<TableColumn> uplink{};
    std::optional<TableColumn> downlink{};
    std::optional<TableColumn> size{};
    std::optional<TableColumn> deadline{};
    std::optional<TableColumn> of_class{};
    std::optional<TableColumn> phone{};
    std::optional<TableColumn> model{};
    std::optional<TableColumn> execution{};
    std::optional<TableColumn> latency{};
    std::optional<TableColumn> right{};
    // Patterns of names, in which {model} stands for the name of a model.
    std::optional<std::string> executions{};
    std::optional<std::string> phone_executions{};
    std::shared_ptr<const LoggedRequests> content{};  // null until the file is read

    bool has_network_times() const { return uplink || downlink; }
    bool has_executions() const { return execution || executions; }
};

const Object& describe(Tag<RequestLog>);
// What is wrong with a world's log beside the rest of the world. Throws UserError.
void check_log(const World& world);

// Reads a log's columns in order. Requires that the log outlives it.
struct LogCursors {
    explicit LogCursors(const LoggedRequests& requests);

    const LoggedRequests& log;
    LongColumn::Cursor uplink;
    LongColumn::Cursor downlink;
    LongColumn::Cursor bytes;
    LongColumn::Cursor deadline;
    LongColumn::Cursor of_class;
    LongColumn::Cursor phone;
};

// Reads execution times of single requests from a log. Whoever reads has a reader of their own.
class LoggedExecutions {
  public:
    explicit LoggedExecutions(std::shared_ptr<const LoggedRequests> log);

    // The model of the cloud that ran the request; no_model where the log says nothing. Requires
    // that the log has this request, as do the functions below.
    uint16_t model(uint64_t request);
    // The execution time of a model of the cloud, or of the phone; negative where the log says
    // nothing.
    Duration in_cloud(uint16_t model, uint64_t request);
    Duration on_phone(uint16_t model, uint64_t request);

  private:
    std::shared_ptr<const LoggedRequests> log_;
    LongColumn::Cursor model_;
    LongColumn::Cursor execution_;
    std::vector<LongColumn::Cursor> cloud_;
    std::vector<LongColumn::Cursor> on_phone_;
};

}  // namespace mdisim
