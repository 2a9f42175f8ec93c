// The simulator as a function from documents to documents, for a web page: no store in a file, no
// threads, no signals. Profiles and data come in as text.
//
// A question is an object in JSON with "ask", and so is its answer:
//   "files"      "files": {path: text}, which scenarios find from then on
//   "run"        the results of a scenario, or how far they are
//   "explain"    what policies were shown, noted and chose for one "request" at "at": {axis: label}
//   "text"       the scenario with its changes, as a file for the command line
//   "reference"  the text of a reference, made again as `mdisim check` does
// All but "files" name a scenario: "file", which came in before, or "scenario", its text; both with
// changes: "sets" and "overs", lists of [path, value], as after --set and --over. "figures": list
// of figures in place of the scenario's. A mistake is answered by {"problems": [{where, pointer,
// what}]}.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sim/campaign/store.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Contract: numbers are those of the program, to the bit. "run" computes for about "milliseconds"
// and answers {"done", "requests"}, in requests; asked again, it goes on. When all is done, the
// answer also has "figures" (specifications for Vega-Lite, legends), "rows" and a "fingerprint".
// Runs are kept in memory and found again, whichever scenario asks for them, until they are many.
class PageSimulator {
  public:
    std::string answer(const std::string& question);

  private:
    Node answer_to(const Node& question);
    Node run(const Node& question);
    const Scenario& scenario_of(const Node& question);

    std::optional<Store> store_;
    std::string known_;  // the question's part that says which scenario it is about
    std::unique_ptr<const Scenario> scenario_;
};

}  // namespace mdisim
