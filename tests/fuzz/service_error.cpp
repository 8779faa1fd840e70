#include "wire/service_error.hpp"

#include "fuzz_target.hpp"
#include "json/document.hpp"
#include "json_events.hpp"

// The body of an error reply; a first line "header: …" becomes x-amzn-errortype.
using namespace dynaco;
using detail::json::document;
using fuzz::check;

namespace {

// The last string member with one of these names.
template <class... Name>
std::string last(const document& object, Name... names) {
    std::string found;
    for (std::size_t i = 0; i < object.names().size(); ++i)
        if (((object.names()[i] == names) || ...) && object.elements()[i].type() == document::kind::string)
            found = object.elements()[i].text();
    return found;
}

std::string bare(std::string code) {
    if (const auto colon = code.find(':'); colon != std::string::npos) code.resize(colon);
    if (const auto hash = code.find('#'); hash != std::string::npos) code.erase(0, hash + 1);
    const auto first = code.find_first_not_of(' ');
    if (first == std::string::npos) return "";
    return code.substr(first, code.find_last_not_of(' ') - first + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::as_text(data, size);
    wire::response reply{.status = 400};
    constexpr std::string_view header = "header: ";
    if (const auto line = text.find('\n'); text.starts_with(header) && line != std::string_view::npos) {
        reply.error_type = text.substr(header.size(), line - header.size());
        text.remove_prefix(line + 1);
    }
    reply.body = std::string(text);
    const auto parsed = wire::parse_service_error(reply);
    check(!parsed.code.empty(), "there is always a code", text);

    const auto tree = document::parse(text);
    const auto events = fuzz::reader_events(text);
    if (!tree || events.limit || fuzz::rapidjson_events(text).limit) return 0;
    const bool object = tree->type() == document::kind::object;
    std::string code = bare(reply.error_type);
    if (code.empty()) code = bare(last(*tree, "code", "Code"));
    if (code.empty()) code = bare(last(*tree, "__type"));
    if (code.empty()) code = "400";
    check(parsed.code == code, "the code is the one in RapidJSON's tree", text);
    check(parsed.is_json == object, "only an object is an error of DynamoDB's", text);
    if (object) {
        const std::string message = last(*tree, "message", "Message", "errorMessage");
        check(parsed.message == message, "the message is the one in RapidJSON's tree", text);
    } else {
        check(parsed.message.size() <= 160 && parsed.message.find('\n') == std::string::npos,
              "other text is cut and put on one line", text);
    }
    return 0;
}
