// Who may include what: the floors of the house, policies and their parts, headers that cost
// seconds. Each rule is tried on bad examples first.
#include <map>

#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;

// Includes go down this list only.
const std::vector<std::string> floors = {"mpi",      "app",    "report",  "judge",  "campaign",
                                         "scenario", "run",    "world",   "decide", "measure",
                                         "fit",      "engine", "describe"};

size_t floor_of(const std::string& folder) {
    return static_cast<size_t>(std::find(floors.begin(), floors.end(), folder) - floors.begin());
}

struct Include {
    size_t line;
    std::string file;
    bool quoted;
};
std::vector<Include> includes_of(const Source& source) {
    std::vector<Include> includes;
    for (size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        const size_t hash = line.find_first_not_of(' ');
        if (hash == std::string::npos || line[hash] != '#') continue;
        const size_t word = line.find_first_not_of(' ', hash + 1);
        if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
        const size_t open = line.find_first_of("\"<", word);
        const size_t close = line.find_first_of("\">", open + 1);
        if (open == std::string::npos || close == std::string::npos) continue;
        includes.push_back({i, line.substr(open + 1, close - open - 1), line[open] == '"'});
    }
    return includes;
}

// "engine" of "sim/engine/time.hpp"; empty for what is not in sim.
std::string folder_in_sim(const std::string& path) {
    if (!path.starts_with("sim/")) return "";
    const size_t end = path.find('/', 4);
    return end == std::string::npos ? "" : path.substr(4, end - 4);
}

Offences includes_going_up(const Source& source) {
    Offences found;
    const bool policy = source.is_below("policies");
    if (!source.is_code() || (!policy && !source.is_below("sim"))) return found;
    const std::string own = policy ? "decide" : folder_in_sim(source.path);
    if (floor_of(own) == floors.size()) {
        found.push_back(offence(source, 0, "'" + own + "' is on no floor of the house"));
    }
    for (const Include& include : includes_of(source)) {
        const std::string other = folder_in_sim(include.file);
        if (include.file.starts_with("policies/parts/")) {
            if (policy) continue;
            found.push_back(offence(source, include.line, "parts are of policies alone"));
        } else if (include.file.starts_with("policies/")) {
            found.push_back(offence(source, include.line, "nothing includes a policy"));
        } else if (include.quoted && other.empty()) {
            found.push_back(
                offence(source, include.line, "includes are written from sim/ or policies/ on"));
        } else if (!other.empty() && floor_of(other) < floor_of(own)) {
            found.push_back(offence(source, include.line,
                                    "'" + own + "' includes '" + other + "', which is above it"));
        }
    }
    return found;
}

// What a floor may not reach, though it lies below: a run and its world are computed of what they
// are given, in memory.
const std::vector<std::pair<std::string, std::vector<std::string>>> out_of_reach = {
    {"sim/world", {"fstream", "filesystem", "sim/describe/csv.hpp", "sim/describe/data_table.hpp"}},
    {"sim/run", {"fstream", "filesystem", "sim/describe/csv.hpp", "sim/describe/data_table.hpp"}}};

Offences reaches_too_far(const Source& source) {
    Offences found;
    for (const auto& [folder, files] : out_of_reach) {
        if (!source.is_code() || !source.is_below(folder)) continue;
        for (const Include& include : includes_of(source)) {
            if (std::find(files.begin(), files.end(), include.file) == files.end()) continue;
            found.push_back(offence(source, include.line,
                                    include.file + " is not for " + folder + " to include"));
        }
    }
    return found;
}

// Headers that cost seconds, and the only folder whose .cpp files may include them.
const std::map<std::string, std::string> heavy = {{"nlohmann/", "sim/scenario"},
                                                  {"boost/program_options", "sim/app"}};
constexpr size_t units_of_heavy = 3;

Offences heavy_includes(const std::vector<Source>& sources) {
    Offences found;
    std::map<std::string, size_t> units;
    for (const Source& source : sources) {
        if (!source.is_below("sim") && !source.is_below("policies")) continue;
        for (const Include& include : includes_of(source)) {
            for (const auto& [prefix, home] : heavy) {
                if (!include.file.starts_with(prefix)) continue;
                if (!source.is_below(home) || !source.path.ends_with(".cpp")) {
                    found.push_back(offence(source, include.line,
                                            include.file + " belongs in a .cpp of " + home));
                } else if (++units[prefix] > units_of_heavy) {
                    found.push_back(
                        offence(source, include.line,
                                include.file + " is included in more than three files"));
                }
            }
        }
    }
    return found;
}

}  // namespace

