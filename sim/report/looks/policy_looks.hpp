// How policies look in figures, and what people read for them there and in tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The name of a combination with the titles of its own policies in it: "mdinference, A^3" is read
// "MDInference, A^3". Results and the command line keep the name.
std::string policy_title(const Combination& combination);

// What people read for each policy of a scenario, by its name: what "labels" says, else its title.
class PolicyLabels {
  public:
    explicit PolicyLabels(const Scenario& scenario);
    // The label of a policy that the scenario does not have is its name.
    const std::string& of(const std::string& name) const;

  private:
    std::map<std::string, std::string> labels_;
};

// A label of the list of known looks has that look wherever it is. Every other label has a colour,
// a kind of line and a marker of its own too, and the next that is free where another policy of the
// scenario has taken them. So neither the order of policies nor what else is registered changes a
// look, and one more policy moves only those that it meets. Aligned with the combinations.
std::vector<Look> looks_of(const std::vector<Combination>& policies, const Labels& said = {});
// Of the best that any decisions could have reached.
Look look_of_bound();

}  // namespace mdisim
