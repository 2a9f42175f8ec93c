#include <map>

#include "sim/decide/registry.hpp"

namespace mdisim {
namespace {

constexpr auto doc =
    R"(The most accurate model that would have been in time by its own mean so far:
    argmax { A(m) : mean of the executions of m <= T_b }
A model that has not run counts as it is believed to be. None fits: the least mu. An example of a
policy that learns.)";

class TrackRecord final : public Select {
  public:
    uint16_t choose(const SelectView& view, Draw&) const override {
        for (const ModelBelief& m : view.models.by_accuracy()) {
            const auto seen = seen_.find(m.model);
            const double mean_ms = seen == seen_.end() ? m.mu_ms : seen->second.mean_ms;
            if (mean_ms <= view.budget_ms()) return m.model;
        }
        return view.models.fastest().model;
    }
    void learn(const Measured& measured) override {
        Record& record = seen_[measured.model];
        ++record.runs;
        record.mean_ms += (measured.execution_ms - record.mean_ms) / record.runs;
    }

  private:
    struct Record {
        double runs = 0;
        double mean_ms = 0;
    };
    std::map<uint16_t, Record> seen_;
};

const Registered registered = policy<TrackRecord>("track_record", doc);

}  // namespace
}  // namespace mdisim
