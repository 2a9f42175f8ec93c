#include "sim/app/help_topics.hpp"

#include "sim/app/intervals.hpp"

namespace mdisim {
namespace {

constexpr auto randomness = R"(Random numbers in mdisim are addressed, not consumed.

A number is a pure function of (seed, purpose, replication, source, index, block), made by
Philox4x32-10. The key is the seed; the 128-bit counter holds, from the top,
    purpose 12 | block 20 | replication 24 | source 24 | index 48
(rng_layout 1, frozen).
So the arrival gap, the network time and the execution noise of request 17 are the same under
every policy, whatever the thread count and however many numbers another part takes: common
random numbers, always on. A change of policy leaves the tape of draws identical.

A variate is one uniform in the open interval (0,1) put through the monotone inverse of its
distribution function, so a sweep over a mean or a spread keeps the quantile of every request.
Nothing that reaches a result calls the C library's log, exp or pow.

Names of what you may meet:
    a bug       results differ between thread counts, compilers or processors
    a trap      comparing runs of different seeds as if they were paired
    a spandrel  an effect of addressing that nobody asked for, and no error: two
                scenarios with the same seed and network have the same network times
)";

constexpr auto exits = R"(Exit codes
    0    success
    1    an internal error, or an error of the disk
    2    the command line or the scenario is wrong; the messages say where
    3    a check or a threshold failed: of 'check', of 'claims', of 'rerun' (a
         stored result is damaged, or differs from what is computed now), of
         'find' (no setting of what varies meets the targets), of 'verify' (a
         file or a stored run is not what was written), and of 'run' if the
         scenario has thresholds. 'compare' and 'check --update' never fail for
         differences
    4    a budget (--for, --requests) ended before results were as precise as
         "precision" or "best" asks; they are there, and the message says how many
         more requests would do
    130  interrupted; partial results are kept
)";

constexpr auto ci =
    R"(mdisim in CI: 'run' holds thresholds, 'check' compares with references.

  --format table                  for people; the default
  --format json                   every number
  --format junit                  for test reports: each scenario is a suite
  --format markdown               for a comment on a pull request; of 'run' also
                                  the table of its results
  --format github                 annotations, and the summary of the step
  --format customBiggerIsBetter   for the tools of the same names in
  --format customSmallerIsBetter  github-action-benchmark: metrics that should
                                  grow, and metrics that should shrink

A reference is a text file, results/reference/<scenario>.json: digests and means
of every cell, and all replications of some points spread over the sweep.

  mdisim check --update S --set requests=1000   makes one, of a quick size
  mdisim check                    fails unless identical to all references
  mdisim check --tolerate-noise   fails for distinguishable changes only: paired
                                  by replication, at 5 %, with Holm's correction
                                  over the scenario

After a change that was intended, 'mdisim check --update' prints what changed,
and the diff of the reference goes into review. docs/ci.md has a workflow to copy.
)";

constexpr auto profile_folders = R"(Where profiles and scenarios are looked for

"profile": "networks/lte" is the file networks/lte.json, and a published curve
"published/x" the file published/x.csv, in the first of these folders that has it:

    $MDISIM_PROFILES        if that variable is set
    profiles/               the nearest beside or above the scenario
    profiles/               the nearest beside or above the working folder
    profiles/               the nearest beside or above the program
    share/mdisim/profiles/  of the program's installation

A name that ends in .json is also a path from the working folder. A scenario that is
no file is found by its name in the same way: hello/hello is hello/hello.json in a
folder scenarios/ around the working folder or the program, or of the installation.
'mdisim list profiles' lists what is found from here, 'mdisim explain networks/lte'
prints one.
)";

constexpr HelpTopic topics[] = {{"randomness", randomness},
                                {"intervals", intervals_text},
                                {"exit-codes", exits},
                                {"ci", ci},
                                {"profiles", profile_folders}};

}  // namespace

std::span<const HelpTopic> help_topics() { return topics; }

}  // namespace mdisim
