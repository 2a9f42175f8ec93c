// The topics of 'mdisim help TOPIC'.
#pragma once

#include <span>

namespace mdisim {

struct HelpTopic {
    const char* name;
    const char* text;
};
std::span<const HelpTopic> help_topics();

}  // namespace mdisim
