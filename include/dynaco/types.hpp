#pragma once

#include <dynaco/detail/core/number.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

/// Bytes: the value of an attribute of DynamoDB's type B.
using binary = std::vector<std::byte>;

/// The types of an attribute. The enumerators are the names in DynamoDB JSON (DynamoDB API, AttributeValue).
enum class attribute_type : std::uint8_t {
    S,     ///< string
    N,     ///< number
    B,     ///< binary
    BOOL,  ///< boolean
    NUL,   ///< NULL; named NUL because NULL is a macro of the C library
    M,     ///< map
    L,     ///< list
    SS,    ///< string set
    NS,    ///< number set
    BS,    ///< binary set
    any,   ///< not a type of DynamoDB: a member of a model that accepts any type
};

/// Returns the name of a type in DynamoDB JSON: "S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS" or "BS".
/// For `any`: "any".
[[nodiscard]] constexpr std::string_view wire_name(attribute_type type) noexcept {
    constexpr std::string_view names[] = {"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS", "any"};
    return names[static_cast<std::size_t>(type)];
}

/// Returns the type with this name in DynamoDB JSON: the inverse of `wire_name`. For any other name:
/// `attribute_type::any`.
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

class value;

/// The value of an attribute of type NULL.
struct null_t {
    /// All values are equal.
    friend constexpr auto operator<=>(const null_t&, const null_t&) noexcept = default;
};
/// The value of an attribute of type NULL.
inline constexpr null_t null{};

/// Attributes by name, without a model: a whole item or the content of a map attribute.
///
/// Ordered by name. Two items are equal if their names and values are equal. References to values and
/// iterators are valid until the attribute is erased or the item is destroyed, as for `std::map`.
class item {
 public:
    /// The container of the attributes.
    using container = std::map<std::string, value, std::less<>>;
    /// An iterator over pairs of name and value; the value can be changed.
    using iterator = container::iterator;
    /// An iterator over pairs of name and value.
    using const_iterator = container::const_iterator;

    /// An item without attributes.
    item();
    /// An item with these attributes. If a name occurs twice, its first value counts.
    item(std::initializer_list<std::pair<const std::string, value>> attributes);
    /// Copies all attributes.
    item(const item&);
    /// Takes the attributes of the other item.
    item(item&&) noexcept;
    /// Copies all attributes.
    item& operator=(const item&);
    /// Takes the attributes of the other item.
    item& operator=(item&&) noexcept;
    /// Destroys the attributes.
    ~item();

    /// True if the item has no attributes.
    [[nodiscard]] bool empty() const noexcept;
    /// The number of attributes.
    [[nodiscard]] std::size_t size() const noexcept;
    /// The first attribute, in the order of the names.
    [[nodiscard]] iterator begin() noexcept;
    /// The end of the attributes.
    [[nodiscard]] iterator end() noexcept;
    /// The first attribute, in the order of the names.
    [[nodiscard]] const_iterator begin() const noexcept;
    /// The end of the attributes.
    [[nodiscard]] const_iterator end() const noexcept;

    /// True if there is an attribute with this name.
    [[nodiscard]] bool contains(std::string_view name) const noexcept;
    /// Returns the value of the attribute; nullptr if it does not exist.
    [[nodiscard]] const value* find(std::string_view name) const noexcept;
    /// Returns the value of the attribute; nullptr if it does not exist.
    [[nodiscard]] value* find(std::string_view name) noexcept;
    /// Returns the value of the attribute.
    /// @throws error  errc::missing_attribute: it does not exist
    [[nodiscard]] const value& at(std::string_view name) const;
    /// Returns the value of the attribute. If it does not exist, it is added with the value NULL.
    value& operator[](std::string_view name);
    /// Returns an iterator to the attribute. If it does not exist, it is added with the value NULL.
    iterator try_emplace(std::string_view name);
    /// Sets the attribute to `v`, and adds it if it does not exist. Returns its value.
    value& insert_or_assign(std::string_view name, value v);
    /// Removes the attribute. @returns false if it did not exist.
    bool erase(std::string_view name);
    /// Removes all attributes.
    void clear() noexcept;

    /// True if names and values are equal.
    friend bool operator==(const item&, const item&);

 private:
    container attributes_;
};

/// The value of an attribute of any DynamoDB type. Two values are equal if their types and contents are
/// equal.
class value {
 public:
    using list = std::vector<value>;                        ///< The content of type L.
    using string_set = std::set<std::string, std::less<>>;  ///< The content of type SS.
    using number_set = std::set<number>;                    ///< The content of type NS.
    using binary_set = std::set<binary>;                    ///< The content of type BS.
    /// The contents of all types, in the order of `attribute_type`.
    using alternatives = std::variant<std::string, number, binary, bool, null_t, item, list, string_set,
                                      number_set, binary_set>;

    /// A value of type NULL.
    value() : content_(null_t{}) {}
    // Out of line: inlined, they make g++ 12 warn falsely of uninitialised parts of the variant.
    /// Copies type and content.
    value(const value&);
    /// Takes the content of the other value.
    value(value&&) noexcept;
    /// Copies type and content.
    value& operator=(const value&);
    /// Takes the content of the other value.
    value& operator=(value&&) noexcept;
    /// Destroys the content.
    ~value();

