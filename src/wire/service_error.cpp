#include "wire/service_error.hpp"

#include <dynaco/json/reader.hpp>

namespace dynaco::wire {
namespace {

// "aws.x#FooError:http://…" → "FooError"
std::string_view bare_code(std::string_view code) {
    code = code.substr(0, code.find(':'));
    if (const auto hash = code.find('#'); hash != std::string_view::npos) code.remove_prefix(hash + 1);
    while (code.starts_with(' ')) code.remove_prefix(1);
    while (code.ends_with(' ')) code.remove_suffix(1);
    return code;
}

struct members {
    std::string code{};
    std::string type{};
    std::string message{};
};

// Only strings of the top level count; nested objects may have a "__type" of their own.
bool read_members(json::reader& in, members& found) {
    if (!in.take('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        std::string* wanted = nullptr;
        if (name == "code" || name == "Code")
            wanted = &found.code;
        else if (name == "__type")
            wanted = &found.type;
        else if (name == "message" || name == "Message" || name == "errorMessage")
            wanted = &found.message;
        std::string_view text;
        if (!wanted) {
            if (!in.skip()) return false;
            continue;
        }
        if (!in.raw(text)) return false;
        json::reader value(text);
        if (value.string(text)) wanted->assign(text);
    }
    return !in.failed() && in.at_end();
}

// HTML has lines and indentation that mean nothing.
std::string on_one_line(std::string_view text) {
    constexpr std::size_t enough = 160;
    std::string line;
    for (const char c : text) {
        if (line.size() == enough) break;
        const bool space = static_cast<unsigned char>(c) <= ' ';
        if (!space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

}  // namespace

service_error parse_service_error(const response& reply) {
    service_error error;
    members found;
    json::reader in(reply.body);
    const bool is_json = error.is_json = read_members(in, found);
    error.code = bare_code(reply.error_type);
    if (is_json && error.code.empty()) error.code = bare_code(found.code);
    if (is_json && error.code.empty()) error.code = bare_code(found.type);
    if (error.code.empty()) error.code = std::to_string(reply.status);
    error.message = is_json ? found.message : on_one_line(reply.body);
    return error;
}

}  // namespace dynaco::wire
