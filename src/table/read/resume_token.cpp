#include "table/read/resume_token.hpp"

#include "json/base64.hpp"
#include "operations/reply.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/types.hpp>

#include <algorithm>
#include <cstddef>

namespace dynaco::paging {
namespace {

constexpr std::uint64_t version = 1;

failure refuse(const char* why) { return {errc::invalid_argument, {.detail = why}}; }

std::string to_base64url(std::string_view text) {
    std::string out;
    detail::json::append_base64(out, std::as_bytes(std::span(text)));
    out.resize(std::min(out.size(), out.find('=')));
    std::ranges::replace(out, '+', '-');
    std::ranges::replace(out, '/', '_');
    return out;
}

bool from_base64url(std::string_view text, std::string& out) {
    if (text.find_first_of("+/=") != std::string_view::npos) return false;
    std::string standard(text);
    std::ranges::replace(standard, '-', '+');
    std::ranges::replace(standard, '_', '/');
    standard.append((4 - standard.size() % 4) % 4, '=');
    std::vector<std::byte> bytes;
    if (!detail::json::decode_base64(standard, bytes)) return false;
    out.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return true;
}

bool is_a_key(std::string_view json) {
    detail::json::reader in(json);
    item key;
    return detail::read_item(in, key) && in.at_end() && !key.empty();
}

bool read_position(detail::json::reader& in, position& p) {
    if (in.take_null()) return p.finished = true;
    if (!operations::read_raw(in, p.key)) return false;
    if (p.key == "{}") return p.key.clear(), true;
    return is_a_key(p.key) || in.malformed();
}

bool read_positions(detail::json::reader& in, std::vector<position>& positions) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first))
        if (!read_position(in, positions.emplace_back())) return false;
    return !in.failed();
}

bool read_segment(detail::json::reader& in, std::uint32_t& number) {
    std::uint64_t wide = 0;
    if (!operations::read_count(in, wide)) return false;
    number = static_cast<std::uint32_t>(wide);
    return number == wide || in.malformed();
}

struct contents {
    std::uint64_t version = 0;
    read_scope scope{};
    std::vector<position> positions{};
};

result<void> read_contents(std::string_view json, contents& c) {
    return operations::read_reply(json, [&c](detail::json::reader& in, std::string_view name) {
        if (name == "v") return operations::read_count(in, c.version);
        if (name == "o") return operations::read_string(in, c.scope.operation);
        if (name == "t") return operations::read_string(in, c.scope.table);
        if (name == "i") return operations::read_string(in, c.scope.index);
        if (name == "s") return read_segment(in, c.scope.segment);
        if (name == "n") return read_segment(in, c.scope.segments);
        if (name == "p") return read_positions(in, c.positions);
        return in.skip();
    });
}

}  // namespace

std::string write_resume_token(const read_scope& scope, std::span<const position> positions) {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("v", version);
    out.member("o", scope.operation);
    out.member("t", scope.table);
    if (!scope.index.empty()) out.member("i", scope.index);
    if (scope.segment > 0) out.member("s", scope.segment);
    if (scope.segments > 0) out.member("n", scope.segments);
    out.plain_key("p");
    out.begin_array();
    for (const position& p : positions) {
        out.element();
        out.raw(p.finished ? std::string_view("null") : p.key.empty() ? std::string_view("{}") : p.key);
    }
    out.end_array();
    out.end_object();
    return to_base64url(text);
}

result<std::vector<position>> read_resume_token(std::string_view token, const read_scope& scope,
                                                std::size_t count) {
    std::string text;
    contents c;
    if (!from_base64url(token, text) || !read_contents(text, c) || c.version == 0)
        return refuse("the resume token is damaged or was not made by dynaco");
    if (c.version != version) return refuse("the resume token was made by another version of dynaco");
    if (c.scope != scope || c.positions.size() != count)
        return refuse("the resume token belongs to another table, index, operation or segment");
    return std::move(c.positions);
}

}  // namespace dynaco::paging