    /// A value of type NULL.
    value(null_t) : value() {}
    /// A value of type S.
    value(std::string text) : content_(std::move(text)) {}
    /// A value of type S, with a copy of the text.
    value(std::string_view text) : content_(std::string(text)) {}
    /// A value of type S, with a copy of the text.
    value(const char* text) : content_(std::string(text)) {}
    /// A value of type BOOL. Only from `bool`: pointers do not convert.
    template <std::same_as<bool> B>
    value(B boolean) : content_(boolean) {}
    /// A value of type N with the exact value of an integer.
    template <integer I>
    value(I whole) : content_(number(whole)) {}
    /// A value of type N with the shortest decimal number that converts back to the same `double`.
    /// @throws error  errc::not_a_number: `real` is NaN or infinite. errc::number_out_of_range: DynamoDB
    /// cannot store its magnitude.
    template <std::floating_point F>
    value(F real) : content_(number(static_cast<double>(real))) {}
    /// A value of type N.
    value(number n) : content_(n) {}
    /// A value of type B.
    value(binary bytes) : content_(std::move(bytes)) {}
    /// A value of type M.
    value(item map) : content_(std::move(map)) {}
    /// A value of type L.
    value(list elements) : content_(std::move(elements)) {}
    /// A value of type SS. DynamoDB has no empty sets: writing an empty one causes errc::empty_set.
    value(string_set elements) : content_(std::move(elements)) {}
    /// A value of type NS. DynamoDB has no empty sets: writing an empty one causes errc::empty_set.
    value(number_set elements) : content_(std::move(elements)) {}
    /// A value of type BS. DynamoDB has no empty sets: writing an empty one causes errc::empty_set.
    value(binary_set elements) : content_(std::move(elements)) {}

    /// The DynamoDB type of the value.
    [[nodiscard]] attribute_type type() const noexcept {
        return static_cast<attribute_type>(content_.index());
    }
    /// True if the type is NULL.
    [[nodiscard]] bool is_null() const noexcept { return type() == attribute_type::NUL; }

    /// Returns the content if it has the type `T`, else nullptr. `T` is one of `alternatives`: `std::string`,
    /// `number`, `binary`, `bool`, `null_t`, `item`, `value::list` or a set.
    template <class T>
    [[nodiscard]] const T* get_if() const noexcept {
        return std::get_if<T>(&content_);
    }
    /// Returns the content, to be changed, if it has the type `T`, else nullptr. `T` is one of
    /// `alternatives`.
    template <class T>
    [[nodiscard]] T* get_if() noexcept {
        return std::get_if<T>(&content_);
    }
    /// Returns the content, which must have the type `T`. `T` is one of `alternatives`.
    /// @throws error  errc::type_mismatch: the content has another type
    template <class T>
    [[nodiscard]] const T& get() const {
        if (const T* content = get_if<T>()) return *content;
        throw_type_mismatch();
    }

    /// The content as a variant.
    [[nodiscard]] const alternatives& content() const noexcept { return content_; }
    /// The content as a variant, to be changed.
    [[nodiscard]] alternatives& content() noexcept { return content_; }

    /// True if types and contents are equal.
    friend bool operator==(const value&, const value&);

 private:
    [[noreturn]] void throw_type_mismatch() const;

    alternatives content_;
};

/// Text that must stay secret, such as a secret access key.
///
/// Its memory is overwritten when it is destroyed, moved from or assigned to. It cannot be printed. It does
/// not protect the text that it was copied from, and copies of `view()`.
class secret {
 public:
    /// An empty text.
    secret() noexcept = default;
    /// A copy of `text`.
    secret(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
    /// A copy of `text`.
    secret(std::string_view text) : text_(text) {}  // NOLINT(google-explicit-constructor)
    /// A copy of `text`.
    secret(const std::string& text) : text_(text) {}  // NOLINT(google-explicit-constructor)
    /// Takes `text` and overwrites what remains of it.
    secret(std::string&& text) noexcept;  // NOLINT(google-explicit-constructor)
    /// A copy of the other secret.
    secret(const secret&) = default;
    /// Takes the text of the other secret, which becomes empty.
    secret(secret&& other) noexcept;
    /// Overwrites the text with a copy of the other secret.
    secret& operator=(const secret& other);
    /// Overwrites the text and takes that of the other secret, which becomes empty.
    secret& operator=(secret&& other) noexcept;
    /// Overwrites the text.
    ~secret() { wipe(); }

    /// The text. The view is valid until the secret is changed or destroyed.
    [[nodiscard]] std::string_view view() const noexcept { return text_; }
    /// The text. The view is valid until the secret is changed or destroyed.
    operator std::string_view() const noexcept { return text_; }  // NOLINT(google-explicit-constructor)
    /// True if the text is empty.
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    /// The size of the text in bytes.
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    /// Overwrites the text and makes it empty.
    void clear() noexcept { wipe(); }

    /// True if the texts are equal. The comparison does not take constant time.
    friend bool operator==(const secret& a, const secret& b) noexcept { return a.text_ == b.text_; }
    /// True if the texts are equal. The comparison does not take constant time.
    friend bool operator==(const secret& a, std::string_view b) noexcept { return a.text_ == b; }
    /// True if the texts are equal. The comparison does not take constant time.
    friend bool operator==(const secret& a, const char* b) noexcept { return a.text_ == b; }
    /// A secret cannot be printed.
    friend std::ostream& operator<<(std::ostream&, const secret&) = delete;

 private:
    void wipe() noexcept;

    std::string text_{};
};

}  // namespace dynaco
