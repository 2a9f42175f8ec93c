#include "sim/scenario/files/request_logs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/describe/unit.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/files/log_doubts.hpp"
#include "sim/scenario/files/logged_phones.hpp"
#include "sim/scenario/files/table_file.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/models/pool_table.hpp"
#include "sim/world/phone/ready_phones.hpp"

namespace mdisim {
namespace {

constexpr int64_t not_recorded = -1;

// A column of the table that becomes a column of whole numbers. `unit` is of times and sizes.
struct LogColumn {
    size_t at = 0;
    Unit unit = Unit::ns;
    int64_t unit_ns = 1;  // of times: the length of the unit
    LongColumnWriter values{};
};

// Puts requests in the order of their creation.
void put_in_order(LoggedRequests& read) {
    std::vector<int64_t> created(read.size);
    LongColumn::Cursor cursor = read.created.cursor();
    for (size_t i = 0; i < read.size; ++i) created[i] = cursor.at(i);
    std::vector<uint32_t> order(read.size);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return created[a] < created[b]; });
    const auto sort = [&](LongColumn& column) {
        if (column.empty()) return;
        LongColumn::Cursor from = column.cursor();
        LongColumnWriter to;
        for (const uint32_t i : order) to.push(from.at(i));
        column = to.finish();
    };
    for (LongColumn* column :
         {&read.created, &read.uplink, &read.downlink, &read.bytes, &read.deadline, &read.of_class,
          &read.phone, &read.model, &read.execution, &read.latency, &read.right}) {
        sort(*column);
    }
    for (LongColumn& column : read.cloud) sort(column);
    for (LongColumn& column : read.on_phone) sort(column);
}

// Counts how often the log has the execution time of each model of the cloud.
void count_executions(LoggedRequests& read, const std::vector<std::string>& models) {
    std::vector<uint64_t> counts(models.size());
    LongColumn::Cursor model = read.model.cursor();
    LongColumn::Cursor execution = read.execution.cursor();
    for (size_t i = 0; i < read.execution.size(); ++i) {
        const int64_t m = model.at(i);
        if (m >= 0 && execution.at(i) >= 0) ++counts[static_cast<size_t>(m)];
    }
    for (size_t m = 0; m < read.cloud.size(); ++m) {
        LongColumn::Cursor times = read.cloud[m].cursor();
        for (size_t i = 0; i < read.cloud[m].size(); ++i) counts[m] += times.at(i) >= 0;
    }
    for (size_t m = 0; m < counts.size(); ++m) {
        if (counts[m] > 0) read.executions.push_back({models[m], counts[m]});
    }
}

// Which models of the cloud a log names. A model that the cloud does not have, or none, says
// nothing.
class ModelsThatRan {
  public:
    explicit ModelsThatRan(const std::vector<Model>& models) {
        for (const Model& m : models) names_.push_back(m.name);
    }

    const std::vector<std::string>& names() const { return names_; }
    int64_t of(std::string_view cell) {
        const std::string_view name = without_blanks(cell);
        if (name.empty()) return not_recorded;
        const auto found = std::find(names_.begin(), names_.end(), name);
        if (found != names_.end()) return found - names_.begin();
        constexpr size_t most = 100;
        ++of_strangers_;
        if (strangers_.size() < most && !contains(strangers_, name)) strangers_.emplace_back(name);
        return not_recorded;
    }
    void add_doubt(std::vector<LoggedRequests::Doubt>& doubts) const {
        if (strangers_.empty()) return;
        doubts.push_back(
            {"/log/model", counted(of_strangers_, "request") +
                               " of the log ran on models that the cloud does not have, such as '" +
                               strangers_.front() + "': nothing is known of them." +
                               suggestion(strangers_.front(), {names_.begin(), names_.end()})});
    }

  private:
    std::vector<std::string> names_;
    std::vector<std::string> strangers_;
    size_t of_strangers_ = 0;  // requests
};

class LogReader {
  public:
    LogReader(DataTable& table, const World& world)
        : table_(table), log_(*world.log), ran_(world.models.list) {
        created_ = find(log_.created, Unit::s, Unit::s);
        uplink_ = find(log_.uplink, Unit::ms);
        downlink_ = find(log_.downlink, Unit::ms);
        size_ = find(log_.size, Unit::b);
        deadline_ = find(log_.deadline, Unit::ms);
        execution_ = find(log_.execution, Unit::ms);
        latency_ = find(log_.latency, Unit::ms);
        class_ = find_names(log_.of_class);
        phone_ = find_names(log_.phone);
        model_ = find_names(log_.model);
        right_ = find_names(log_.right);
        for (const RequestClass& c : world.classes) classes_.push_back(c.name);
        cloud_ = find_all(log_.executions, world.models.list);
        on_phone_ = find_all(log_.phone_executions, models_of_phones(world));
    }

