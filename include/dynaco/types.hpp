#pragma once

#include <dynaco/errors.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

/// Bytes: DynamoDB's type B.
using binary = std::vector<std::byte>;

/// The types of an attribute, by their names on the wire (DynamoDB API, AttributeValue).
enum class attribute_type : std::uint8_t {
    S,     ///< string
    N,     ///< number
    B,     ///< binary
    BOOL,  ///< boolean
    NUL,   ///< "NULL": the name itself is taken by the C library
    M,     ///< map
    L,     ///< list
    SS,    ///< string set
    NS,    ///< number set
    BS,    ///< binary set
    any,   ///< Not a wire type: stands for "whatever is there" in models.
};

/// "S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS".
[[nodiscard]] constexpr std::string_view wire_name(attribute_type type) noexcept {
    constexpr std::string_view names[] = {"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS", "any"};
    return names[static_cast<std::size_t>(type)];
}

/// The reverse of `wire_name`; `any` for a name that is none of them.
[[nodiscard]] constexpr attribute_type attribute_type_of(std::string_view name) noexcept {
    using enum attribute_type;
    const auto one = [](char c) {
        switch (c) {
            case 'S': return S;
            case 'N': return N;
            case 'B': return B;
            case 'M': return M;
            case 'L': return L;
            default: return any;
        }
    };
    if (name.size() == 1) return one(name[0]);
    for (const attribute_type each : {BOOL, NUL, SS, NS, BS})
        if (wire_name(each) == name) return each;
    return attribute_type::any;
}

/// The integers that have a DynamoDB representation (`bool` and the character types are not numbers).
template <class T>
concept integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t> && sizeof(T) <= 8;

/// A decimal number, exact over all of DynamoDB's range: 38 significant digits, magnitude from 1E-130 to
/// 9.99…E+125, and zero (DynamoDB developer guide, "Supported data types: Number").
///
/// A regular, trivially copyable value. Equal numbers are equal however they were written: 1.50 == 1.5.
class number {
 public:
    static constexpr int max_digits = 38;
    static constexpr int max_exponent = 125;
    static constexpr int min_exponent = -130;
    /// The longest text: sign, 38 digits, point, exponent.
    static constexpr std::size_t max_text = 48;

    /// Zero.
    constexpr number() noexcept = default;
    /// Exact.
    template <integer I>
    constexpr number(I value) noexcept : number(from_magnitude(magnitude(value), value < 0)) {}
    /// The shortest decimal that reads back as `value`.
    /// @throws error  errc::not_a_number, errc::number_out_of_range
    template <std::floating_point F>
    explicit number(F value) : number(from_double(static_cast<double>(value))) {}
    /// @throws error  as `parse`
    explicit number(std::string_view text);

    /// Reads "12", "-1.50", "6.02e23". @returns errc::invalid_value for other text, errc::number_out_of_range
    /// for more than 38 significant digits or a magnitude that DynamoDB does not store: never rounds.
    [[nodiscard]] static result<number> parse(std::string_view text);

    /// Plain digits up to 38 places, scientific notation ("1.5E+100") beyond. Reads back equal.
    [[nodiscard]] std::string to_string() const;
    /// The same into `out`, of at least `max_text` bytes; returns the end.
    char* to_chars(char* out) const noexcept;

    /// The value if it is a whole number that fits, else nothing.
    template <integer I>
    [[nodiscard]] constexpr std::optional<I> to() const noexcept {
        std::uint64_t whole = 0;
        if (!to_magnitude(whole)) return std::nullopt;
        if (!negative_) {
            if (whole > static_cast<std::uint64_t>(std::numeric_limits<I>::max())) return std::nullopt;
            return static_cast<I>(whole);
        }
        if constexpr (std::unsigned_integral<I>) {
            return std::nullopt;  // zero is never negative
        } else {
            if (whole > static_cast<std::uint64_t>(std::numeric_limits<I>::max()) + 1) return std::nullopt;
            return static_cast<I>(0 - whole);
        }
    }
    /// The nearest `double`.
    [[nodiscard]] double to_double() const noexcept;

    friend constexpr bool operator==(const number&, const number&) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(const number& a, const number& b) noexcept {
        if (a.negative_ != b.negative_)
            return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        return a.negative_ ? compare_magnitude(b, a) : compare_magnitude(a, b);
    }
    friend std::ostream& operator<<(std::ostream&, const number&);

