#include "sim/describe/cell_text.hpp"

#include <sstream>
#include <string>

#include "tests/app/child.hpp"

namespace mdisim {
namespace {

using namespace testing;

TEST_CASE("a number is all of a text or none of it", "[data_table]") {
    CHECK(whole_number("0") == 0);
    CHECK(whole_number("007") == 7);
    CHECK(whole_number("9223372036854775807") == INT64_MAX);
    for (const char* bad : {"", " 1", "1 ", "-1", "+1", "1.0", "1e3", "x", "9223372036854775808"}) {
        CAPTURE(bad);
        CHECK_FALSE(whole_number(bad));
    }
    CHECK(real_number("-1e-3") == -0.001);
    CHECK(real_number(".5") == 0.5);
    for (const char* bad : {"", " 1", "1 ", "+1", "1,5", "0x1", "nan", "inf", "1e999", "1ms"}) {
        CAPTURE(bad);
        CHECK_FALSE(real_number(bad));
    }
}

TEST_CASE("a stamp is read to the nanosecond, in its unit", "[data_table]") {
    constexpr int64_t seconds = 1'000'000'000;
    constexpr int64_t milliseconds = 1'000'000;
    CHECK(stamp_ns("1700158623.979960001", seconds) == 1'700'158'623'979'960'001);
    CHECK(stamp_ns("1700158623.9799600019", seconds) == 1'700'158'623'979'960'001);
    CHECK(stamp_ns("12.5", milliseconds) == 12'500'000);
    CHECK(stamp_ns("12.5", 1) == 12);
    CHECK(stamp_ns("9223372036.854775807", seconds) == INT64_MAX);
    for (const char* bad : {"", ".5", "5.", "-5", "1e", "1e+", "1e1.5", "1e99", "1e9999", "1.2.3",
                            "1,5", "9223372036.854775808", "nan", "1e10"}) {
        CAPTURE(bad);
        CHECK_FALSE(stamp_ns(bad, seconds));
    }
    // Numbers as programs write them that hold times in doubles.
    CHECK(stamp_ns("1e-05", seconds) == 10'000);
    CHECK(stamp_ns("1.70015862397996e+09", seconds) == 1'700'158'623'979'960'000);
    CHECK(stamp_ns("12.5E2", milliseconds) == 1'250'000'000);
    CHECK(stamp_ns("1e-999", seconds) == 0);
    CHECK(stamp_ns("0e999", seconds) == 0);
    // Units that are no power of ten nanoseconds.
    CHECK(time_ns("1.5", 60'000'000'000) == 90'000'000'000);
    CHECK(time_ns("0.333333333333333333333", 3'600'000'000'000) == 1'199'999'999'999);
    CHECK(time_ns("2562047.788015215", 3'600'000'000'000) == 9'223'372'036'854'774'000);
    CHECK_FALSE(time_ns("2562047.788015216", 3'600'000'000'000));
    CHECK_FALSE(time_ns("1970-01-01 00:00:00", seconds));
}

TEST_CASE("a stamp is a date and a time, of UTC or of a zone", "[data_table]") {
    const auto stamp = [](const std::string& text) { return stamp_ns(text, 1'000'000'000); };
    CHECK(stamp("1970-01-01 00:00:00") == 0);
    CHECK(stamp("2023-11-16 18:17:03.9799600") == 1'700'158'623'979'960'000);
    CHECK(stamp("2024-02-29T23:59:59") == 1'709'251'199'000'000'000);
    CHECK(stamp("2000-03-01 00:00:00.000000001") == 951'868'800'000'000'001);
    CHECK(stamp("2016-12-31 23:59:60") == stamp("2017-01-01 00:00:00"));
    const auto utc = stamp("2023-11-16 18:17:03.25");
    for (const char* same :
         {"2023-11-16T18:17:03.25Z", "2023-11-16 18:17:03.25+00:00", "2023-11-16 18:17:03.25-00",
          "2023-11-16 19:17:03.25+01:00", "2023-11-16 19:17:03.25 +0100",
          "2023-11-17T00:02:03.25+0545", "2023-11-16 10:17:03.25-08"}) {
        CAPTURE(same);
        CHECK(stamp(same) == utc);
    }
    for (const char* bad : {"2023-11-16",
                            "2023-11-16 18:17",
                            "2023-11-16 18:17:3",
                            "2023-11-16 18:17:033",
                            "2023-11-16 18:17:03.",
                            "2023-11-16 18:17:3e0",
                            "2023-11-16 18:17:61",
                            "2023-11-16 24:00:00",
                            "2023-11-16 18:60:00",
                            "2023-02-29 00:00:00",
                            "2100-02-29 00:00:00",
                            "2023-13-01 00:00:00",
                            "2023-00-01 00:00:00",
                            "2023-11-00 00:00:00",
                            "1969-12-31 23:59:59",
                            "2201-01-01 00:00:00",
                            "2023-11-16_18:17:03",
                            "2023-11-16 18:17:03+1",
                            "2023-11-16 18:17:03+01:60",
                            "2023-11-16 18:17:03+19:00",
                            "2023-11-16 18:17:03 UTC",
                            "2023-11-16 18:17:03ZZ",
                            " 2023-11-16 18:17:03"}) {
        CAPTURE(bad);
        CHECK_FALSE(stamp(bad));
    }
}

// Prints a unit in nanoseconds, the nanoseconds of a time, and the time in one of its forms.
constexpr auto oracle_of_times = R"(
import calendar, decimal, random
decimal.getcontext().prec = 60
draw = random.Random(11)
digits = lambda n: ''.join(draw.choice('0123456789') for _ in range(n))
for _ in range(600):
    unit = draw.choice([1, 10**3, 10**6, 10**9, 6 * 10**10, 36 * 10**11])
    text = digits(draw.randrange(1, 6))
    if draw.random() < 0.7: text += '.' + digits(draw.randrange(1, 15))
    if draw.random() < 0.3: text += draw.choice('eE') + draw.choice(['', '+', '-']) + digits(1)
    exact = decimal.Decimal(text) * unit
    if exact < 2**63: print(unit, int(exact), text)
for _ in range(600):
    minute = draw.randrange(0, 120_000_000)
    year, month, day, hour, low = __import__('time').gmtime(60 * minute)[:5]
    second, fraction = draw.randrange(60), digits(draw.randrange(1, 12))
    ns = (calendar.timegm((year, month, day, hour, low, second)) * 10**9
          + int((fraction + '0' * 9)[:9]))
    ahead = draw.randrange(-1080, 1081) if draw.random() < 0.5 else 0
    zone = draw.choice(['', 'Z', '+00:00'])
    if ahead:
        zone = '%s%02d%s%02d' % ('+' if ahead > 0 else '-', abs(ahead) // 60,
                                 draw.choice(['', ':']), abs(ahead) % 60)
    text = '%04d-%02d-%02d%s%02d:%02d:%02d.%s%s' % (year, month, day, draw.choice(' T'), hour, low,
                                                    second, fraction, zone)
    print(1, ns - ahead * 60 * 10**9, text)
)";

TEST_CASE("times are those that Python's exact decimals and calendar give", "[data_table]") {
    if (!has_python()) return;
    const Ended ended = run_python({"-c", oracle_of_times});
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    int n = 0;
    for (const std::string& line : lines_of(ended.out)) {
        std::istringstream words(line);
        int64_t unit_ns = 0;
        int64_t ns = 0;
        std::string text;
        words >> unit_ns >> ns;
        std::getline(words.ignore(), text);
        CAPTURE(text, unit_ns);
        CHECK((ns < 0 || stamp_ns(text, unit_ns) == ns));
        ++n;
    }
    CHECK(n > 1000);
}

}  // namespace
}  // namespace mdisim
