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
    std::string_view advice{};  // empty: that of the cause
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

constexpr std::string_view no_item = "the service has no item with this key";

constexpr std::string_view advice_for_new_object =
    "to change the stored item, read it first; to replace it, set write_options::ignore_version; insert() "
    "writes only new items";
constexpr std::string_view advice_for_gone_item =
    "it was removed after the object was read: write it again with insert(), or give up the change";
constexpr std::string_view advice_for_gone_removal =
    "it was removed after the object was read: nothing is left to remove";
constexpr std::string_view advice_for_no_item = "create it with insert() or save()";

bool is_new_object(const write_guard& guard) {
    return guard.expected.empty() || (guard.zero_is_new && guard.expected == "0");
}

// The response would have the item if there was one.
bool is_gone(const stored_item& stored, const write_guard& guard) {
    return !stored.seen && guard.asks_existing && guard.stored_item;
}

std::string_view advice_on_version(const stored_item& stored, const write_guard& guard, bool removes) {
    if (is_gone(stored, guard) && is_new_object(guard)) return advice_for_no_item;
    if (is_gone(stored, guard)) return removes ? advice_for_gone_removal : advice_for_gone_item;
    return is_new_object(guard) ? advice_for_new_object : std::string_view();
}

std::string versions_text(const stored_item& stored, const write_guard& guard) {
    std::string text;
    if (!stored.seen)
        text = is_gone(stored, guard) ? std::string(no_item) + ", " : std::string();
    else if (stored.version)
        text = "the stored version is " + *stored.version + ", ";
    else
        text = "the stored item has no version, ";
    return text + (is_new_object(guard) ? "the object has no version yet"
                                        : "the object's version is " + guard.expected);
}

bool versions_agree(const stored_item& stored, const write_guard& guard) {
    return stored.version ? *stored.version == guard.expected : is_new_object(guard);
}

explanation explain_version(const stored_item& stored, const write_guard& guard, bool removes) {
    const std::string versions = versions_text(stored, guard);
    if (may_be_another_kind(stored, guard))
        return {errc::conditional_check_failed,
                std::string(guard.users_condition ? "when(condition) did not hold or " : "") +
                    "the version differs (" + versions + ')' + std::string(or_another_kind)};
    const std::string_view advice = advice_on_version(stored, guard, removes);
    if (!guard.users_condition) return {errc::version_conflict, versions, advice};
    if (!stored.seen)
        return {errc::conditional_check_failed,
                "when(condition) did not hold or the version differs: " + versions, advice};
    if (versions_agree(stored, guard))
        return {errc::conditional_check_failed,
                "the stored version equals the object's; when(condition) did not hold"};
    return {errc::version_conflict, versions, advice};
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

explanation explain(std::string_view item, const write_guard& guard, bool removes) {
    if (guard.new_item) return {errc::duplicate_item, "an item with this key already exists"};
    const stored_item stored = stored_in(item, guard);
    if (is_another_kind(stored, guard))
        return {errc::conditional_check_failed,
                "the stored item is of another kind: " + json::quoted(*stored.kind)};
    if (!guard.version.empty()) return explain_version(stored, guard, removes);
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
    const bool removes = why.diagnostics().operation == "DeleteItem";
    const explanation e = explain(raw_item(why.diagnostics().body), guard, removes);
    if (e.cause == why.cause() && e.detail.empty()) return why;
    diagnostics about = why.diagnostics();
    about.detail = e.detail;
    about.advice = e.advice;
    return {e.cause, std::move(about)};
}

void explain_conflict(cancellation_reason& reason, const write_guard& guard) {
    if (reason.cause != errc::conditional_check_failed) return;
    explanation e = explain(reason.item, guard, reason.statement.starts_with("remove "));
    reason.cause = e.cause;
    if (!e.advice.empty()) (e.detail += "; ") += e.advice;
    if (!e.detail.empty()) reason.message = std::move(e.detail);
}

}  // namespace dynaco::detail
