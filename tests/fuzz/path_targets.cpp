// A scenario that can be run gives the same whatever computes it.
#include <mdisim/mdisim.hpp>

#include <string>
#include <string_view>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

// So few that thousands of scenarios are run.
constexpr int requests = 60;

// The scenario without its sweep, and without what is said of the sweep.
std::string one_point_of(std::string_view bytes) {
    Node document = parse_document(std::string(bytes), "fuzz.json");
    for (const char* about_axes : {"sweep", "labels", "figures", "claims"}) {
        std::erase_if(document.members,
                      [&](const auto& member) { return member.first == about_axes; });
    }
    return dump(document);
}

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

bool run_every_way(std::string_view bytes) {
    try {
        Study study = Study::from_text(one_point_of(bytes), "fuzz");
        study.set("requests", requests).set("replications", 2).set("warm_up_requests", 5);
        study.check();
        const std::string first = fingerprint_of(study, 1, false);
        require(fingerprint_of(study, 2, false) == first);
        require(fingerprint_of(study, 1, true) == first);
        return true;
    } catch (const UserError&) {
        return false;
    }
}

constexpr Target targets[] = {{"paths", run_every_way}};

}  // namespace

std::span<const Target> path_targets() { return targets; }

}  // namespace mdisim::fuzz
