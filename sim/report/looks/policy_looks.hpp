// The looks of policies in figures, and their labels in figures and tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/axis_labels.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The title of a combination: its name, with titles in place of its policies' names. The title of
// "mdinference, A^3" is "MDInference, A^3". Results and the command line use the name.
std::string policy_title(const Combination& combination);

// The label of each policy of a scenario: the one in "labels", else its title.
class PolicyLabels {
  public:
    PolicyLabels() = default;
    explicit PolicyLabels(const Scenario& scenario);
    // The label of a policy that the scenario does not have is its name.
    const std::string& of(const std::string& name) const;

  private:
    std::map<std::string, std::string> labels_;
};

// The looks of policies, aligned with `policies`. A label in the list of known looks has that look.
// Every other label has a colour, a line style and a marker of its own, or the next free ones if
// another policy of the scenario has these. So a look does not depend on the order of policies or
// on other registered policies, and a further policy changes only looks that it conflicts with.
std::vector<Look> looks_of(const std::vector<Combination>& policies, const Labels& given = {});
// The look of the best that any decisions could have reached.
Look look_of_bound();

}  // namespace mdisim
