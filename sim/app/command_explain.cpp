#include <iostream>

#include "sim/app/command.hpp"
#include "sim/measure/series_metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/schema.hpp"

namespace mdisim {
namespace {

bool explain_policy(const std::string& word, std::vector<std::string>& known) {
    bool found = false;
    for (const PolicyEntry* entry : all_policies()) {
        known.push_back(entry->name);
        if (entry->name != word) continue;
        found = true;
        std::cout << name_of(entry->decision) << "/" << entry->name;
        if (entry->needs.truth) std::cout << "   (knows the truth: a bound, not a policy)";
        std::cout << "\n\n" << entry->doc << '\n';
        const std::string fields = fields_text(entry->options);
        std::cout << (fields.empty() ? "\nNo settings.\n" : "\nSettings:\n" + fields);
    }
    return found;
}

void explain(const MetricInfo& info) {
    std::cout << info.name << ": " << info.doc << (info.unit.empty() ? "" : ", in " + info.unit)
              << '\n';
}

bool explain_metric(const std::string& word, std::vector<std::string>& known) {
    const Grading any_model{{"<model>"}, {0}, {}, 0, {"<class>"}, 0, true, 1, 0, true};
    bool found = false;
    for (const auto& infos : {metric_infos(any_model), series_infos(any_model)}) {
        for (const MetricInfo& info : infos) {
            known.push_back(info.name);
            const std::string part = info.name.substr(0, info.name.find('<'));
            const bool of_model = part != info.name && word.starts_with(part);
            if (found || (info.name != word && !of_model)) continue;
            explain(of_model ? MetricInfo{word, "", info.unit, info.doc} : info);
            found = true;
        }
    }
    return found;
}

void explain_kinds(const OneOf& table) {
    for (const Alternative& kind : table.kinds) {
        std::cout << "\n\"kind\": \"" << kind.name << "\"  " << kind.doc << '\n'
                  << fields_text(kind.table);
    }
}

bool explain_block(const std::string& word, std::vector<std::string>& known) {
    const Object& scenario = describe(Tag<Setting>{});
    known.push_back("scenario");
    if (word == "scenario") {
        std::cout << "scenario: keys of a scenario file\n\n" << fields_text(scenario);
        return true;
    }
    const std::shared_ptr<void> fresh = scenario.make();
    for (const Field& field : scenario.fields) {
        known.push_back(field.name);
        if (field.name != word) continue;
        std::cout << field.name << ": " << field.doc << '\n';
        Slot slot = field.slot(fresh.get());
        if (const auto* optional = std::get_if<OptionalSlot>(&slot)) slot = optional->fill();
        if (const auto* list = std::get_if<ListSlot>(&slot)) {
            list->grow();
            slot = list->at(0);
        }
        if (const auto* object = std::get_if<ObjectSlot>(&slot)) {
            std::cout << '\n' << fields_text(*object->table);
        } else if (const auto* one = std::get_if<OneOfSlot>(&slot)) {
            explain_kinds(*one->table);
        }
        return true;
    }
    for (const HeadKey& key : head_keys()) {
        known.push_back(key.name);
        if (word != key.name) continue;
        std::cout << key.name << ": " << key.doc << '\n';
        return true;
    }
    for (const Object* table :
         {&describe(Tag<Claim>{}), &describe(Tag<Check>{}), &describe(Tag<Figure>{})}) {
        known.push_back(table->name);
        if (word != table->name) continue;
        std::cout << word << ": " << table->doc << "\n\n" << fields_text(*table);
        return true;
    }
    known.push_back("law");
    if (word != "law") return false;
    std::cout << "law: a law of chance, here in milliseconds\n";
    explain_kinds(describe_law("ms"));
    return true;
}

int explain(const Arguments& arguments) {
    if (arguments.words.size() != 1) {
        throw UserError("explain needs the name of a policy, a metric or a block of a scenario");
    }
    std::vector<std::string> known;
    const std::string& word = arguments.words.front();
    bool found = explain_policy(word, known);
    found = explain_metric(word, known) || found;
    found = explain_block(word, known) || found;
    if (found) return exit_ok;
    throw UserError("nothing is called '" + word + "'." +
                    suggestion(word, {known.begin(), known.end()}));
}

}  // namespace

Command explain_command() {
    return {"explain", "explain NAME", "Explains a policy, a metric, or a block of a scenario.", {},
            1,         explain};
}

}  // namespace mdisim
