#include "sim/scenario/import/profile_import.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include "sim/describe/column.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/describe/unit.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/law_fields.hpp"
#include "sim/fit/law_fit.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/files/model_tables.hpp"
#include "sim/scenario/files/recordings.hpp"
#include "sim/scenario/files/sample_files.hpp"
#include "sim/scenario/import/ping_text.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/phone.hpp"

namespace mdisim {
namespace {

Node text(std::string words) { return Node(std::move(words)); }

// The name of a file without its folders.
std::string base_name(const std::string& file) { return file.substr(file.rfind('/') + 1); }

// Where the numbers come from, in words.
std::string source_of(const ImportRequest& request, const std::string& digest) {
    std::string words = base_name(request.file) + ", digest " + digest;
    for (const RowChoice& choice : request.where) {
        words += "; rows where " + choice.column + " is " + choice.is;
    }
    words += ".";
    return request.source.empty() ? words : words + " " + request.source;
}

Node profile_of(const ImportRequest& request, const std::string& found, const std::string& digest) {
    Node profile = Node::object();
    profile.set("version", Node(int64_t{1}));
    profile.set("about", text(request.about.empty() ? found : request.about + " " + found));
    profile.set("source", text(source_of(request, digest)));
    return profile;
}

// Throws a UserError if scenarios could not use this block.
template <class Block>
void check_block(const Node& block, const std::string& pointer) {
    std::vector<Problem> problems;
    Block read;
    Decoder(problems).decode_object(block, describe(Tag<Block>{}), &read, pointer);
    if (!problems.empty()) throw UserError(std::move(problems));
}

// Models.

Node column_node(const std::string& column) {
    Node node = Node::object();
    node.set("column", text(column));
    return node;
}

// A pool that is in a table, with the columns that the format has unless others are asked for.
Node pool_in_table(const ImportRequest& request, const std::map<std::string, Node>& usual) {
    Node pool = Node::object();
    pool.set("file", text(request.file));
    pool.set("digest", text(content_digest(request.file).hex()));
    Node& columns = pool.set("columns", Node::object());
    for (const auto& [of, column] : usual) columns.set(of, column);
    for (const auto& [of, column] : request.columns) columns.set(of, column_node(column));
    Node& where = pool.set("where", Node::list());
    for (const RowChoice& choice : request.where) {
        Node one = column_node(choice.column);
        one.set("is", text(choice.is));
        where.append(std::move(one));
    }
    pool.set("complete_only", Node(true));
    return pool;
}

bool has_spread(const Node& list) {
    return std::any_of(list.items.begin(), list.items.end(), [](const Node& model) {
        return model.find("sd_ms") != nullptr || model.find("law") != nullptr;
    });
}

Node models_by(const ImportRequest& request, const std::map<std::string, Node>& usual) {
    Node pool = pool_in_table(request, usual);
    std::vector<Problem> problems;
    read_pool(pool, "/models", problems);
    if (!problems.empty()) throw UserError(std::move(problems));
    Node list = *pool.find("list");
    const size_t n = list.items.size();
    const bool spread = has_spread(list);
    std::string about = counted(n, "model") + " with accuracies and execution times.";
    if (!spread) about += " The file has no spread of the times: they are constants.";

    Node models = Node::object();
    models.set("family", text(spread ? "lognormal" : "constant"));
    models.set("list", std::move(list));
    Node profile = profile_of(request, about, pool.find("digest")->text);
    if (!request.phone) {
        check_block<ModelPool>(models, "/models");
        profile.set("models", std::move(models));
        return profile;
    }
    Node& phone = profile.set("phone", Node::object());
    if (!request.phone->empty()) phone.set("model", text(*request.phone));
    phone.set("models", std::move(models));
    check_block<Phone>(phone, "/phone");
    return profile;
}

Node import_models(const ImportRequest& request) { return models_by(request, {}); }

Node import_aihub(const ImportRequest& request) {
    Node accuracy = column_node("top1");
    accuracy.set("unit", text("%"));
    Node mean = column_node("latency_ms");
    Node memory = column_node("peak_memory_mb");
    return models_by(request, {{"name", column_node("model")},
                               {"accuracy", accuracy},
                               {"mean", mean},
                               {"memory", memory}});
}

Node import_timm(const ImportRequest& request) {
    if (!request.columns.contains("mean")) {
        throw UserError(
            "a timm table has times of several machines: name the column, as in --column "
            "mean=i9_10940x_ms_bs1");
    }
    Node accuracy = column_node("top1");
    accuracy.set("unit", text("%"));
    Node mean = column_node(request.columns.at("mean"));
    mean.set("unit", text("ms"));
    ImportRequest other = request;
    other.columns.erase("mean");
    return models_by(other,
                     {{"name", column_node("arch")}, {"accuracy", accuracy}, {"mean", mean}});
}

// Round trips.

// The law as a profile has it, without keys that say nothing.
Node law_node(Law law) {
    auto* normal = std::get_if<Normal>(&law.kind());
    if (normal != nullptr && !wrong_between_zero_and(longest_in("ms"), law).empty())
        normal->below_zero = BelowZero::cut;
    Node written = Node::object();
    for (auto& [key, value] : encode(OneOfSlot{&describe_law("ms"), &law}).members) {
        const bool says_nothing = value.kind == Node::Kind::null ||
                                  (value.kind == Node::Kind::list && value.items.empty());
        if (!says_nothing) written.set(key, std::move(value));
    }
    return written;
}

FitFamily family_of(const std::string& name) {
    const std::vector<std::string>& names = names_of(Tag<FitFamily>());
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        throw UserError("--fit " + name + ": there is no such family." +
                        suggestion(name, {names.begin(), names.end()}) +
                        " 'samples' keeps what was measured");
    }
    return static_cast<FitFamily>(found - names.begin());
}

// The profile of a network with these round trips, in the order in which they were measured.
Node network_of(const ImportRequest& request, const std::vector<double>& ms) {
    std::vector<double> in_order = ms;
    std::sort(in_order.begin(), in_order.end());
    const Column<double> sorted(in_order);
    std::string about = counted(ms.size(), "round trip") + " from " + in_digits(in_order.front()) +
                        " to " + in_digits(in_order.back()) + " ms";
    Node latency;
    if (request.fit == "samples") {
        Empirical samples;
        samples.samples = ms;
        latency = law_node(std::move(samples));
        about += ", each drawn with the same chance.";
    } else {
        const Law law = fit_law(family_of(request.fit), ms);
        const QuantileError worst = errors_of_fit(law, sorted, {}).quantile;
        latency = law_node(law);
        about += "; the " + request.fit + " law that was fitted has p" +
                 in_digits(100 * worst.share) + " at " + in_digits(worst.fitted) +
                 " ms, measured " + in_digits(worst.measured) +
                 ", its largest error of p50 to p99.";
    }
    Node profile = profile_of(request, about, content_digest(request.file).hex());
    Node& network = profile.set("network", Node::object());
    network.set("kind", text("latency"));
    network.set("measures", text("round_trip"));
    network.set("latency", std::move(latency));
    return profile;
}

Node import_round_trips(const ImportRequest& request) {
    Empirical law;
    law.file = request.file;
    const auto column = request.columns.find("round_trip");
    if (column != request.columns.end()) law.column = column->second;
    if (request.where.size() > 1) throw UserError("round trips are of one --where at most");
    if (!request.where.empty()) law.where = request.where.front();
    return network_of(request, read_samples(law, "ms"));
}

Node import_ping(const ImportRequest& request) {
    return network_of(request, ping_round_trips_ms(request.file));
}

// The list of models in a profile; null if it has none.
Node* list_in(Node& profile) {
    for (const char* path : {"models", "phone"}) {
        Node* block = profile.find(path);
        if (block != nullptr && block->find("models") != nullptr) block = block->find("models");
        if (block != nullptr && block->find("list") != nullptr) return block->find("list");
    }
    return nullptr;
}

}  // namespace

