#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/policy_templates.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/library/version.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

// @NAME@, @POINT@ and @VERSION@ are filled in.
constexpr auto build_text =
    R"(# The plug-in lib@NAME@.so, a policy of mdisim, and a test of the laws of all policies.
cmake_minimum_required(VERSION 3.22)
project(@NAME@ LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

find_package(mdisim @VERSION@ REQUIRED)
mdisim_add_policy(@NAME@ @NAME@.cpp)

enable_testing()
add_test(NAME laws COMMAND mdisim::program laws @POINT@/@NAME@ --plugin $<TARGET_FILE:@NAME@>)
)";

constexpr auto head_text =
    R"(// A policy of mdisim at the decision point @POINT@, built as a plug-in by CMakeLists.txt.
//
//   doc         what `mdisim explain @NAME@` prints: what it does, its equation, where it is from
//   Options     its settings; an initialiser is a default, fields() has names, texts and ranges
//   the class   implements the interface of its decision point. A view holds what a real system
//               could know there, and nothing else; a Draw has random numbers of this request
//   registered  its name in scenarios; this is the last statement
//
// The interfaces and their contracts are in sim/decide/policy.hpp and sim/decide/control.hpp, the
// views in sim/decide/views.hpp.
)";

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// The name of the class of a policy: "LargeOnPhone" of "large_on_phone".
std::string class_name(const std::string& name) {
    std::string text;
    bool begins = true;
    for (char c : name) {
        if (c != '_')
            text += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        begins = c == '_';
    }
    return text;
}

const PolicyTemplate& template_for(const std::string& point) {
    std::vector<std::string_view> known;
    for (const PolicyTemplate& one : policy_templates()) {
        if (point == one.point) return one;
        known.emplace_back(one.point);
    }
    throw UserError("there is no decision '" + point + "'." + suggestion(point, known));
}

void check_name(const std::string& point, const std::string& name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (name[0] < 'a' || name[0] > 'z' || !std::all_of(name.begin(), name.end(), fits)) {
        throw UserError("'" + name +
                        "' cannot be the name of a policy: a name has small letters, digits and "
                        "'_', and begins with a letter, as 'mine_2' does");
    }
    for (const PolicyEntry* entry : all_policies()) {
        if (full_name(*entry) == point + "/" + name)
            throw UserError("there is a policy " + full_name(*entry) +
                            " already; choose another name");
    }
}

void check_folder(const std::string& folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) return;
    if (!fs::is_directory(folder, error) || !fs::is_empty(folder, error))
        throw UserError(
            {{folder, "", "is there already and is not an empty folder; choose another"}});
}

int new_policy(const Arguments& arguments) {
    if (arguments.words.size() < 2)
        throw UserError("new-policy needs a decision, such as select, and a name for the policy");
    const std::string& point = arguments.words[0];
    const std::string& name = arguments.words[1];
    const PolicyTemplate& begin = template_for(point);
    check_name(point, name);
    const std::string folder = arguments.words.size() > 2 ? arguments.words[2] : name;
    check_folder(folder);

    const auto filled_in = [&](const char* text) {
        const std::string with_name = replaced(text, "@NAME@", name);
        return replaced(replaced(with_name, "@POINT@", point), "@VERSION@", version_text());
    };
    const std::string source = replaced(begin.text, class_name(begin.name), class_name(name));
    const std::string quote = "\"";
    fs::create_directories(folder);
    write_file(
        folder + "/" + name + ".cpp",
        filled_in(head_text) + replaced(source, quote + begin.name + quote, quote + name + quote));
    write_file(folder + "/CMakeLists.txt", filled_in(build_text));
    const std::string at = for_the_shell(folder);
    std::cout << folder << "/" << name << ".cpp is a policy at the point " << point
              << ", to be made yours\n"
              << "build it:  cmake -S " << at << " -B " << at << "/build && cmake --build " << at
              << "/build\n"
              << "test it:   ctest --test-dir " << at << "/build\n"
              << "use it:    mdisim explain " << name << " --plugin " << at << "/build/lib" << name
              << ".so\n";
    return exit_ok;
}

}  // namespace

Command new_policy_command() {
    return {"new-policy",
            "new-policy DECISION NAME [DIR]",
            "Writes a project that builds a policy as a plug-in.",
            {},
            3,
            new_policy};
}

}  // namespace mdisim
