#include "program/definition/plain_document.hpp"

#include <dynaco/json.hpp>

#include <utility>

namespace dynaco::program {
namespace {

constexpr std::size_t longest_line = 76;

template <class T>
const T* content_of(const item& document, std::string_view member) {
    const value* const found = document.find(member);
    return found ? found->get_if<T>() : nullptr;
}

void write_indented(std::string& out, const value& what, std::size_t depth, std::size_t used) {
    const item* const object = what.get_if<item>();
    const value::list* const list = what.get_if<value::list>();
    const std::string flat = to_json(what);
    const bool fits = used + flat.size() < longest_line && depth > 0;
    if (fits || (!object && !list) || (object && object->empty()) || (list && list->empty())) {
        out += flat;
        return;
    }
    const std::string indent(2 * (depth + 1), ' ');
    const char* separator = "\n";
    out += object ? '{' : '[';
    const auto write_one = [&](std::string label, const value& element) {
        ((out += std::exchange(separator, ",\n")) += indent) += label;
        write_indented(out, element, depth + 1, indent.size() + label.size());
    };
    if (object)
        for (const auto& [name, element] : *object) write_one(to_json(value(name)) + ": ", element);
    else
        for (const value& element : *list) write_one({}, element);
    ((out += '\n') += std::string(2 * depth, ' ')) += object ? '}' : ']';
}

}  // namespace

std::string text_of(const item& document, std::string_view member) {
    const auto* const text = content_of<std::string>(document, member);
    return text ? *text : std::string();
}

std::int64_t whole_of(const item& document, std::string_view member) {
    const auto* const found = content_of<number>(document, member);
    return found ? found->to<std::int64_t>().value_or(0) : 0;
}

double real_of(const item& document, std::string_view member) {
    const auto* const found = content_of<number>(document, member);
    return found ? found->to_double() : 0;
}

bool is_set(const item& document, std::string_view member) {
    const auto* const found = content_of<bool>(document, member);
    return found && *found;
}

const item& object_of(const item& document, std::string_view member) {
    static const item nothing;
    const auto* const found = content_of<item>(document, member);
    return found ? *found : nothing;
}

const value::list& list_of(const item& document, std::string_view member) {
    static const value::list nothing;
    const auto* const found = content_of<value::list>(document, member);
    return found ? *found : nothing;
}

const item& object_in(const value& element) {
    static const item nothing;
    const auto* const found = element.get_if<item>();
    return found ? *found : nothing;
}

item members_of(const item& from, std::initializer_list<std::string_view> names) {
    item part;
    for (const std::string_view name : names)
        if (const value* const found = from.find(name)) part.insert_or_assign(name, *found);
    return part;
}

std::string indented_json(const item& document) {
    std::string out;
    write_indented(out, value(document), 0, 0);
    return out += '\n';
}

}  // namespace dynaco::program
