#pragma once

#include <dynaco/detail/json/reader.hpp>

#include <string_view>

/// Reads objects and arrays of AWS's JSON: a member or an element that is null counts as absent.
namespace dynaco::detail::json {

/// Reads an object. `member(name)` reads one value and returns false on failure. `name` is valid until the
/// callback reads. Members that are null are skipped.
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

/// Reads an array. `element()` reads one value and returns false on failure. Elements that are null are
/// skipped.
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

}  // namespace dynaco::detail::json
