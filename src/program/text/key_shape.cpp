#include "program/text/key_shape.hpp"

#include "program/text/literal.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {

const key_description* key_shape::find(std::string_view name) const noexcept {
    for (const auto* part : {&hash, &range}) {
        const auto found = std::ranges::find(*part, name, &key_description::name);
        if (found != part->end()) return &*found;
    }
    return nullptr;
}

key_shape key_of(const table_description& table) { return {table.hash_keys, table.range_keys}; }
key_shape key_of(const index_description& index) { return {index.hash_keys, index.range_keys}; }

namespace {

std::vector<key_description> attributes_of(const key_shape& key) {
    std::vector<key_description> all = key.hash;
    all.insert(all.end(), key.range.begin(), key.range.end());
    return all;
}

}  // namespace

std::vector<std::string> names_of(const key_shape& key) {
    std::vector<std::string> names;
    for (const auto* part : {&key.hash, &key.range})
        for (const key_description& each : *part) names.push_back(each.name);
    return names;
}

std::string text_of(const key_shape& key) {
    std::string text;
    for (const key_description& each : attributes_of(key)) {
        if (!text.empty()) text += " and ";
        text += each.name + " (" + std::string(wire_name(each.type)) + ')';
    }
    return text;
}

value key_value_from_argument(const key_description& attribute, std::string_view argument) {
    const std::string what = "the key attribute " + attribute.name;
    if (argument.empty()) refuse(argument, 0, what + " has an empty value, which DynamoDB refuses");
    switch (attribute.type) {
        case attribute_type::N: {
            const result<number> parsed = number::parse(argument);
            if (!parsed)
                refuse(argument, 0,
                       what + " is a number (N) of at most 38 digits, but \"" + std::string(argument) +
                           "\" is not");
            return parsed.value();
        }
        case attribute_type::B: try { return bytes_of(argument, 0, argument);
            } catch (const text_error& fault) {
                refuse(argument, fault.fault().column, what + " is binary (B): " + fault.what());
            }
        default: break;
    }
    return argument;
}

namespace {

// The size of a key value as DynamoDB counts it. A number is never too large.
std::size_t size_of(const value& v) {
    if (const auto* text = v.get_if<std::string>()) return text->size();
    if (const auto* bytes = v.get_if<binary>()) return bytes->size();
    return 0;
}

[[noreturn]] void refuse_count(const key_shape& key, std::size_t count) {
    const std::size_t wanted = key.hash.size() + key.range.size();
    refuse({}, 0,
           "the key is " + text_of(key) + ": expected " + std::to_string(wanted) +
               (wanted == 1 ? " value" : " values") + ", but got " + std::to_string(count));
}

}  // namespace

std::vector<value> key_values_from_arguments(const key_shape& key, std::span<const std::string> arguments) {
    const std::vector<key_description> attributes = attributes_of(key);
    if (arguments.size() > attributes.size()) refuse_count(key, arguments.size());
    std::vector<value> values;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        values.push_back(key_value_from_argument(attributes[i], arguments[i]));
        const std::size_t most = i < key.hash.size() ? 2048 : 1024;
        if (size_of(values.back()) > most)
            refuse(arguments[i], 0,
                   "the key attribute " + attributes[i].name + " has more than " + std::to_string(most) +
                       " bytes, DynamoDB's limit");
    }
    return values;
}

item key_from_arguments(const key_shape& key, std::span<const std::string> arguments) {
    const std::vector<key_description> attributes = attributes_of(key);
    if (arguments.size() != attributes.size()) refuse_count(key, arguments.size());
    std::vector<value> values = key_values_from_arguments(key, arguments);
    item found;
    for (std::size_t i = 0; i < values.size(); ++i)
        found.insert_or_assign(attributes[i].name, std::move(values[i]));
    return found;
}

}  // namespace dynaco::program
