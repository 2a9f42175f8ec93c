#include "sim/app/fit_report.hpp"

#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <set>
#include <sstream>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/engine/time.hpp"
#include "sim/fit/law_fit.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/fitted_laws.hpp"
#include "sim/scenario/files/sample_files.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr uint64_t bootstrap_seed = 1;

std::string with_sign(double x, int digits) {
    std::ostringstream text;
    text << std::showpos << std::fixed << std::setprecision(digits) << x;
    return text.str();
}
// An error of a share, and a relative error.
std::string as_share(double x) { return with_sign(x, 4); }
std::string as_percent(double x) { return with_sign(100 * x, 2) + " %"; }

// The members of a block such as {"n": 5, "least_ms": 1}, as "n 5, least_ms 1".
std::string members_text(const Node& block) {
    std::vector<std::string> words;
    for (const auto& [key, value] : block.members) {
        words.push_back(key + " " +
                        (value.is_number() ? in_digits(value.as_number(), 6) : label_text(value)));
    }
    return joined(words);
}

std::string path_of(std::string pointer) {
    std::replace(pointer.begin(), pointer.end(), '/', '.');
    return pointer.substr(std::min<size_t>(pointer.size(), 1));
}

// What a log has of its requests.
std::string log_text(const LoggedRequests& log) {
    std::string text = "  " + counted(log.size, "request");
    if (!log.created.empty()) {
        const Duration length{log.created.last() - log.created.first()};
        text += " in " + in_digits(length.ms() / 1000, 6) + " s";
    }
    if (!log.phone.empty()) text += ", of " + counted(static_cast<size_t>(log.phones), "phone");
    text += "\n";
    for (const LoggedRequests::Executions& of : log.executions) {
        const double share = static_cast<double>(of.requests) / static_cast<double>(log.size);
        text += "  execution times of " + of.model + ": " + counted(of.requests, "request") + ", " +
                in_digits(100 * share, 3) + " %\n";
    }
    if (!log.latency.empty()) {
        uint64_t answers = 0;
        LongColumn::Cursor latency = log.latency.cursor();
        for (size_t i = 0; i < log.size; ++i) answers += latency.at(i) >= 0;
        text += "  latencies of " + counted(answers, "answer") + ", for calibrate\n";
    }
    for (const LoggedRequests::Doubt& doubt : log.doubts) text += "  but: " + doubt.what + "\n";
    return text;
}

void add_blocks(const Node& node, const std::string& path, std::string& text) {
    const Node* file = node.find("file");
    const Node* digest = node.find("digest");
    if (file != nullptr && digest != nullptr) {
        text += path + ": " + file->text;
        for (const char* key : {"column", "where"}) {
            const Node* value = node.find(key);
            if (value == nullptr) continue;
            text += std::string(", ") + key + " " +
                    (value->kind == Node::Kind::object ? members_text(*value) : label_text(*value));
        }
        text += "\n";
        if (const Node* list = node.find("list")) {
            text += "  " + counted(list->items.size(), "model") + "\n";
        }
        if (const Node* found = node.find("found")) text += "  " + members_text(*found) + "\n";
        if (const Node* fitted = node.find("fitted")) {
            text += "  fitted: " + members_text(*fitted) + "\n";
        }
        text += "  digest " + digest->text + "\n";
    }
    for (const auto& [key, value] : node.members) {
        add_blocks(value, path.empty() ? key : path + "." + key, text);
    }
    for (const Node& item : node.items) {
        const Node* name = item.find("name");
        add_blocks(item, name != nullptr ? path + "." + name->text : path, text);
    }
}

std::string row(const std::string& what, double measured, double fitted, const std::string& error) {
    std::ostringstream line;
    line << "  " << std::left << std::setw(22) << what << std::right << std::setw(12)
         << in_digits(measured, 5) << std::setw(12) << in_digits(fitted, 5) << std::setw(12)
         << error << "\n";
    return line.str();
}

// The largest error of its kind, and where it is.
std::string largest_text(const std::string& what, const std::string& at, double error,
                         const BootstrapInterval& interval, std::string (*written)(double)) {
    return "  largest error of " + what + ": " + written(error) + " at " + at +
           "\n    95 % of the bootstrap: " + written(interval.low) + " to " +
           written(interval.high) + "\n";
}

// The rows of at most ten deadlines, spread over all of them.
std::string rows_of_deadlines(const FittedLaw& fitted, const std::vector<double>& deadlines) {
    constexpr size_t most = 10;
    const Law& law = fitted.law.fitted.front();
    std::set<size_t> shown;
    for (size_t k = 0; k < most && !deadlines.empty(); ++k) {
        shown.insert(k * (deadlines.size() - 1) / (most - 1));
    }
    std::string text;
    for (const size_t i : shown) {
        const ShareError e = share_error(law, fitted.law.sorted, deadlines[i]);
        text += row("P(T <= " + in_digits(e.at) + " " + fitted.unit + ")", e.measured, e.fitted,
                    as_share(e.error()));
    }
    return text;
}

std::string fit_text(const FittedLaw& fitted, const std::vector<double>& deadlines) {
    const Empirical& data = fitted.law;
    const Law& law = data.fitted.front();
    const FitErrors errors = errors_of_fit(law, data.sorted, deadlines);
    const FitIntervals intervals = intervals_of_fit(*data.fit, read_samples(data, fitted.unit),
                                                    errors, fit_draws, bootstrap_seed);
    const std::string unit = fitted.unit.empty() ? "" : " " + fitted.unit;
    Law shown = law;
    std::string text = path_of(fitted.pointer) + ": " +
                       members_text(encode(OneOfSlot{&describe_law(fitted.unit), &shown})) +
                       "\n  fitted to " + counted(data.sorted.size(), "sample") + " of " +
                       *data.file + "\n" +
                       "                            measured      fitted       error\n";
    for (double share : {0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999}) {
        // Beyond this share there are ten samples at least, or it is in the stated range.
        const bool known =
            share <= 0.99 || (1 - share) * static_cast<double>(data.sorted.size()) >= 10;
        if (!known) continue;
        const QuantileError e = quantile_error(law, data.sorted, share);
        text +=
            row("p" + in_digits(100 * share) + unit, e.measured, e.fitted, as_percent(e.error()));
    }
    text += rows_of_deadlines(fitted, deadlines);
    if (!deadlines.empty()) {
        text += largest_text("a share in time", in_digits(errors.share.at) + unit,
                             errors.share.error(), intervals.share, as_share);
    }
    return text +
           largest_text("p50 to p99", "p" + in_digits(100 * errors.quantile.share),
                        errors.quantile.error(), intervals.quantile, as_percent) +
           "  bootstrap: " + std::to_string(intervals.repetitions) + " times, in blocks of " +
           counted(intervals.block, "sample") + "\n";
}

}  // namespace

std::string data_text(const Scenario& scenario) {
    std::string text;
    add_blocks(scenario.resolved(scenario.home()), "", text);
    if (const LoggedRequests* log = scenario.point(scenario.home()).world->log())
        text += "requests of the log:\n" + log_text(*log);
    return text;
}

std::string fits_text(const Scenario& scenario) {
    FittedLaws fits;
    for (size_t i = 0; i < scenario.size(); ++i) fits.add(scenario.point(i));
    std::string text;
    for (const FittedLaw& fitted : fits.laws()) {
        text += (text.empty() ? "" : "\n") + fit_text(fitted, fits.deadlines_for(fitted));
    }
    return text;
}

}  // namespace mdisim
