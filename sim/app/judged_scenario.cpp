#include "sim/app/judged_scenario.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/log_table.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/sweep/grid.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

constexpr int64_t usual_replications = 8;
constexpr int64_t least_requests = 240;  // 8 blocks of 30

class JudgedScenario {
  public:
    explicit JudgedScenario(const Arguments& arguments)
        : file_(scenario_file(arguments.words.front())),
          overrides_(overrides_of(arguments)),
          document_(read_document(file_)),
          sets_requests_(is_set("requests")),
          sets_warm_up_(is_set("warm_up_requests")) {
        if (const auto table = arguments.last("against"))
            take_log(*table, arguments);
        else if (arguments.has("column"))
            throw UserError("--column is of --against FILE");
        // Until the log has been read, its requests have no number.
        if (!sets_requests_) set("requests", "1000000000");
        const Scenario whole = Scenario::load(file_, overrides_);
        check_is_one(whole);
        const Point point = whole.point(0);
        check_log(*point.world);
        const LoggedRequests& log = *point.world->log();
        if (!sets_requests_) set("requests", std::to_string(log.size));
        if (point.setting.replications == 1)
            set("replications", std::to_string(usual_replications));
        const double share = number_of(arguments, "hold-out", 0, 1, 0);
        keep_laws_apart(whole, log.size, share);
        check_enough(log, point.setting.warm_up_requests, share);
    }

    Scenario load() const { return Scenario::load(file_, overrides_); }

  private:
    bool is_set(const std::string& path) const {
        return std::any_of(overrides_.sets.begin(), overrides_.sets.end(), [&](const auto& one) {
            return one.first == path || one.first.starts_with(path + ".");
        });
    }
    bool has(const std::string& key) const { return document_.find(key) != nullptr || is_set(key); }
    // Forgets what was set of a block.
    void unset(const std::string& path) {
        std::erase_if(overrides_.sets, [&](const auto& one) {
            return one.first == path || one.first.starts_with(path + ".");
        });
    }
    // Replaces what was set before.
    void set(const std::string& path, const std::string& value) {
        unset(path);
        overrides_.sets.emplace_back(path, value);
    }
    std::vector<Node> classes() const {
        Node list;
        if (const Node* written = document_.find("classes")) list = *written;
        for (const auto& [path, value] : overrides_.sets) {
            if (path == "classes") list = parse_value(value, "--set classes");
        }
        return list.items;
    }

    void take_log(const std::string& table, const Arguments& arguments) {
        std::map<std::string, std::string> named;
        for (const auto& [key, column] : arguments.pairs("column", "WHAT=COLUMN")) {
            if (!named.emplace(key, column).second)
                throw UserError("--column says twice which column '" + key + "' is");
        }
        const Node* phone = document_.find("phone");
        const bool own_sizes =
            has("pictures") || (phone != nullptr && phone->find("fronts") != nullptr);
        std::vector<std::string> wanted = columns_found_by_name();
        std::erase_if(wanted, [&](const std::string& key) {
            return (key == "class" && !has("classes")) || (key == "size" && own_sizes);
        });
        std::vector<std::string> needed = {"created", "latency"};
        if (has("classes")) needed.push_back("class");
        std::erase_if(needed, [&](const std::string& key) { return is_set("log." + key); });
        const Node log = log_of_table(table, named, wanted, needed);
        // What the command line sets of the log is set after it.
        overrides_.sets.insert(overrides_.sets.begin(), {"log", dump(log)});
        // The log says when requests are created, and of which class each is.
        for (const std::string key : {"duration_s", "workload"}) {
            unset(key);
            if (document_.find(key) != nullptr) set(key, "null");
        }
        for (const Node& one : classes()) {
            const Node* name = one.find("name");
            for (const char* key : {"workload", "share"}) {
                if (name != nullptr && one.find(key) != nullptr)
                    set("classes." + name->text + "." + key, "null");
            }
        }
    }

