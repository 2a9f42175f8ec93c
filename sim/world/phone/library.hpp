// Libraries that run models on a phone, and what the phone's stages use of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/measure/phone_uses.hpp"

namespace mdisim {

// What the phone uses in a stage whose power stands elsewhere. Above idle, but for the idle phone.
struct StageUse {
    double cpu_share = 0;
    double gpu_share = 0;
    double memory_mb = 0;

    PhoneUse with(double power_mw) const { return {power_mw, cpu_share, gpu_share, memory_mb}; }
};
// What a stage of a library uses, with its power.
struct LibraryStage : StageUse {
    std::optional<double> power_mw{};
};

struct Library {
    std::string name;
    std::vector<std::string> models;
    double rescale_ms = 0;  // the first part of each run
    LibraryStage load;
    LibraryStage rescale;
    LibraryStage compute;
};

struct Garbage : ModelCollections {
    std::string model;
};

const Object& describe(Tag<StageUse>);
const Object& describe(Tag<LibraryStage>);
const Object& describe(Tag<Library>);
const Object& describe(Tag<Collections>);
const Object& describe(Tag<Garbage>);

// The library of a model; null if it is in none.
const Library* library_of(const std::vector<Library>& libraries, const std::string& model);

}  // namespace mdisim
