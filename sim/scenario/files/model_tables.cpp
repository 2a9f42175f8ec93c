#include "sim/scenario/files/model_tables.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/files/row_picker.hpp"
#include "sim/scenario/files/table_file.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/models/pool_table.hpp"

namespace mdisim {
namespace {

// A column of numbers with the unit that they are in.
struct NumberColumn {
    size_t at;
    Unit unit;
};

class ModelColumns {
  public:
    ModelColumns(DataTable& table, const PoolColumns& columns, bool has_samples)
        : accuracy_(find(table, columns.accuracy, "accuracy", Unit::one, Unit::one)),
          mean_(find(table, columns.mean, "mean", Unit::ms)),
          sd_(find(table, columns.sd, "sd", Unit::ms)),
          memory_(find(table, columns.memory, "memory", Unit::mb)),
          load_(find(table, columns.load, "load", Unit::ms)),
          power_(find(table, columns.power, "power", Unit::mw)) {
        name_ = table.column(columns.name ? columns.name->column : "name");
        if (!accuracy_ && !columns.accuracy) table.column("accuracy");
        if (has_samples) mean_ = sd_ = std::nullopt;
        if (!has_samples && !mean_ && !columns.mean) find_quantiles(table);
    }

    // Whether the current row has an accuracy and an execution time.
    bool is_complete(const DataTable& table) const {
        const auto written = [&](const NumberColumn& column) { return has_text(table, column.at); };
        return (!accuracy_ || written(*accuracy_)) && (!mean_ || written(*mean_)) &&
               std::all_of(quantiles_.begin(), quantiles_.end(),
                           [&](const auto& quantile) { return written(quantile.column); });
    }

    // The model of the current row. Notes what is wrong with it.
    Node model(DataTable& table) const {
        Node made = Node::object();
        const auto name = table.value(*name_, "a name", [](std::string_view text) {
            return text.empty() ? std::nullopt : std::optional<std::string>(text);
        });
        if (name) made.set("name", Node(*name));
        set(made, "accuracy", table, accuracy_, Unit::one);
        set(made, "mean_ms", table, mean_, Unit::ms);
        if (!quantiles_.empty()) made.set("law", law(table));
        set_if_written(made, "sd_ms", table, sd_, Unit::ms);
        set_if_written(made, "memory_mb", table, memory_, Unit::mb);
        set_if_written(made, "load_ms", table, load_, Unit::ms);
        set_if_written(made, "power_mw", table, power_, Unit::mw);
        return made;
    }

  private:
    struct QuantileColumn {
        double share;
        NumberColumn column;
    };

    static std::optional<NumberColumn> find(DataTable& table,
                                            const std::optional<TableColumn>& choice,
                                            std::string_view name, Unit wanted,
                                            std::optional<Unit> otherwise = {}) {
        std::optional<size_t> at;
        if (choice) {
            at = table.column(choice->column);
        } else {
            const auto& cells = table.cells();
            const auto named = std::find_if(cells.begin(), cells.end(), [&](auto cell) {
                return without_unit(without_blanks(cell)) == name;
            });
            if (named != cells.end()) at = static_cast<size_t>(named - cells.begin());
        }
        if (!at) return std::nullopt;
        const auto unit =
            unit_of_column(table, *at, choice ? choice->unit : std::nullopt, wanted, otherwise);
        return unit ? std::optional(NumberColumn{*at, *unit}) : std::nullopt;
    }

    static std::optional<double> share_of(std::string_view name) {
        if (name == "min") return 0;
        if (name == "max") return 1;
        if (!name.starts_with('p')) return std::nullopt;
        const std::optional<double> percent = real_number(name.substr(1));
        const bool fits = percent && *percent > 0 && *percent < 100;
        return fits ? std::optional(*percent / 100) : std::nullopt;
    }
    void find_quantiles(DataTable& table) {
        for (size_t c = 0; c < table.cells().size(); ++c) {
            const auto share = share_of(without_unit(without_blanks(table.cells()[c])));
            if (!share) continue;
            const auto unit = unit_of_column(table, c, std::nullopt, Unit::ms);
            if (unit) quantiles_.push_back({*share, {c, *unit}});
        }
        std::sort(quantiles_.begin(), quantiles_.end(),
                  [](const auto& a, const auto& b) { return a.share < b.share; });
        if (table.has_mistakes()) return;
        if (quantiles_.empty()) {
            table.wrong_row(
                "has no execution times: a column such as mean_ms, or quantiles such as "
                "min_ms, p50_ms and max_ms, or \"samples\" of the models");
        } else if (quantiles_.front().share != 0 || quantiles_.back().share != 1) {
            table.wrong_row("quantiles need the least and the greatest value too: min_ms, max_ms");
        }
    }

