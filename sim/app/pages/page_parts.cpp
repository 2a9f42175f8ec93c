#include "sim/app/pages/page_parts.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>

#include "sim/app/scripts.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/library/version.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

constexpr auto how_to_get_it =
    "figures in the report are not interactive: that needs Vega-Lite; 'scripts/packages report' "
    "installs it\n";
constexpr const char* library[] = {"vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js",
                                   "vega-embed/build/vega-embed.min.js"};

// The folder into which npm installed the libraries: that in MDISIM_NODE_MODULES, else the one in
// build/report/ of the repository.
fs::path modules_beside(const fs::path& style) {
    if (const char* given = std::getenv("MDISIM_NODE_MODULES")) return given;
    return style.parent_path().parent_path().parent_path() / "build/report/node_modules";
}

}  // namespace

PageParts page_parts() {
    const std::string style = script_file("report/page.css");
    if (style.empty()) throw UserError("scripts/report/page.css is not found");
    PageParts parts;
    parts.style = read_text(style);
    for (const char* file : {"export.js", "page.js", "crosshair.js", "tables.js", "keys.js"}) {
        parts.script += read_text(fs::path(style).replace_filename(file).string());
    }
    parts.version = version_text();
    const fs::path modules = modules_beside(style);
    for (const char* file : library) {
        if (fs::exists(modules / file))
            parts.library.push_back(read_text((modules / file).string()));
    }
    if (parts.library.size() == std::size(library)) return parts;
    parts.library.clear();
    std::cerr << how_to_get_it;
    return parts;
}

}  // namespace mdisim
