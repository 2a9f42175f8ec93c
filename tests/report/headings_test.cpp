#include "sim/report/headings.hpp"

#include <catch2/catch.hpp>

namespace mdisim {

TEST_CASE("a heading is what a scenario is about, without the paper above", "[headings]") {
    CHECK(heading_of("MDInference Fig. 3: model selection against static greedy, over the deadline",
                     "MDInference",
                     "x") == "Fig. 3: model selection against static greedy, over the deadline");
    CHECK(heading_of("\"Cloud\", Fig. 4: three models. A session.", "Cloud", "x") ==
          "Fig. 4: three models");
    CHECK(heading_of("PieSlicer, Sec. 6.4: what it is worth", "PieSlicer", "x") ==
          "Sec. 6.4: what it is worth");
    CHECK(heading_of("MDInference has no numbers", "MDInference", "x") ==
          "MDInference has no numbers");
    CHECK(heading_of("MDInference Fig. 3: this", "", "x") == "MDInference Fig. 3: this");
    CHECK(heading_of("", "MDInference", "the name") == "the name");
}

TEST_CASE("a heading that is too long ends with a clause", "[headings]") {
    CHECK(heading_of("What it costs when the clocks of phone and server disagree: every uplink is "
                     "measured so many ms too long.",
                     "", "x") == "What it costs when the clocks of phone and server disagree");
    CHECK(heading_of(
              "How long must a session be until loading a model on the phone has paid? It is "
              "loading / n + inference.",
              "",
              "x") == "How long must a session be until loading a model on the phone has paid?");
}

TEST_CASE("figures are called as papers call them", "[headings]") {
    CHECK(figure_heading("fig3a") == "Fig. 3a");
    CHECK(figure_heading("fig4a_load") == "Fig. 4a, load");
    CHECK(figure_heading("table4") == "Table 4");
    CHECK(figure_heading("in_time") == "In time");
    CHECK(figure_heading("figures") == "Figures");
}

}  // namespace mdisim
