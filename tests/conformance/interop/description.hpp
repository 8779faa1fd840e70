#pragma once

#include <dynaco.hpp>

#include <boost/uuid/uuid.hpp>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

/// Objects as the driver (items.py) describes them: plain JSON, made and read without any codec of dynaco, so
/// that a fault in a codec is found.
///
/// Numbers are texts, binary is hexadecimal, an empty optional is null, a variant is [index, content], a time
/// the count of its unit since 1970.
namespace interop {

using json = rapidjson::Value;
using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

inline std::string_view text_of(const json& from) { return {from.GetString(), from.GetStringLength()}; }
inline void write_text(json_writer& out, std::string_view text) {
    out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}
inline void write_name(json_writer& out, std::string_view name) {
    out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

/// The description of a `T`. This template is for structs: their members by name.
template <class T>
struct description;

template <class T>
void build(const json& from, T& object) {
    description<T>::build(from, object);
}
template <class T>
void describe(json_writer& out, const T& object) {
    description<T>::describe(out, object);
}

template <class T>
concept described_as_count = dynaco::integer<T>;

template <described_as_count T>
struct description<T> {
    static void build(const json& from, T& number) {
        const auto text = text_of(from);
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size())
            throw std::runtime_error("the driver sent '" + std::string(text) + "' for an integer");
    }
    static void describe(json_writer& out, T number) { write_text(out, std::to_string(number)); }
};

template <std::floating_point T>
struct description<T> {
    static void build(const json& from, T& number) {
        number = static_cast<T>(std::strtod(from.GetString(), nullptr));
    }
    static void describe(json_writer& out, T number) {
        std::array<char, 64> text{};
        const int size = std::snprintf(text.data(), text.size(), "%a", static_cast<double>(number));
        write_text(out, std::string_view(text.data(), static_cast<std::size_t>(size)));
    }
};

template <>
struct description<bool> {
    static void build(const json& from, bool& flag) { flag = from.GetBool(); }
    static void describe(json_writer& out, bool flag) { out.Bool(flag); }
};

template <>
struct description<std::string> {
    static void build(const json& from, std::string& text) { text = text_of(from); }
    static void describe(json_writer& out, const std::string& text) { write_text(out, text); }
};

template <>
struct description<dynaco::number> {
    static void build(const json& from, dynaco::number& number) { number = dynaco::number(text_of(from)); }
    static void describe(json_writer& out, const dynaco::number& number) {
        write_text(out, number.to_string());
    }
};

inline std::vector<unsigned char> bytes_of(std::string_view hexadecimal) {
    std::vector<unsigned char> bytes(hexadecimal.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        std::from_chars(hexadecimal.data() + 2 * i, hexadecimal.data() + 2 * i + 2, bytes[i], 16);
    return bytes;
}
template <class Bytes>
void write_hexadecimal(json_writer& out, const Bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto each : bytes) {
        text += digits[static_cast<std::size_t>(each) >> 4U];
        text += digits[static_cast<std::size_t>(each) & 15U];
    }
    write_text(out, text);
}

template <>
struct description<dynaco::binary> {
    static void build(const json& from, dynaco::binary& bytes) {
        bytes.clear();
        for (const unsigned char each : bytes_of(text_of(from))) bytes.push_back(std::byte{each});
    }
    static void describe(json_writer& out, const dynaco::binary& bytes) { write_hexadecimal(out, bytes); }
};
template <>
struct description<dynaco::pynamodb_legacy_binary> {
    static void build(const json& from, dynaco::pynamodb_legacy_binary& legacy) {
        interop::build(from, legacy.bytes());
    }
    static void describe(json_writer& out, const dynaco::pynamodb_legacy_binary& legacy) {
        write_hexadecimal(out, legacy.bytes());
    }
};
template <std::size_t N>
struct description<std::array<std::byte, N>> {
    static void build(const json& from, std::array<std::byte, N>& bytes) {
        const auto given = bytes_of(text_of(from));
        for (std::size_t i = 0; i < N; ++i) bytes[i] = std::byte{given.at(i)};
    }
    static void describe(json_writer& out, const std::array<std::byte, N>& bytes) {
        write_hexadecimal(out, bytes);
    }
};
template <>
struct description<boost::uuids::uuid> {
    static void build(const json& from, boost::uuids::uuid& id) {
        const auto given = bytes_of(text_of(from));
        std::copy_n(given.begin(), 16, id.begin());
    }
    static void describe(json_writer& out, const boost::uuids::uuid& id) { write_hexadecimal(out, id); }
};

template <class D>
struct description<std::chrono::sys_time<D>> {
    static void build(const json& from, std::chrono::sys_time<D>& time) {
        std::int64_t count = 0;
        interop::build(from, count);
        time = std::chrono::sys_time<D>(D(count));
    }
    static void describe(json_writer& out, const std::chrono::sys_time<D>& time) {
        interop::describe(out, std::int64_t{time.time_since_epoch().count()});
    }
};
template <class Unit>
struct description<dynaco::epoch_time<Unit>> {
    static void build(const json& from, dynaco::epoch_time<Unit>& time) {
        std::int64_t count = 0;
        interop::build(from, count);
        time = dynaco::epoch_time<Unit>(count);
    }
    static void describe(json_writer& out, const dynaco::epoch_time<Unit>& time) {
        interop::describe(out, time.count());
    }
};
template <class Rep, class Period>
struct description<std::chrono::duration<Rep, Period>> {
    static void build(const json& from, std::chrono::duration<Rep, Period>& span) {
        Rep count{};
        interop::build(from, count);
        span = std::chrono::duration<Rep, Period>(count);
    }
    static void describe(json_writer& out, const std::chrono::duration<Rep, Period>& span) {
        interop::describe(out, span.count());
    }
};
template <>
struct description<std::chrono::year_month_day> {
    static void build(const json& from, std::chrono::year_month_day& date) {
        std::int64_t day = 0;  // since 1970
        interop::build(from, day);
        date = std::chrono::sys_days(std::chrono::days(day));
    }
    static void describe(json_writer& out, const std::chrono::year_month_day& date) {
        interop::describe(out, std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()});
    }
};

