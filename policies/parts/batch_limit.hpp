// Clipper's adaptive limit of batches: additive increase, multiplicative decrease.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

// The settings of the limit.
struct BatchLimitOptions {
    int64_t add = 1;
    double backoff = 0.9;
    int64_t most = 64;
};
template <class Options>
std::vector<Field> batch_limit_fields() {
    return {field("add", &Options::add, "requests by which a full batch grows").at_least(1),
            field("backoff", &Options::backoff, "factor of the batch size after a late batch")
                .above(0)
                .at_most(1),
            field("most", &Options::most, "upper limit of the largest batch").at_least(1)};
}

class BatchLimit {
  public:
    explicit BatchLimit(const BatchLimitOptions& options) : options_(options) {}

    int64_t now() const { return limit_; }
    // Learns from a batch that was served. Returns whether the limit has changed.
    bool learn(const Served& served, double objective_ms) {
        const int64_t before = limit_;
        if (served.latency_ms() > objective_ms) {
            limit_ = static_cast<int64_t>(static_cast<double>(limit_) * options_.backoff);
        } else if (served.batch >= limit_) {
            limit_ += options_.add;
        }
        if (limit_ > options_.most) limit_ = options_.most;
        if (limit_ < 1) limit_ = 1;
        return limit_ != before;
    }
    // Throws a UserError if the servers do not run batches that large.
    void check(const ControlView& view) const {
        if (view.running.batch >= options_.most) return;
        throw UserError("batches of up to " + std::to_string(options_.most) +
                        " need \"servers\": {\"batching\": {\"max_size\": " +
                        std::to_string(options_.most) + "}}");
    }

  private:
    BatchLimitOptions options_;
    int64_t limit_ = 1;
};

}  // namespace mdisim
