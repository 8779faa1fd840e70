#pragma once

#include <dynaco/json.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <string_view>

namespace dynaco::fuzz {

/// A value in the notation of the program.
inline std::string written_literal(const value& v);

inline std::string written_text(const std::string& text) {
    const std::string typed = to_dynamodb_json(value(text));  // {"S":"text"}
    return typed.substr(5, typed.size() - 6);
}
inline std::string written_bytes(const binary& bytes) {
    const std::string typed = to_dynamodb_json(value(bytes));  // {"B":"AQID"}
    return "b64" + typed.substr(5, typed.size() - 6);
}

template <class Container, class Write>
std::string joined(std::string_view open, const Container& all, std::string_view close, Write write) {
    std::string text(open);
    for (const auto& each : all) {
        if (text.size() > open.size()) text += ", ";
        text += write(each);
    }
    return text += close;
}

struct literal_writer {
    std::string operator()(const std::string& text) const { return written_text(text); }
    std::string operator()(const number& n) const { return n.to_string(); }
    std::string operator()(const binary& bytes) const { return written_bytes(bytes); }
    std::string operator()(bool truth) const { return truth ? "TRUE" : "false"; }
    std::string operator()(null_t) const { return "null"; }
    std::string operator()(const value::list& list) const { return joined("[", list, "]", written_literal); }
    std::string operator()(const item& map) const {
        return joined("{", map, "}", [](const auto& each) {
            return written_text(each.first) + ": " + written_literal(each.second);
        });
    }
    template <class Element, class... More>
    std::string operator()(const std::set<Element, More...>& set) const {
        return joined("<<", set, ">>", [this](const Element& each) { return (*this)(each); });
    }
};

inline std::string written_literal(const value& v) { return std::visit(literal_writer{}, v.content()); }

}  // namespace dynaco::fuzz
