#include "json/plain.hpp"
#include "json/utf8.hpp"

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/json.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

namespace dynaco::detail::model {

void throw_if_refused(bool written, const json::writer& out) {
    if (!written || out.failed()) throw error(out.why());
}

namespace {

// The position of the byte at `offset`: "line 2, column 5". Columns count bytes.
std::string place_in(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

void throw_if_refused(bool read, json::reader& in, std::string_view text, std::string_view operation) {
    if (read && (in.at_end() || in.malformed())) return;
    const failure why = in.why();
    diagnostics about = why.diagnostics();
    about.operation = operation;
    if (!about.detail.empty()) about.detail += ", ";
    about.detail += "near " + place_in(text, text.size() - in.left()) + " of the text";
    const bool is_no_json = why.cause() == errc::malformed_reply;  // the caller passed the text
    throw error(is_no_json ? errc::invalid_argument : why.cause(), std::move(about));
}

void throw_if_not_utf8(std::string_view text, std::string_view operation) {
    const std::size_t bad = json::find_not_utf8(text);
    if (bad == std::string_view::npos) return;
    throw error(errc::invalid_argument,
                {.operation = std::string(operation),
                 .detail = json::why_not_utf8(text, bad) + ", " + place_in(text, bad)});
}

bool patch_item(json::reader& in, item& object) {
    if (!in.enter() || !in.expect('{')) return false;
    bool first = true;
    std::string_view view;
    while (in.next_member(first, view)) {
        const auto at = object.try_emplace(view);  // the view is valid only until the next read
        if (!read_attribute(in, at->second)) return in.fail_in(at->first);
    }
    in.leave();
    return !in.failed();
}

bool same_item(std::string_view a, std::string_view b, bool is_item) {
    if (a == b) return true;
    if (is_item) return from_dynamodb_json<item>(a) == from_dynamodb_json<item>(b);
    return from_dynamodb_json<value>(a) == from_dynamodb_json<value>(b);
}

void print(std::ostream& stream, bool written, const json::writer& out, std::string_view text) {
    if (written && !out.failed())
        stream << text;
    else
        stream << out.why().text();
}

std::string without_wrappers(std::string_view typed) {
    return json::to_plain(typed, json::spelling::compact).value();
}

}  // namespace dynaco::detail::model
