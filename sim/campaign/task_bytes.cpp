#include "sim/campaign/task_bytes.hpp"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "sim/engine/digest.hpp"

namespace mdisim {
namespace {

class Packer {
  public:
    template <class T>
    requires std::is_arithmetic_v<T>
    void value(const T& x) { bytes_.append(reinterpret_cast<const char*>(&x), sizeof x); }
    void value(const Digest& x) {
        value(x.low);
        value(x.high);
    }
    void value(const std::string& text) {
        value(uint64_t{text.size()});
        bytes_ += text;
    }
    template <class T>
    void values(const std::vector<T>& list) {
        value(uint64_t{list.size()});
    }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
    template <class T>
    requires std::is_arithmetic_v<T>
    void value(T& x) { std::memcpy(&x, take(sizeof x).data(), sizeof x); }
    void value(bool& x) {
        const char byte = take(1)[0];
        if (byte != 0 && byte != 1) damaged();
        x = byte == 1;
    }
    void value(Digest& x) {
        value(x.low);
        value(x.high);
    }
    void value(std::string& text) {
        uint64_t size = 0;
        value(size);
        text = take(size);
    }
    template <class T>
    void values(std::vector<T>& list) {
        uint64_t size = 0;
        value(size);
        if (size > bytes_.size()) damaged();
        list.resize(size);
    }
    void end() const {
        if (!bytes_.empty()) damaged();
    }

  private:
    [[noreturn]] static void damaged() { throw std::runtime_error("a message is damaged"); }
    std::string_view take(uint64_t size) {
        if (size > bytes_.size()) damaged();
        const std::string_view part = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return part;
    }

    std::string_view bytes_;
};

// all_of_order(), all_of_runs() and all_of_words() list the members of a type, for writing and for
// reading alike.
template <class Codec, class T>
void all_of_order(Codec& codec, T& numbered) {
    auto& order = numbered.order;
    codec.value(numbered.number);
    codec.value(order.first.point);
    codec.value(order.first.policy);
    codec.value(order.cells);
    codec.value(order.replication);
    codec.value(order.together);
    codec.value(order.alone);
}

template <class Codec, class T>
void all_of_runs(Codec& codec, T& numbered) {
    codec.value(numbered.number);
    codec.values(numbered.runs);
    for (auto& run : numbered.runs) {
        codec.value(run.key);
        codec.value(run.tally);
        codec.value(run.tape);
        codec.value(run.seconds);
        codec.value(run.kind);
        codec.value(run.kept);
    }
}

template <class Codec, class T>
void all_of_words(Codec& codec, T& words) {
    codec.values(words);
    for (auto& word : words) codec.value(word);
}

}  // namespace

std::string to_bytes(const NumberedOrder& order) {
    Packer packer;
    all_of_order(packer, order);
    return packer.take();
}

std::string to_bytes(const NumberedRuns& runs) {
    Packer packer;
    all_of_runs(packer, runs);
    return packer.take();
}

std::string to_bytes(const std::vector<std::string>& words) {
    Packer packer;
    all_of_words(packer, words);
    return packer.take();
}

NumberedOrder read_order(std::string_view bytes) {
    Unpacker unpacker(bytes);
    NumberedOrder order;
    all_of_order(unpacker, order);
    unpacker.end();
    return order;
}

NumberedRuns read_runs(std::string_view bytes) {
    Unpacker unpacker(bytes);
    NumberedRuns runs;
    all_of_runs(unpacker, runs);
    unpacker.end();
    return runs;
}

std::vector<std::string> read_words(std::string_view bytes) {
    Unpacker unpacker(bytes);
    std::vector<std::string> words;
    all_of_words(unpacker, words);
    unpacker.end();
    return words;
}

}  // namespace mdisim
