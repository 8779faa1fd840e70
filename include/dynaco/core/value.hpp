#pragma once

#include <dynaco/core/attribute_type.hpp>
#include <dynaco/core/binary.hpp>
#include <dynaco/core/number.hpp>

#include <concepts>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

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

}  // namespace dynaco