 private:
    // d.ddd… × 10^exponent: 38 digits, left-justified so that comparison is by exponent, then by digits.
    static constexpr std::uint64_t ten_to_18 = 1'000'000'000'000'000'000;
    std::uint64_t high_ = 0;  // the first 19 digits
    std::uint64_t low_ = 0;   // the last 19
    std::int16_t exponent_ = 0;
    bool negative_ = false;

    static number from_double(double value);
    template <integer I>
    static constexpr std::uint64_t magnitude(I value) noexcept {
        const auto bits = static_cast<std::uint64_t>(value);
        return value < 0 ? 0 - bits : bits;
    }
    static constexpr number from_magnitude(std::uint64_t value, bool negative) noexcept {
        number n;
        if (value == 0) return n;
        n.negative_ = negative;
        if (value >= ten_to_18 * 10) {  // 20 digits
            n.exponent_ = 19;
            n.high_ = value / 10;
            n.low_ = value % 10 * ten_to_18;
            return n;
        }
        n.exponent_ = 18;
        for (n.high_ = value; n.high_ < ten_to_18; n.high_ *= 10) --n.exponent_;
        return n;
    }
    constexpr bool to_magnitude(std::uint64_t& whole) const noexcept {
        if (high_ == 0) return whole = 0, true;
        if (exponent_ < 0 || exponent_ > 19) return false;
        if (exponent_ == 19) {
            if (low_ % ten_to_18 != 0 || high_ > std::numeric_limits<std::uint64_t>::max() / 10) return false;
            const std::uint64_t last = low_ / ten_to_18;
            whole = high_ * 10;
            if (whole > std::numeric_limits<std::uint64_t>::max() - last) return false;
            whole += last;
            return true;
        }
        std::uint64_t unit = 1;
        for (int i = exponent_; i < 18; ++i) unit *= 10;
        whole = high_ / unit;
        return low_ == 0 && high_ % unit == 0;
    }
    static constexpr std::strong_ordering compare_magnitude(const number& a, const number& b) noexcept {
        if ((a.high_ == 0) != (b.high_ == 0)) return a.high_ <=> b.high_;  // zero has no exponent to compare
        if (a.exponent_ != b.exponent_) return a.exponent_ <=> b.exponent_;
        if (a.high_ != b.high_) return a.high_ <=> b.high_;
        return a.low_ <=> b.low_;
    }
};

class value;

/// The value of an attribute of type NULL.
struct null_t {
    friend constexpr auto operator<=>(const null_t&, const null_t&) noexcept = default;
};
inline constexpr null_t null{};

/// Attributes by name: a whole item, or the content of a map attribute, whose shape is known only at run
/// time. Ordered by name; equal when names and values are.
class item {
 public:
    using container = std::map<std::string, value, std::less<>>;
    using iterator = container::iterator;
    using const_iterator = container::const_iterator;

    item();
    item(std::initializer_list<std::pair<const std::string, value>> attributes);
    item(const item&);
    item(item&&) noexcept;
    item& operator=(const item&);
    item& operator=(item&&) noexcept;
    ~item();

    [[nodiscard]] bool empty() const noexcept;
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] iterator begin() noexcept;
    [[nodiscard]] iterator end() noexcept;
    [[nodiscard]] const_iterator begin() const noexcept;
    [[nodiscard]] const_iterator end() const noexcept;

    [[nodiscard]] bool contains(std::string_view name) const noexcept;
    /// The attribute, or nullptr.
    [[nodiscard]] const value* find(std::string_view name) const noexcept;
    [[nodiscard]] value* find(std::string_view name) noexcept;
    /// @throws error  errc::missing_attribute
    [[nodiscard]] const value& at(std::string_view name) const;
    /// The attribute; made NULL first if it is not there.
    value& operator[](std::string_view name);
    /// The same, with its name.
    iterator try_emplace(std::string_view name);
    /// Sets an attribute whether or not it is there.
    value& insert_or_assign(std::string_view name, value v);
    /// @returns whether it was there.
    bool erase(std::string_view name);
    void clear() noexcept;

    friend bool operator==(const item&, const item&);

 private:
    container attributes_;
};