template <class E>
    requires std::is_enum_v<E>
struct description<E> {
    static void build(const json& from, E& value) {
        int number = 0;
        interop::build(from, number);
        value = static_cast<E>(number);
    }
    static void describe(json_writer& out, E value) { interop::describe(out, static_cast<int>(value)); }
};
template <class E>
struct description<dynaco::as_number<E>> {
    static void build(const json& from, dynaco::as_number<E>& value) {
        E plain{};
        interop::build(from, plain);
        value = plain;
    }
    static void describe(json_writer& out, const dynaco::as_number<E>& value) {
        interop::describe(out, value.value());
    }
};

template <class T>
struct description<std::optional<T>> {
    static void build(const json& from, std::optional<T>& value) {
        value.reset();
        if (!from.IsNull()) interop::build(from, value.emplace());
    }
    static void describe(json_writer& out, const std::optional<T>& value) {
        if (value)
            interop::describe(out, *value);
        else
            out.Null();
    }
};
template <class T>
struct description<dynaco::nullable<T>> {  // [] or [content]
    static void build(const json& from, dynaco::nullable<T>& value) {
        value.reset();
        if (!from.Empty()) interop::build(from[0], value.emplace());
    }
    static void describe(json_writer& out, const dynaco::nullable<T>& value) {
        out.StartArray();
        if (value) interop::describe(out, *value);
        out.EndArray();
    }
};
template <class T>
struct description<dynaco::json_text<T>> {
    static void build(const json& from, dynaco::json_text<T>& text) { interop::build(from, *text); }
    static void describe(json_writer& out, const dynaco::json_text<T>& text) {
        interop::describe(out, *text);
    }
};
template <>
struct description<std::monostate> {
    static void build(const json&, std::monostate&) {}
    static void describe(json_writer& out, std::monostate) { out.Null(); }
};
template <class... T>
struct description<std::variant<T...>> {
    using variant = std::variant<T...>;
    static void build(const json& from, variant& value) {
        std::size_t index = 0;
        interop::build(from[0], index);
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (void)((index == I && (interop::build(from[1], value.template emplace<I>()), true)) || ...);
        }
        (std::index_sequence_for<T...>{});
    }
    static void describe(json_writer& out, const variant& value) {
        out.StartArray();
        interop::describe(out, value.index());
        std::visit([&out](const auto& content) { interop::describe(out, content); }, value);
        out.EndArray();
    }
};

