#pragma once

#include <dynaco/model/codec.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>

namespace dynaco {

/// A point in time that is stored as a number: how many `Unit` have passed since 1970-01-01T00:00:00Z.
///
///     session.expires = dynaco::epoch_seconds(std::chrono::system_clock::now() + std::chrono::hours(24));
///
/// What is finer than `Unit` is cut (towards the past), when it is made from a time and when it is read.
template <class Unit>
class epoch_time {
 public:
    using unit = Unit;
    using time_point = std::chrono::sys_time<Unit>;

    /// 1970-01-01T00:00:00Z.
    constexpr epoch_time() noexcept = default;
    template <class D>
    constexpr epoch_time(std::chrono::sys_time<D> time)  // NOLINT(google-explicit-constructor)
        : time_(std::chrono::floor<Unit>(time)) {}
    constexpr explicit epoch_time(std::int64_t count) noexcept : time_(Unit(count)) {}

    [[nodiscard]] constexpr time_point time() const noexcept { return time_; }
    [[nodiscard]] constexpr std::int64_t count() const noexcept { return time_.time_since_epoch().count(); }

    friend constexpr auto operator<=>(const epoch_time&, const epoch_time&) noexcept = default;

 private:
    time_point time_{};
};

/// N, in seconds: what DynamoDB's TimeToLive reads, and PynamoDB's TTLAttribute writes.
using epoch_seconds = epoch_time<std::chrono::seconds>;
/// N, in milliseconds.
using epoch_milliseconds = epoch_time<std::chrono::milliseconds>;

namespace model {

// A whole number; the fraction of another is cut, towards the past.
bool read_floored(json::reader& in, std::int64_t& count);

}  // namespace model

template <class Unit>
struct codec<epoch_time<Unit>> {
    static constexpr attribute_type type = attribute_type::N;
    static bool write(json::writer& out, const epoch_time<Unit>& point) {
        out.raw("\"");
        out.number(point.count());
        out.raw("\"");
        return true;
    }
    static bool read(json::reader& in, attribute_type, epoch_time<Unit>& point) {
        std::int64_t count = 0;
        if (!model::read_floored(in, count)) return false;
        point = epoch_time<Unit>(count);
        return true;
    }
};

}  // namespace dynaco
