#include "sim/measure/tally_bytes.hpp"

#include <stdexcept>

namespace mdisim {
namespace {

const size_t last_bucket = Histogram::bucket_of(INT64_MAX);

[[noreturn]] void damaged() { throw std::runtime_error("a stored tally is damaged"); }

// The one list of what a window of a series holds, for both directions.
template <class Codec, class T>
void window_values(Codec& codec, T& w) {
    codec.value(w.requests);
    codec.value(w.on_time);
    codec.value(w.dropped);
    codec.value(w.attempts);
    codec.value(w.latency_ns);
    codec.value(w.chosen);
    codec.value(w.cloud_on_time);
    codec.value(w.phone_on_time);
    codec.value(w.watched_ns);
    codec.value(w.waiting_ns);
    codec.value(w.cores_busy_ns);
    codec.value(w.cores_ns);
    codec.value(w.replicas_ns);
    codec.value(w.active_ns);
}

// Likewise, of where pictures were shrunk.
template <class Codec, class T>
void shrink_values(Codec& codec, T& s) {
    codec.value(s.phone_right);
    codec.value(s.phone_wrong);
    codec.value(s.cloud_right);
    codec.value(s.cloud_wrong);
}

// Likewise, of clients that send again.
template <class Codec, class T>
void retry_values(Codec& codec, T& r) {
    codec.value(r.attempts);
    codec.value(r.retried);
    codec.value(r.executed);
    codec.value(r.others_executed);
}

// Whole numbers in groups of seven bits, the lowest first.
class Writer {
  public:
    void number(uint128 x) {
        for (; x >= 128; x >>= 7) bytes_ += static_cast<char>(static_cast<uint8_t>(x) | 128);
        bytes_ += static_cast<char>(static_cast<uint8_t>(x));
    }
    void value(const uint64_t& x) { number(x); }
    void value(const uint128& x) { number(x); }
    void value(const int64_t& x) { number(static_cast<uint64_t>(x)); }
    void value(const Total& x) { number(x.total); }
    void value(const Sum& x) {
        number(x.total);
        number(x.squares);
    }
    void value(const Digest& x) {
        number(x.low);
        number(x.high);
    }
    void value(const AnswerCount& x) {
        number(x.late());
        number(x.on_time());
    }
    void value(const SeriesWindow& x) { window_values(*this, x); }
    void value(const ShrinkTally& x) { shrink_values(*this, x); }
    void value(const RetryTally& x) { retry_values(*this, x); }
    void value(const Tally& x);
    void value(const Series& x) { Series::all_values(*this, x); }
    template <class T>
    void value(const std::optional<T>& x) {
        number(x.has_value());
        if (x) value(*x);
    }
    template <class T>
    void value(const std::vector<T>& list) {
        number(list.size());
        for (const T& x : list) value(x);
    }
    void value(const Histogram& h) {
        number(h.zeros());
        uint64_t used = 0;
        for (uint64_t n : h.counts()) used += n > 0;
        number(used);
        size_t last = 0;  // buckets as distances: neighbours take one byte
        for (size_t i = 0; i < h.counts().size(); ++i) {
            if (h.counts()[i] == 0) continue;
            number(h.first_bucket() + i - last);
            number(h.counts()[i]);
            last = h.first_bucket() + i;
        }
        if (used == 0) return;
        number(static_cast<uint64_t>(h.least().ns));
        number(static_cast<uint64_t>(h.most().ns));
    }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    bool at_end() const { return bytes_.empty(); }
    uint128 number() {
        uint128 x = 0;
        for (unsigned shift = 0; shift < 133; shift += 7) {
            if (bytes_.empty()) break;
            const auto byte = static_cast<uint8_t>(bytes_.front());
            bytes_.remove_prefix(1);
            x |= static_cast<uint128>(byte & 127) << shift;
            if (byte < 128) return x;
        }
        damaged();
    }
    void value(uint64_t& x) { x = static_cast<uint64_t>(number()); }
    void value(uint128& x) { x = number(); }
    void value(int64_t& x) { x = static_cast<int64_t>(static_cast<uint64_t>(number())); }
    void value(Total& x) { x.total = number(); }
    void value(Sum& x) {
        x.total = number();
        x.squares = number();
    }
    void value(Digest& x) {
        value(x.low);
        value(x.high);
    }
    void value(AnswerCount& x) {
        value(x.by_time[0]);
        value(x.by_time[1]);
    }
    void value(SeriesWindow& x) { window_values(*this, x); }
    void value(ShrinkTally& x) { shrink_values(*this, x); }
    void value(RetryTally& x) { retry_values(*this, x); }
    void value(Tally& x);
    void value(Series& x) {
        Series::all_values(*this, x);
        if (!x.is_sound()) damaged();
    }
    template <class T>
    void value(std::optional<T>& x) {
        const uint128 present = number();
        if (present > 1) damaged();
        if (present == 1) value(x.emplace());
    }
    template <class T>
    void value(std::vector<T>& list) {
        const uint128 n = number();
        if (n > bytes_.size()) damaged();
        list.resize(static_cast<size_t>(n));
        for (T& x : list) value(x);
    }
    void value(Histogram& h) {
        const auto zeros = static_cast<uint64_t>(number());
        if (zeros > 0) h.add_many(0, zeros);
        const uint128 used = number();
        size_t bucket = 0;
        for (uint128 i = 0; i < used; ++i) {
            const uint128 step = number();
            if (step > last_bucket - bucket) damaged();
            bucket += static_cast<size_t>(step);
            const auto count = static_cast<uint64_t>(number());
            if (bucket == 0 || count == 0) damaged();
            h.add_many(bucket, count);
        }
        if (used > 0) ends(h);
    }
    // The smallest and the largest value, each in an outer bucket.
    void ends(Histogram& h) {
        Duration least;
        Duration most;
        value(least.ns);
        value(most.ns);
        const auto inside = [&](Duration d) { return d >= h.least() && d <= h.most(); };
        const auto bucket = [](Duration d) {
            return Histogram::bucket_of(static_cast<uint64_t>(d.ns));
        };
        if (!inside(least) || !inside(most) || most < least) damaged();
        if (bucket(least) != bucket(h.least()) || bucket(most) != bucket(h.most())) damaged();
        h.narrow(least, most);
    }

