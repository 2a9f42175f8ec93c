// The text of 'mdisim help intervals' and 'mdisim explain intervals'.
#pragma once

namespace mdisim {

inline constexpr auto intervals_text =
    R"(Intervals are 95 % intervals over replications. Replications are independent of
each other; requests of one run are not (those that wait in one line are late
together), so a replication is one observation.

Means and shares. The centre is the mean of the replications. The ends are those
of Student's interval (degrees of freedom: replications less one) on a scale on
which the quantity has no bounds: the logarithm of what is at least 0 (times,
numbers, energy), the logit of what lies between two bounds (shares between 0
and 1, accuracies between those of the models, attempts between 0 and the most
there can be). So an interval has no impossible values. An interval that is
longer on one side is printed by its ends, "99.98 [99.71, 100.00]", others with
"±"; "half_width" in JSON is the longer side. If all replications have the same
share, the interval is the exact one of the pooled counts (Clopper-Pearson), as
if requests were independent; so is that of a single replication. Differences
have no bounds.

Quantiles are those of all replications together, read from counters 0.4 % wide:
within 0.2 % of the true value, and never outside of what was observed. Answers
in time are counted exactly, so if all requests have one deadline, a quantile of
the latency is at most that deadline if, and only if, at least that share of the
answers was in time. Clients with a copy on the phone wait until the deadline,
and many answers come exactly then; with copies, a quantile from the deadline's
counter is the deadline.
The interval of a quantile has the values beyond which, by the replications,
that share may lie. A quantile is shown if 30 values lie beyond it and the share
beyond it is known as precisely as from 30 independent values: (share / its
standard error over replications)^2 >= 30. Else there is "insufficient data": a
dash, null in JSON, nan in CSV.

A log is one path, and its requests are not independent of each other. So with a
log, what is said here of replications holds for 32 blocks of consecutive
requests, each over all replications that draw something. The centre is the
value of the whole log; each block counts by what it changes in it (jackknife).
Blocks show how much the logged system changed from one to the next; a change
that is slower than the log is long, such as that of a day in a log of an hour,
they cannot show.

How often intervals contain the true value is measured every night
(.ci/intervals). With long replications it is 93 to 97 times in a hundred; long
are 4,000 requests of an M/M/1 queue at 50 % load, and 16,000 at 80 %. With too
few or too short replications it is less often:
  93  ten replications whose means are exponential; the mean
  91  ten of 4,000 requests of an M/M/1 queue at 90 % load; the mean
  75  the same; the standard deviation, of which short runs see too little
  88  a quantile that is only just shown
Longer replications help more than a larger number of replications.

Precision. Rounds that stop when an interval is narrow enough stop where the
spread happens to look small. With "precision" results are looked at after 20
replications or more, and must be narrow enough after two rounds in a row; of
M/M/1 means and shares, intervals then hold the truth 93 to 97 times. With ten
replications and one round it would be 93.5 for normal means, and 86 to 90 for
exponential ones.

Several policies. 'compare --in' ranks them with paired t-intervals of all their
differences, which hold together in 95 of 100 (Bonferroni); the table of 'run'
marks those not significantly below the best (paired t, Holm).
)";

}  // namespace mdisim
