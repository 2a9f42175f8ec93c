#include "sim/world/workload/request_log.hpp"

#include <algorithm>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/phone/ready_phones.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr Duration unknown{-1};

Duration at(const LongColumn& column, LongColumn::Cursor& cursor, uint64_t request) {
    return column.empty() ? unknown : Duration{cursor.at(request)};
}

std::vector<LongColumn::Cursor> cursors_of(const std::vector<LongColumn>& columns) {
    std::vector<LongColumn::Cursor> cursors;
    for (const LongColumn& column : columns) cursors.push_back(column.cursor());
    return cursors;
}

bool has_place_for_model(const std::optional<std::string>& pattern) {
    return !pattern || pattern->find("{model}") != std::string::npos;
}

void check_columns(const RequestLog& log) {
    std::vector<Problem> problems;
    const auto need = [&](bool holds, const char* what) {
        if (!holds) problems.push_back({"", "", what});
    };
    need(log.created || (!log.sort && !log.from_zero),
         "'sort' and 'from_zero' are of a column of creation times: name it in 'created'");
    for (const auto* names : {&log.of_class, &log.phone, &log.model, &log.right}) {
        need(!*names || !(*names)->unit,
             "names of classes, phones and models have no 'unit', nor has 'right'");
    }
    need(log.model || !log.execution, "'execution' is of a model: name its column in 'model'");
    need(log.latency || !log.right, "'right' is of an answer: name its time in 'latency'");
    need(
        !log.execution || !log.executions,
        "execution times are in one column, with 'model', or in a column for each model: not both");
    need(has_place_for_model(log.executions) && has_place_for_model(log.phone_executions),
         "'executions' and 'phone_executions' are names in which {model} stands for a model's");
    need(log.created || log.has_network_times() || log.size || log.deadline || log.of_class ||
             log.phone || log.has_executions() || log.phone_executions || log.latency,
         "the log names no column");
    if (!problems.empty()) throw UserError(std::move(problems));
}

}  // namespace

const Object& describe(Tag<RequestLog>) {
    static const Object table = [] {
        Object t = object<RequestLog>(
            "log",
            "recorded requests: what the log has of each is taken from it, what it has not is "
            "drawn",
            {field("file", &RequestLog::file, "the table of requests").needed().aside(),
             field("digest", &RequestLog::digest,
                   "digest of the file's content; filled in when it is read"),
             field("sort", &RequestLog::sort,
                   "puts requests in the order of their creation; without it, one before the "
                   "request above is a mistake"),
             field("from_zero", &RequestLog::from_zero,
                   "creation times count from the begin of the run; without it, the first one is "
                   "time zero"),
             field("created", &RequestLog::created,
                   "when requests were created (default: by the scenario's workload)"),
             field("uplink", &RequestLog::uplink, "times on the way to the servers"),
             field("downlink", &RequestLog::downlink, "times on the way back"),
             field("size", &RequestLog::size, "sizes of the messages to the servers"),
             field("deadline", &RequestLog::deadline,
                   "deadlines, as times from the creation of the request (default: the "
                   "scenario's or the class's)"),
             field("class", &RequestLog::of_class,
                   "names of classes; the classes then have neither share nor workload"),
             field("phone", &RequestLog::phone,
                   "which phones made the requests: numbers from 0 on, or names"),
             field("model", &RequestLog::model, "which model of the cloud ran the request"),
             field("execution", &RequestLog::execution, "the execution time of that model"),
             field("latency", &RequestLog::latency,
                   "times from creation to the answer, empty where none came; no run replays "
                   "them, calibrate judges by them"),
             field("right", &RequestLog::right,
                   "whether answers were right: 1, or 0 or nothing; for calibrate alone"),
             field("executions", &RequestLog::executions,
                   "columns of execution times, one for each model of the cloud, as a name in "
                   "which {model} stands for the model's: \"execution.{model}_ms\""),
             field("phone_executions", &RequestLog::phone_executions,
                   "the same for the phone's models")});
        t.validate = [](const void* p) { check_columns(*static_cast<const RequestLog*>(p)); };
        return t;
    }();
    return table;
}

void check_log(const World& world) {
    std::vector<Problem> problems;
    const auto refuse = [&](bool holds, const std::string& what) {
        if (holds) problems.push_back({"", "", what});
    };
    const RequestLog& log = *world.log;
    const bool shares = std::any_of(world.classes.begin(), world.classes.end(),
                                    [](const RequestClass& c) { return c.share.has_value(); });
    refuse(have_own_workloads(world.classes),
           "a \"log\" is of one workload: its classes have none of their own");
    refuse(log.of_class && world.classes.empty(),
           "the log has classes: name them in \"classes\", without shares");
    refuse(log.of_class && shares,
           "the log says which 'class' a request is of: a class of it has "
           "no 'share'");
    const bool weighed = log.size || log.uplink;
    refuse(weighed && world.pictures,
           "\"pictures\" have sizes of their own: the log has neither 'size' nor 'uplink' then");
    refuse(weighed && has_fronts(world),
           "a phone's \"fronts\" send messages of their own: the log has neither 'size' nor "
           "'uplink' then");
    refuse(log.phone_executions && !has_phone_models(world),
           "'phone_executions' are of the models of a \"phone\"");
    if (!problems.empty()) throw UserError(std::move(problems));
}

LogCursors::LogCursors(const LoggedRequests& requests)
    : log(requests),
      uplink(requests.uplink.cursor()),
      downlink(requests.downlink.cursor()),
      bytes(requests.bytes.cursor()),
      deadline(requests.deadline.cursor()),
      of_class(requests.of_class.cursor()),
      phone(requests.phone.cursor()) {}

LoggedExecutions::LoggedExecutions(std::shared_ptr<const LoggedRequests> log)
    : log_(std::move(log)),
      model_(log_->model.cursor()),
      execution_(log_->execution.cursor()),
      cloud_(cursors_of(log_->cloud)),
      on_phone_(cursors_of(log_->on_phone)) {}

uint16_t LoggedExecutions::model(uint64_t request) {
    const int64_t model = log_->model.empty() ? -1 : model_.at(request);
    return model < 0 ? no_model : static_cast<uint16_t>(model);
}

Duration LoggedExecutions::in_cloud(uint16_t model, uint64_t request) {
    if (!log_->execution.empty()) {
        return model_.at(request) == model ? Duration{execution_.at(request)} : unknown;
    }
    return model < cloud_.size() ? at(log_->cloud[model], cloud_[model], request) : unknown;
}

Duration LoggedExecutions::on_phone(uint16_t model, uint64_t request) {
    return model < on_phone_.size() ? at(log_->on_phone[model], on_phone_[model], request)
                                    : unknown;
}

}  // namespace mdisim
