#pragma once

#include "description.hpp"

#include <dynaco.hpp>

#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

/// Conditions and updates from the driver's trees (expressions.py): arrays that begin with their kind,
/// ["and", …], ["<", operand, operand], ["set", path, operand].
namespace interop {

using condition = dynaco::condition_of<dynaco::item>;
using updates = dynaco::updates_of<dynaco::item>;

inline dynaco::value value_of(const json& from) {
    dynaco::value made;
    build(from, made);
    return made;
}
inline auto path_of(const json& from) { return dynaco::attribute(std::string(text_of(from))); }

using attribute = decltype(dynaco::attribute(""));
using size_of_attribute = decltype(dynaco::attribute("").size());
using comparand = std::variant<attribute, size_of_attribute, dynaco::value>;

/// {"path": …}, {"size": path} or {"value": …}
inline comparand comparand_of(const json& from) {
    const auto& only = *from.MemberBegin();
    const std::string_view kind = text_of(only.name);
    if (kind == "path") return path_of(only.value);
    if (kind == "size") return path_of(only.value).size();
    return value_of(only.value);
}

// Two values are not compared: neither client can express that.
template <class Left, class Right>
inline constexpr bool comparable = !std::same_as<Left, dynaco::value> || !std::same_as<Right, dynaco::value>;

inline condition comparison_of(std::string_view name, const comparand& left, const comparand& right) {
    return std::visit(
        [name]<class L, class R>(const L& a, const R& b) -> condition {
            if constexpr (comparable<L, R>) {
                if (name == "=") return a == b;
                if (name == "<>") return a != b;
                if (name == "<") return a < b;
                if (name == "<=") return a <= b;
                if (name == ">") return a > b;
                if (name == ">=") return a >= b;
            }
            throw std::runtime_error("the driver sent the comparison " + std::string(name));
        },
        left, right);
}
inline condition between_of(const comparand& middle, const comparand& low, const comparand& high) {
    return std::visit(
        []<class A>(const A& a, const auto& b, const auto& c) -> condition {
            if constexpr (std::same_as<A, dynaco::value>)
                throw std::runtime_error("the driver sent a value between others");
            else
                return a.between(b, c);
        },
        middle, low, high);
}

inline dynaco::attribute_type type_of(const json& from) {
    const std::string_view wanted = text_of(from);
    for (int i = 0; i < static_cast<int>(dynaco::attribute_type::any); ++i)
        if (const auto type = static_cast<dynaco::attribute_type>(i); dynaco::wire_name(type) == wanted)
            return type;
    throw std::runtime_error("the driver sent the type " + std::string(wanted));
}

inline condition condition_from(const json& from) {
    const std::string_view name = text_of(from[0]);
    const auto size = from.Size();
    if (name == "and" || name == "or") {
        condition joined;
        for (rapidjson::SizeType i = 1; i < size; ++i)
            name == "and" ? joined.and_also(condition_from(from[i]))
                          : joined.or_else(condition_from(from[i]));
        return joined;
    }
    if (name == "not") return !condition_from(from[1]);
    if (name == "exists") return path_of(from[1]).exists();
    if (name == "not_exists") return path_of(from[1]).not_exists();
    if (name == "is_type") return path_of(from[1]).is_type(type_of(from[2]));
    if (name == "begins_with") return path_of(from[1]).begins_with(value_of(from[2]));
    if (name == "contains") return path_of(from[1]).contains(value_of(from[2]));
    if (name == "between")
        return between_of(comparand_of(from[1]), comparand_of(from[2]), comparand_of(from[3]));
    if (name == "in") {
        std::vector<dynaco::value> choices;
        for (rapidjson::SizeType i = 2; i < size; ++i) choices.push_back(value_of(from[i]));
        return path_of(from[1]).in_range(choices);
    }
    return comparison_of(name, comparand_of(from[1]), comparand_of(from[2]));
}

using default_of_attribute = decltype(dynaco::attribute("").if_not_exists(dynaco::value()));
using assigned = std::variant<attribute, default_of_attribute, dynaco::value>;

/// {"path": …}, {"if_not_exists": [path, value]} or {"value": …}
inline assigned assigned_of(const json& from) {
    const auto& only = *from.MemberBegin();
    const std::string_view kind = text_of(only.name);
    if (kind == "path") return path_of(only.value);
    if (kind == "if_not_exists") return path_of(only.value[0]).if_not_exists(value_of(only.value[1]));
    return value_of(only.value);
}
inline void add_set(updates& changes, const attribute& path, const json& from) {
    if (from.IsObject()) {
        std::visit([&](const auto& operand) { changes.add(path.set(operand)); }, assigned_of(from));
        return;
    }
    const std::string_view name = text_of(from[0]);
    std::visit(
        [&]<class A, class B>(const A& a, const B& b) {
            if constexpr (comparable<A, B>) {
                if (name == "+") changes.add(path.set(a + b));
                if (name == "-") changes.add(path.set(a - b));
            }
            if constexpr (!std::same_as<A, dynaco::value> && std::same_as<B, dynaco::value>) {
                if (name == "append") changes.add(path.set(a.append(b)));
                if (name == "prepend") changes.add(path.set(a.prepend(b)));
            }
        },
        assigned_of(from[1]), assigned_of(from[2]));
}

inline updates updates_from(const json& from) {
    updates changes;
    for (const json& each : from.GetArray()) {
        const std::string_view name = text_of(each[0]);
        const auto path = path_of(each[1]);
        if (name == "set") add_set(changes, path, each[2]);
        if (name == "remove") changes.add(path.remove());
        if (name == "add") changes.add(path.add(value_of(each[2])));
        if (name == "delete") changes.add(path.delete_elements(value_of(each[2])));
    }
    if (changes.size() != from.Size()) throw std::runtime_error("the driver sent an unknown action");
    return changes;
}

}  // namespace interop
