#include "operations/reply.hpp"
#include "table/call/unreadable.hpp"

#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/writing.hpp>

#include <utility>

namespace dynaco::detail {
namespace {

[[noreturn]] void throw_unreadable(const failure& refused, const failure& why, std::string detail) {
    diagnostics about = refused.diagnostics();
    about.attribute_path = why.diagnostics().attribute_path;
    about.detail = std::move(detail);
    about.advice.clear();
    about.service_code.clear();
    about.service_message.clear();
    about.cancellation_reasons.clear();
    throw error(why.cause(), std::move(about));
}

}  // namespace

void read_existing(const failure& refused, attributes_sink sink) {
    if (refused.code() != condition::conflict) return;
    const auto read =
        operations::read_reply(refused.diagnostics().body, [&sink](json::reader& in, std::string_view name) {
            return name == "Item" ? sink.read(in) : in.skip();
        });
    if (!read) throw_unreadable(refused, read.error(), read.error().diagnostics().detail);
}

void read_existing(const failure& refused, std::size_t statement, attributes_sink sink) {
    const auto& reasons = refused.diagnostics().cancellation_reasons;
    if (statement >= reasons.size() || reasons[statement].item.empty()) return;
    const cancellation_reason& reason = reasons[statement];
    json::reader in(reason.item);
    if (sink.read(in)) return;
    const failure why = in.why();
    std::string detail = "the existing item of statement " + std::to_string(statement + 1);
    if (!reason.statement.empty()) detail += " (" + reason.statement + ")";
    if (!why.diagnostics().detail.empty()) detail += ": " + why.diagnostics().detail;
    throw_unreadable(refused, why, std::move(detail));
}

bool read_returned(const reply& answer, attributes_sink sink) {
    bool found = false;
    const auto read = operations::read_reply(answer.body, [&](json::reader& in, std::string_view name) {
        if (name != "Attributes") return in.skip();
        found = true;
        return sink.read(in);
    });
    if (!read) throw error(answer.explain(read.error()));
    return found;
}

void read_returned_always(const reply& answer, attributes_sink sink) {
    if (!read_returned(answer, sink))
        throw error(
            answer.explain({errc::malformed_reply, {.detail = "the response has no member Attributes"}}));
}

void throw_unreadable(const reply& from, const std::vector<std::string>& key_names,
                      std::vector<unreadable_item>& items) {
    explain_unreadable(from, key_names, items);
    throw error(items.front().why);
}

}  // namespace dynaco::detail
