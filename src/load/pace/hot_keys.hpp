#pragma once

#include "load/pace/pace_clock.hpp"
#include "load/pace/rate_finder.hpp"
#include "load/pace/unit_bucket.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dynaco::loading {

/// Writes of one hash key in a response.
struct hash_key_units {
    std::uint64_t hash_key = 0;
    double units = 0;          ///< Expected units of the writes.
    std::uint32_t writes = 0;  ///< The number of writes.
};

/// The way in which a response refused writes.
struct key_refusal {
    bool key_range = false;  ///< DynamoDB named a key range of the table as the reason.
    bool again = false;      ///< The same writes were refused before (`request_batch::leftovers`).
};

/// Finds hash keys that are throttled although the table is not, and the rate of each. Pure.
///
/// A hash key becomes hot if it has half of the units that DynamoDB refused because of a key range, with at
/// least two writes; or if several of its writes were refused, much more often than those of other keys. So a
/// key with one write is never hot. A hot key has its own bucket and rate. The rate starts at DynamoDB's
/// limit for one hash key. It stops being hot after 60 seconds without throttling.
///
/// Hot keys that have their own rates are seldom refused. If several are often refused together, the table is
/// the reason: then no key is hot any more, and for 60 seconds only DynamoDB's reasons make keys hot.
class hot_keys {
 public:
    /// DynamoDB's limit for one hash key, units per second.
    static constexpr double start_rate = 1000;
    static constexpr double forgotten_after = 60;  // seconds
    static constexpr double wrong_part =
        0.15;  // of all units; more units of hot keys that are refused together are too many
    static constexpr std::size_t most = 256;  // hot keys
    static constexpr std::size_t most_suspects = 64;

    /// A hot key, for messages.
    struct hot_key {
        std::string name{};         ///< The text that `name` set.
        std::uint32_t table = 0;    ///< The table that `name` set.
        std::uint64_t refused = 0;  ///< The number of responses that refused it.
        double rate = 0;            ///< Units per second.
    };

    /// Records the writes of a response: those that were written, and those that were refused. Appends the
    /// hash keys that became hot to `found`: the caller holds their writes back, and should call `name`.
    void answered(const std::vector<hash_key_units>& written, const std::vector<hash_key_units>& refused,
                  const key_refusal& how, time_point sent_at, time_point now,
                  std::vector<std::uint64_t>& found);
    /// Sets the text of a hot key, and the number of its table.
    void name(std::uint64_t hash_key, std::string_view text, std::uint32_t table = 0);

    [[nodiscard]] bool hot(std::uint64_t hash_key) const noexcept { return hot_.contains(hash_key); }
    /// Whether `answered` has to be called for responses that refused nothing.
    [[nodiscard]] bool active() const noexcept { return !hot_.empty() || !suspects_.empty(); }
    /// The time until writes of a hot key may be sent; zero: now.
    [[nodiscard]] nanoseconds wait(std::uint64_t hash_key, time_point now) noexcept;
    /// The units of a hot key that should be released together.
    [[nodiscard]] double portion(std::uint64_t hash_key) const noexcept;
    /// Records that units of a hot key are released for sending.
    void released(std::uint64_t hash_key, double units, time_point now) noexcept;
    /// Removes hot keys that were not throttled recently, or all if the table is the reason, and appends them
    /// to `ended`.
    void forget(time_point now, std::vector<std::uint64_t>& ended);

    /// Calls `act(hash_key)` for each hot key.
    template <class Act>
    void for_each(Act&& act) const {
        for (const auto& each : hot_) act(each.first);
    }
    /// All hash keys that were hot, the most often refused first. At most `most`.
    [[nodiscard]] std::vector<hot_key> report() const;

 private:
    struct state {
        unit_bucket bucket;
        rate_finder finder;
        time_point refused_at;
    };
    struct suspect {
        double written = 0;
        double refused = 0;
        std::uint32_t times = 0;  // refused writes
        time_point seen_at{};
    };
    struct history {
        std::string name{};
        std::uint32_t table = 0;
        std::uint64_t refused = 0;
    };
    void make_hot(std::uint64_t hash_key, time_point now, std::vector<std::uint64_t>& found);
    void suspect_key(const hash_key_units& refused, time_point now);
    [[nodiscard]] bool is_guilty(const suspect& of) const noexcept;
    void count(const hash_key_units& units, bool refused, time_point sent_at, time_point now);
    void forget_suspects(time_point now);
    void halve_counts();
    void note_wrong(const std::vector<hash_key_units>& written, const std::vector<hash_key_units>& refused);

    std::unordered_map<std::uint64_t, state> hot_;
    std::unordered_map<std::uint64_t, suspect> suspects_;
    std::unordered_map<std::uint64_t, history> past_;
    double written_ = 0;  // units of keys that are not hot, lately
    double refused_ = 0;
    double wrong_ = 0;  // the part of all units that was refused lately together for several hot keys
    std::optional<time_point> only_reasons_until_{};
};

}  // namespace dynaco::loading
