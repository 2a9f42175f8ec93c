// Numbers as JSON has them, for those who write thousands without a document.
#pragma once

#include <string>

namespace mdisim {

// Appends what dump(Node(x)) is.
void append_number(std::string& text, double x);

}  // namespace mdisim
