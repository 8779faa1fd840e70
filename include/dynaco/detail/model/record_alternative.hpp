#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/model/alternative.hpp>
#include <dynaco/detail/model/key_template.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

/// Finds which of several models an item is, by its discriminator, or otherwise by the templates of its keys.
namespace dynaco {
namespace detail::model {

/// The properties by which items of a model are recognised.
struct alternative_facts {
    std::string_view discriminator{};
    std::span<const std::string_view> kinds{};
    std::string_view key_names[2]{};  ///< The names of the hash key and the range key.
    const key_template* keys[2]{};    ///< Null for a key that is not composed.

    [[nodiscard]] constexpr bool by_kind() const noexcept { return !discriminator.empty(); }
    [[nodiscard]] constexpr bool by_keys() const noexcept { return keys[0] || keys[1]; }
    [[nodiscard]] constexpr bool has_kind(std::string_view kind) const noexcept {
        for (const std::string_view each : kinds)
            if (each == kind) return true;
        return false;
    }
};

template <fixed_string Template>
constexpr const key_template* template_behind(std::type_identity<composed<Template>>) noexcept {
    return &template_of<Template>;
}
template <class T>
constexpr const key_template* template_behind(std::type_identity<T>) noexcept {
    return nullptr;
}

template <class T, std::size_t I>
constexpr void note_key(alternative_facts& facts, std::string_view member, std::size_t which) {
    if (field_names<T>[I] != member) return;
    facts.key_names[which] = attribute_names<T>[I];
    facts.keys[which] = template_behind(std::type_identity<field_type<T, I>>{});
}

template <class T>
inline constexpr alternative_facts facts_of = [] {
    alternative_facts facts;
    if constexpr (has_discriminator<T>) {
        facts.discriminator = discriminator_of<T>;
        facts.kinds = {T::schema.kinds.begin(), T::schema.kinds.count};
    }
    if constexpr (has_schema<T> && requires { T::schema.hash_key; })
        []<std::size_t... I>(alternative_facts & f, std::index_sequence<I...>) {
            (note_key<T, I>(f, T::schema.hash_key[0], 0), ...);
            (note_key<T, I>(f, T::schema.range_key[0], 1), ...);
        }
    (facts, std::make_index_sequence<field_count<T>>{});
    return facts;
}();

/// True if no item can be both.
constexpr bool can_be_distinguished(const alternative_facts& a, const alternative_facts& b) noexcept {
    if (a.by_kind() && b.by_kind()) {
        for (const std::string_view kind : a.kinds)
            if (b.has_kind(kind)) return false;
        return a.discriminator == b.discriminator;
    }
    if (a.by_kind() || b.by_kind()) return true;
    for (std::size_t i = 0; i < 2; ++i)
        if (a.keys[i] && b.keys[i] && templates_differ(*a.keys[i], *b.keys[i])) return true;
    return false;
}

/// Returns the index of the alternative for the item at `in`, or `alternatives.size()` if no alternative
/// fits. It is the alternative of the item's kind. For an item without discriminator, it is the alternative
/// without discriminator whose keys it fits.
std::size_t choose_alternative(json::reader in, std::span<const alternative_facts> alternatives);

/// Records a failure: the item at `in` is not of any of these models. The text describes the item.
bool no_alternative(json::reader& in, std::span<const alternative_facts> alternatives);

template <class... T>
inline constexpr std::array<alternative_facts, sizeof...(T)> facts_of_all{facts_of<T>...};

/// Looks for records among the alternatives of a `std::variant` that is a member.
template <class T>
    requires(record<T>&& has_discriminator<T>)
struct alternative<T> {
    static bool accepts(std::string_view content) {
        return choose_alternative(json::reader(content), facts_of_all<T>) == 0;
    }
};

/// Reads a whole item.
template <class T>
struct item_reader {
    static bool read(json::reader& in, T& object) { return codec<T>::read(in, attribute_type::M, object); }
};

/// Reads the item as its model. The last alternative can be `dynaco::item`, for items of no model.
template <class... T>
    requires((record<T> || std::is_same_v<T, item>)&&...)
struct item_reader<std::variant<T...>> {
    static bool read(json::reader& in, std::variant<T...>& object) {
        const std::size_t chosen = choose_alternative(in, facts_of_all<T...>);
        if (chosen < sizeof...(T)) return readers[chosen](in, object);
        constexpr std::size_t last = sizeof...(T) - 1;
        if constexpr (takes_the_rest) {
            return readers[last](in, object);
        } else {
            return no_alternative(in, facts_of_all<T...>);
        }
    }

 private:
    static constexpr bool takes_the_rest = (std::is_same_v<T, item> || ...);
    using read_alternative = bool (*)(json::reader&, std::variant<T...>&);

    template <std::size_t I>
    static bool read_one(json::reader& in, std::variant<T...>& object) {
        auto& content = object.template emplace<I>();
        return codec<std::remove_reference_t<decltype(content)>>::read(in, attribute_type::M, content);
    }
    static constexpr auto readers = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<read_alternative, sizeof...(T)>{&read_one<I>...};
    }
    (std::index_sequence_for<T...>{});
};

}  // namespace detail::model
}  // namespace dynaco
