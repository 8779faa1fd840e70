#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/model/codec.hpp>

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

namespace dynaco {

/// A `T`, or DynamoDB's NULL: an attribute that is there and says "nothing".
///
/// NULL by default. `std::optional<nullable<T>>` has three states: absent, NULL, a value.
template <class T>
class nullable {
 public:
    constexpr nullable() noexcept = default;
    constexpr nullable(null_t) noexcept {}  // NOLINT(google-explicit-constructor)
    template <class U = T>
        requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, nullable> &&
                 !std::same_as<std::remove_cvref_t<U>, null_t>)
    constexpr explicit(!std::convertible_to<U, T>) nullable(U&& content)
        : content_(std::forward<U>(content)) {}

    [[nodiscard]] constexpr bool is_null() const noexcept { return !content_; }
    [[nodiscard]] constexpr bool has_value() const noexcept { return content_.has_value(); }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return content_.has_value(); }

    /// Undefined if NULL, as with `std::optional`.
    [[nodiscard]] constexpr const T& operator*() const& noexcept { return *content_; }
    [[nodiscard]] constexpr T& operator*() & noexcept { return *content_; }
    [[nodiscard]] constexpr T&& operator*() && noexcept { return *std::move(content_); }
    [[nodiscard]] constexpr const T* operator->() const noexcept { return &*content_; }
    [[nodiscard]] constexpr T* operator->() noexcept { return &*content_; }
    /// @throws std::bad_optional_access  if NULL
    [[nodiscard]] constexpr const T& value() const& { return content_.value(); }
    template <class U>
    [[nodiscard]] constexpr T value_or(U&& otherwise) const {
        return content_.value_or(std::forward<U>(otherwise));
    }

    template <class... Args>
    constexpr T& emplace(Args&&... args) {
        return content_.emplace(std::forward<Args>(args)...);
    }
    /// Makes it NULL.
    constexpr void reset() noexcept { content_.reset(); }

    friend constexpr bool operator==(const nullable&, const nullable&) = default;

 private:
    std::optional<T> content_;
};

/// As `T`, or {"NULL":true}.
template <storable T>
struct codec<nullable<T>> {
    static constexpr attribute_type type = codec<T>::type;

    static bool null(const nullable<T>& value) noexcept { return !value || model::is_absent(*value); }
    static bool write(json::writer& out, const nullable<T>& value) { return codec<T>::write(out, *value); }
    static bool accepts(attribute_type found) noexcept { return found == attribute_type::NUL; }
    static bool read(json::reader& in, attribute_type found, nullable<T>& value) {
        if (found == attribute_type::NUL) {
            value.reset();
            bool ignored = false;
            return in.boolean(ignored);
        }
        return model::read_opened(in, found, value.emplace());
    }
};

}  // namespace dynaco
