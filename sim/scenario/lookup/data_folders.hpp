// Finds the data that come with mdisim: profiles/, scenarios/ and scripts/.
//
// A checkout has these folders at its top; an installation has them in share/mdisim/, beside the
// bin/ of the program, wherever it was moved to. A program that is linked with the library may lie
// anywhere, so it says by add_data_folder() where the data of the library are.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// Makes data be looked for in this folder too, after all other folders. Requires that no scenario
// is being read meanwhile. Does nothing if the folder was added before.
void add_data_folder(const std::string& folder);

// The folder of the running program, with links resolved; empty if it is not known.
std::string program_folder();

// The nearest folder of that name beside or above `path`; empty if there is none.
std::string folder_around(const std::string& path, const std::string& name);

// The folders of that name that exist, in the order in which they are to be looked at, each once:
// the nearest beside or above each of `starts`, that of the installation around the program, and
// those in the folders of add_data_folder().
std::vector<std::string> data_folders(const std::string& name,
                                      const std::vector<std::string>& starts);

// The paths of all files with this extension below folders, as seen from there and without the
// extension: "networks/campus". Sorted.
std::vector<std::string> names_below(const std::vector<std::string>& folders,
                                     const std::string& extension);

// The path relative to the working folder if that is shorter, so that messages depend less on the
// machine.
std::string seen_from_here(const std::string& path);

// Folders in words that follow "there is no profile": " in profiles/ or
// /usr/share/mdisim/profiles/".
std::string in_folders(const std::vector<std::string>& folders);

// The names of the scenarios below scenarios/ around the working folder and the program, and in the
// folders of data_folders(), such as "hello/hello", sorted.
std::vector<std::string> scenario_names();

// The file of a scenario that is named by its path or by one of scenario_names(). A path that ends
// in .json is returned as it is. Throws UserError, which says where was looked, if there is none.
std::string scenario_file(const std::string& path_or_name);

}  // namespace mdisim