    void read() {
        while (table_.next()) read_row();
        if (rows_ == 0 && !table_.has_mistakes()) table_.wrong_file("has no requests");
    }

    // Requires that no mistake was found.
    std::shared_ptr<const LoggedRequests> finish() {
        LoggedRequests read;
        read.size = rows_;
        read.created = finished(created_);
        read.uplink = finished(uplink_);
        read.downlink = finished(downlink_);
        read.bytes = finished(size_);
        read.deadline = finished(deadline_);
        read.of_class = finished(class_);
        read.model = finished(model_);
        read.execution = finished(execution_);
        read.latency = finished(latency_);
        read.right = finished(right_);
        if (phone_) {
            read.phone = phones_.numbered(finished(phone_));
            read.phones = phones_.number();
        }
        for (auto& column : cloud_) read.cloud.push_back(finished(column));
        for (auto& column : on_phone_) read.on_phone.push_back(finished(column));
        if (log_.sort) put_in_order(read);
        count_executions(read, ran_.names());
        read.doubts = doubts_about(read, ran_.names());
        ran_.add_doubt(read.doubts);
        return std::make_shared<const LoggedRequests>(std::move(read));
    }

  private:
    using Wanted = std::optional<LogColumn>;

    Wanted find(const std::optional<TableColumn>& column, Unit wanted,
                std::optional<Unit> otherwise = {}) {
        if (!column) return std::nullopt;
        const auto at = table_.column(column->column);
        if (!at) return std::nullopt;
        const auto unit = unit_of_column(table_, *at, column->unit, wanted, otherwise);
        if (!unit) return std::nullopt;
        const bool of_time = dimension_of(*unit) == Dimension::time;
        return LogColumn{*at, *unit, of_time ? nanoseconds_in(*unit) : 1};
    }
    Wanted find_names(const std::optional<TableColumn>& column) {
        if (!column) return std::nullopt;
        const auto at = table_.column(column->column);
        return at ? Wanted(LogColumn{*at}) : std::nullopt;
    }
    // The columns of a pattern, one for each model; a model that the table lacks has none.
    std::vector<Wanted> find_all(const std::optional<std::string>& pattern,
                                 const std::vector<Model>& models) {
        std::vector<Wanted> found;
        if (!pattern) return found;
        bool any = false;
        std::string first;
        for (const Model& m : models) {
            std::string name = *pattern;
            name.replace(name.find("{model}"), 7, m.name);
            if (first.empty()) first = name;
            const auto& cells = table_.cells();
            const bool has = std::any_of(cells.begin(), cells.end(), [&](std::string_view cell) {
                return without_blanks(cell) == name;
            });
            found.push_back(has ? find(TableColumn{name}, Unit::ms) : std::nullopt);
            any = any || has;
        }
        if (!any) table_.column(first);  // notes that there is no such column
        return found;
    }

    void read_row() {
        ++rows_;
        read_created();
        read_time(uplink_);
        read_time(downlink_);
        read_time(deadline_);
        read_size();
        read_name(class_, classes_, "the name of a class");
        if (phone_) {
            const auto number = table_.value(
                phone_->at, "a phone", [&](std::string_view text) { return phones_.of(text); });
            phone_->values.push(number.value_or(0));
        }
        read_model();
        read_if_written(latency_);
        read_right();
        for (Wanted& column : cloud_) read_if_written(column);
        for (Wanted& column : on_phone_) read_if_written(column);
    }

