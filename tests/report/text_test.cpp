#include "sim/report/text.hpp"

#include <catch2/catch.hpp>

namespace mdisim {

TEST_CASE("long lines are broken between words, below their first letter", "[text]") {
    CHECK(folded("one two three", 13) == "one two three");
    CHECK(folded("one two three", 12) == "one two\nthree");
    CHECK(folded("  one two three\nx\n", 9) == "  one two\n  three\nx\n");
    CHECK(folded("one two three", 8, 2) == "one two\n  three");
    CHECK(folded("", 8) == "");
    CHECK(folded("\n\n", 8) == "\n\n");
}

TEST_CASE("words are never broken, however narrow it is", "[text]") {
    CHECK(folded("a incomprehensible b", 5) == "a\nincomprehensible\nb");
    CHECK(folded("  incomprehensible", 5) == "  incomprehensible");
}

TEST_CASE("columns stay columns", "[text]") {
    CHECK(folded("  name    what it is called", 20) == "  name    what it is\n          called");
    // A column that leaves no room is text like any other.
    CHECK(folded("a long name of a thing  what it is", 20) ==
          "a long name of a\nthing  what it is");
}

TEST_CASE("what does not fit flows into the lines of its paragraph", "[text]") {
    CHECK(folded("one two three four\nfive\n\nsix\n", 10) == "one two\nthree four\nfive\n\nsix\n");
    CHECK(folded("one two three\nfour\nfive\n", 10) == "one two\nthree four\nfive\n");
    // Not into what is laid out otherwise.
    CHECK(folded("one two three\n  four\n", 10) == "one two\nthree\n  four\n");
    CHECK(folded("one two three\na  four\n", 10) == "one two\nthree\na  four\n");
}

TEST_CASE("letters are counted, not bytes", "[text]") {
    CHECK(folded("±±± ±±±", 7) == "±±± ±±±");
    CHECK(folded("±±± ±±±", 6) == "±±±\n±±±");
    CHECK(shortened("±±± ±±±", 7) == "±±± ±±±");
}

TEST_CASE("a line is cut between words", "[text]") {
    CHECK(shortened("one two three", 13) == "one two three");
    CHECK(shortened("one two three", 12) == "one two …");
    CHECK(shortened("one two three", 9) == "one two …");
    CHECK(shortened("one two three", 8) == "one …");
    CHECK(shortened("incomprehensible", 5) == "inco…");
}

TEST_CASE("the first sentence ends where a reader would stop", "[text]") {
    CHECK(first_sentence("One thing. Another.") == "One thing.");
    CHECK(first_sentence("One\nthing. Another.") == "One thing.");
    CHECK(first_sentence("As Sec. 4 and Fig. 3a say. Another.") == "As Sec. 4 and Fig. 3a say.");
    CHECK(first_sentence("It is chosen on arrival. Another.") == "It is chosen on arrival.");
    CHECK(first_sentence("The largest:\n    argmax A(m)\nAnd so on.") == "The largest:");
    CHECK(first_sentence("A title\n\nAnd a text.") == "A title");
    CHECK(first_sentence("At 0.5 it (named e.g. here) goes on. And.") ==
          "At 0.5 it (named e.g. here) goes on.");
    CHECK(first_sentence("") == "");
}

}  // namespace mdisim
