// Results may not depend on a C library: our objects ask libm for exact functions only (sqrt,
// floor, fmod ...), whose value IEEE 754 fixes.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/app/child.hpp"
#include "tests/style/source.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;

// Whether a linker's symbol is a function of libm that differs between libraries and processors.
bool is_inexact(const std::string& symbol) {
    static const std::set<std::string> names = {
        "log",    "log2",  "log10", "log1p",  "exp",  "exp2", "exp10",  "expm1",   "pow",  "pow10",
        "sin",    "cos",   "tan",   "sincos", "asin", "acos", "atan",   "atan2",   "sinh", "cosh",
        "tanh",   "asinh", "acosh", "atanh",  "erf",  "erfc", "tgamma", "gamma",   "cbrt", "hypot",
        "lgamma", "j0",    "j1",    "jn",     "y0",   "y1",   "yn",     "lgamma_r"};
    std::string name = symbol.substr(0, symbol.find('@'));
    if (name.starts_with("_ZGV")) name.erase(0, name.find('_', 1) + 1);  // libmvec's columns
    if (name.starts_with("__") && name.ends_with("_finite")) name = name.substr(2, name.size() - 9);
    if (names.contains(name)) return true;
    const bool suffixed = name.ends_with('f') || name.ends_with('l');
    return suffixed && names.contains(name.substr(0, name.size() - 1));
}

struct Wanted {
    std::string object;
    std::string symbol;
};

// What the objects in a file want from elsewhere: lines "sampler.cpp.o:" and "         U sqrt".
std::vector<Wanted> wanted_in(const std::string& listing, const std::string& file) {
    std::vector<Wanted> wanted;
    std::string object = file;
    for (const std::string& line : lines_of(listing)) {
        if (line.ends_with(":")) object = line.substr(0, line.size() - 1);
        const size_t mark = line.find(" U ");
        if (mark != std::string::npos) wanted.push_back({object, line.substr(mark + 3)});
    }
    return wanted;
}

std::vector<Wanted> wanted_by(const std::string& file) {
    Surroundings around;
    around.program = "/bin/sh";
    const Ended listed = run_program({"-c", "nm -u \"$0\"", file}, around);
    CAPTURE(file, listed.err);
    REQUIRE(listed.code == 0);
    return wanted_in(listed.out, file);
}

// The library and the policies, as they were built beside the program.
std::vector<std::string> our_objects() {
    const fs::path build = fs::path(MDISIM_PROGRAM).parent_path();
    std::vector<std::string> files = {(build / "libmdisim_core.a").string()};
    REQUIRE(fs::exists(files.front()));
    for (const auto& entry :
         fs::recursive_directory_iterator(build / "CMakeFiles/mdisim_policies.dir")) {
        if (entry.path().extension() == ".o") files.push_back(entry.path().string());
    }
    return files;
}

}  // namespace

TEST_CASE("functions of libm are told apart by name", "[style]") {
    for (const char* name : {"log", "logf", "logl", "exp@GLIBC_2.29", "pow@@GLIBC_2.29", "expm1f",
                             "sincosf", "lgamma_r", "__exp_finite", "_ZGVbN2v_log", "atan2l"}) {
        CAPTURE(name);
        CHECK(is_inexact(name));
    }
    for (const char* name : {"sqrt",
                             "sqrtf",
                             "floor",
                             "ceil",
                             "round",
                             "trunc",
                             "rint",
                             "nearbyint",
                             "fabs",
                             "fmod",
                             "ldexp",
                             "frexp",
                             "localeconv",
                             "_ZN6mdisim3logE",
                             "_ZN6mdisim3expEd",
                             "expl_",
                             "printf",
                             "explicit_bzero",
                             "f",
                             "l",
                             ""}) {
        CAPTURE(name);
        CHECK_FALSE(is_inexact(name));
    }
    const auto wanted = wanted_in(
        "\nlaw.cpp.o:\n                 U sqrt\n                 w pow\n"
        "\nmath.cpp.o:\n                 U log\n",
        "lib.a");
    REQUIRE(wanted.size() == 2);
    CHECK(wanted[1].object == "math.cpp.o");
    CHECK(wanted[1].symbol == "log");
}

TEST_CASE("nothing of ours calls libm's log, exp, pow or their like", "[style]") {
    const std::vector<std::string> files = our_objects();
    CHECK(files.size() > 3);
    std::set<std::string> symbols;
    Offences found;
    for (const std::string& file : files) {
        for (const Wanted& wanted : wanted_by(file)) {
            symbols.insert(wanted.symbol);
            if (is_inexact(wanted.symbol)) {
                found.push_back(wanted.object + ":1: error: calls " + wanted.symbol);
            }
        }
    }
    CHECK(symbols.size() > 50);
    check_none(found);
}

}  // namespace mdisim
