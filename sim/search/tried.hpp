// The settings that a search has tried, with their replications, and what these show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/search/answer.hpp"
#include "sim/search/question.hpp"

namespace mdisim {

// The replications by which a search decides, and those that it has not seen before.
enum class Half { searched, fresh };

// A number of several replications.
struct PerReplication {
    std::vector<double> values;
    // What one request adds, and the number of requests of all values; 0 of an exact number.
    double least = 0;
    double most = 0;
    double requests = 0;

    PerReplication negated() const;
};

// Whether replications show, by a one-sided test at this level, that their mean is above 0. They do
// not if one of them is not-a-number. The test is Student's. Of replications that agree exactly it
// is Chernoff's bound for that many requests, which for no failure among them is the exact test.
bool shows_gain(const PerReplication& x, double level);
// Whether replications show that there is nothing to measure: that none of them measures anything
// is less probable than the level, if every other one would.
bool shows_nothing(const PerReplication& x, double level);
// Whether that many further replications would probably show a gain, if their mean and their spread
// are those of x.
bool will_show_gain(const PerReplication& x, uint32_t further, double level);

class TriedSettings {
  public:
    // Keeps a reference.
    TriedSettings(const Question& question, Ask ask)
        : question_(question), ask_(std::move(ask)), most_(question.replications) {}

    uint32_t most() const { return most_; }
    // The number of replications of a first look, half of the most.
    uint32_t first() const { return (most_ + 1) / 2; }
    // Asks for what is missing of the first replications of each part.
    void look(const std::vector<size_t>& settings, uint32_t replications);
    void look_afresh(const std::vector<size_t>& settings);

    // Whether the search decided by the setting, and by how many of its replications.
    bool has(size_t setting) const { return searched(setting) > 0; }
    size_t searched(size_t setting) const;
    bool has_fresh(size_t setting) const;
    // The settings that the search decided by, rising; and all, with those that only have fresh
    // replications.
    std::vector<size_t> settings() const;
    std::vector<size_t> all_settings() const;
    std::vector<TriedSetting> looks() const;

    // A number of each replication. Requires that the setting was looked at in this part.
    PerReplication sample(size_t setting, size_t number, Half part = Half::searched) const;
    // The mean of a number; minus infinity if a replication has none.
    double mean(size_t setting, size_t number, Half part = Half::searched) const;
    double mean_of_first(size_t replications, size_t setting, size_t number,
                         Half part = Half::searched) const;
    // a - b, by the replications that both have.
    PerReplication differences(size_t a, size_t b, size_t number, Half part = Half::searched) const;
    // Whether a is shown to have more of a number than b. A setting that is shown to have nothing
    // to measure has less than any other.
    bool more(size_t a, size_t b, size_t number, double level, Half part = Half::searched) const;
    // Whether fresh replications would probably show that a has more than b.
    bool will_show(size_t a, size_t b, size_t number, double level) const {
        return will_show_gain(differences(a, b, number), most_, level);
    }

  private:
    struct Known {
        std::vector<Replication> searched;
        std::vector<Replication> fresh;
        const std::vector<Replication>& of(Half part) const {
            return part == Half::searched ? searched : fresh;
        }
    };

    const Question& question_;
    Ask ask_;
    uint32_t most_;
    std::map<size_t, Known> known_;
};

}  // namespace mdisim
