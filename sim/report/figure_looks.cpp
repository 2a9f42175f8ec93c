#include "sim/report/figure_looks.hpp"

namespace mdisim {
namespace {

template <class T>
T read_one(const Node& node) {
    std::vector<Problem> problems;
    T value;
    Decoder(problems).decode_object(node, describe(Tag<T>{}), &value, "");
    if (!problems.empty()) throw UserError(std::move(problems));
    return value;
}

}  // namespace

const Caption& FigureLooks::caption(const std::string& name) const {
    auto at = captions.find(name);
    if (at == captions.end()) at = captions.find(name.substr(0, name.find('.')));
    if (at == captions.end()) throw UserError("the manifest has no caption for '" + name + "'");
    return at->second;
}

std::string FigureLooks::label(const std::string& axis, const std::string& value) const {
    const auto at = labels.find({axis, value});
    return at == labels.end() ? value : at->second;
}

FigureLooks read_looks(const Node& document) {
    FigureLooks looks;
    for (const auto& [name, look] : document.find("policies")->members) {
        looks.policies.emplace_back(name, read_one<Look>(look));
    }
    for (const Node& model : document.find("models")->items) looks.models.push_back(model.text);
    for (const auto& [name, caption] : document.find("captions")->members) {
        looks.captions.emplace(name, read_one<Caption>(caption));
    }
    if (const Node* labels = document.find("labels")) {
        for (const auto& [axis, values] : labels->members) {
            for (const auto& [value, label] : values.members) {
                looks.labels.emplace(std::pair(axis, value), label.text);
            }
        }
    }
    if (const Node* stages = document.find("stages")) {
        for (const Node& stage : stages->items) {
            const auto text = [&](const char* key) { return stage.find(key)->text; };
            looks.stages.push_back({text("column"), text("label"), text("colour"),
                                    text("label_rescued"), text("colour_rescued")});
        }
    }
    return looks;
}

}  // namespace mdisim