/// One attribute value of any DynamoDB type.
class value {
 public:
    using list = std::vector<value>;
    using string_set = std::set<std::string, std::less<>>;
    using number_set = std::set<number>;
    using binary_set = std::set<binary>;
    // In the order of `attribute_type`.
    using alternatives = std::variant<std::string, number, binary, bool, null_t, item, list, string_set,
                                      number_set, binary_set>;

    /// NULL.
    value() : content_(null_t{}) {}
    // Out of line: inlined, they make g++ 12 warn falsely of uninitialised parts of the variant.
    value(const value&);
    value(value&&) noexcept;
    value& operator=(const value&);
    value& operator=(value&&) noexcept;
    ~value();

    value(null_t) : value() {}
    value(std::string text) : content_(std::move(text)) {}
    value(std::string_view text) : content_(std::string(text)) {}
    value(const char* text) : content_(std::string(text)) {}
    template <std::same_as<bool> B>
    value(B boolean) : content_(boolean) {}
    template <integer I>
    value(I whole) : content_(number(whole)) {}
    /// @throws error  errc::not_a_number, errc::number_out_of_range
    template <std::floating_point F>
    value(F real) : content_(number(static_cast<double>(real))) {}
    value(number n) : content_(n) {}
    value(binary bytes) : content_(std::move(bytes)) {}
    value(item map) : content_(std::move(map)) {}
    value(list elements) : content_(std::move(elements)) {}
    value(string_set elements) : content_(std::move(elements)) {}
    value(number_set elements) : content_(std::move(elements)) {}
    value(binary_set elements) : content_(std::move(elements)) {}

    [[nodiscard]] attribute_type type() const noexcept {
        return static_cast<attribute_type>(content_.index());
    }
    [[nodiscard]] bool is_null() const noexcept { return type() == attribute_type::NUL; }

    /// The content if it is of this type (`std::string`, `number`, `binary`, `bool`, `item`, `value::list`, a
    /// set), else nullptr.
    template <class T>
    [[nodiscard]] const T* get_if() const noexcept {
        return std::get_if<T>(&content_);
    }
    template <class T>
    [[nodiscard]] T* get_if() noexcept {
        return std::get_if<T>(&content_);
    }
    /// @throws error  errc::type_mismatch
    template <class T>
    [[nodiscard]] const T& get() const {
        if (const T* content = get_if<T>()) return *content;
        throw_type_mismatch();
    }

    [[nodiscard]] const alternatives& content() const noexcept { return content_; }
    [[nodiscard]] alternatives& content() noexcept { return content_; }

    friend bool operator==(const value&, const value&);

 private:
    [[noreturn]] void throw_type_mismatch() const;

    alternatives content_;
};

/// Text that nobody should see: it is overwritten when it dies, is moved from or assigned to, and cannot be
/// printed. What it is made of, and what is made of its `view()`, is the caller's to look after.
class secret {
 public:
    secret() noexcept = default;
    secret(const char* text) : text_(text) {}         // NOLINT(google-explicit-constructor)
    secret(std::string_view text) : text_(text) {}    // NOLINT(google-explicit-constructor)
    secret(const std::string& text) : text_(text) {}  // NOLINT(google-explicit-constructor)
    /// Takes the text over; what is left of `text` is overwritten.
    secret(std::string&& text) noexcept;  // NOLINT(google-explicit-constructor)
    secret(const secret&) = default;
    secret(secret&& other) noexcept;
    secret& operator=(const secret& other);
    secret& operator=(secret&& other) noexcept;
    ~secret() { wipe(); }

    [[nodiscard]] std::string_view view() const noexcept { return text_; }
    operator std::string_view() const noexcept { return text_; }  // NOLINT(google-explicit-constructor)
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    void clear() noexcept { wipe(); }

    friend bool operator==(const secret& a, const secret& b) noexcept { return a.text_ == b.text_; }
    friend bool operator==(const secret& a, std::string_view b) noexcept { return a.text_ == b; }
    friend bool operator==(const secret& a, const char* b) noexcept { return a.text_ == b; }
    friend std::ostream& operator<<(std::ostream&, const secret&) = delete;

 private:
    void wipe() noexcept;

    std::string text_{};
};

}  // namespace dynaco
