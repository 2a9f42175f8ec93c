// The targets under libFuzzer, which mutates inputs by what of the program they reach.
// usage: mdisim_fuzz --target=NAME [options of libFuzzer] [FOLDER OF INPUTS]...
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/fuzz/target.hpp"

namespace {

const mdisim::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
    constexpr std::string_view option = "--target=";
    for (int i = 1; i < *count; ++i) {
        const std::string_view word = (*words)[i];
        if (word.starts_with(option))
            chosen = mdisim::fuzz::find_target(word.substr(option.size()));
    }
    if (chosen == nullptr) {
        std::fprintf(stderr, "needs --target=NAME, with one of\n%s",
                     mdisim::fuzz::names_of_targets().c_str());
        std::exit(2);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    chosen->read({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