  private:
    std::string_view bytes_;
};

// The one list of what a tally holds, for both directions.
template <class Codec, class T>
void all_values(Codec& codec, T& t) {
    codec.value(t.requests);
    codec.value(t.on_time);
    codec.value(t.dropped);
    codec.value(t.rescued);
    codec.value(t.copies);
    codec.value(t.chosen);
    codec.value(t.cloud);
    codec.value(t.phone);
    codec.value(t.combined);
    codec.value(t.latency);
    codec.value(t.wait);
    codec.value(t.waiting);
    codec.value(t.execution);
    codec.value(t.network);
    codec.value(t.before_execution);
    codec.value(t.sent);
    codec.value(t.executed);
    codec.value(t.cold);
    codec.value(t.sent_bytes);
    codec.value(t.energy_pj);
    codec.value(t.shrink);
    codec.value(t.retries);
    codec.value(t.cores_there);
    codec.value(t.cores_busy);
    codec.value(t.cores_busy_after);
    codec.value(t.first_created_ns);
    codec.value(t.last_created_ns);
    codec.value(t.deadlines.shortest.ns);
    codec.value(t.deadlines.longest.ns);
    codec.value(t.latencies);
    codec.value(t.waits);
    codec.value(t.bound.cloud);
    codec.value(t.bound.phone);
    codec.value(t.bound.combined);
    codec.value(t.fingerprint);
    codec.value(t.classes);
    codec.value(t.series);
}

void Writer::value(const Tally& x) { all_values(*this, x); }
void Reader::value(Tally& x) { all_values(*this, x); }

}  // namespace

std::string to_bytes(const Tally& tally) {
    Writer writer;
    all_values(writer, tally);
    return writer.take();
}

Tally tally_from_bytes(std::string_view bytes) {
    Reader reader(bytes);
    Tally tally;
    all_values(reader, tally);
    if (!reader.at_end()) damaged();
    return tally;
}

}  // namespace mdisim
