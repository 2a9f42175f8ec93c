// What theory says, written out. Times in seconds, rates per second; D is a deadline.
// The simulation is not used here, nor its portable math: these are the second opinion.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace mdisim::formulas {

// Simpson's rule on 2000 panels.
template <class F>
double integral(F f, double low, double high) {
    constexpr int panels = 2000;
    const double step = (high - low) / (2 * panels);
    double sum = f(low) + f(high);
    for (int i = 1; i < 2 * panels; ++i) sum += (i % 2 == 1 ? 4 : 2) * f(low + i * step);
    return sum * step / 3;
}

// The x in [0, high] where a rising function reaches the value.
template <class F>
double inverse(F rising, double value, double high) {
    double low = 0;
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (rising(middle) < value ? low : high) = middle;
    }
    return high;
}

inline double normal_below(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

// A lognormal variable by its own mean and standard deviation.
struct LogNormal {
    double mean, sd;

    double sigma() const { return std::sqrt(std::log1p(sd * sd / (mean * mean))); }
    double mu() const { return std::log(mean) - sigma() * sigma() / 2; }
    double below(double x) const {
        return x <= 0 ? 0 : normal_below((std::log(x) - mu()) / sigma());
    }
    // E[X^k] = exp(k mu + k^2 sigma^2 / 2)
    double moment(int k) const { return std::exp(k * mu() + k * k * sigma() * sigma() / 2); }
};

// M/M/1: T is exponential of rate mu - lambda, and P(Wq > t) = rho exp(-(mu - lambda) t).
struct MM1 {
    double lambda, mu;

    double rho() const { return lambda / mu; }
    double wait() const { return rho() / (mu - lambda); }
    double sojourn() const { return 1 / (mu - lambda); }
    double queue() const { return lambda * wait(); }
    double waits_longer(double t) const { return rho() * std::exp(-(mu - lambda) * t); }
    double on_time(double deadline) const { return 1 - std::exp(-(mu - lambda) * deadline); }
    double sojourn_quantile(double p) const { return -std::log(1 - p) / (mu - lambda); }
    double wait_quantile(double p) const {
        return p <= 1 - rho() ? 0 : std::log(rho() / (1 - p)) / (mu - lambda);
    }
};

// M/M/c. Erlang B by its recursion B_k = a B_(k-1) / (k + a B_(k-1)), B_0 = 1, and from it
// Erlang C, the probability of waiting: C = B / (1 - rho (1 - B)); then Wq = C / (c mu - lambda).
struct MMc {
    int servers;
    double lambda, mu;

    double load() const { return lambda / mu; }
    double rho() const { return load() / servers; }
    double erlang_b() const {
        double blocked = 1;
        for (int k = 1; k <= servers; ++k) blocked = load() * blocked / (k + load() * blocked);
        return blocked;
    }
    double erlang_c() const { return erlang_b() / (1 - rho() * (1 - erlang_b())); }
    double spare() const { return servers * mu - lambda; }
    double wait() const { return erlang_c() / spare(); }
    double sojourn() const { return wait() + 1 / mu; }
    double queue() const { return lambda * wait(); }
    double waits_longer(double t) const { return erlang_c() * std::exp(-spare() * t); }
    // P(T > t) = e^(-mu t) [1 + C (1 - e^(-mu t (c-1-a))) / (c-1-a)]; the fraction tends to mu t
    // where c - 1 = a.
    double on_time(double deadline) const {
        const double k = servers - 1 - load();
        const double x = mu * deadline;
        const double fraction = std::abs(k) < 1e-9 ? x : -std::expm1(-x * k) / k;
        return 1 - std::exp(-x) * (1 + erlang_c() * fraction);
    }
    double wait_quantile(double p) const { return std::log(erlang_c() / (1 - p)) / spare(); }
    double sojourn_quantile(double p) const {
        return inverse([this](double t) { return on_time(t); }, p, 100 / spare());
    }
};

// M/M/c/K, at most K in the system: P_n = P_(n-1) lambda / (min(n, c) mu) for n <= K. A request
// that finds n there is blocked if n = K, and Poisson arrivals find n with probability P_n.
struct MMcK {
    int servers, room;
    double lambda, mu;

    std::vector<double> states() const {
        std::vector<double> p(1, 1);
        for (int n = 1; n <= room; ++n)
            p.push_back(p.back() * lambda / (std::min(n, servers) * mu));
        double total = 0;
        for (double x : p) total += x;
        for (double& x : p) x /= total;
        return p;
    }
    double blocked() const { return states().back(); }
    double accepted_rate() const { return lambda * (1 - blocked()); }
    double utilisation() const { return accepted_rate() / (servers * mu); }
    double queue() const {
        double sum = 0;
        const std::vector<double> p = states();
        for (int n = servers; n <= room; ++n) sum += (n - servers) * p[static_cast<size_t>(n)];
        return sum;
    }
    double wait_accepted() const { return queue() / accepted_rate(); }
    double sojourn_accepted() const { return wait_accepted() + 1 / mu; }
    double waits_accepted() const {
        double sum = 0;
        const std::vector<double> p = states();
        for (int n = servers; n < room; ++n) sum += p[static_cast<size_t>(n)];
        return sum / (1 - blocked());
    }
    // Who finds n < c there is served at once; else n - c + 1 departures at rate c mu come first:
    // an Erlang wait, then the service.
    double on_time_offered(double deadline) const {
        const auto served_by = [this](double t) { return t > 0 ? 1 - std::exp(-mu * t) : 0; };
        double sum = 0;
        const std::vector<double> p = states();
        for (int n = 0; n < room; ++n) {
            const int ahead = n - servers + 1;
            const double rate = servers * mu;
            const auto erlang = [&](double x) {
                return rate * std::pow(rate * x, ahead - 1) * std::exp(-rate * x) /
                       std::tgamma(ahead);
            };
            const double in_time =
                ahead <= 0 ? served_by(deadline)
                           : integral([&](double x) { return erlang(x) * served_by(deadline - x); },
                                      0, deadline);
            sum += p[static_cast<size_t>(n)] * in_time;
        }
        return sum;
    }
    double on_time_accepted(double deadline) const {
        return on_time_offered(deadline) / (1 - blocked());
    }
};

// D/M/1: of G/M/1, sigma = A*(mu (1 - sigma)) with A* the transform of the gap, here constant:
// the share of arrivals that wait. The server is busy rho of the time, which is something else.
struct DM1 {
    double lambda, mu;

    double rho() const { return lambda / mu; }
    double sigma() const {
        double root = rho();
        for (int i = 0; i < 1000; ++i) root = std::exp(-mu * (1 - root) / lambda);
        return root;
    }
    double rate() const { return mu * (1 - sigma()); }
    double wait() const { return sigma() / rate(); }
    double sojourn() const { return 1 / rate(); }
    double waits_longer(double t) const { return sigma() * std::exp(-rate() * t); }
    double on_time(double deadline) const { return 1 - std::exp(-rate() * deadline); }
    double wait_quantile(double p) const { return std::log(sigma() / (1 - p)) / rate(); }
};

// M/G/1, Pollaczek and Khinchine, from the first three moments of the service time.
struct MG1 {
    double lambda, service, service2, service3;

    double rho() const { return lambda * service; }
    double wait() const { return lambda * service2 / (2 * (1 - rho())); }
    double wait_variance() const { return wait() * wait() + lambda * service3 / (3 * (1 - rho())); }
    double wait2() const { return wait_variance() + wait() * wait(); }
    double sojourn() const { return wait() + service; }
    double sojourn_variance() const { return wait_variance() + service2 - service * service; }
    double sojourn2() const { return sojourn_variance() + sojourn() * sojourn(); }
    double queue() const { return lambda * wait(); }
};

// M/D/1: the same with a constant service d, and the whole law of the wait (Erlang, Crommelin):
// P(Wq <= t) = (1-rho) sum over k <= t/d of (-lambda (t - k d))^k / k! e^(lambda (t - k d)).
struct MD1 : MG1 {
    MD1(double rate, double d) : MG1{rate, d, d * d, d * d * d} {}

    // The terms alternate: long double is good for lambda t up to about 20.
    double waits_at_most(double t) const {
        if (t < 0) return 0;
        const long double d = service;
        long double sum = 0;
        long double factorial = 1;
        for (int k = 0; k * d <= t; ++k) {
            if (k > 0) factorial *= k;
            const long double x = lambda * (static_cast<long double>(t) - k * d);
            sum += std::pow(-x, k) / factorial * std::exp(x);
        }
        return static_cast<double>((1 - rho()) * sum);
    }
    double waits_longer(double t) const { return 1 - waits_at_most(t); }
    double on_time(double deadline) const { return waits_at_most(deadline - service); }
    double wait_quantile(double p) const {
        return inverse([this](double t) { return waits_at_most(t); }, p, 15 / lambda);
    }
};

// Poisson clients, independent lognormal uplinks, M/M/1, a constant downlink. Displaced
// independently, the points of a Poisson process stay one, so the uplink U of a request tells
// nothing about its sojourn: P(on time) = E[(1 - e^(-(mu - lambda)(D - down - U)))^+].
struct EndToEnd {
    LogNormal uplink;
    MM1 server;
    double down;

    double mean() const { return uplink.mean + server.sojourn() + down; }
    double on_time(double deadline) const {
        const double left = deadline - down;
        const double z_end = (std::log(left) - uplink.mu()) / uplink.sigma();
        return integral(
            [&](double z) {
                const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
                const double u = std::exp(uplink.mu() + uplink.sigma() * z);
                return density * server.on_time(left - u);
            },
            -9, z_end);
    }
};

}  // namespace mdisim::formulas
