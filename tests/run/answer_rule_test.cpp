// The rule of whose answer the user gets, against a client that lives through the instants one by
// one and knows only what has happened by then.
#include "sim/run/answer_rule.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

namespace mdisim {
namespace {

struct Race {
    std::optional<Arrival> cloud;
    std::optional<Arrival> phone;
    double best_cloud;
    Duration sla;
    bool sent;

    Settled settled() const { return settle(cloud, phone, best_cloud, sla, sent); }
    bool cloud_in() const { return cloud && cloud->at <= sla; }
    bool phone_in() const { return phone && phone->at <= sla; }
};

std::string told(const Race& r) {
    const auto one = [](const std::optional<Arrival>& a) {
        std::ostringstream text;
        if (a) text << a->accuracy << " at " << a->at.ns;
        return a ? text.str() : std::string("none");
    };
    return "cloud " + one(r.cloud) + ", phone " + one(r.phone) + ", best " +
           std::to_string(r.best_cloud) + ", deadline " + std::to_string(r.sla.ns) +
           (r.sent ? ", sent" : ", kept");
}

// Every order of the three times, every order of the three accuracies, with and without each.
std::vector<Race> all_races() {
    const double accuracies[] = {0.3, 0.5, 0.7};
    std::vector<std::optional<Arrival>> arrivals = {std::nullopt};
    for (int64_t at = 0; at < 6; ++at) {
        for (double accuracy : accuracies) arrivals.push_back(Arrival{Duration{at}, accuracy});
    }
    std::vector<Race> races;
    for (const auto& cloud : arrivals) {
        for (const auto& phone : arrivals) {
            for (double best : accuracies) {
                for (int64_t sla = 0; sla < 5; ++sla) {
                    if (cloud && cloud->accuracy > best) continue;
                    races.push_back({cloud, phone, best, Duration{sla}, true});
                    if (!cloud && phone)
                        races.push_back({cloud, phone, best, Duration{sla}, false});
                }
            }
        }
    }
    return races;
}

template <class Law>
void always(Law law) {
    size_t tried = 0;
    for (const Race& r : all_races()) {
        const auto holds = law(r, r.settled());
        if (!holds.has_value()) continue;
        ++tried;
        if (!*holds) FAIL_CHECK(told(r));
    }
    CHECK(tried > 20);
}
using Verdict = std::optional<bool>;  // none: the law does not speak of this race
constexpr std::nullopt_t silent = std::nullopt;

TEST_CASE("without a copy on the phone the user gets the cloud's answer, whenever it comes",
          "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (r.phone) return silent;
        if (!r.cloud) return s.answer == Answer::none && !s.on_time && !s.rescued;
        return s.answer == Answer::cloud && s.latency == r.cloud->at && s.on_time == r.cloud_in() &&
               !s.rescued;
    });
}

TEST_CASE("what stays on the phone is answered when the phone is done", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (r.sent) return silent;
        return s.answer == Answer::phone && s.latency == r.phone->at && s.on_time == r.phone_in() &&
               !s.rescued;
    });
}

TEST_CASE("of two answers in by the deadline the more accurate is used, of equals the cloud's",
          "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (!r.cloud_in() || !r.phone_in()) return silent;
        const bool phones = r.phone->accuracy > r.cloud->accuracy;
        return s.answer == (phones ? Answer::phone : Answer::cloud);
    });
}

TEST_CASE("of one answer in by the deadline that one is used", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (r.cloud_in() == r.phone_in()) return silent;
        return s.answer == (r.cloud_in() ? Answer::cloud : Answer::phone);
    });
}

TEST_CASE("with no answer in by the deadline the first to arrive is used, late", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (r.cloud_in() || r.phone_in() || (!r.cloud && !r.phone)) return silent;
        const Duration first = std::min(r.cloud ? r.cloud->at : Duration::max(),
                                        r.phone ? r.phone->at : Duration::max());
        const bool clouds = r.cloud && r.cloud->at == first;
        return s.latency == first && !s.on_time &&
               s.answer == (clouds ? Answer::cloud : Answer::phone);
    });
}

TEST_CASE("on time means answered by the deadline, and some answer was in", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (s.answer == Answer::none) return silent;
        return s.on_time == (s.latency <= r.sla) && s.on_time == (r.cloud_in() || r.phone_in());
    });
}

TEST_CASE("with a copy that is in time every request is on time", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (!r.phone_in()) return silent;
        return s.on_time;
    });
}

TEST_CASE("nobody is answered before the answer has arrived", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (s.answer == Answer::none) return silent;
        return s.latency >= (s.answer == Answer::cloud ? r.cloud : r.phone)->at;
    });
}

TEST_CASE("a request is rescued when the phone answers it because the cloud was late", "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        return s.rescued == (s.answer == Answer::phone && r.sent && !r.cloud_in());
    });
}

TEST_CASE("a rescue in time comes at the deadline exactly, unless no model could beat the phone",
          "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        if (!s.rescued || !s.on_time) return silent;
        return s.latency == (r.phone->accuracy > r.best_cloud ? r.phone->at : r.sla);
    });
}

// The client goes through the instants. It answers as soon as nothing that may still come by the
// deadline would be preferred to what it has, and at the deadline with what it has.
std::optional<Duration> patience(const Race& r) {
    for (int64_t now = 0; now <= r.sla.ns; ++now) {
        const bool cloud_here = r.cloud && r.cloud->at.ns <= now;
        const bool phone_here = r.phone && r.phone->at.ns <= now;
        if (!cloud_here && !phone_here) continue;
        // A cloud's answer is preferred to an equal one of the phone.
        const bool cloud_might = r.sent && !cloud_here && r.best_cloud >= r.phone->accuracy;
        const bool phone_might = r.phone && !phone_here && r.phone->accuracy > r.cloud->accuracy;
        if (now == r.sla.ns || (!cloud_might && !phone_might)) return Duration{now};
    }
    return std::nullopt;
}

TEST_CASE("the client waits as long as a preferred answer may come, not past the deadline",
          "[run]") {
    always([](const Race& r, const Settled& s) -> Verdict {
        const auto answered = patience(r);
        if (!answered) return silent;
        return s.latency == *answered;
    });
}

TEST_CASE("a client that combines waits for both, though not past the deadline", "[run]") {
    for (const Race& r : all_races()) {
        if (!r.phone || !r.sent) continue;
        const Settled s = settle_together(r.cloud, *r.phone, r.sla);
        INFO(told(r));
        CHECK(s.on_time == (r.cloud_in() || r.phone_in()));
        CHECK((s.answer == Answer::both) == (r.cloud_in() && r.phone_in()));
        CHECK(s.rescued == (s.answer == Answer::phone));
        if (s.answer == Answer::both) {
            CHECK(s.latency == std::max(r.cloud->at, r.phone->at));
        } else if (s.on_time) {
            CHECK(s.latency == r.sla);
        } else {
            CHECK(s == settle(r.cloud, r.phone, r.best_cloud, r.sla, true));
        }
    }
}

}  // namespace
}  // namespace mdisim