    static std::optional<double> number(DataTable& table, const NumberColumn& column, Unit wanted) {
        std::string expected = in_words(dimension_of(wanted)) + ", not negative";
        if (wanted == Unit::one) {
            expected = "an accuracy between 0 and 1 (per cent need \"unit\": \"%\")";
        }
        return table.value(column.at, expected, [&](std::string_view text) {
            std::optional<double> read = real_number(text);
            const bool shifts = column.unit == Unit::percent && wanted == Unit::one &&
                                text.find_first_of("eE") == std::string_view::npos;
            if (read && shifts)  // 83.2 % are the double that is nearest to 0.832
                read = real_number(std::string(text) + "e-2");
            else if (read)
                read = converted(*read, column.unit, wanted);
            const double most = wanted == Unit::one ? 1 : longest_in("ms");
            return read && *read >= 0 && *read <= most ? read : std::nullopt;
        });
    }
    static void set(Node& model, const char* key, DataTable& table,
                    const std::optional<NumberColumn>& column, Unit wanted) {
        if (!column) return;
        if (const auto read = number(table, *column, wanted)) model.set(key, Node(*read));
    }
    // A cell may be empty: the model then has what a model has without this key.
    static void set_if_written(Node& model, const char* key, DataTable& table,
                               const std::optional<NumberColumn>& column, Unit wanted) {
        if (column && has_text(table, column->at)) set(model, key, table, column, wanted);
    }
    Node law(DataTable& table) const {
        Node made = Node::object();
        made.set("kind", Node(std::string("empirical")));
        Node& points = made.set("points_ms", Node::list());
        double before = 0;
        for (const QuantileColumn& quantile : quantiles_) {
            const auto value = number(table, quantile.column, Unit::ms);
            if (!value) continue;
            if (*value < before)
                table.wrong_cell(quantile.column.at, "is less than a lower quantile");
            before = *value;
            Node point = Node::object();
            point.set("value", Node(*value));
            point.set("share", Node(quantile.share));
            points.append(std::move(point));
        }
        return made;
    }

    std::optional<NumberColumn> accuracy_;
    std::optional<NumberColumn> mean_;
    std::optional<NumberColumn> sd_;
    std::optional<NumberColumn> memory_;
    std::optional<NumberColumn> load_;
    std::optional<NumberColumn> power_;
    std::optional<size_t> name_;
    std::vector<QuantileColumn> quantiles_;
};

// Which rows of a table a pool takes.
struct TableRows {
    std::vector<RowChoice> where;
    bool complete = false;
};

TableRows rows_of(const Node& pool, const std::string& pointer, Decoder& decoder) {
    Node chosen = Node::object();
    for (const char* key : {"where", "complete_only"}) {
        if (const Node* value = pool.find(key)) chosen.set(key, *value);
    }
    Object table = describe(Tag<ModelPool>{});
    for (Field& field : table.fields) field.required = false;
    table.validate = {};
    ModelPool read;
    decoder.decode_object(chosen, table, &read, pointer);
    return {std::move(read.where), read.complete_only};
}

// The law of one model in a file of samples of all models.
Node law_of_model(const Node& samples, const PoolSamples& described, const std::string& name) {
    Node law = samples;
    law.erase("model");
    law.set("kind", Node(std::string("empirical")));
    Node& where = law.set("where", Node::object());
    where.set("column", Node(described.model));
    where.set("is", Node(name));
    return law;
}

}  // namespace

void read_pool(Node& pool, const std::string& pointer, std::vector<Problem>& problems) {
    const Node* file = pool.find("file");
    const Node* digest = pool.find("digest");
    if (pool.broken || file == nullptr || digest == nullptr) return;
    PoolColumns columns;
    PoolSamples samples;
    const size_t before = problems.size();
    Decoder decoder(problems);
    const Node* chosen = pool.find("columns");
    if (chosen != nullptr && chosen->kind != Node::Kind::null) {
        decoder.decode_object(*chosen, describe(Tag<PoolColumns>{}), &columns,
                              pointer + "/columns");
    }
    const TableRows rows = rows_of(pool, pointer, decoder);
    const Node* sampled = pool.find("samples");
    if (sampled != nullptr && sampled->kind == Node::Kind::null) sampled = nullptr;
    if (sampled != nullptr) {
        decoder.decode_object(*sampled, describe(Tag<PoolSamples>{}), &samples,
                              pointer + "/samples");
    }
    pool.broken = problems.size() > before;
    if (pool.broken) return;
    Node list = Node::list();
    try {
        read_table(file->text, digest->text, [&](DataTable& table) {
            const ModelColumns found(table, columns, sampled != nullptr);
            RowPicker picker(table, rows.where);
            if (table.has_mistakes()) return;
            while (table.next()) {
                if (!picker.picks(table) || (rows.complete && !found.is_complete(table))) continue;
                Node model = found.model(table);
                const Node* name = model.find("name");
                if (sampled != nullptr && name != nullptr) {
                    model.set("law", law_of_model(*sampled, samples, name->text));
                }
                list.append(std::move(model));
            }
            picker.note_if_none(table);
            if (list.items.empty() && !table.has_mistakes()) table.wrong_file("has no models");
        });
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) problems.push_back({p.where, pointer, p.what});
        pool.broken = true;
        return;
    }
    for (Node& model : list.items) model.where = file->where;
    list.where = file->where;
    pool.set("list", std::move(list));
}

}  // namespace mdisim
