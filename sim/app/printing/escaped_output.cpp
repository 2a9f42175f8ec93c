#include "sim/app/printing/escaped_output.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "sim/describe/printable.hpp"

namespace mdisim {
namespace {

// The length of the code of a colour with which the text begins; 0 if it does not.
size_t colour_code(std::string_view text) {
    if (!text.starts_with("\x1b[")) return 0;
    const size_t end = std::min(text.find_first_not_of("0123456789;", 2), text.size());
    return end < text.size() && text[end] == 'm' ? end + 1 : 0;
}

// Escapes what is written to it, and writes that to another buffer.
class Escaping : public std::streambuf {
  public:
    Escaping(std::streambuf* inner, Colours colours) : inner_(inner), colours_(colours) {}
    ~Escaping() override { put(unfinished_); }
    Escaping(const Escaping&) = delete;
    Escaping& operator=(const Escaping&) = delete;

  protected:
    int_type overflow(int_type letter) override {
        if (traits_type::eq_int_type(letter, traits_type::eof()))
            return traits_type::not_eof(letter);
        const char one = traits_type::to_char_type(letter);
        return xsputn(&one, 1) == 1 ? letter : traits_type::eof();
    }
    std::streamsize xsputn(const char* text, std::streamsize size) override {
        std::string all = std::move(unfinished_);
        all.append(text, static_cast<size_t>(size));
        const size_t keep = unfinished_letter(all);
        unfinished_ = all.substr(all.size() - keep);
        all.resize(all.size() - keep);
        return write(all) ? size : 0;
    }
    int sync() override { return inner_->pubsync(); }

  private:
    // Writes whole letters.
    bool write(std::string_view text) {
        if (colours_ == Colours::escaped) return put(text);
        for (;;) {
            const size_t at = text.find('\x1b');
            if (at == std::string_view::npos) return put(text);
            const size_t code = colour_code(text.substr(at));
            if (!put(text.substr(0, at)) || !put_as_it_is(text.substr(at, code))) return false;
            if (code == 0 && !put(text.substr(at, 1))) return false;
            text.remove_prefix(at + std::max<size_t>(code, 1));
        }
    }
    bool put(std::string_view text) { return put_as_it_is(printable(text)); }
    bool put_as_it_is(std::string_view text) {
        const auto size = static_cast<std::streamsize>(text.size());
        return inner_->sputn(text.data(), size) == size;
    }

    std::streambuf* inner_;
    Colours colours_;
    std::string unfinished_;  // the beginning of a letter of UTF-8
};

}  // namespace

EscapedOutput::EscapedOutput(std::ostream& out, Colours colours)
    : out_(out), inner_(out.rdbuf()), escaping_(std::make_unique<Escaping>(inner_, colours)) {
    out_.rdbuf(escaping_.get());
}

EscapedOutput::~EscapedOutput() { out_.rdbuf(inner_); }

}  // namespace mdisim
