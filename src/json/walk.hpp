#pragma once

#include <dynaco/detail/json/reader.hpp>

#include <string_view>

/// Objects and arrays as AWS's JSON has them: a null stands for a member, or an element, that is not there.
namespace dynaco::json {

/// Reads an object; `member(name)` reads a value and returns false on failure. `name` is valid until it
/// reads.
template <class Member>
bool read_object(reader& in, const Member& member) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (in.take_null()) continue;
        if (!member(name)) return false;
    }
    return !in.failed();
}

/// Reads an array; `element()` reads a value and returns false on failure.
template <class Element>
bool read_array(reader& in, const Element& element) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (in.take_null()) continue;
        if (!element()) return false;
    }
    return !in.failed();
}

}  // namespace dynaco::json