    void read_created() {
        if (!created_) return;
        const auto stamp =
            table_.value(created_->at, "a stamp: a number, or 2023-11-16 18:17:03.97",
                         [unit_ns = created_->unit_ns](std::string_view text) {
                             return stamp_ns(text, unit_ns);
                         });
        if (!stamp) return;
        if (!log_.sort && created_->values.size() > 0 && *stamp < created_->values.last()) {
            table_.wrong_cell(created_->at, comes_before);
        }
        created_->values.push(*stamp);
    }
    void read_time(Wanted& column) {
        if (!column) return;
        const auto time = table_.value(column->at, a_measured_time, measured_time(column->unit_ns));
        if (time) column->values.push(*time);
    }
    void read_if_written(Wanted& column) {
        if (!column) return;
        if (has_text(table_, column->at))
            read_time(column);
        else
            column->values.push(not_recorded);
    }
    void read_size() {
        if (!size_) return;
        const auto bytes =
            table_.value(size_->at, "a size of at most 400 MB",
                         [unit = size_->unit](std::string_view text) -> std::optional<int64_t> {
                             constexpr int64_t most = 400'000'000;
                             if (unit == Unit::b) {
                                 const auto whole = whole_number(text);
                                 if (whole && *whole >= 0 && *whole <= most) return whole;
                             }
                             const auto number = real_number(text);
                             if (!number || *number < 0) return std::nullopt;
                             const double size = converted(*number, unit, Unit::b);
                             if (size > static_cast<double>(most)) return std::nullopt;
                             return round_to_integer(size);
                         });
        if (bytes) size_->values.push(*bytes);
    }
    // The position of a cell's name in a list.
    void read_name(Wanted& column, const std::vector<std::string>& names, const char* expected) {
        if (!column) return;
        const std::string_view text =
            table_.has(column->at) ? without_blanks(table_.cells()[column->at]) : "";
        const auto found = std::find(names.begin(), names.end(), text);
        if (found == names.end()) {
            const std::string called(text);
            std::string what = "expected " + std::string(expected) + ", found '" + called + "'." +
                               suggestion(called, {names.begin(), names.end()});
            if (table_.has(column->at))
                table_.wrong_cell(column->at, std::move(what));
            else
                table_.wrong_row(std::move(what));
        }
        column->values.push(found - names.begin());
    }
    void read_right() {
        if (!right_) return;
        if (!has_text(table_, right_->at)) return right_->values.push(0);
        const auto right = table_.value(right_->at, "1 or 0", [](std::string_view text) {
            const bool yes = text == "1" || text == "true" || text == "True";
            const bool no = text == "0" || text == "false" || text == "False";
            return yes || no ? std::optional<int64_t>(yes) : std::nullopt;
        });
        right_->values.push(right.value_or(0));
    }
    // Which model ran, and how long, if the log says how long. A time of no model says nothing.
    void read_model() {
        if (!model_) return;
        model_->values.push(
            ran_.of(has_text(table_, model_->at) ? table_.cells()[model_->at] : ""));
        if (execution_ && model_->values.last() == not_recorded)
            execution_->values.push(not_recorded);
        else
            read_if_written(execution_);
    }

    LongColumn finished(Wanted& column) { return column ? column->values.finish() : LongColumn(); }

    DataTable& table_;
    const RequestLog& log_;
    ModelsThatRan ran_;
    std::vector<std::string> classes_;
    LoggedPhones phones_;
    Wanted created_;
    Wanted uplink_;
    Wanted downlink_;
    Wanted size_;
    Wanted deadline_;
    Wanted execution_;
    Wanted latency_;
    Wanted right_;
    Wanted class_;
    Wanted phone_;
    Wanted model_;
    std::vector<Wanted> cloud_;
    std::vector<Wanted> on_phone_;
    size_t rows_ = 0;
};

}  // namespace

std::string to_read(const RequestLog& log) {
    std::string what = log.digest.value_or("") + (log.sort ? " sorted" : "");
    for (const auto* column :
         {&log.created, &log.uplink, &log.downlink, &log.size, &log.deadline, &log.of_class,
          &log.phone, &log.model, &log.execution, &log.latency, &log.right}) {
        what += "\n";
        if (!*column) continue;
        what += (*column)->column;
        if ((*column)->unit) what += " in " + name_of(*(*column)->unit);
    }
    for (const auto* pattern : {&log.executions, &log.phone_executions})
        what += "\n" + pattern->value_or("");
    return what;
}

std::shared_ptr<const LoggedRequests> read_requests(const World& world) {
    const RequestLog& log = *world.log;
    std::shared_ptr<const LoggedRequests> read;
    read_table(log.file, log.digest, [&](DataTable& table) {
        LogReader reader(table, world);
        if (!table.has_mistakes()) reader.read();
        if (!table.has_mistakes()) read = reader.finish();
    });
    return read;
}

}  // namespace mdisim
