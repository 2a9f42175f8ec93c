#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/parts/decision_grid.hpp"
#include "policies/parts/held_model.hpp"
#include "policies/parts/period_fields.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {

// A row of the table: what the servers run while it holds.
struct ControlRow {
    std::vector<double> from;
    std::string model;
    std::optional<int64_t> replicas;
    std::optional<int64_t> threads;
    std::optional<int64_t> batch;
};
const Object& describe(Tag<ControlRow>) {
    static const Object table = object<ControlRow>(
        "row of a table to control", "A state of the servers and what they run in it.",
        {from_field<ControlRow>().needed(),
         field("model", &ControlRow::model, "the active model's name").needed(),
         field("replicas", &ControlRow::replicas, "number of replicas; default: as before")
             .at_least(1),
         field("threads", &ControlRow::threads, "threads of each replica; default: as before")
             .at_least(1),
         field("batch", &ControlRow::batch,
               "how many requests a replica takes at once, at most; default: as before")
             .at_least(1)});
    return table;
}

namespace {

constexpr auto doc =
    R"(A table says what the servers run, by buckets of the arrival rate, the line and the busy
replicas. It is looked at every period. So anything can be trained elsewhere, in any language, and
be judged here. The row holds whose bounds are the greatest that the servers have reached.
md.distill, in Python, makes such a table of a policy.)";

constexpr auto seen = std::to_array<std::string_view>({"rate_per_s", "waiting", "busy"});

class ControlTable final : public Control {
  public:
    struct Options : TableOptions<ControlRow> {
        double period_ms = 1000;
        int64_t window = 20;
        Offering offers = Offering::one;
    };
    static std::vector<Field> fields() {
        std::vector<Field> all = table_fields<Options>(joined(seen));
        all.push_back(period_field<Options>());
        all.push_back(window_field<Options>());
        all.push_back(offers_field<Options>());
        return all;
    }
    explicit ControlTable(const Options& options)
        : options_(options),
          grid_(options.columns, options.from()),
          columns_(seen_columns(options.columns, seen)) {}

    double period_ms() const override { return options_.period_ms; }

    Operation decide(const ControlView& view, Draw&) override {
        if (options_.rows.empty()) return view.running;
        std::vector<double> values;
        for (const size_t column : columns_) values.push_back(value(view, column));
        const size_t row = grid_.row(values);
        if (view.notes != nullptr) view.notes->write("row", static_cast<double>(row + 1));
        return operation(view, options_.rows[row]);
    }
    bool rearranges() const override {
        for (const ControlRow& row : options_.rows) {
            if (row.replicas || row.threads) return true;
        }
        return false;
    }
    void check(const ControlView& view) const override {
        for (size_t r = 0; r < options_.rows.size(); ++r) {
            const Arrangement on = operation(view, options_.rows[r]).on;
            bool known = on.threads == view.running.on.threads && on.replicas <= view.most_replicas;
            for (const Arrangement& a : view.arrangements) known = known || a == on;
            if (known) continue;
            throw UserError("row " + std::to_string(r + 1) + " of the table of decisions: the " +
                            std::to_string(view.cores) + " cores cannot be arranged as " +
                            std::to_string(on.replicas) + " replicas of " +
                            std::to_string(on.threads) + " threads");
        }
    }

  private:
    double value(const ControlView& view, size_t column) const {
        switch (column) {
            case 0:
                return view.arrivals.rate_per_s(static_cast<size_t>(options_.window));
            case 1:
                return static_cast<double>(view.queue.waiting);
            default:
                return static_cast<double>(view.queue.busy);
        }
    }
    Operation operation(const ControlView& view, const ControlRow& row) const {
        Operation o = view.running;
        o.model = model_named(row.model, view.names);
        o.offers = options_.offers;
        o.on.replicas = row.replicas.value_or(o.on.replicas);
        o.on.threads = row.threads.value_or(o.on.threads);
        o.batch = row.batch.value_or(o.batch);
        return o;
    }

    Options options_;
    DecisionGrid grid_;
    std::vector<size_t> columns_;
};

const Registered registered = policy<ControlTable>("table", doc);

}  // namespace
}  // namespace mdisim