std::string profile_text(Node profile) {
    std::vector<Node> models;
    if (Node* list = list_in(profile)) models = std::exchange(list->items, {});
    std::string text = dump(profile, 2) + "\n";
    if (models.empty()) return text;
    const std::string empty = "\"list\": []";
    const size_t at = text.find(empty);
    const size_t line = text.rfind('\n', at) + 1;
    const std::string indent(at - line, ' ');
    std::string lines = "\"list\": [";
    for (size_t i = 0; i < models.size(); ++i) {
        lines += (i == 0 ? "\n" : ",\n") + indent + "  " + dump(models[i]);
    }
    return text.replace(at, empty.size(), lines + "\n" + indent + "]");
}

const std::vector<Importer>& all_importers() {
    const std::vector<std::string> of_models = {"where", "column", "phone"};
    static const std::vector<Importer> importers = {
        {"models", "a table of models, a row each: name, accuracy, mean_ms, ...", of_models,
         import_models},
        {"round_trips",
         "a table of round trips, a row each",
         {"where", "column", "fit"},
         import_round_trips},
        {"ping", "what the program ping prints", {"fit"}, import_ping},
        {"aihub", "measurements of phones by Qualcomm AI Hub, as a table", of_models, import_aihub},
        {"timm", "a table of image models and their times by timm", of_models, import_timm}};
    return importers;
}

}  // namespace mdisim
