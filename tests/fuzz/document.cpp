#include "json/document.hpp"

#include "fuzz_target.hpp"
#include "json_events.hpp"

using namespace dynaco;
using fuzz::check;

namespace {

void append(std::string& list, char kind, std::string_view text) {
    ((list += kind) += std::to_string(text.size())) += ':';
    list += text;
}

void walk(const detail::json::document& node, std::string& list) {
    using enum detail::json::document::kind;
    switch (node.type()) {
        case null: list += 'N'; return;
        case boolean: list += node.as_bool() ? 'T' : 'F'; return;
        case number: return append(list, '#', node.text());
        case string: return append(list, 'S', node.text());
        case array:
            list += '[';
            for (const auto& each : node.elements()) walk(each, list);
            list += ']';
            return;
        case object:
            list += '{';
            for (std::size_t i = 0; i < node.elements().size(); ++i) {
                append(list, 'K', node.names()[i]);
                walk(node.elements()[i], list);
            }
            list += '}';
    }
}

void read_scalars(const detail::json::document& node) {
    static_cast<void>(node.as_double());
    static_cast<void>(node.as_integer());
    static_cast<void>(node["a"]["b"].text());
    for (const auto& each : node.elements()) read_scalars(each);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::as_text(data, size);
    const auto parsed = detail::json::document::parse(text);
    if (!parsed) return 0;  // may be for its encoding, depth or numbers, which `reader` does not look at
    std::string list;
    walk(*parsed, list);
    const auto pulled = fuzz::reader_events(text);
    const bool surrogate = fuzz::rapidjson_events(text).limit;
    if (!pulled.limit && !surrogate) check(pulled.list == list, "document and reader agree", text);
    read_scalars(*parsed);
    return 0;
}
