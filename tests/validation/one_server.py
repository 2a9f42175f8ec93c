"""The best effective accuracy of one server, first come, first served, when a request arrives in
each step with the same chance and gets its model on arrival. An independent reading of
policies/parts/one_server.hpp: value iteration from arrival to arrival instead of step by step.

usage: one_server.py SHARE DEADLINE STEPS:ACCURACY...   prints the effective accuracy of a request
"""
import sys


def optimum(share, deadline, models):
    last = 5 * deadline + 500
    value = [0.0] * (last + 1)
    for _ in range(200_000):
        # after[z]: the value at the next arrival, if z steps are ahead after this one
        after = [value[0]] * (last + 1)
        for z in range(1, last + 1):
            after[z] = share * value[z - 1] + (1 - share) * after[z - 1]
        added = []
        for work in range(last + 1):
            best = max(
                (accuracy if work + steps <= deadline else 0.0) + after[min(last, work + steps)]
                for steps, accuracy in models
            )
            added.append(best - value[work])
        for work in range(last + 1):
            value[work] += added[work] - added[0]
        if max(added) - min(added) < 1e-10:
            return (max(added) + min(added)) / 2
    raise SystemExit("no convergence")


def main():
    share, deadline = float(sys.argv[1]), int(sys.argv[2])
    models = [tuple(word.split(":")) for word in sys.argv[3:]]
    print("%.9f" % optimum(share, deadline, [(int(s), float(a)) for s, a in models]))


main()
