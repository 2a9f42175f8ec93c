// Groups of sections, which are the folders of scenarios: a paper, or questions of our own.
#pragma once

#include <string>
#include <vector>

#include "sim/report/page/section.hpp"

namespace mdisim {

struct Group {
    std::string name;   // of the folder: "modipick"
    std::string title;  // "ModiPick"
    std::vector<const Section*> sections;

    // Whether it is one scenario that is not in a folder.
    bool is_alone() const { return sections.front()->name == name; }
};

// The groups of sections: what a newcomer begins with, then papers, then the others.
std::vector<Group> groups_of(const std::vector<Section>& sections);

// What a paper or a group is about, in a sentence: the one known by its title, else `otherwise`.
std::string sentence_about(const std::string& title, const std::string& otherwise);

// The file of the drawing that stands for a group: the one known for papers, else the first that
// was drawn; empty if none was.
std::string thumbnail_of(const Group& group);

// The folder of a scenario's group: "modipick" for "modipick/fig6".
std::string group_of(const std::string& scenario);

// The file of a figure's drawing. form: "svg".
std::string drawn_file(const Section& section, const std::string& figure, const char* form);

}  // namespace mdisim
