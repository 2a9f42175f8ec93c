#include "sim/world/phone/library.hpp"

#include <algorithm>
#include <utility>

#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

template <class T>
std::vector<Field> use_fields() {
    std::vector<Field> fields;
    fields.push_back(field("cpu_share", &T::cpu_share, "share of the processor").share());
    fields.push_back(field("gpu_share", &T::gpu_share, "share of the graphics processor").share());
    fields.push_back(field("memory_mb", &T::memory_mb, "memory").at_least(0));
    return fields;
}

}  // namespace

const Object& describe(Tag<StageUse>) {
    static const Object table =
        object<StageUse>("use", "what is used of a phone; above idle, but for the idle phone",
                         use_fields<StageUse>());
    return table;
}

const Object& describe(Tag<LibraryStage>) {
    static const Object table = [] {
        std::vector<Field> fields = use_fields<LibraryStage>();
        fields.push_back(field("power_mw", &LibraryStage::power_mw,
                               "power above idle (default: load_power_mw while a model is "
                               "loaded, else that of the model)")
                             .at_least(0));
        return object<LibraryStage>("library_stage",
                                    "what a stage uses of a phone, above the idle phone",
                                    std::move(fields));
    }();
    return table;
}

const Object& describe(Tag<Library>) {
    static const Object table = object<Library>(
        "library", "a library that runs some of the phone's models",
        {field("name", &Library::name, "its name").needed(),
         field("models", &Library::models, "the phone's models that it runs").needed(),
         field("rescale_ms", &Library::rescale_ms,
               "the first part of each run of a model, in which the picture is rescaled")
             .at_least(0),
         field("load", &Library::load, "while a model is loaded"),
         field("rescale", &Library::rescale, "while a picture is rescaled"),
         field("compute", &Library::compute, "while a model computes")});
    return table;
}

const Object& describe(Tag<Collections>) {
    static const Object table = object<Collections>(
        "collections", "collections of garbage in a stage, on the mean",
        {field("collections", &Collections::collections, "how many").at_least(0),
         field("collecting_ms", &Collections::collecting_ms, "time that all of them take")
             .at_least(0),
         field("pause_ms", &Collections::pause_ms, "time for which they stop the program")
             .at_least(0)});
    return table;
}

const Object& describe(Tag<Garbage>) {
    static const Object table = object<Garbage>(
        "garbage",
        "collections of garbage of a model's app; counts that are known, not computed from a heap",
        {field("model", &Garbage::model, "the phone's model").needed(),
         field("load", &Garbage::load, "while the model is loaded, for one load"),
         field("interaction", &Garbage::interaction,
               "while the user interacts with the app, for one picture"),
         field("interaction_ms", &Garbage::interaction_ms,
               "how long the user interacts for one picture: rescaling, computing and looking at "
               "the answer")
             .at_least(0)});
    return table;
}

const Library* library_of(const std::vector<Library>& libraries, const std::string& model) {
    const auto found = std::find_if(libraries.begin(), libraries.end(),
                                    [&](const Library& l) { return contains(l.models, model); });
    return found == libraries.end() ? nullptr : &*found;
}

}  // namespace mdisim
