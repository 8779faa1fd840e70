#include "operations/reply.hpp"

#include <dynaco/table/existing.hpp>

#include <utility>

namespace dynaco {
namespace {

[[noreturn]] void throw_unreadable(const failure& refused, const failure& why, std::string detail) {
    diagnostics about = refused.diagnostics();
    about.attribute_path = why.diagnostics().attribute_path;
    about.detail = std::move(detail);
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

}  // namespace dynaco