template <class T>
concept sequence = requires(T list) {
    list.begin();
    list.clear();
    typename T::value_type;
}
&&!requires { typename T::mapped_type; }
&&!std::same_as<T, std::string> && !std::same_as<T, dynaco::binary>;
template <sequence T>
struct description<T> {
    static void build(const json& from, T& list) {
        list.clear();
        for (const json& each : from.GetArray()) {
            typename T::value_type element{};
            interop::build(each, element);
            list.insert(list.end(), std::move(element));
        }
    }
    static void describe(json_writer& out, const T& list) {
        out.StartArray();
        for (const auto& each : list) interop::describe(out, each);
        out.EndArray();
    }
};
template <class T, std::size_t N>
struct description<std::array<T, N>> {
    static void build(const json& from, std::array<T, N>& list) {
        for (std::size_t i = 0; i < N; ++i)
            interop::build(from[static_cast<rapidjson::SizeType>(i)], list[i]);
    }
    static void describe(json_writer& out, const std::array<T, N>& list) {
        out.StartArray();
        for (const T& each : list) interop::describe(out, each);
        out.EndArray();
    }
};

template <class T>
concept map = requires {
    typename T::mapped_type;
};
template <map T>
struct description<T> {
    static void build(const json& from, T& map) {
        map.clear();
        for (const auto& each : from.GetObject())
            interop::build(each.value, map[std::string(text_of(each.name))]);
    }
    static void describe(json_writer& out, const T& map) {
        out.StartObject();
        for (const auto& [name, content] : map) {
            write_name(out, name);
            interop::describe(out, content);
        }
        out.EndObject();
    }
};

/// A value of any type: {"S": text}, {"M": {…}}, as DynamoDB's JSON, but with binary in hexadecimal.
template <>
struct description<dynaco::value> {
    using value = dynaco::value;
    static void build(const json& from, value& object);
    static void describe(json_writer& out, const value& object);
};
template <std::derived_from<dynaco::item> T>
struct description<T> {
    static void build(const json& from, T& item) {
        item.clear();
        for (const auto& each : from.GetObject()) interop::build(each.value, item[text_of(each.name)]);
    }
    static void describe(json_writer& out, const T& item) {
        out.StartObject();
        for (const auto& [name, content] : item) {
            write_name(out, name);
            interop::describe(out, content);
        }
        out.EndObject();
    }
};

template <class T>
void build_alternative(const json& from, dynaco::value& object) {
    T content{};
    build(from, content);
    object = dynaco::value(std::move(content));
}
inline void description<dynaco::value>::build(const json& from, value& object) {
    const auto& only = *from.MemberBegin();
    const std::string_view type = text_of(only.name);
    if (type == "S") return build_alternative<std::string>(only.value, object);
    if (type == "N") return build_alternative<dynaco::number>(only.value, object);
    if (type == "B") return build_alternative<dynaco::binary>(only.value, object);
    if (type == "BOOL") return build_alternative<bool>(only.value, object);
    if (type == "M") return build_alternative<dynaco::item>(only.value, object);
    if (type == "L") return build_alternative<value::list>(only.value, object);
    if (type == "SS") return build_alternative<value::string_set>(only.value, object);
    if (type == "NS") return build_alternative<value::number_set>(only.value, object);
    if (type == "BS") return build_alternative<value::binary_set>(only.value, object);
    object = dynaco::null;
}
inline void description<dynaco::value>::describe(json_writer& out, const value& object) {
    out.StartObject();
    write_name(out, dynaco::wire_name(object.type()));
    std::visit(
        [&out]<class T>(const T& content) {
            if constexpr (std::same_as<T, dynaco::null_t>)
                out.Bool(true);
            else
                interop::describe(out, content);
        },
        object.content());
    out.EndObject();
}

/// It is made from other members and has no description.
template <dynaco::fixed_string Template>
struct description<dynaco::composed<Template>> {
    static void build(const json&, dynaco::composed<Template>&) {}
    static void describe(json_writer& out, const dynaco::composed<Template>&) { out.Null(); }
};

template <class T>
struct description {
    static constexpr auto& names = dynaco::detail::model::field_names<T>;
    template <class Visit>
    static void visit_members(T& object, Visit visit) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            auto members = dynaco::detail::model::fields(object);
            (visit(names[I], std::get<I>(members)), ...);
        }
        (std::make_index_sequence<dynaco::detail::model::field_count<T>>{});
        if constexpr (dynaco::detail::model::keeps_unknown_attributes<T>)
            visit(std::string_view("unknown attributes"),
                  dynaco::detail::model::unknown_attributes_of(object));
    }
    static void build(const json& from, T& object) {
        visit_members(object, [&from](std::string_view name, auto& member) {
            const auto found = from.FindMember(
                json(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
            if (found != from.MemberEnd()) interop::build(found->value, member);
        });
    }
    static void describe(json_writer& out, const T& object) {
        T copy = object;
        out.StartObject();
        visit_members(copy, [&out](std::string_view name, const auto& member) {
            write_name(out, name);
            interop::describe(out, member);
        });
        out.EndObject();
    }
};

}  // namespace interop
