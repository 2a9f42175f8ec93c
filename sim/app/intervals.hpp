// The text of 'mdisim help intervals' and 'mdisim explain intervals'.
#pragma once

namespace mdisim {

inline constexpr auto intervals_text =
    R"(Intervals are of 95 %, and an observation is a replication: replications are
independent of each other, requests of one run are not (those that wait in one
line are late together).

Means and shares: the centre is the mean of the replications. The ends are those
of Student's interval, with one degree of freedom fewer than replications, on a
scale on which the quantity has no bounds: the logarithm of what is at least 0
(times, numbers, energy), the logit of what lies between two bounds (shares
between 0 and 1, accuracies between those of the models, attempts between 1 and
the most there can be). So no interval says what cannot be. One that reaches
further to one side is printed by its ends, "99.98 [99.71, 100.00]", else with
"±"; "half_width" in JSON is the longer side. Where all replications agree on a
share, the interval is the exact one of the pooled counts (Clopper-Pearson), as
if requests were independent; a single replication has no other. Differences
have no bounds.

Quantiles are those of all replications together, read from counters 0.4 % wide:
within 0.2 % of the true value, and never outside of what was observed. How many
answers were in time is counted exactly, so where all requests have one deadline
a quantile of the latency is at most that deadline if, and only if, at least
that share of the answers was in time.
Clients that have a copy wait until the deadline, and many answers come exactly
then: where phones run copies, a quantile from the deadline's counter is the
deadline.
The interval holds the values for which the replications allow that share beyond
them. A quantile is shown if 30 values lie beyond it and the share beyond it is
known as well as from 30 independent values: (share / its standard error over
replications)^2 >= 30. Else there is "insufficient data": a dash, null in JSON,
nan in CSV.

How often intervals hold the truth is measured every night (.ci/intervals): 93
to 97 times in a hundred where replications are long, as 4,000 requests of an
M/M/1 queue are at 50 % load, and 16,000 at 80 %. Replications that are too few
or too short to look normal hold it less often. Ten of which each mean is
exponential: 93 for the mean. Ten of 4,000 requests of an M/M/1 queue at 90 %
load: 91 for the mean, 75 for the standard deviation, of which short runs see
too little. A quantile that is only just shown: 88. Longer replications help
more than more of them.
)";

}  // namespace mdisim
