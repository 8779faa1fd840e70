#pragma once

#include <dynaco/detail/model/scalar_codec.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// Codecs of the standard library's lists, sets and maps, and of containers with the same interface.
namespace dynaco {
namespace detail::model {

template <class C>
concept container = requires(C& c) {
    typename C::value_type;
    c.begin();
    c.end();
    c.clear();
    { c.empty() } -> std::convertible_to<bool>;
};

/// `std::vector`, `std::deque`, `std::list`.
template <class C>
concept list_like = container<C> && !std::same_as<C, binary> && requires(C & c) {
    c.emplace_back();
}
&&!std::convertible_to<C, std::string_view> && std::default_initializable<typename C::value_type>;

/// The types that C++ programs usually use for bytes.
template <class T>
concept byte_like = std::same_as<T, unsigned char> || std::same_as<T, char> || std::same_as<T, signed char>;

/// A list of numbers that probably should be binary.
template <class C>
concept list_of_bytes = list_like<C> && byte_like<typename C::value_type>;

// Refuses lists of bytes, with one line that names the list.
template <class List>
inline constexpr bool is_not_a_list_of_bytes = false;

/// Refuses every use of `List`.
template <class List>
struct refused_list_of_bytes {
    static_assert(is_not_a_list_of_bytes<List>,
                  "dynaco: a list of a char type is not supported: store bytes as dynaco::binary "
                  "(std::vector<std::byte>) or std::array<std::byte, N>, small numbers as std::vector<int> "
                  "(see is_not_a_list_of_bytes<List> in this message)");
    static constexpr attribute_type type = attribute_type::L;
    static bool write(json::writer&, const List&) { return false; }
    static bool read(json::reader&, attribute_type, List&) { return false; }
};

/// `std::map`, `std::unordered_map` with string keys.
template <class C>
concept map_like = container<C> && requires {
    typename C::mapped_type;
} && std::same_as<typename C::key_type, std::string> && std::default_initializable<typename C::mapped_type>;

/// `std::set`, `std::unordered_set`.
template <class C>
concept set_like = container<C> && requires {
    typename C::key_type;
} && !requires {
    typename C::mapped_type;
};

constexpr attribute_type set_of(attribute_type element) {
    using enum attribute_type;
    if (element == S) return SS;
    if (element == N) return NS;
    if (element == B) return BS;
    return any;
}

template <class C>
concept attribute_set =
    set_like<C> && storable<typename C::key_type> && !can_be_absent<typename C::key_type> &&
    !can_be_null<typename C::key_type> && set_of(codec<typename C::key_type>::type) != attribute_type::any;

// True if two different elements are never written as the same text.
template <class T>
inline constexpr bool has_one_text_each =
    integer<T> || std::floating_point<T> || std::same_as<T, std::string> || std::same_as<T, number> ||
    std::same_as<T, binary>;
template <class C>
inline constexpr bool is_written_distinctly =
    has_one_text_each<typename C::key_type>&& requires(C& set, const typename C::key_type& each) {
    set.insert(each).second;
};

// Compiled in the library. Fails if two of the elements, whose texts begin at `starts`, are written as the
// same text.
bool elements_differ(json::writer& out, std::span<const std::size_t> starts);

// Compiled in the library: g++ 12 wrongly warns at -O3 that the comparison of two binaries reads too much.
void insert_element(std::set<binary>& set, binary&& each);
template <class C>
void insert_element(C& set, typename C::key_type&& each) {
    set.insert(set.end(), std::move(each));
}

// True if the set compares its elements with the elements' own == or <.
template <class C>
inline constexpr bool compares_as_its_elements = false;
template <class C>
    requires requires { typename C::key_compare; }
inline constexpr bool compares_as_its_elements<C> =
    std::is_same_v<typename C::key_compare, std::less<typename C::key_type>> ||
    std::is_same_v<typename C::key_compare, std::less<>>;
template <class C>
    requires requires { typename C::key_equal; }
inline constexpr bool compares_as_its_elements<C> =
    std::is_same_v<typename C::key_equal, std::equal_to<typename C::key_type>> ||
    std::is_same_v<typename C::key_equal, std::equal_to<>>;

// True if the set treats `each` as equal to an element that differs from it.
template <class C>
bool would_be_lost([[maybe_unused]] const C& set, [[maybe_unused]] const typename C::key_type& each) {
    if constexpr (!compares_as_its_elements<C> && std::equality_comparable<typename C::key_type> &&
                  requires(C & other) {
                      other.insert(each).second;  // not for a multiset
                      set.find(each);
                  }) {
        const auto twin = set.find(each);
        return twin != set.end() && !(*twin == each);
    } else {
        return false;
    }
}

// Compiled in the library. Fails because the container treats two stored elements, or keys, as equal.
bool elements_are_lost(json::reader& in);

// An "absent" element of a list, or key of a map, cannot be left out. NULL is written for it.
template <class T>
bool write_element(json::writer& out, const T& value) {
    if (is_absent(value)) return out.raw(R"({"NULL":true})"), true;
    return write_attribute(out, value);
}

}  // namespace detail::model

template <detail::model::list_of_bytes C>
struct codec<C> : detail::model::refused_list_of_bytes<C> {};

template <detail::model::list_like C>
    requires(storable<typename C::value_type> && !detail::model::list_of_bytes<C>)
struct codec<C> {
    static constexpr attribute_type type = attribute_type::L;

