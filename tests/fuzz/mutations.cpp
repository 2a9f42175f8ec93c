// The targets under mutations drawn by a number, for compilers without libFuzzer: a change is tried
// with these, a night with libFuzzer.
// usage: mdisim_fuzz                                  prints the names of the targets
//        mdisim_fuzz TARGET SECONDS SEED FILE...      first the files as they are
//        mdisim_fuzz TARGET 0 0 FILE                  one input again
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/fuzz/target.hpp"

namespace mdisim::fuzz {
namespace {

constexpr size_t longest = 20'000;

std::string content_of(const char* file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Mutations {
  public:
    Mutations(std::vector<std::string> seeds, uint64_t number)
        : seeds_(std::move(seeds)), draw_(number) {}

    std::string next() {
        std::string text = seeds_[below(seeds_.size())];
        const size_t changes = 1 + below(4);
        for (size_t i = 0; i < changes; ++i) change(text);
        if (text.size() > longest) text.resize(longest);
        return text;
    }

  private:
    size_t below(size_t n) { return n == 0 ? 0 : draw_() % n; }

    // A piece of a text, which begins at `at`.
    std::pair<size_t, size_t> piece_of(const std::string& text) {
        const size_t at = below(text.size());
        return {at, std::min(1 + below(64), text.size() - at)};
    }

    void change(std::string& text) {
        static const std::vector<std::string> words = {"-1",
                                                       "0",
                                                       "1e300",
                                                       "1e-300",
                                                       "18446744073709551616",
                                                       "9223372036854775807",
                                                       "null",
                                                       "true",
                                                       "[]",
                                                       "{}",
                                                       "\"\"",
                                                       "nan",
                                                       "\xff",
                                                       "\xed\xa0\x80",
                                                       "\n",
                                                       ",",
                                                       "\"",
                                                       "\\u0000"};
        const auto [at, size] = piece_of(text);
        switch (below(7)) {
            case 0:
                if (!text.empty()) text[at] = static_cast<char>(text[at] ^ 1 << below(8));
                break;
            case 1:
                text.erase(at, size);
                break;
            case 2:
                text.insert(below(text.size() + 1), text.substr(at, size));
                break;
            case 3:
                text.insert(at, words[below(words.size())]);
                break;
            case 4:
                text.resize(at);
                break;
            case 5: {  // a piece of another input
                const std::string& other = seeds_[below(seeds_.size())];
                const auto [from, length] = piece_of(other);
                text.replace(at, size, other, from, length);
                break;
            }
            default:
                put_number(text, at, words[below(6)]);
        }
    }

    // Puts another number in the place of the next one.
    static void put_number(std::string& text, size_t at, const std::string& number) {
        const size_t from = text.find_first_of("0123456789", at);
        if (from == std::string::npos) return;
        const size_t to = std::min(text.find_first_not_of("0123456789.eE", from), text.size());
        text.replace(from, to - from, number);
    }

    std::vector<std::string> seeds_;
    std::mt19937_64 draw_;
};

// The input that is being read, in a file that outlives a crash: its size in eight bytes, and it.
class LastInput {
  public:
    explicit LastInput(const char* file) {
        if (file == nullptr) return;
        const int number = open(file, O_RDWR | O_CREAT | O_TRUNC, 0600);
        require(number >= 0 && ftruncate(number, room) == 0);
        void* mapped = mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_SHARED, number, 0);
        require(mapped != MAP_FAILED);
        close(number);
        bytes_ = static_cast<char*>(mapped);
    }
    void keep(const std::string& input) {
        if (bytes_ == nullptr) return;
        const uint64_t size = std::min<uint64_t>(input.size(), room - sizeof(uint64_t));
        std::memcpy(bytes_, &size, sizeof size);
        std::memcpy(bytes_ + sizeof size, input.data(), size);
    }

  private:
    static constexpr size_t room = size_t{1} << 20;
    char* bytes_ = nullptr;
};

int run(const Target& target, double seconds, uint64_t number, std::vector<std::string> seeds) {
    using Clock = std::chrono::steady_clock;
    LastInput last(std::getenv("MDISIM_FUZZ_LAST"));
    const Clock::time_point start = Clock::now();
    const auto spent = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
    uint64_t tried = 0;
    uint64_t accepted = 0;
    const auto read = [&](const std::string& input) {
        last.keep(input);
        ++tried;
        return target.read(input);
    };
    for (const std::string& seed : seeds) accepted += read(seed);
    Mutations mutations(std::move(seeds), number);
    while (spent() < seconds) read(mutations.next());
    std::cout << target.name << ' ' << tried << " inputs; " << accepted << " files were accepted\n";
    return 0;
}

}  // namespace
}  // namespace mdisim::fuzz

int main(int count, char** words) {
    using namespace mdisim::fuzz;
    if (count == 1) {
        std::cout << names_of_targets();
        return 0;
    }
    const Target* target = find_target(words[1]);
    if (target == nullptr || count < 4) {
        std::cerr << "usage: mdisim_fuzz TARGET SECONDS SEED FILE..., with one of\n"
                  << names_of_targets();
        return 2;
    }
    std::vector<std::string> seeds;
    for (int i = 4; i < count; ++i) seeds.push_back(content_of(words[i]));
    if (seeds.empty()) seeds.emplace_back();
    return run(*target, std::strtod(words[2], nullptr), std::strtoull(words[3], nullptr, 10),
               std::move(seeds));
}
