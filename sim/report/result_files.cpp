#include "sim/report/result_files.hpp"

#include <algorithm>

#include "sim/campaign/folder/results_folder.hpp"
#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

constexpr auto of_policy = "the policy's name";
constexpr auto of_metric = "the metric's name ('mdisim list metrics')";
constexpr auto of_unit =
    "the metric's unit; empty for shares and accuracies, which are from 0 to 1";
constexpr auto of_low = "lower end of the 95 % interval";
constexpr auto of_high = "upper end of the 95 % interval";

constexpr ResultColumn metrics_columns[] = {
    {"policy", of_policy},
    {"metric", of_metric},
    {"unit", of_unit},
    {"mean",
     "the value: the mean of the replications, or the quantile of all of them together; nan "
     "if there is insufficient data"},
    {"low", of_low},
    {"high", of_high},
    {"replications", "how many replications the value is made of"}};

constexpr ResultColumn series_columns[] = {
    {"policy", of_policy},
    {"from_s", "where the window of time begins, in simulated seconds"},
    {"until_s", "where it ends"},
    {"metric", of_metric},
    {"unit", of_unit},
    {"mean", "mean of the replications that measured something in the window"},
    {"low", of_low},
    {"high", of_high},
    {"replications", "how many replications measured something in the window"}};

constexpr ResultColumn distributions_columns[] = {
    {"policy", of_policy},
    {"quantity", "what is distributed, such as latency_ms"},
    {"level", "the share of the values that are at most 'value'"},
    {"low", "lower end of the 95 % interval of that share"},
    {"high", "upper end of the 95 % interval of that share"},
    {"value", "the value, in the quantity's unit"}};

constexpr ResultColumn requests_columns[] = {
    {"policy", of_policy},
    {"replication", "the replication, which is 0"},
    {"request", "the number of the request; one number is the same request under every policy"},
    {"phone", "the number of the phone that sent it"},
    {"deadline_ms", "its deadline, counted from its creation"},
    {"created_ms", "when it was created, in simulated time"},
    {"model", "the cloud's model; empty if the request was not sent"},
    {"phone_model", "the phone's model; empty if the phone ran none"},
    {"earlier_ms", "time before this attempt: earlier attempts and a front of the phone"},
    {"prepare_ms", "time in which the phone prepared what it sent, as by shrinking a picture"},
    {"uplink_ms", "time on the network to the servers"},
    {"cloud_prepare_ms", "time in which the cloud prepared what was sent"},
    {"wait_ms", "time in line for a server"},
    {"execution_ms", "time in which the cloud's model ran"},
    {"downlink_ms", "time on the network back"},
    {"phone_start_ms", "when the phone's model began, counted from the creation"},
    {"phone_ms", "time in which the phone's model ran"},
    {"answer", "whose answer the user got: cloud, phone, both or none"},
    {"accuracy", "accuracy of the model that answered"},
    {"latency_ms", "time from the creation to the answer"},
    {"on_time", "1 if the answer came by the deadline"},
    {"rescued", "1 if the phone answered because the cloud was late"},
    {"best", "who would have given the best answer that could be in time: the bound"},
    {"best_model", "the model of that answer"},
    {"best_ms", "when that answer would have come"}};

constexpr ResultColumn rights_columns[] = {
    {"right", "1 if the answer was right; empty without an answer"},
    {"cloud_right", "1 if the cloud's answer was right"},
    {"phone_right", "1 if the phone's answer was right"},
    {"label", "1 if the answer got a label, from which accuracies are learnt"}};

constexpr ResultColumn site_columns[] = {
    {"site", "the site to which the request was sent; empty if it was not sent"}};

constexpr FurtherColumns further_of_requests[] = {
    {"This column follows in scenarios with \"sites\".", site_columns},
    {"These columns follow where answers are right or wrong (\"correctness\").", rights_columns}};

constexpr ResultFile files[] = {
    {metrics_name,
     "Every metric of every policy at every point of the sweep, a line each: the table to read "
     "with "
     "pandas or R. It begins with a column for each axis of the sweep.",
     "", metrics_columns},
    {summary_name,
     "The same numbers as one JSON document, with the fingerprint of each policy at each point. "
     "'mdisim run --json' prints it."},
    {"manifest.json",
     "What the results are of: the scenario with all defaults written out, the command, the "
     "version, "
     "the compiler, digests of all files that were read, warnings, the fingerprint of all results, "
     "and digests of the files that were written, by which 'mdisim verify' and whoever reads them "
     "notice what has changed since. A manifest without a fingerprint is that of a campaign that "
     "has not ended."},
    {ledger_name,
     "The results in the form in which 'mdisim compare' and 'mdisim check' compare them, with each "
     "replication of the metrics that users feel."},
    {"store.sqlite",
     "Every replication that was computed. Who runs the scenario again, or with more policies or "
     "points, computes only what is missing. It may be deleted; then all is computed again."},
    {requests_name, "Single requests with all their stages, in the order of their numbers.",
     "It is there if the scenario has \"records\", or with 'mdisim run --records N'.",
     requests_columns, further_of_requests},
    {series_name, "The run by windows of time, for loads that change.",
     "It is there if the scenario has \"series\".", series_columns},
    {distributions_name, "Levels of distributions, as figures of kind 'tails' and 'cdf' draw them.",
     "It is there if the scenario has such a figure.", distributions_columns},
    {"figures/",
     "Each figure as SVG, PDF and PNG, its caption as text and for LaTeX, and as JSON for other "
     "programs to draw.",
     "Without matplotlib, or with --no-figures, there is only the JSON."},
    {"report.html", "One page with the figures, tables and claims, to send to somebody.",
     "'mdisim report' and 'mdisim calibrate' write it."},
    {"find/found.json",
     "What a search has found: the answer, and every setting that it tried, with intervals and "
     "the number of replications. Its figure is in find/figures/.",
     "'mdisim find' writes it."},
    {"calibration.json", "All numbers of a comparison with measurements.",
     "'mdisim calibrate' writes it."}};

const ResultFile& file_called(std::string_view name) {
    const auto at = std::find_if(std::begin(files), std::end(files),
                                 [&](const ResultFile& file) { return name == file.name; });
    ensure(at != std::end(files), "a file of results that nobody described");
    return *at;
}

std::string names_of(std::span<const ResultColumn> columns) {
    std::string text;
    for (const ResultColumn& column : columns) {
        text += (text.empty() ? "" : ",") + std::string(column.name);
    }
    return text;
}

}  // namespace

std::span<const ResultFile> result_files() { return files; }

std::string columns_of(std::string_view file) { return names_of(file_called(file).columns); }
std::string columns_of_sites() { return names_of(site_columns); }
std::string columns_of_rights() { return names_of(rights_columns); }

}  // namespace mdisim