    static bool write(detail::json::writer& out, const C& list) {
        out.begin_array();
        std::size_t index = 0;
        for (const auto& each : list) {
            out.element();
            if (!detail::model::write_element<typename C::value_type>(out, each)) return out.fail_in(index);
            ++index;
        }
        out.end_array();
        return true;
    }
    static bool read(detail::json::reader& in, attribute_type, C& list) {
        if (!in.enter() || !in.expect('[')) return false;
        list.clear();
        bool first = true;
        for (std::size_t index = 0; in.next_element(first); ++index)
            if (!(index == 0 ? read_first(in, list) : read_into(in, list))) return in.fail_in(index);
        in.leave();
        return !in.failed();
    }

 private:
    static bool read_first(detail::json::reader& in, C& list) {
        if constexpr (requires { list.reserve(list.size()); }) {
            const std::size_t before = in.left();
            typename C::value_type element{};
            if (!detail::model::read_attribute(in, element)) return false;
            list.reserve(in.likely_elements(before - in.left()));
            list.push_back(std::move(element));
            return true;
        } else {
            return read_into(in, list);
        }
    }
    static bool read_into(detail::json::reader& in, C& list) {
        if constexpr (std::same_as<typename C::value_type, bool>) {  // std::vector<bool> has no references
            bool value = false;
            if (!detail::model::read_attribute(in, value)) return false;
            list.push_back(value);
            return true;
        } else {
            return detail::model::read_attribute(in, list.emplace_back());
        }
    }
};

/// An empty set is left out, or is NULL in a list, because DynamoDB has no empty sets. A stored NULL is read
/// as an empty set.
template <detail::model::attribute_set C>
struct codec<C> {
    using element = typename C::key_type;
    static constexpr attribute_type type = detail::model::set_of(codec<element>::type);

    static bool absent(const C& set) noexcept { return set.empty(); }
    static bool write(detail::json::writer& out, const C& set) {
        if (set.empty()) return out.fail(errc::empty_set);
        out.begin_array();
        if constexpr (detail::model::is_written_distinctly<C>) {
            for (const element& each : set) {
                out.element();
                if (!codec<element>::write(out, each)) return false;
            }
        } else {
            std::vector<std::size_t> starts;
            for (const element& each : set) {
                out.element();
                starts.push_back(out.text().size());
                if (!codec<element>::write(out, each)) return false;
            }
            if (!detail::model::elements_differ(out, starts)) return false;
        }
        out.end_array();
        return true;
    }
    static bool accepts(attribute_type found) noexcept { return found == attribute_type::NUL; }
    static bool read(detail::json::reader& in, attribute_type found, C& set) {
        set.clear();
        bool ignored = false;
        if (found == attribute_type::NUL) return in.boolean(ignored);
        if (!in.expect('[')) return false;
        bool first = true;
        while (in.next_element(first)) {
            element each{};
            if (!(in.plain() ? detail::model::read_attribute(in, each)  // this distinguishes "1" from 1
                             : codec<element>::read(in, codec<element>::type, each)))
                return false;
            if (detail::model::would_be_lost(set, each)) return detail::model::elements_are_lost(in);
            detail::model::insert_element(set, std::move(each));
        }
        return !in.failed();
    }
};

template <detail::model::map_like C>
    requires storable<typename C::mapped_type>
struct codec<C> {
    using mapped = typename C::mapped_type;
    static constexpr attribute_type type = attribute_type::M;

    static bool write(detail::json::writer& out, const C& map) {
        out.begin_object();
        for (const auto& [name, value] : map) {
            if (!out.key(name) || !detail::model::write_element(out, value)) return out.fail_in(name);
        }
        out.end_object();
        return true;
    }
    static bool read(detail::json::reader& in, attribute_type, C& map) {
        if (!in.enter() || !in.expect('{')) return false;
        map.clear();
        bool first = true;
        std::string_view name;
        while (in.next_member(first, name)) {
            const auto at = map.try_emplace(map.end(), std::string(name));
            if (at->first != name) return detail::model::elements_are_lost(in), in.fail_in(name);
            if (!detail::model::read_attribute(in, at->second)) return in.fail_in(at->first);
        }
        in.leave();
        return !in.failed();
    }
};

}  // namespace dynaco
