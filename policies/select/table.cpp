#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policies/parts/decision_grid.hpp"
#include "policies/parts/held_model.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {

// A row of the table: the model of the requests for which it holds.
struct SelectRow {
    std::vector<double> from;
    std::string model;
};
const Object& describe(Tag<SelectRow>) {
    static const Object table =
        object<SelectRow>("row of a table to select", "A bucket of requests and their model.",
                          {from_field<SelectRow>().needed(),
                           field("model", &SelectRow::model, "the model's name").needed()});
    return table;
}

namespace {

constexpr auto doc =
    R"(A table says which model answers, by buckets of what a request is known by: its budget, the
line in front of the servers, and so on. So anything can be trained elsewhere, in any language, and
be judged here. The row holds whose bounds are the greatest that the request has reached. Where the
row's model is not on offer, the fastest answers. md.distill, in Python, makes such a table of a
policy.)";

constexpr auto seen = std::to_array<std::string_view>(
    {"budget_ms", "sla_ms", "network_ms", "uplink_ms", "waited_ms", "waiting", "busy"});

class SelectTable final : public Select {
  public:
    using Options = TableOptions<SelectRow>;
    static std::vector<Field> fields() { return table_fields<Options>(joined(seen)); }
    explicit SelectTable(const Options& options)
        : grid_(options.columns, options.from()),
          columns_(seen_columns(options.columns, seen)),
          values_(options.columns.size()) {
        for (const SelectRow& row : options.rows) names_.push_back(row.model);
    }

    void know(std::span<const std::string> models) override {
        models_.clear();
        for (const std::string& name : names_) models_.push_back(model_named(name, models));
    }
    uint16_t choose(const SelectView& view, Draw&) const override {
        if (models_.empty()) return view.models.fastest().model;
        for (size_t c = 0; c < columns_.size(); ++c) values_[c] = value(view, columns_[c]);
        const size_t row = grid_.row(values_);
        if (view.notes != nullptr) view.notes->write("row", static_cast<double>(row + 1));
        for (const ModelBelief& m : view.models.by_accuracy()) {
            if (m.model == models_[row]) return m.model;
        }
        return view.models.fastest().model;
    }

  private:
    // What a request is known by, in the order of `seen`.
    static double value(const SelectView& view, size_t column) {
        switch (column) {
            case 0:
                return view.budget_ms();
            case 1:
                return view.sla_ms;
            case 2:
                return view.network_ms;
            case 3:
                return view.uplink_ms;
            case 4:
                return view.waited_ms;
            case 5:
                return static_cast<double>(view.queue.waiting);
            default:
                return static_cast<double>(view.queue.busy);
        }
    }

    DecisionGrid grid_;
    std::vector<size_t> columns_;
    std::vector<std::string> names_;      // by row
    std::vector<uint16_t> models_;        // by row, once the models are known
    mutable std::vector<double> values_;  // scratch space
};

const Registered registered = policy<SelectTable>("table", doc);

}  // namespace
}  // namespace mdisim
