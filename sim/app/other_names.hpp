// Words that people look for, and what they are called here.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

// The topics of 'mdisim explain' that a word stands for, such as latency_ms_p99 for "p99" and for
// "p99 ms", which is the heading of its column in a table. Empty if it is no other name.
std::vector<std::string> topics_called(const std::string& word);
// All words that have an answer.
std::vector<std::string> other_names();

// A line with scenarios that use what has this name, as a key or as a value, the shortest first:
// "Used in: ...". Empty if there are none below scenarios/ here.
std::string used_in_text(const std::string& name);

}  // namespace mdisim
