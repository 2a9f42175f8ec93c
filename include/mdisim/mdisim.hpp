// mdisim as a library: a scenario is loaded or built, run, and its results are read and compared.
//
//     const mdisim::Results results = mdisim::Study::load("hello/hello")
//                                         .set("network.cv", 0.7)
//                                         .over("sla_ms", mdisim::range(50, 300, 25))
//                                         .run();
//     for (const mdisim::Row& row : results.rows()) {
//         std::cout << row.policy() << ' ' << row.metric("effective_accuracy").mean << '\n';
//     }
//
// Contract: numbers are those of the program, to the bit, for any number of threads: both are made
// of the same parts. Mistakes in scenarios, names and values are UserErrors, which carry all
// problems found, each with its location. An error of the disk is a std::runtime_error. No function
// prints, except for one line on stderr if a disk has changed a stored result, and none installs
// signal handlers. Objects are values that share what they hold, so copies are cheap. const
// functions may be called from several threads at once.
//
// Names of metrics are those of `mdisim list metrics`, paths and values those of `mdisim run
// --set`.
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim {

// Makes profiles and scenarios be looked for in profiles/ and scenarios/ of this folder too, after
// all other places (`mdisim help profiles`). Requires that no scenario is being read meanwhile. A
// program that was built by CMake with mdisim::mdisim need not call it.
void add_data_folder(const std::string& folder);

// The version of the library, such as "0.1.0".
std::string version_text();

// A value that is set in a scenario: a number, a truth value or text. Text that is JSON stands for
// what it says, as after --set: "0.7" is a number, R"({"profile": "networks/lte"})" an object, and
// R"("0.7")" is text.
class Value {
  public:
    template <std::integral Whole>
    Value(Whole value) : Value(std::to_string(value)) {}
    Value(bool value) : Value(std::string(value ? "true" : "false")) {}
    Value(double value);
    Value(const char* text) : Value(std::string(text)) {}
    Value(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

// The values of an axis of a sweep: a list, as in {50, 100}, or text as after --over, such as
// "50:300:25" or "fast,slow".
class Values {
  public:
    Values(std::initializer_list<Value> values) : Values(std::vector<Value>(values)) {}
    Values(const std::vector<Value>& values);
    Values(const char* text) : text_(text) {}
    Values(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }

  private:
    std::string text_;
};
// The values from `first` to `last`, both included where steps lead to `last`.
Values range(double first, double last, double step);

// How much of a run is done. Requests are those of all cells and replications together; those whose
// results were stored before count as done when the run comes to them.
struct RunProgress {
    uint64_t requests_done = 0;
    uint64_t requests = 0;
};

struct RunOptions {
    unsigned jobs = 0;  // threads; 0: all cores
    // The results folder, with the files that `mdisim run --out` writes (without figures). What its
    // store holds is not computed again, so a run that was stopped goes on where it ended. Runs of
    // policies of the program itself, or of a shared library, are computed again when it was built
    // anew. Empty: no file is written.
    std::string folder{};
    // Called after each share of the work, by one thread at a time, which need not be the caller's.
    // An exception that it throws ends the run, and is thrown by it.
    std::function<void(const RunProgress&)> progress{};
    // When it becomes true, what is being computed is finished and stored, and the run throws
    // Interrupted. May be null.
    const std::atomic<bool>* stop = nullptr;
    // How these results are made again, for the manifest of the folder.
    std::string command = "a program that uses the library";
    // Whether every run takes the general form, as with --path events: it is slower, gives the same
    // numbers, and uses and stores no stored run.
    bool general_form = false;
    // Computes the `share`-th of so many equal shares, as --shard does: the folder's store is for
    // Results::merge(), and there are no rows. Shares are counted from 1. Requires a folder if
    // there are several.
    uint64_t share = 1;
    uint64_t shares = 1;
};

// The label of a point of the sweep on one axis.
struct AtAxis {
    std::string axis;   // such as "sla_ms"
    std::string label;  // such as "250"
    double number = 0;  // the label as a number; not-a-number if it is none
};

// A metric of one cell: the mean over replications, its 95 % interval, and the value of each
// replication (or, of a replayed log, of each of its blocks). Not-a-number if nothing was measured.
struct MetricValue {
    std::string name;
    std::string unit;  // "ms", "j", ...; empty for shares
    double mean = 0;
    double low = 0;
    double high = 0;
    std::vector<double> replications{};
};

// The results of one cell, which is a point of the sweep under one policy.
class Row {
  public:
    const std::vector<AtAxis>& at() const&;  // one for each axis
    std::vector<AtAxis> at() && { return at(); }
    std::string policy() const;  // its name in the scenario
    bool knows_truth() const;    // whether the policy sees what no real one can
    int64_t replications() const;
    int64_t requests() const;  // of a replication; their expectation if the number is random
    // A digest of all that happened to all requests.
    std::string fingerprint() const;

    std::vector<std::string> metrics() const;  // the names of the row's metrics
    // Throws UserError, with the nearest name, if the row does not have the metric.
    MetricValue metric(const std::string& name) const;

  private:
    friend class Results;
    friend class ResultsMaker;
    struct State;
    explicit Row(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

// What happened to one request. Times are in milliseconds; not-a-number for stages that did not
// happen.
struct RequestRow {
    uint64_t request = 0;  // its number in the order of creation, from 0
    uint32_t replication = 0;
    uint32_t phone = 0;
    std::string of_class{};  // empty if the scenario has no classes
    std::string site{};      // to which it was sent; empty if the scenario has no sites
    double created_ms = 0;
    double deadline_ms = 0;  // after its creation
    // The model that was chosen in the cloud, and the one on the phone; empty if there was none.
    std::string model{};
    std::string phone_model{};
    double earlier_ms = 0;  // until the attempt that counts was sent, if clients send again
    double prepare_ms = 0;  // of a picture, on the phone
    double uplink_ms = 0;
    double cloud_prepare_ms = 0;
    double wait_ms = 0;
    double execution_ms = 0;
    double downlink_ms = 0;
    double phone_start_ms = 0;  // until a late copy began on the phone
    double phone_ms = 0;        // until the phone's own answer
    std::string answer{};       // "cloud", "phone", "both" or "none"
    double accuracy = 0;        // of the answer that the user got, as a mean
    double latency_ms = 0;      // until that answer
    bool on_time = false;
    bool rescued = false;  // whether the phone answered because the cloud was late
    double right = 0;      // 1 or 0; not-a-number if the scenario does not draw which are right
};

// A metric of a cell under two policies on the same requests.
struct Difference {
    std::vector<AtAxis> at;
    double before = 0;
    double after = 0;
    // after - before: the mean and the 95 % interval of the differences of paired replications.
    double mean = 0;
    double low = 0;
    double high = 0;
    double p = 1;  // two-sided, corrected by Holm's method for the number of points
    // "better" or "worse" by what the metric says is better, "different" if it says neither, "not
    // distinguishable", "the same", or "insufficient data".
    std::string verdict{};
};

// The results of a run, in memory.
class Results {
  public:
    // Reads the results that a run has left in a folder. Cells that it did not finish are missing.
    // Throws UserError if the folder has no results.
    static Results read(const std::string& folder);

    // Merges the shares of one scenario, which are in these folders or stores, into a folder. Cells
    // that no share has are missing. Throws UserError if they are not of one scenario and program.
    static Results merge(const std::vector<std::string>& shares, const std::string& folder,
                         const std::string& command = "a program that uses the library");

    std::string scenario() const;     // its name
    std::string fingerprint() const;  // a digest of the fingerprints of all rows
    // In the order of the sweep, with all policies of a point beside each other.
    const std::vector<Row>& rows() const&;
    std::vector<Row> rows() && { return rows(); }
    // The row of a policy at the point with these labels, as in {{"sla_ms", 250}}. An axis that is
    // not named has the scenario's own value, or else its first. Throws UserError if there is none.
    Row row(const std::string& policy,
            const std::vector<std::pair<std::string, Value>>& at = {}) const;
    // Sentences about what to know before the results are believed, such as an overload.
    std::vector<std::string> warnings() const;

    // The differences that another policy makes to a metric, one for each point of the sweep, as
    // `mdisim compare BEFORE AFTER --in FOLDER` finds them. Throws UserError if the results do not
    // have the policies or the metric.
    std::vector<Difference> compare(const std::string& before, const std::string& after,
                                    const std::string& metric) const;

    // What each policy was shown, noted and chose for a request of replication 0 at a point, as the
    // text of --explain-request; `at` is as for row(). The request is run again.
    std::string explain(uint64_t request,
                        const std::vector<std::pair<std::string, Value>>& at = {}) const;

    // A figure of these results, as figures/NAME.json has it for scripts/figures.py. `figure` is
    // what a scenario's `figures` have, in JSON (`mdisim explain figure`).
    std::string figure(const std::string& figure) const;

    // The outcomes of requests of a row's cell, from number `first` on, at most `count` of them. No
    // store keeps single requests, so the replication is run again: up to the last of them if
    // requests cannot touch each other, else to its end.
    std::vector<RequestRow> requests(const Row& row, uint64_t first, uint64_t count,
                                     uint32_t replication = 0) const;

  private:
    friend class Study;
    friend class ResultsMaker;
    struct State;
    explicit Results(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

// The best of many settings, as `mdisim find` is asked for it: texts are those after its options.
struct Search {
    // What may be chosen: paths with their values, as in {"servers.replicas", "1:64:1"}.
    std::vector<std::pair<std::string, Values>> vary;
    // Goals: metrics, or paths that vary. Two goals ask for the front of trade-offs.
    std::vector<std::string> most{};
    std::vector<std::string> least{};
    std::vector<std::string> so_that{};  // targets, as in "attainment >= 0.99"
    std::string policy{};                // whose metrics; needed if the scenario has several
};

// What was found.
struct Found {
    bool meets = true;  // whether a setting meets the targets, as far as means tell
    // The best setting, or the one that comes closest to the targets; of two goals, the settings of
    // which none is better in both.
    std::vector<std::vector<AtAxis>> best{};
    std::string text{};      // for people, in lines of 80 letters
    std::string document{};  // all of it, in JSON, as `mdisim find --json` prints it
};

// A scenario with changes, ready to be run. Problems of the scenario and of what is set are thrown,
// all together, by check(), warnings(), text() and run(); load() and from_text() throw what is no
// JSON.
class Study {
  public:
    // An empty scenario, to be built by set(): it needs policies, models and so on, as
    // `mdisim explain scenario` says.
    explicit Study(const std::string& name = "study");
    // A scenario's file, or one that is found by its name, such as "hello/hello".
    static Study load(const std::string& path_or_name);
    // A scenario that is written in JSON. Files that it names are looked for from the working
    // folder on. Locations of problems begin with `name`.
    static Study from_text(const std::string& json, const std::string& name = "study");

    // Sets a value by its path, as --set does: "network.cv", "models.list.NasNet Large.mean_ms". It
    // replaces an axis of that path. The text "null" removes a key.
    Study& set(const std::string& path, const Value& value);
    // Sweeps over values of a path, as --over does. It replaces an axis of that path.
    Study& over(const std::string& path, const Values& values);
    // The policies that are compared: names, or objects in JSON (`mdisim explain policies`).
    Study& policies(const std::vector<Value>& policies);

    void check() const;
    // What was read although it looks like a mistake, such as a deadline of 0.25 ms.
    std::vector<Problem> warnings() const;
    // The scenario in JSON, with profiles merged and with what was set.
    std::string text() const;

    // Computes all replications of all cells. Throws Interrupted when stopped, and
    // std::runtime_error if the disk fails. Requires that no other run of this process writes the
    // same folder.
    Results run(const RunOptions& options = {}) const;

    // Looks for the best of many settings. A scenario that sweeps over something else is refused,
    // until it is set. Runs are kept in the store of options.folder, if there is one, and no
    // results are written.
    // options.progress is told of runs of settings. Throws as run() does. Requires that options ask
    // for no general form and for no share.
    Found find(const Search& search, const RunOptions& options = {}) const;

  private:
    struct State;
    explicit Study(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

#ifdef MDISIM_DATA
// CMake says where the data of the library lie that a program is built with.
inline const bool data_folder_is_known = (add_data_folder(MDISIM_DATA), true);
#endif

}  // namespace mdisim
