#include "program/show/amounts.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace dynaco::program {
namespace {

std::string with_digits(double amount, int digits) {
    std::array<char, 64> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, amount);
    return {text.data(), static_cast<std::size_t>(size)};
}

// At most three digits: "1.5", "12.3", "850"; the prefix is the power of 1000.
struct scaled {
    std::string digits{};
    std::size_t power = 0;
};

scaled scale(double amount, std::size_t largest) {
    constexpr double step = 1000;
    constexpr double rounds_up = 999.5;
    constexpr double one_fraction_digit = 99.95;
    std::size_t power = 0;
    if (!(amount > 0)) amount = 0;  // also not a number
    for (; amount >= rounds_up && power < largest; amount /= step) ++power;
    if (power == 0) return {with_digits(amount, 0), 0};
    std::string digits = with_digits(amount, amount < one_fraction_digit ? 1 : 0);
    if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
    return {std::move(digits), power};
}

std::string padded(std::int64_t part) { return (part < 10 ? "0" : "") + std::to_string(part); }

}  // namespace

std::string count_text(std::uint64_t count) {
    std::string text = std::to_string(count);
    for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
    return text;
}

std::string short_count(double count) {
    constexpr std::array<const char*, 5> prefixes = {"", " k", " M", " G", " T"};
    scaled found = scale(count, prefixes.size() - 1);
    return found.digits += prefixes[found.power];
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr std::array<const char*, 7> units = {" B", " KB", " MB", " GB", " TB", " PB", " EB"};
    scaled found = scale(static_cast<double>(bytes), units.size() - 1);
    return found.digits += units[found.power];
}

std::string duration_text(std::chrono::milliseconds time) {
    constexpr std::int64_t tenths_until = 10'000;
    const std::int64_t ms = time.count() > 0 ? time.count() : 0;
    if (ms < tenths_until) return std::to_string(ms / 1000) + '.' + std::to_string(ms / 100 % 10) + " s";
    const std::int64_t seconds = ms / 1000;
    const std::int64_t minutes = seconds / 60;
    const std::int64_t hours = minutes / 60;
    if (minutes == 0) return std::to_string(seconds) + " s";
    if (hours == 0) return std::to_string(minutes) + " m " + padded(seconds % 60) + " s";
    if (hours < 24) return std::to_string(hours) + " h " + padded(minutes % 60) + " m";
    return std::to_string(hours / 24) + " d " + padded(hours % 24) + " h";
}

std::string rate_text(double per_second, std::string_view unit) {
    std::string text = short_count(per_second);
    if (!unit.empty()) (text += ' ') += unit;
    return text += "/s";
}

std::string percent_text(double part, double whole) {
    constexpr double all = 100;
    const double percent = whole > 0 ? std::floor(part / whole * all) : all;
    return with_digits(std::fmin(std::fmax(percent, 0), all), 0) + " %";
}

std::string units_text(double units) {
    const std::string text = with_digits(units > 0 ? units : 0, 1);
    const std::size_t point = text.size() - 2;
    const std::string whole = count_text(std::stoull(text.substr(0, point)));
    return text.ends_with('0') ? whole : whole + text.substr(point);
}

std::string counted_units(double units, std::string_view one, std::string_view many) {
    const std::string text = units_text(units);
    return (text + ' ').append(text == "1" ? one : many);
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return (count_text(count) += ' ').append(count == 1 ? one : many);
}

}  // namespace dynaco::program
