#include "sim/report/rounds/rounds_text.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/describe/words.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

std::string enumerated(const std::vector<std::string>& words) {
    std::string text;
    for (size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    }
    return text;
}

std::string looks_text(const Rounds& rounds) {
    std::vector<std::string> looks;
    for (const int64_t n : rounds.looked_after) looks.push_back(std::to_string(n));
    return enumerated(looks);
}

// What is not precise enough yet.
std::string wanting(const Rounds& rounds) {
    if (rounds.widest) {
        const WidestInterval& w = *rounds.widest;
        const std::string known =
            std::isnan(w.half_width)
                ? " is not shown yet, for too few requests lie beyond it"
                : " is known to ±" + in_digits(w.half_width) + ", not to ±" + in_digits(w.asked);
        return w.metric + " of " + w.cell + known;
    }
    for (const Race& race : rounds.races) {
        if (race.decided) continue;
        return "the best by " + race.metric + (race.point.empty() ? "" : " at " + race.point) +
               " may be any of " + enumerated(race.left);
    }
    return "intervals have been narrow enough after one round, and must be after two in a row";
}

// How many more requests would do.
std::string more_text(const Rounds& rounds) {
    if (!std::isfinite(rounds.more_requests))
        return "nothing says yet how many more requests would do";
    return (rounds.at_most ? "at most " : "about ") +
           counted(static_cast<size_t>(rounds.more_requests), "more request") + " would do";
}

}  // namespace

std::string sentence_of(const Rounds& rounds) {
    const std::string replications =
        counted(static_cast<size_t>(rounds.replications()), "replication");
    const std::string looked = "looked at after " + looks_text(rounds);
    if (rounds.enough) return "precise enough after " + replications + "; " + looked;
    return "not precise enough after " + replications + " (" + looked + "): " + wanting(rounds) +
           "; " + more_text(rounds);
}

std::string warm_up_sentence(int64_t requests) {
    if (requests == 0) return "warm-up by MSER-5: every request counts";
    return "warm-up by MSER-5: the first " + counted(static_cast<size_t>(requests), "request") +
           " of each replication do not count";
}

std::string sentence_of(const Replicated& made) {
    std::string text = made.warm_up ? warm_up_sentence(*made.warm_up) : "";
    if (made.rounds) text += (text.empty() ? "" : "; ") + sentence_of(*made.rounds);
    return text;
}

std::string rounds_text(const Rounds& rounds, size_t width) {
    std::string text = wrapped("", sentence_of(rounds), 2, width) + "\n";
    for (const Race& race : rounds.races) {
        const std::string of = "best by " + race.metric +
                               (race.point.empty() ? "" : " at " + race.point) + ": " +
                               (race.left.empty() ? "none" : enumerated(race.left));
        const std::string sure = race.decided
                                     ? " (95 %, if ahead by " + in_digits(race.indifference) +
                                           "; Kim and Nelson's procedure)"
                                     : " (undecided)";
        const std::string without = race.without.empty()
                                        ? ""
                                        : "; without " + enumerated(race.without) +
                                              ", which lack a value of some replication";
        text += wrapped("", of + sure + without, 2, width) + "\n";
    }
    return text;
}

}  // namespace mdisim
