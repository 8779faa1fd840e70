#include "load/encode/untyped_json.hpp"

#include "json/scan.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/types.hpp>

#include <utility>

namespace dynaco::loading {

std::string json_number(std::string_view text) {
    const char* const end = text.data() + text.size();
    if (!text.empty() && detail::json::scan_number(text.data(), end) == end) return std::string(text);
    const auto parsed = number::parse(text);
    return parsed ? parsed->to_string() : std::string();
}

bool untyped_json::item(detail::json::reader& in, std::string& out) {
    path_.clear();
    return map(in, out);
}

bool untyped_json::content(detail::json::reader& in, attribute_type type, std::string_view path,
                           std::string& out) {
    using enum attribute_type;
    if (!path.empty()) path_ = path;
    std::string_view raw;
    switch (type) {
        case B: lose(losses::kind::bytes); [[fallthrough]];
        case S:
        case BOOL:
            if (!in.raw(raw)) return false;
            out += raw;
            return true;
        case NUL: return out += "null", in.skip();
        case N: return number(in, out);
        case M: return map(in, out);
        case L: return list(in, out);
        case BS: lose(losses::kind::bytes); [[fallthrough]];
        case SS:
        case NS: lose(losses::kind::set); return elements(in, type == NS, out);
        case any: break;
    }
    return in.malformed();
}

bool untyped_json::number(detail::json::reader& in, std::string& out) {
    std::string_view text;
    if (!in.string(text)) return false;
    const std::string digits = json_number(text);
    if (digits.empty()) return in.fail(errc::invalid_value, "the value of N is not a number");
    out += digits;
    return true;
}

bool untyped_json::elements(detail::json::reader& in, bool numbers, std::string& out) {
    if (!in.expect('[')) return false;
    out += '[';
    bool first = true;
    while (in.next_element(first)) {
        std::string_view raw;
        if (out.back() != '[') out += ',';
        if (numbers) {
            if (!number(in, out)) return false;
        } else {
            if (!in.raw(raw)) return false;
            out += raw;
        }
    }
    out += ']';
    return !in.failed();
}

bool untyped_json::list(detail::json::reader& in, std::string& out) {
    if (!in.enter() || !in.expect('[')) return false;
    out += '[';
    bool first = true;
    bool follows = false;
    const std::size_t path_size = path_.size();
    for (std::size_t index = 0; in.next_element(first); ++index) {
        if (std::exchange(follows, true)) out += ',';
        attribute_type type{};
        path_ += '[' + std::to_string(index) + ']';
        if (!in.open_attribute(type) || !content(in, type, {}, out) || !in.close_attribute())
            return in.fail_in(index);
        path_.resize(path_size);
    }
    out += ']';
    in.leave();
    return !in.failed();
}

bool untyped_json::map(detail::json::reader& in, std::string& out) {
    if (!in.enter() || !in.expect('{')) return false;
    out += '{';
    bool first = true;
    bool follows = false;
    const std::size_t path_size = path_.size();
    for (std::string_view name; in.next_member(first, name);) {
        const std::string kept(name);
        if (std::exchange(follows, true)) out += ',';
        if (!detail::json::writer(out).string(kept))
            return in.fail(errc::invalid_value, "an attribute's name is not UTF-8");
        out += ':';
        if (path_size > 0) path_ += '.';
        path_ += kept;
        attribute_type type{};
        if (!in.open_attribute(type) || !content(in, type, {}, out) || !in.close_attribute())
            return in.fail_in(kept);
        path_.resize(path_size);
    }
    out += '}';
    in.leave();
    return !in.failed();
}

void untyped_json::lose(losses::kind kind) { lost_.add(kind, path_); }

}  // namespace dynaco::loading
