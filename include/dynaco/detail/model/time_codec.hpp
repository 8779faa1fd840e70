#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <ratio>
#include <type_traits>

/// Codecs of points in time, dates and durations.
namespace dynaco {
namespace detail::model {

/// A point in time as it is written in a text.
struct instant {
    std::int64_t seconds = 0;      ///< Since 1970-01-01T00:00:00Z.
    std::int32_t nanoseconds = 0;  ///< Nanoseconds of the second.
};

// Compiled in the library, because they do not depend on the unit.
bool write_instant(json::writer& out, std::chrono::sys_seconds seconds, std::chrono::microseconds fraction);
bool read_instant(json::reader& in, instant& point);
bool year_is_out_of_range(json::writer& out);
bool instant_is_before_what_can_be_read(json::writer& out);
bool instant_is_finer_than_the_member(json::reader& in);
bool instant_is_out_of_range(json::reader& in);

/// Units of time that are decimal fractions of a second, or whole seconds.
template <class D>
concept time_unit = requires {
    typename D::period;
}
&&std::integral<typename D::rep> &&
    (D::period::type::den == 1 || (D::period::type::num == 1 && 1'000'000'000 % D::period::type::den == 0));

template <time_unit D>
bool to_time(json::reader& in, instant from, std::chrono::sys_time<D>& time) {
    using period = typename D::period::type;
    using rep = typename D::rep;
    std::int64_t count = from.seconds / period::num;
    if constexpr (period::den == 1) {
        if (from.nanoseconds != 0 || from.seconds % period::num != 0)
            return instant_is_finer_than_the_member(in);
    } else {
        using limits = std::numeric_limits<std::int64_t>;
        constexpr std::int32_t step = 1'000'000'000 / period::den;
        if (from.nanoseconds % step != 0) return instant_is_finer_than_the_member(in);
        // Rounds towards zero, so that the product is not further from zero than the sum.
        std::int64_t fraction = from.nanoseconds / step;
        if (count < 0) ++count, fraction -= period::den;
        if (count > limits::max() / period::den || count < limits::min() / period::den)
            return instant_is_out_of_range(in);
        count *= period::den;
        if (fraction > 0 ? count > limits::max() - fraction : count < limits::min() - fraction)
            return instant_is_out_of_range(in);
        count += fraction;
    }
    time = std::chrono::sys_time<D>(D(static_cast<rep>(count)));
    return std::int64_t{time.time_since_epoch().count()} == count || instant_is_out_of_range(in);
}

}  // namespace detail::model

/// Written like PynamoDB's UTCDateTimeAttribute: "2026-01-31T23:59:59.000000+0000". The text always has 31
/// characters, so that texts sort like times. Fractions finer than a microsecond are cut off. Years must be 1
/// to 9999, others are errc::invalid_value.
///
/// Reads that form, and RFC 3339 and ISO 8601 with a time zone, 'T' or a space, and up to nine digits of a
/// fraction: "2026-01-31 23:59:59+05:30", "…T23:59:59.5Z", "…+0530", "…+05". Any other text, or a fraction
/// finer than `D`, causes errc::invalid_value.
template <detail::model::time_unit D>
struct codec<std::chrono::time_point<std::chrono::system_clock, D>> {
    static constexpr attribute_type type = attribute_type::S;

    static bool write(detail::json::writer& out, std::chrono::sys_time<D> time) {
        constexpr double far = 1e12;  // seconds; beyond year 9999, but far from overflow
        const double approximate = std::chrono::duration<double>(time.time_since_epoch()).count();
        if (approximate > far || approximate < -far) return detail::model::year_is_out_of_range(out);
        if constexpr (std::ratio_less_v<typename D::period, std::micro>)
            if (time < std::chrono::sys_time<D>::min() + std::chrono::microseconds(1))
                return detail::model::instant_is_before_what_can_be_read(out);
        const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
        return detail::model::write_instant(
            out, seconds, std::chrono::duration_cast<std::chrono::microseconds>(time - seconds));
    }
    static bool read(detail::json::reader& in, attribute_type, std::chrono::sys_time<D>& time) {
        detail::model::instant point;
        return detail::model::read_instant(in, point) && detail::model::to_time(in, point, time);
    }
};

/// Written as "2026-01-31". A date that does not exist causes errc::invalid_value.
template <>
struct codec<std::chrono::year_month_day> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const std::chrono::year_month_day& date);
    static bool read(detail::json::reader& in, attribute_type, std::chrono::year_month_day& date);
};

/// The count in its own unit: `std::chrono::milliseconds(1500)` is N "1500".
template <class Rep, class Period>
    requires storable<Rep>
struct codec<std::chrono::duration<Rep, Period>> {
    static constexpr attribute_type type = attribute_type::N;
    static bool write(detail::json::writer& out, const std::chrono::duration<Rep, Period>& span) {
        return codec<Rep>::write(out, span.count());
    }
    static bool read(detail::json::reader& in, attribute_type found,
                     std::chrono::duration<Rep, Period>& span) {
        Rep count{};
        if (!codec<Rep>::read(in, found, count)) return false;
        span = std::chrono::duration<Rep, Period>(count);
        return true;
    }
};

}  // namespace dynaco
