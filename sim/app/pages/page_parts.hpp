// What a page needs beside its content: its style, its scripts, and the library that draws.
#pragma once

#include "sim/report/page/shell.hpp"

namespace mdisim {

// Throws UserError if the repository's own parts are not found. Without the library a line on
// stderr says how to get it, and the page has the drawn figures.
PageParts page_parts();

}  // namespace mdisim
