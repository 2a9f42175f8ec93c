#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/campaign/archive.hpp"
#include "sim/campaign/campaign.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/points/point_runs.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/library/finding/asked.hpp"
#include "sim/library/finding/finding.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/library/results_state.hpp"
#include "sim/report/found/findings.hpp"
#include "sim/report/found/findings_text.hpp"
#include "sim/report/warnings.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// The shortest text that is read back as this number.
std::string number_in_json(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

// A list in JSON. A value that is not JSON is text.
std::string list_in_json(const std::vector<Value>& values) {
    Node list = Node::list();
    for (const Value& value : values) list.append(parse_value(value.text(), "a value"));
    return dump(list);
}

CampaignOptions campaign_of(const RunOptions& options) {
    CampaignOptions campaign;
    campaign.jobs = options.jobs;
    campaign.stop = options.stop;
    if (options.general_form) campaign.path = Path::events;
    campaign.shard = {options.share, options.shares};
    if (options.progress) {
        campaign.progress = [tell = options.progress](const Progress& p) {
            tell({p.done, p.total});
        };
    }
    return campaign;
}

void run_in_memory(const Scenario& scenario, const RunOptions& options, ResultsMaker& results) {
    Store store = Store::in_memory();
    const CampaignOptions campaign = campaign_of(options);
    const Replicated enough = replicated(
        scenario, {{}, options.jobs, options.stop},
        [&](const Scenario& round) {
            return run_campaign(round, store, campaign).cell_requests_left;
        },
        [&](const Scenario& round, const RowVisitor& look) {
            return each_row(round, store, look, options.stop);
        });
    Warnings warnings(scenario);
    each_row(
        enough.scenario, store,
        [&](const CellRow& row) {
            warnings.add(row);
            results.add(row);
        },
        options.stop);
    results.warn(warnings.of_policies());
}

void run_in_folder(const Scenario& scenario, const RunOptions& options, ResultsMaker& results) {
    FolderRun run;
    run.campaign = campaign_of(options);
    run.command = options.command;
    const Delivered delivered =
        run_into(options.folder, scenario, run, [&](const CellRow& row) { results.add(row); });
    results.warn(delivered.warnings);
}

// What is found beside the results of a folder, or in memory.
void with_store(const Scenario& scenario, const RunOptions& options,
                const std::function<void(Store&)>& work) {
    if (options.folder.empty()) {
        Store store = Store::in_memory();
        return work(store);
    }
    Archive archive;
    with_store_of(
        options.folder, scenario, options.command, archive, [](const std::string&) {}, work);
}

}  // namespace

Value::Value(double value) : text_(number_in_json(value)) {}

Values::Values(const std::vector<Value>& values) : text_(list_in_json(values)) {}

Values range(double first, double last, double step) {
    return number_in_json(first) + ":" + number_in_json(last) + ":" + number_in_json(step);
}

struct Study::State {
    Node document;
    std::string file;  // empty if the document is not of a file
    std::string name;
    Overrides overrides{};

    void drop_axis(const std::string& path) {
        std::erase_if(overrides.overs, [&](const auto& axis) { return axis.first == path; });
    }
    Scenario scenario() const {
        try {
            const Digest digest = file.empty() ? Digest() : digest_of_document(document);
            return Scenario::from(document, file, name, overrides, digest);
        } catch (const OutOfRange& error) {
            throw UserError({{name, "", error.what()}});
        }
    }
};

Study::Study(const std::string& name) : Study(from_text(R"({"version": 1})", name)) {}

Study Study::load(const std::string& path_or_name) {
    const std::string file = scenario_file(path_or_name);
    return Study(std::make_shared<State>(State{read_document(file), file, scenario_name(file)}));
}

Study Study::from_text(const std::string& json, const std::string& name) {
    return Study(std::make_shared<State>(State{parse_document(json, name), "", name}));
}

Study& Study::set(const std::string& path, const Value& value) {
    auto changed = std::make_shared<State>(*state_);
    changed->drop_axis(path);
    changed->overrides.sets.emplace_back(path, value.text());
    state_ = std::move(changed);
    return *this;
}

Study& Study::over(const std::string& path, const Values& values) {
    auto changed = std::make_shared<State>(*state_);
    changed->drop_axis(path);
    changed->overrides.overs.emplace_back(path, values.text());
    state_ = std::move(changed);
    return *this;
}

Study& Study::policies(const std::vector<Value>& policies) {
    return set("policies", list_in_json(policies));
}

void Study::check() const { (void)state_->scenario(); }

std::vector<Problem> Study::warnings() const { return state_->scenario().warnings(); }

std::string Study::text() const { return dump(state_->scenario().written_out(), 2) + "\n"; }

Results Study::run(const RunOptions& options) const {
    if (options.share < 1 || options.share > options.shares) {
        throw UserError("there is no share " + std::to_string(options.share) + " of " +
                        std::to_string(options.shares) + ": shares are counted from 1");
    }
    if (options.shares > 1 && options.folder.empty()) {
        throw UserError("a share of the work needs a folder, from which it is merged");
    }
    ResultsMaker results(state_->scenario(), options.folder);
    try {
        if (options.folder.empty()) {
            run_in_memory(results.scenario(), options, results);
        } else {
            run_in_folder(results.scenario(), options, results);
        }
    } catch (const OutOfRange& error) {
        throw UserError({{state_->name, "", error.what()}});
    }
    return Results(results.take());
}

Found Study::find(const Search& search, const RunOptions& options) const {
    ensure(!options.general_form && options.shares == 1, "a search is no share of anything");
    State state = *state_;
    for (const auto& [path, values] : search.vary) {
        state.drop_axis(path);
        state.overrides.varied.emplace_back(path, values.text());
    }
    const auto policy = search.policy.empty() ? std::nullopt : std::optional(search.policy);
    const SearchAsked asked =
        search_asked(state.scenario(), {search.most, search.least, search.so_that, policy});
    PointRunner::Options how{.jobs = static_cast<unsigned>(threads_for(options.jobs)),
                             .stop = options.stop};
    if (options.progress)
        how.progress = [&](uint64_t done, uint64_t all) { options.progress({done, all}); };
    Findings findings;
    with_store(asked.scenario, options, [&](Store& store) {
        PointRunner runs(asked.scenario, asked.policies(), store, how);
        findings = findings_of(asked, runs);
    });
    Found found{findings.meets()};
    const std::vector<size_t> best =
        findings.front ? findings.front->on : std::vector<size_t>{findings.answer->best};
    for (size_t setting : best)
        found.best.push_back(labels_of(asked.scenario, asked.scenario.grid().labels(setting)));
    constexpr size_t width = 80;
    found.text = findings_text(asked.scenario, findings, width);
    found.document = dump(findings_document(asked.scenario, findings), 1);
    return found;
}

}  // namespace mdisim
