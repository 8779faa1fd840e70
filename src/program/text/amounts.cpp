#include "program/text/amounts.hpp"

#include "program/text/decimal_amount.hpp"
#include "program/text/lexer.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace dynaco::program {
namespace {

struct amount_unit {
    std::string_view name;  // in lower case
    std::uint64_t factor;
};

constexpr amount_unit count_units[] = {{"", 1}, {"k", 1'000}, {"m", 1'000'000}, {"g", 1'000'000'000}};
constexpr amount_unit size_units[] = {
    {"", 1},
    {"b", 1},
    {"kb", 1'000},
    {"kib", 1ULL << 10},
    {"mb", 1'000'000},
    {"mib", 1ULL << 20},
    {"gb", 1'000'000'000},
    {"gib", 1ULL << 30},
    {"tb", 1'000'000'000'000},
    {"tib", 1ULL << 40},
};
constexpr amount_unit duration_units[] = {
    {"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}};
constexpr amount_unit rate_periods[] = {{"s", 1}, {"m", 60}, {"h", 3'600}};

template <std::size_t N>
const amount_unit* find_unit(const amount_unit (&units)[N], std::string_view name) {
    const std::string lower = lower_case(name);
    const auto* const found =
        std::ranges::find(units, lower, [](const amount_unit& unit) { return unit.name; });
    return found == std::end(units) ? nullptr : found;
}

template <std::size_t N>
const amount_unit& unit_of(const amount_unit (&units)[N], const decimal_amount& amount, std::string_view text,
                           const char* expected) {
    if (const amount_unit* const found = find_unit(units, amount.unit)) return *found;
    refuse(text, amount.unit_column, std::string("expected ") + expected);
}

void refuse_rest(std::string_view text, std::size_t end) {
    if (end < text.size()) refuse(text, end, "expected the end here");
}

}  // namespace

std::uint64_t parse_count(std::string_view text) {
    const decimal_amount amount = read_amount(text, 0, "1000 or 10k");
    const amount_unit& unit =
        unit_of(count_units, amount, text, "k (thousand), M (million), G (billion) or nothing");
    refuse_rest(text, amount.end);
    return amount.times(unit.factor, text, 0);
}

std::uint64_t parse_size(std::string_view text) {
    const decimal_amount amount = read_amount(text, 0, "64MiB or 64MB");
    const std::string letter = lower_case(amount.unit);
    if (letter == "k" || letter == "m" || letter == "g" || letter == "t")
        refuse(text, amount.unit_column,
               '`' + std::string(amount.unit) + "` can mean two sizes: write " + std::string(amount.unit) +
                   "B (powers of 1000) or " + std::string(amount.unit) + "iB (powers of 1024)");
    const amount_unit& unit =
        unit_of(size_units, amount, text, "B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or nothing");
    refuse_rest(text, amount.end);
    return amount.times(unit.factor, text, 0);
}

std::chrono::milliseconds parse_duration(std::string_view text) {
    constexpr const char* units = "a unit: d, h, m (minutes), s or ms, as in 90s or 2h30m";
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max() / 1'000'000;  // fits nanoseconds
    std::uint64_t sum = 0;
    std::uint64_t previous = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t at = 0; at == 0 || at < text.size();) {
        const decimal_amount amount = read_amount(text, at, "90s or 2h30m");
        if (at == 0 && amount.digits == 0 && amount.unit.empty() && amount.end == text.size()) return {};
        const amount_unit& unit = unit_of(duration_units, amount, text, units);
        if (unit.factor >= previous)
            refuse(text, amount.unit_column, "units are written from large to small, each once, as in 2h30m");
        previous = unit.factor;
        const std::uint64_t part = amount.times(unit.factor, text, at);
        if (part > most || sum + part > most) refuse(text, at, "the duration is too long");
        sum += part;
        at = amount.end;
    }
    return std::chrono::milliseconds(sum);
}

double parse_rate(std::string_view text) {
    const decimal_amount amount = read_amount(text, 0, "500 or 500/s");
    const std::size_t slash = std::min(amount.unit.find('/'), amount.unit.size());
    const amount_unit* const unit = find_unit(count_units, amount.unit.substr(0, slash));
    if (unit == nullptr)
        refuse(text, amount.unit_column,
               "expected k (thousand), M (million), G (billion) or nothing, then /s, /m or /h");
    double seconds = 1;
    if (slash < amount.unit.size()) {
        const amount_unit* const period = find_unit(rate_periods, amount.unit.substr(slash + 1));
        if (period == nullptr) refuse(text, amount.unit_column + slash, "expected /s, /m (minute) or /h");
        seconds = static_cast<double>(period->factor);
    }
    refuse_rest(text, amount.end);
    if (amount.digits == 0) refuse(text, 0, "a rate must be more than 0");
    return static_cast<double>(amount.digits) / static_cast<double>(amount.scale) *
           static_cast<double>(unit->factor) / seconds;
}

}  // namespace dynaco::program