    void check_is_one(const Scenario& scenario) const {
        std::vector<Problem> problems;
        if (scenario.size() > 1) {
            std::vector<std::string> names;
            for (const Axis& axis : scenario.axes()) names.push_back(axis.name());
            problems.push_back({file_, "",
                                "what was measured is one system, and the sweep has several: "
                                "choose one by --set PATH=VALUE, of " +
                                    joined(names)});
        }
        const std::vector<Combination> policies = scenario.point(0).policies;
        if (policies.size() > 1) {
            problems.push_back({file_, "",
                                "what was measured ran one policy, and the scenario has " +
                                    std::to_string(policies.size()) +
                                    ": choose one, as in --set 'policies=[\"" + policies[0].name +
                                    "\"]'"});
        }
        if (!problems.empty()) throw UserError(std::move(problems));
    }

    void check_log(const ReadyWorld& world) const {
        const std::optional<RequestLog>& log = world.described().log;
        if (!log) {
            throw UserError({{file_, "",
                              "has no \"log\": name the table of measured requests by --against "
                              "FILE"}});
        }
        std::vector<Problem> problems;
        const auto need = [&](bool there, const char* key, const char* what) {
            if (there) return;
            problems.push_back(
                {file_, "/log",
                 std::string("does not say ") + what + ": name the column in '" + key + "'"});
        };
        need(log->created.has_value(), "created", "when requests were created");
        need(log->latency.has_value(), "latency", "how long answers took");
        need(log->of_class || !world.classes().named(), "class", "which class a request is of");
        if (!problems.empty()) throw UserError(std::move(problems));
    }

    // Lets the laws that are read from the log be made of its first requests, and the others judge.
    void keep_laws_apart(const Scenario& whole, size_t requests, double share) {
        const World& world = whole.point(0).world->described();
        const std::string digest = world.log->digest.value_or("");
        const std::string& table = world.log->file;
        const std::vector<ReadLaw> laws = laws_read_from(whole.resolved(0), digest);
        if (share == 0) {
            if (!laws.empty()) {
                print_note("laws of " + file_ +
                           " are made of the very requests that judge it; "
                           "--hold-out 0.3 keeps them apart");
            }
            return;
        }
        const auto fail = [](const std::string& what) { throw UserError("--hold-out: " + what); };
        if (laws.empty()) {
            fail("no law of " + file_ + " has its samples from " + table +
                 ", so there is nothing to fit to its first requests");
        }
        if (world.log->sort) fail(table + " is put in order by \"sort\": put it in order before");
        if (sets_warm_up_)
            fail(
                "the first requests are those that do not count, so "
                "'warm_up_requests' is not set by itself");
        const auto* series = std::get_if<SeriesNetwork>(&world.network.kind());
        if (series != nullptr && series->digest == digest)
            fail("the network replays " + table + " as a series, the last part of it too");
        const int64_t first = std::llround(static_cast<double>(requests) * (1 - share));
        if (first < 1) fail("no request is left to fit laws to");
        for (const ReadLaw& law : laws) {
            if (!law.first_rows || *law.first_rows > first)
                set(law.path + ".first_rows", std::to_string(first));
        }
        set("warm_up_requests", std::to_string(first));
    }

    void check_enough(const LoggedRequests& log, int64_t warm_up, double share) const {
        const auto size = static_cast<int64_t>(log.size);
        const int64_t judging =
            share == 0 ? size - warm_up : std::llround(static_cast<double>(size) * share);
        if (judging >= least_requests) return;
        throw UserError("what was measured has " + std::to_string(std::max<int64_t>(judging, 0)) +
                        " requests that count; calibrate needs " + std::to_string(least_requests) +
                        ", which are 8 blocks of 30");
    }

    std::string file_;
    Overrides overrides_;
    Node document_;
    bool sets_requests_;
    bool sets_warm_up_;
};

}  // namespace

Scenario judged_scenario(const Arguments& arguments) { return JudgedScenario(arguments).load(); }

double number_of(const Arguments& arguments, const std::string& option, double least, double most,
                 double otherwise) {
    const auto text = arguments.last(option);
    if (!text) return otherwise;
    double number = 0;
    const char* end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || !(number > least) || !(number < most)) {
        throw UserError(
            {{"--" + option + " " + *text, "",
              "expected a number above " + in_digits(least) + " and below " + in_digits(most)}});
    }
    return number;
}

}  // namespace mdisim
