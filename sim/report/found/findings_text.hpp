// What `find` has found, as text and as a document.
#pragma once

#include <cstddef>
#include <string>

#include "sim/report/found/findings.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Lines of at most `width` letters. scenario: that whose sweep is over what varies.
std::string findings_text(const Scenario& scenario, const Findings& found, size_t width);
Node findings_document(const Scenario& scenario, const Findings& found);

// A setting by its values: "servers.replicas = 4, servers.threads = 2".
std::string setting_in_words(const Scenario& scenario, size_t setting);

}  // namespace mdisim
