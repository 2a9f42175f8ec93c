// What a peer prints, and bench/peers/peers.py reads: how long it took, and twenty batch means.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <vector>

struct Batches {
    explicit Batches(size_t customers) : size(customers / 20) { sums.resize(20); }

    void add(double sojourn_s) {
        if (seen / size < sums.size()) sums[seen / size] += sojourn_s;
        ++seen;
    }
    void print() const {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        std::printf("seconds %.6f\n", took.count());
        for (double sum : sums) std::printf("batch %.12g\n", sum / static_cast<double>(size));
    }

    size_t size;
    size_t seen = 0;
    std::vector<double> sums;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};
