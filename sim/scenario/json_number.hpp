// Numbers as JSON text, for writers of thousands of them without a document.
#pragma once

#include <string>

namespace mdisim {

// Appends dump(Node(x)).
void append_number(std::string& text, double x);

}  // namespace mdisim
