// What a manifest says of how things in figures look and are called, read back.
#pragma once

#include <map>

#include "sim/report/looks/looks.hpp"

namespace mdisim {

// A stage of requests, and how it looks where the phone answered in the cloud's stead.
struct StageLook {
    std::string column;
    std::string label;
    std::string colour;
    std::string label_rescued;
    std::string colour_rescued;
};
const Object& describe(Tag<StageLook>);

// As figures_document() wrote it.
struct FigureLooks {
    std::vector<std::pair<std::string, Look>> policies;
    std::vector<std::string> models;
    std::map<std::string, Caption> captions;
    std::vector<StageLook> stages;
    std::map<std::pair<std::string, std::string>, std::string> labels;  // by axis and value
    std::string file;                                                   // the manifest, for errors

    std::string label(const std::string& axis, const std::string& value) const;
    const Caption& caption(const std::string& name) const;  // of part of a stack: of the stack
};
// Throws UserError with everything that is not as figures_document() writes it.
FigureLooks read_looks(const Node& figures_of_manifest);

}  // namespace mdisim
