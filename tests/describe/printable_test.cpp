#include "sim/describe/printable.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace mdisim {

TEST_CASE("signs that are not shown are escaped, and nothing else is", "[printable]") {
    CHECK(printable("plain text, ±95 % …\n\tindented") == "plain text, ±95 % …\n\tindented");
    CHECK(printable("\x1b[31m") == "\\u001b[31m");
    CHECK(printable("a\rb\x7f") == "a\\u000db\\u007f");
    CHECK(printable("\xC2\x85") == "\\u0085");      // of C1
    CHECK(printable("\xE2\x80\xAE") == "\\u202e");  // turns the direction
    CHECK(printable("\xF0\x9F\x98\x80") == "\xF0\x9F\x98\x80");
    CHECK(printable_line("a\nb\tc") == "a\\u000ab\\u0009c");
}

TEST_CASE("what is no UTF-8 is replaced", "[printable]") {
    const std::string replaced = "\xEF\xBF\xBD";
    for (const char* wrong : {"\xff", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        CAPTURE(wrong);
        CHECK_FALSE(is_printable(wrong));
        CHECK(printable(wrong).starts_with(replaced));
    }
    CHECK(printable("\xE2"
                    "a") == replaced + "a");
}

TEST_CASE("the beginning of a letter at the end of a text is found", "[printable]") {
    const std::string euro = "\xE2\x82\xAC";
    CHECK(unfinished_letter(euro) == 0);
    CHECK(unfinished_letter(euro.substr(0, 2)) == 2);
    CHECK(unfinished_letter("x" + euro.substr(0, 1)) == 1);
    CHECK(unfinished_letter("x") == 0);
    CHECK(unfinished_letter("") == 0);
}

TEST_CASE("names have letters and no hidden signs", "[printable]") {
    CHECK(fault_of_name("NasNet Large") == NameFault::none);
    CHECK(fault_of_name("") == NameFault::blank);
    CHECK(fault_of_name(" \t") == NameFault::blank);
    CHECK(fault_of_name("a\nb") == NameFault::hidden_sign);
}

}  // namespace mdisim
