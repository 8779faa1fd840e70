#include "fuzz_target.hpp"
#include "json/document.hpp"
#include "json_events.hpp"
#include "wire/service_error.hpp"

// The body of a TransactionCanceledException.
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

// The list, if there is only one.
const document* only_list(const document& body) {
    const document* found = nullptr;
    for (std::size_t i = 0; i < body.names().size(); ++i) {
        if (body.names()[i] != "CancellationReasons" && body.names()[i] != "cancellationReasons") continue;
        if (body.elements()[i].is_null()) continue;
        if (found) return nullptr;
        found = &body.elements()[i];
    }
    return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    const auto reasons = wire::parse_cancellation_reasons(text);
    check(reasons.size() <= 100, "no more than a transaction has statements", text);
    for (const cancellation_reason& each : reasons) {
        check(each.code.size() <= 1024 && each.message.size() <= 1024, "texts are cut", text);
        check(each.cause == dynaco::detail::errc_of_reason_code(each.code), "the cause is the code's", text);
    }

    const auto tree = document::parse(text);
    const auto events = fuzz::reader_events(text);
    if (!tree || events.limit || fuzz::rapidjson_events(text).limit) return 0;
    const document* const list = only_list(*tree);
    if (!list || reasons.empty()) return 0;
    check(list->elements().size() == reasons.size(), "as many as in RapidJSON's tree", text);
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        const std::string code = last(list->elements()[i], "Code", "code");
        check(code.size() > 1024 || reasons[i].code == code, "the code is the one in RapidJSON's tree", text);
    }
    return 0;
}