TEST_CASE("rules about includes notice what they are for", "[style]") {
    const auto up = [](const char* path, const char* text) {
        return number_of(includes_going_up(source_of(path, text)));
    };
    CHECK(up("sim/engine/a.hpp", "#include \"sim/describe/error.hpp\"\n#include <map>\n") == 0);
    CHECK(up("sim/engine/a.hpp", "#include \"sim/engine/time.hpp\"\n") == 0);
    CHECK(up("sim/engine/a.hpp", "#include \"sim/measure/tally.hpp\"\n") == 1);
    CHECK(up("sim/measure/a.cpp", "#  include  \"sim/world/world.hpp\"  // why\n") == 1);
    CHECK(up("sim/world/a.cpp", "#include \"policies/select/a.cpp\"\n") == 1);
    CHECK(up("sim/world/a.cpp", "#include \"b.hpp\"\n") == 1);
    CHECK(up("sim/run/servers/a.cpp", "#include \"sim/world/servers.hpp\"\n") == 0);
    CHECK(up("sim/world/servers.cpp", "#include \"sim/run/servers/a.hpp\"\n") == 1);
    CHECK(up("sim/cellar/a.cpp", "") == 1);
    CHECK(up("policies/select/a.cpp", "#include \"sim/decide/registry.hpp\"\n") == 0);
    CHECK(up("policies/select/a.cpp", "#include \"sim/world/world.hpp\"\n") == 1);
    CHECK(up("policies/select/a.cpp", "#include \"policies/place/b.cpp\"\n") == 1);
    CHECK(up("policies/select/a.cpp", "#include \"policies/parts/b.hpp\"\n") == 0);
    CHECK(up("policies/parts/a.hpp", "#include \"policies/parts/b.hpp\"\n") == 0);
    CHECK(up("policies/parts/a.hpp", "#include \"sim/fit/regression.hpp\"\n") == 0);
    CHECK(up("policies/parts/a.hpp", "#include \"sim/world/world.hpp\"\n") == 1);
    CHECK(up("policies/parts/a.hpp", "#include \"policies/select/b.cpp\"\n") == 1);
    CHECK(up("sim/decide/a.hpp", "#include \"policies/parts/b.hpp\"\n") == 1);
    CHECK(up("sim/app/a.cpp", "#include \"policies/parts/b.hpp\"\n") == 1);
    CHECK(up("tests/engine/a_test.cpp", "#include \"sim/app/command.hpp\"\n") == 0);

    const auto far = [](const char* path, const char* text) {
        return number_of(reaches_too_far(source_of(path, text)));
    };
    CHECK(far("sim/world/workload/a.cpp", "#include <fstream>\n") == 1);
    CHECK(far("sim/run/a.hpp", "#include \"sim/describe/data_table.hpp\"\n") == 1);
    CHECK(far("sim/run/a.hpp", "#include \"sim/describe/column.hpp\"\n") == 0);
    CHECK(far("sim/scenario/a.cpp", "#include <fstream>\n") == 0);

    const auto json = [](const char* path) {
        return source_of(path, "#include <nlohmann/json.hpp>\n");
    };
    const std::vector<Source> three = {json("sim/scenario/a.cpp"), json("sim/scenario/b.cpp"),
                                       json("sim/scenario/c.cpp")};
    CHECK(number_of(heavy_includes(three)) == 0);
    CHECK(number_of(heavy_includes({three[0], three[1], three[2], json("sim/scenario/d.cpp")})) ==
          1);
    CHECK(number_of(heavy_includes({json("sim/scenario/a.hpp")})) == 1);
    CHECK(number_of(heavy_includes({json("sim/app/a.cpp")})) == 1);
    CHECK(number_of(heavy_includes(
              {source_of("sim/world/a.cpp", "#include <boost/program_options.hpp>\n")})) == 1);
}

TEST_CASE("includes go down the house only", "[style]") {
    check_none(everywhere(includes_going_up));
    check_none(everywhere(reaches_too_far));
    check_none(heavy_includes(all_sources()));
}

}  // namespace mdisim
