#include "sim/app/reference/reference.hpp"

namespace mdisim {

std::vector<ReferencePage> reference_pages() {
    return {{"scenario.md", scenario_page()},
            {"policies.md", policies_page()},
            {"metrics.md", metrics_page()},
            {"files.md", files_page()},
            {"commands.md", commands_page()}};
}

}  // namespace mdisim
