// A scenario that can be run gives the same whatever computes it.
#include <mdisim/mdisim.hpp>

#include <string>
#include <string_view>

#include "sim/describe/error.hpp"
#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

// Small, so that thousands are run: what is not written this way is refused, and not run.
constexpr int requests = 60;
constexpr size_t most_rows = 24;

std::string fingerprint_of(const Study& study, unsigned jobs, bool general_form) {
    RunOptions options;
    options.jobs = jobs;
    options.general_form = general_form;
    const Results results = study.run(options);
    std::string text = results.fingerprint();
    for (const Row& row : results.rows()) {
        for (const std::string& name : row.metrics()) {
            const MetricValue value = row.metric(name);
            text += ' ' + std::to_string(value.mean) + ' ' + std::to_string(value.low);
        }
    }
    return text;
}

void run_every_way(std::string_view bytes) {
    try {
        Study study = Study::from_text(std::string(bytes), "fuzz");
        study.set("requests", requests).set("replications", 2).set("warm_up_requests", 5);
        study.set("sweep", "null");
        study.check();
        const std::string first = fingerprint_of(study, 1, false);
        require(fingerprint_of(study, 2, false) == first);
        require(fingerprint_of(study, 1, true) == first);
    } catch (const UserError&) {
    }
}

constexpr Target targets[] = {{"paths", run_every_way}};

}  // namespace

std::span<const Target> path_targets() { return targets; }

}  // namespace mdisim::fuzz
