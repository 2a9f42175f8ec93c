// Counts of right and wrong answers, in worlds where they are drawn request by request.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/measure/outcome.hpp"

namespace mdisim {

// Requests that both the cloud and the phone answered, by which of the two answers were right.
struct PairTally {
    uint64_t both = 0;
    uint64_t cloud = 0;  // the cloud's alone
    uint64_t phone = 0;  // the phone's alone
    uint64_t neither = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.both...);
        visit(them.cloud...);
        visit(them.phone...);
        visit(them.neither...);
    }
    void add(const Rights& rights) {
        ++(rights.cloud ? (rights.phone ? both : cloud) : (rights.phone ? phone : neither));
    }
    uint64_t requests() const { return both + cloud + phone + neither; }
    bool operator==(const PairTally&) const = default;
};

// The labels of a model's answers.
struct LabelCount {
    uint64_t labels = 0;
    uint64_t right = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.labels...);
        visit(them.right...);
    }
    bool operator==(const LabelCount&) const = default;
};

struct RightTally {
    RightTally() = default;
    explicit RightTally(size_t cloud_models) : labels(cloud_models) {}

    uint64_t right = 0;    // requests whose answer was right, late or not
    uint64_t in_time = 0;  // requests whose answer was right and in time
    PairTally answered;    // requests with an answer of both, used or not
    PairTally combined;    // requests whose two answers were combined
    uint64_t combined_right = 0;
    std::vector<LabelCount> labels;  // by cloud model

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.right...);
        visit(them.in_time...);
        visit(them.answered...);
        visit(them.combined...);
        visit(them.combined_right...);
        visit(them.labels...);
    }
    void add(const Outcome& o) {
        right += o.rights.answer;
        in_time += o.rights.answer && o.on_time;
        if (o.executed && o.rights.labelled) {
            ++labels[o.model].labels;
            labels[o.model].right += o.rights.cloud;
        }
        if (o.executed && o.phone_answered()) answered.add(o.rights);
        if (o.answer != Answer::both) return;
        combined.add(o.rights);
        combined_right += o.rights.answer;
    }
    bool operator==(const RightTally&) const = default;
};

}  // namespace mdisim
