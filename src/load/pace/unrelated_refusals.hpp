#pragma once

#include "load/pace/pace_clock.hpp"

#include <optional>

namespace dynaco::loading {

/// Recognises refusals that do not depend on the rate: a service that refuses some writes at random. Pure.
///
/// Above its capacity a table accepts the same number of units at each rate, so a smaller part is refused at
/// a lower rate. If the same part is refused after the rate has halved, the rate is not the reason, and to
/// lower it further is useless. That part is then expected for `lifetime`: only more than that counts as
/// throttling.
///
/// Rare refusals do not halve the rate, because it rises between them. After `many_cuts` cuts for a small
/// part, that part is expected too, until more is refused.
class unrelated_refusals {
 public:
    static constexpr double most_part = 0.5;  // a larger part always counts as throttling
    static constexpr double small_part = 0.1;
    static constexpr int many_cuts = 6;
    static constexpr double counting_time = 60;  // seconds in which the cuts are counted
    static constexpr double lifetime = 60;       // seconds; then the refusals are examined again

    /// Records that writes were refused, and that the rate shall be lowered. @returns false if that is
    /// useless
    [[nodiscard]] bool on_cut(double rate_before, time_point now) noexcept;
    /// Records a response: `accepted` units were written, `refused` units were not. `rate`: at which the
    /// request was sent.
    /// @returns true if the response shows that the last cuts were useless: the rate may be `rate_before`
    /// again
    [[nodiscard]] bool on_answer(time_point sent_at, double rate, double accepted, double refused,
                                 time_point now) noexcept;
    /// Forgets the last cuts: something else caused them.
    void forget_cuts() noexcept { cut_at_.reset(); }

    /// Whether more is refused than what is expected at any rate.
    [[nodiscard]] bool is_exceeded() noexcept;
    /// The refusals that the rate caused: `part_refused` without the expected part.
    [[nodiscard]] double excess_of(double part_refused) const noexcept;
    /// The rate before the last cuts.
    [[nodiscard]] double rate_before() const noexcept { return rate_before_; }
    /// The part of the units that is refused at any rate; 0: none is known.
    [[nodiscard]] double part() const noexcept { return part_; }

 private:
    static constexpr double most_count = 64;

    // About the last `most_count` of some responses: the older ones count less.
    struct answers {
        double count = 0;
        double throttled = 0;  // responses with refused units
        double units = 0;
        double refused = 0;  // units
        double rates = 0;    // the sum of the logarithms of the rates

        void add(double rate, double accepted, double refused_units) noexcept;
        void scale(double factor) noexcept;
        [[nodiscard]] double part() const noexcept { return units > 0 ? refused / units : 0; }
        [[nodiscard]] double rate() const noexcept;
    };
    void compare_from(double rate) noexcept;
    void count_cut(double rate_before, time_point now) noexcept;
    [[nodiscard]] bool is_same_part() const noexcept;
    void expect(double part, bool is_shown, time_point now) noexcept;

    double part_ = 0;
    bool is_shown_ = false;  // by comparison
    time_point expected_since_{};
    answers recent_{};

    // The comparison of the refusals before and after the rate has halved.
    std::optional<time_point> cut_at_{};  // the last cut; not set: nothing is compared
    time_point first_cut_at_{};
    double rate_before_ = 0;
    double compared_ = 0;  // the rate that high and low ones are compared with
    answers high_{};
    answers low_{};
    int not_throttled_ = 0;  // responses since the last refusal

    int cuts_ = 0;  // that were counted, with pauses between them
    time_point counted_at_{};
    time_point counting_since_{};
    double counting_from_ = 0;  // the rate before the first of them
};

}  // namespace dynaco::loading
