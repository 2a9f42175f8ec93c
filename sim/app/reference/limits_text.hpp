// The limits of what is read, as 'mdisim explain limits' prints them.
#pragma once

#include <string>

namespace mdisim {

std::string limits_text();

}  // namespace mdisim
