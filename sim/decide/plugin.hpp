// What a plug-in says of itself. A plug-in is a shared library of policies that was built apart
// from the program.
//
// Its interface is that of the headers that it was compiled with, and of the standard library. It
// holds both as text, which the program looks for in the bytes of the file before it loads it: so
// no code is run that was built for another interface. mdisim_add_policy() of the CMake package
// compiles the text in.
#pragma once

#include <functional>
#include <string>
#include <vector>
#include <version>

#ifdef _LIBCPP_VERSION
#define MDISIM_STANDARD_LIBRARY "libc++"
#elif defined(_GLIBCXX_DEBUG)
#define MDISIM_STANDARD_LIBRARY "libstdc++ in debug mode"
#elif _GLIBCXX_USE_CXX11_ABI
#define MDISIM_STANDARD_LIBRARY "libstdc++"
#else
#define MDISIM_STANDARD_LIBRARY "libstdc++ with strings of C++98"
#endif

// The text is this mark, the digest of the headers, and the words for the standard library. It ends
// with a zero.
#define MDISIM_PLUGIN_MARK "plug-in of mdisim, interface "
#define MDISIM_PLUGIN_ABI " on " MDISIM_STANDARD_LIBRARY

namespace mdisim {

// Calls `load`, which loads a shared library, and returns the names of policies that were
// registered meanwhile though they were taken. (What registers a policy otherwise throws, which
// would end the process within the loader.)
std::vector<std::string> taken_while(const std::function<void()>& load);

}  // namespace mdisim
