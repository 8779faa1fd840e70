#include "json/quoted.hpp"
#include "operations/reply.hpp"

#include <dynaco/detail/table/call/conflict.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace dynaco::detail {
namespace {

struct explanation {
    errc cause{};
    std::string detail{};
};

// The parts of the stored item that the response contains.
struct stored_item {
    bool seen = false;
    std::optional<std::string> version{};
    std::optional<std::string> kind{};
};

stored_item stored_in(std::string_view item, const write_guard& guard) {
    stored_item stored{.seen = !item.empty()};
    if (!stored.seen || (guard.version.empty() && guard.discriminator.empty())) return stored;
    const auto take = [](json::reader& in, std::string_view wanted, std::optional<std::string>& text) {
        return json::read_object(in, [&](std::string_view type) {
            return type == wanted ? operations::read_string(in, text.emplace()) : in.skip();
        });
    };
    // Ignores what cannot be read: the error to report is the conflict.
    static_cast<void>(operations::read_reply(item, [&](json::reader& in, std::string_view name) {
        if (!guard.version.empty() && name == guard.version) return take(in, "N", stored.version);
        if (!guard.discriminator.empty() && name == guard.discriminator) return take(in, "S", stored.kind);
        return in.skip();
    }));
    return stored;
}

bool is_another_kind(const stored_item& stored, const write_guard& guard) {
    return stored.kind && std::ranges::find(guard.kinds, *stored.kind) == guard.kinds.end();
}

// The response has no item to tell whether it is of another kind.
bool may_be_another_kind(const stored_item& stored, const write_guard& guard) {
    return !stored.seen && !guard.asks_existing && !guard.discriminator.empty();
}
constexpr std::string_view or_another_kind =
    ", or the stored item is of another kind; write_options::return_existing tells which";

std::string raw_item(std::string_view body) {
    std::string item;
    const auto read = operations::read_reply(body, [&item](json::reader& in, std::string_view name) {
        return name == "Item" ? operations::read_raw(in, item) : in.skip();
    });
    if (!read) item.clear();
    return item;
}

constexpr std::string_view no_item = "the item does not exist (the service returned no item)";

std::string versions_text(const stored_item& stored, const write_guard& guard) {
    std::string text;
    if (!stored.seen)
        text = guard.asks_existing ? std::string(no_item) + ", " : std::string();
    else if (stored.version)
        text = "the stored version is " + *stored.version + ", ";
    else
        text = "the stored item has no version, ";
    const bool is_new = guard.expected.empty() || (guard.zero_is_new && guard.expected == "0");
    return text + (is_new ? "the object has no version yet" : "the object's version is " + guard.expected);
}

bool versions_agree(const stored_item& stored, const write_guard& guard) {
    if (stored.version) return *stored.version == guard.expected;
    return guard.expected.empty() || (guard.zero_is_new && guard.expected == "0");
}

explanation explain_version(const stored_item& stored, const write_guard& guard) {
    const std::string versions = versions_text(stored, guard);
    if (may_be_another_kind(stored, guard))
        return {errc::conditional_check_failed,
                std::string(guard.users_condition ? "when(condition) did not hold or " : "") +
                    "the version differs (" + versions + ')' + std::string(or_another_kind)};
    if (!guard.users_condition) return {errc::version_conflict, versions};
    if (!stored.seen)
        return {errc::conditional_check_failed,
                "when(condition) did not hold or the version differs: " + versions};
    if (versions_agree(stored, guard))
        return {errc::conditional_check_failed,
                "the stored version equals the object's; when(condition) did not hold"};
    return {errc::version_conflict, versions};
}

std::string explain_absence(const stored_item& stored, const write_guard& guard) {
    std::string text = guard.asks_existing     ? std::string(no_item)
                       : guard.users_condition ? "when(condition) did not hold, or the item does not exist"
                                               : "the item does not exist";
    if (may_be_another_kind(stored, guard)) text += or_another_kind;
    if (!guard.left_out.empty())
        text += "; the update would create an item without " + json::quoted(guard.left_out) +
                ", which the schema requires";
    return guard.asks_existing ? text + "; create it with insert() or save()" : text;
}

explanation explain(std::string_view item, const write_guard& guard) {
    if (guard.new_item) return {errc::duplicate_item, "an item with this key already exists"};
    const stored_item stored = stored_in(item, guard);
    if (is_another_kind(stored, guard))
        return {errc::conditional_check_failed,
                "the stored item is of another kind: " + json::quoted(*stored.kind)};
    if (!guard.version.empty()) return explain_version(stored, guard);
    if (guard.stored_item && !stored.seen)
        return {errc::conditional_check_failed, explain_absence(stored, guard)};
    if (may_be_another_kind(stored, guard) && !guard.users_condition)
        return {errc::conditional_check_failed, "the stored item is of another kind"};
    return {errc::conditional_check_failed, {}};
}

}  // namespace

bool is_refusal(errc cause) noexcept {
    return cause == errc::conditional_check_failed || cause == errc::version_conflict ||
           cause == errc::duplicate_item;
}

failure explain_conflict(const failure& why, const write_guard& guard) {
    if (why.cause() != errc::conditional_check_failed) return why;
    const explanation e = explain(raw_item(why.diagnostics().body), guard);
    if (e.cause == why.cause() && e.detail.empty()) return why;
    diagnostics about = why.diagnostics();
    about.detail = e.detail;
    return {e.cause, std::move(about)};
}

void explain_conflict(cancellation_reason& reason, const write_guard& guard) {
    if (reason.cause != errc::conditional_check_failed) return;
    explanation e = explain(reason.item, guard);
    reason.cause = e.cause;
    if (!e.detail.empty()) reason.message = std::move(e.detail);
}

}  // namespace dynaco::detail
