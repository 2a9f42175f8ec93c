// Who may include what: the order of folders, policies and their parts, headers that cost
// seconds. Each rule is tried on bad examples first.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/describe/words.hpp"
#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;

// Includes go down this list only.
const std::vector<std::string> folders_in_order = {
    "mpi",    "app",     "python", "web",   "library", "report",  "judge", "campaign", "scenario",
    "search", "metrics", "run",    "world", "decide",  "measure", "fit",   "engine",   "describe"};

size_t position_of(const std::string& folder) {
    return static_cast<size_t>(std::find(folders_in_order.begin(), folders_in_order.end(), folder) -
                               folders_in_order.begin());
}

// "engine" of "sim/engine/time.hpp", "library" of the public header; empty for what is not in sim.
std::string folder_in_sim(const std::string& path) {
    if (path == "mdisim/mdisim.hpp") return "library";
    if (!path.starts_with("sim/")) return "";
    const size_t end = path.find('/', 4);
    return end == std::string::npos ? "" : path.substr(4, end - 4);
}

Offences includes_going_up(const Source& source) {
    Offences found;
    const bool policy = source.is_below("policies");
    if (!source.is_code() || (!policy && !source.is_below("sim"))) return found;
    const std::string own = policy ? "decide" : folder_in_sim(source.path);
    if (position_of(own) == folders_in_order.size()) {
        found.push_back(offence(source, 0, "'" + own + "' is in no folder of the list"));
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
        } else if (!other.empty() && position_of(other) < position_of(own)) {
            found.push_back(offence(source, include.line,
                                    "'" + own + "' includes '" + other + "', which is above it"));
        }
    }
    return found;
}

// The public header is for programs that know nothing of sim.
Offences includes_of_public(const Source& source) {
    Offences found;
    if (!source.is_below("include")) return found;
    for (const Include& include : includes_of(source)) {
        if (!include.quoted || include.file == "sim/describe/error.hpp") continue;
        found.push_back(offence(source, include.line,
                                "the public header includes sim/describe/error.hpp alone"));
    }
    return found;
}

// A run and its world are computed of what they are given, in memory.
const std::vector<std::string> of_disks = {"fstream", "filesystem", "sim/describe/text_file.hpp",
                                           "sim/describe/data_table.hpp"};
// What a report is made of. It computes nothing: whatever else campaigns and runs have runs cells.
const std::vector<std::string> of_results = {
    "sim/campaign/cells.hpp",         "sim/campaign/rows.hpp",    "sim/campaign/rounds/found.hpp",
    "sim/campaign/subset_search.hpp", "sim/campaign/watched.hpp", "sim/run/record.hpp"};

Offences includes_of_others(const Source& source) {
    Offences found;
    if (!source.is_code()) return found;
    const bool computed = source.is_below("sim/world") || source.is_below("sim/run");
    for (const Include& include : includes_of(source)) {
        if (computed && contains(of_disks, include.file)) {
            found.push_back(offence(source, include.line, "worlds and runs know no disk"));
        }
        const std::string& file = include.file;
        const bool runs = (file.starts_with("sim/run/") || file.starts_with("sim/campaign/")) &&
                          !file.starts_with("sim/campaign/folder/") && !contains(of_results, file);
        if (source.is_below("sim/report") && runs) {
            found.push_back(offence(source, include.line, "a report runs nothing"));
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

    CHECK(up("sim/library/a.cpp", "#include \"mdisim/mdisim.hpp\"\n") == 0);
    CHECK(up("sim/library/a.cpp", "#include \"sim/app/command.hpp\"\n") == 1);
    CHECK(up("sim/report/a.cpp", "#include \"mdisim/mdisim.hpp\"\n") == 1);
    CHECK(up("sim/python/a.cpp", "#include \"sim/app/command.hpp\"\n") == 1);

    const auto in_public = [](const char* text) {
        return number_of(includes_of_public(source_of("include/mdisim/a.hpp", text)));
    };
    CHECK(in_public("#include <atomic>\n#include \"sim/describe/error.hpp\"\n") == 0);
    CHECK(in_public("#include \"sim/describe/field.hpp\"\n") == 1);

    const auto other = [](const char* path, const std::string& file) {
        return number_of(includes_of_others(source_of(path, "#include " + file + "\n")));
    };
    CHECK(other("sim/world/workload/a.cpp", "<fstream>") == 1);
    CHECK(other("sim/run/a.hpp", "\"sim/describe/data_table.hpp\"") == 1);
    CHECK(other("sim/run/a.hpp", "\"sim/describe/column.hpp\"") == 0);
    CHECK(other("sim/scenario/a.cpp", "<fstream>") == 0);
    for (const char* file : {"\"sim/run/simulation.hpp\"", "\"sim/campaign/records.hpp\"",
                             "\"sim/campaign/campaign.hpp\"", "\"sim/campaign/tables.hpp\""}) {
        CHECK(other("sim/report/page/a.cpp", file) == 1);
        CHECK(other("sim/app/a.cpp", file) == 0);
    }
    for (const char* file : {"\"sim/campaign/folder/manifest.hpp\"", "\"sim/campaign/rows.hpp\"",
                             "\"sim/judge/ledger.hpp\"", "\"sim/run/record.hpp\"", "<fstream>"}) {
        CHECK(other("sim/report/a.cpp", file) == 0);
    }

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

TEST_CASE("includes go down the list of folders only", "[style]") {
    check_none(everywhere(includes_going_up));
    check_none(everywhere(includes_of_others));
    check_none(everywhere(includes_of_public));
    check_none(heavy_includes(all_sources()));
}

}  // namespace mdisim
