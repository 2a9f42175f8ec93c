#include "sim/report/figures/figure_looks.hpp"

#include <algorithm>

#include "sim/scenario/decode.hpp"

namespace mdisim {
namespace {

bool is_colour(const std::string& text) {
    return text.size() == 7 && text[0] == '#' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

void check_colour(const std::string& colour) {
    if (!is_colour(colour)) throw UserError("'" + colour + "' is no colour: expected #rrggbb");
}

// The lists of a "figures" block; what is keyed by names stands beside them.
struct LookLists {
    std::vector<std::string> models;
    std::vector<std::string> model_colours;
    std::vector<StageLook> stages;
};

const Object& describe(Tag<LookLists>) {
    static const Object table = [] {
        Object t = object<LookLists>(
            "figures", "how things in figures look and are called",
            {field("models", &LookLists::models, "of the cloud, the least accurate first").needed(),
             field("model_colours", &LookLists::model_colours, "#rrggbb of each of them"),
             field("stages", &LookLists::stages, "of requests, where a figure shows them")});
        t.validate = [](const void* p) {
            const auto& lists = *static_cast<const LookLists*>(p);
            for (const std::string& colour : lists.model_colours) check_colour(colour);
        };
        return t;
    }();
    return table;
}

constexpr auto looks_at = "/figures";

class LooksReader {
  public:
    LooksReader(const Node& figures, std::vector<Problem>& problems)
        : figures_(figures), decoder_(problems) {}

    FigureLooks read() {
        FigureLooks looks;
        looks.file = figures_.where.file ? *figures_.where.file : "";
        LookLists lists;
        decoder_.decode_object(figures_, describe(Tag<LookLists>{}), &lists, looks_at,
                               {"list", "policies", "captions", "labels"});
        looks.models = std::move(lists.models);
        looks.stages = std::move(lists.stages);
        each("policies", [&](const std::string& name, const Node& look, const std::string& at) {
            looks.policies.emplace_back(name, Look{});
            Look& read = looks.policies.back().second;
            decoder_.decode(look, slot_of(read), at);
            if (!is_colour(read.colour)) {
                decoder_.problem(look, at + "/colour", "expected a colour #rrggbb");
            }
        });
        each("captions", [&](const std::string& name, const Node& caption, const std::string& at) {
            decoder_.decode(caption, slot_of(looks.captions[name]), at);
        });
        each("labels", [&](const std::string& axis, const Node& values, const std::string& at) {
            each_in(values, at,
                    [&](const std::string& value, const Node& label, const std::string& place) {
                        decoder_.decode(label, slot_of(looks.labels[{axis, value}]), place);
                    });
        });
        return looks;
    }

  private:
    template <class Visit>
    void each_in(const Node& object, const std::string& at, Visit visit) {
        if (object.kind != Node::Kind::object) {
            decoder_.problem(object, at, "expected an object, not " + name_of(object.kind));
        }
        for (const auto& [name, value] : object.members) visit(name, value, at + "/" + name);
    }
    template <class Visit>
    void each(const char* key, Visit visit) {
        const std::string at = std::string(looks_at) + "/" + key;
        const Node* found = figures_.find(key);
        if (found != nullptr) return each_in(*found, at, visit);
        decoder_.problem(figures_, at, std::string("figures need '") + key + "'");
    }

    const Node& figures_;
    Decoder decoder_;
};

}  // namespace

const Object& describe(Tag<StageLook>) {
    static const Object table = [] {
        Object t = object<StageLook>(
            "stage", "a stage of requests and how it looks",
            {field("column", &StageLook::column, "of requests.csv").needed(),
             field("label", &StageLook::label, "in legends").needed(),
             field("colour", &StageLook::colour, "#rrggbb").needed(),
             field("label_rescued", &StageLook::label_rescued, "where the phone answered").needed(),
             field("colour_rescued", &StageLook::colour_rescued, "the same").needed()});
        t.validate = [](const void* p) {
            const auto& stage = *static_cast<const StageLook*>(p);
            check_colour(stage.colour);
            check_colour(stage.colour_rescued);
        };
        return t;
    }();
    return table;
}

const Caption& FigureLooks::caption(const std::string& name) const {
    auto at = captions.find(name);
    if (at == captions.end()) at = captions.find(name.substr(0, name.find('.')));
    if (at == captions.end()) {
        throw UserError({{file, std::string(looks_at) + "/captions",
                          "has no caption for '" + name + "', which a figure shows"}});
    }
    return at->second;
}

std::string FigureLooks::label(const std::string& axis, const std::string& value) const {
    const auto at = labels.find({axis, value});
    return at == labels.end() ? value : at->second;
}

FigureLooks read_looks(const Node& figures) {
    std::vector<Problem> problems;
    FigureLooks looks = LooksReader(figures, problems).read();
    if (!problems.empty()) throw UserError(std::move(problems));
    return looks;
}

}  // namespace mdisim
