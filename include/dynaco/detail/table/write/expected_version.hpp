#pragma once

#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/detail/table/models/managed_check.hpp>
#include <dynaco/expressions.hpp>

#include <optional>
#include <string>
#include <type_traits>

namespace dynaco::detail {

/// The version that an object was read with. It must still be stored when the object is written.
///
/// If the version is an integer, 0 means that the item has no version: none is stored, or a NULL or a 0. The
/// object was never stored, or a batch or another program wrote it. If the version is an optional, an empty
/// optional means that no version or a NULL is stored; 0 is then an ordinary version.
template <class Model>
class expected_version {
    static_assert(is_versioned<Model>);
    using member = managed_member<Model, table_checks::managed_names<Model>::version>;
    using attribute = typename member::attribute;
    using number_type = typename member::value_type;
    static constexpr bool zero_is_new = std::is_same_v<typename member::type, number_type>;

 public:
    constexpr expected_version() = default;
    explicit expected_version(const Model& object) : number_(member::in(object)) {}

    /// Empty if the member is an optional and empty.
    [[nodiscard]] const std::optional<number_type>& number() const noexcept { return number_; }

    /// False if the item has no version yet.
    [[nodiscard]] bool is_counted() const noexcept { return number_ && !(zero_is_new && *number_ == 0); }

    /// The condition that the item has this version; only an existing item can have it.
    [[nodiscard]] constexpr auto equals() const { return equals(number_.value_or(number_type{})); }
    /// The condition that the item has no version, or does not exist.
    static constexpr auto not_counted() {
        using namespace expression;
        const auto none = test_node<"attribute_not_exists", attribute>(attribute{}) ||
                          attribute{}.is_type(attribute_type::NUL);
        if constexpr (zero_is_new)
            return none || equals(number_type{});
        else
            return none;
    }

    /// Adds the version to the conditions for the error of a conflict.
    void describe(write_guard& guard) const {
        guard.version = model::attribute_names<Model>[member::index];
        guard.zero_is_new = zero_is_new;
        if (number_) guard.expected = std::to_string(*number_);
    }

 private:
    static constexpr auto equals(number_type number) {
        using namespace expression;
        return comparison_node<" = ", attribute, literal<number_type>>({}, literal<number_type>(number));
    }

    std::optional<number_type> number_{};
};

}  // namespace dynaco::detail
