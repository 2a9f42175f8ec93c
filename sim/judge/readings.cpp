#include "sim/judge/readings.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

bool fits(const Judgement& judgement, const std::string& reading) {
    return std::any_of(
        judgement.variants.begin(), judgement.variants.end(),
        [&](const VariantFinding& v) { return v.label == reading && v.counts && v.holds; });
}

// The reading of a judgement under which most of the other judgements of its set are as expected;
// empty if no reading is better than all others.
std::string best_for_others(const std::vector<Judgement>& all, const std::vector<size_t>& set,
                            size_t left_out) {
    std::string best;
    size_t most = 0;
    bool alone = false;
    for (const VariantFinding& variant : all[left_out].variants) {
        if (!variant.counts) continue;
        const auto fitting =
            static_cast<size_t>(std::count_if(set.begin(), set.end(), [&](size_t other) {
                return other != left_out && fits(all[other], variant.label);
            }));
        if (fitting > most) {
            best = variant.label;
            most = fitting;
            alone = true;
        } else if (fitting == most) {
            alone = false;
        }
    }
    return alone ? best : "";
}

}  // namespace

std::vector<std::vector<size_t>> sets_of_readings(const std::vector<Judgement>& judgements) {
    std::map<std::string, std::vector<size_t>> by_name;
    for (size_t i = 0; i < judgements.size(); ++i) {
        if (!judgements[i].readings.empty()) by_name[judgements[i].readings].push_back(i);
    }
    std::vector<std::vector<size_t>> sets;
    for (const auto& [name, set] : by_name) sets.push_back(set);
    return sets;
}

void choose_readings(std::vector<Judgement>& judgements) {
    const std::vector<Judgement> before = judgements;
    for (const std::vector<size_t>& set : sets_of_readings(before)) {
        for (size_t i : set) {
            if (before[i].verdict != Verdict::depends_on) continue;
            const std::string best = best_for_others(before, set, i);
            if (best.empty() || !fits(before[i], best)) continue;
            judgements[i].verdict = Verdict::reproduced;
            judgements[i].chosen = best;
        }
    }
}

}  // namespace mdisim
