#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/writing.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Converts the outcome of a call into the result for the caller of a table. If `report` is not null, the
/// call is added to it, also after a failure.
namespace dynaco::detail {

/// Passes `Attributes` of a write's response to `sink`, if there are any. @returns true if there were any
/// @throws error
bool read_returned(const reply& answer, attributes_sink sink);
/// Passes `Attributes` of a write's response to `sink`. @throws error  also if the response has none
void read_returned_always(const reply& answer, attributes_sink sink);

/// Reads one of the attributes of a write's response.
/// @throws error  errc::malformed_reply if the response does not contain it
template <class T>
void read_returned_attribute(const reply& answer, std::string_view name, T& value) {
    bool found = false;
    auto take = [&](json::reader& in) {
        bool first = true;
        std::string_view each;
        if (!in.expect('{')) return false;
        while (in.next_member(first, each)) {
            const bool wanted = each == name;
            found = found || wanted;
            if (!(wanted ? model::read_attribute(in, value) || in.fail_in(name) : in.skip())) return false;
        }
        return !in.failed();
    };
    read_returned_always(answer, take);
    if (!found)
        throw error(answer.explain({errc::malformed_reply,
                                    {.attribute_path = std::string(name),
                                     .detail = "the response does not contain the attribute"}}));
}

/// Returns the new value of an attribute, from UPDATED_NEW.
template <class T>
awaitable<T> updated_value(awaitable<result<reply>> call, call_report* report, write_guard guard,
                           std::string_view name) {
    const result<reply> outcome = co_await std::move(call);
    if (report) report->add(outcome);
    if (!outcome) throw error(explain_conflict(outcome.error(), guard));
    T value{};
    read_returned_attribute(*outcome, name, value);
    co_return value;
}

/// For writes that do not change an object.
struct no_effect {
    void operator()(const reply&) const noexcept {}
};

template <class Answer>
inline constexpr bool is_verdict = false;
template <class Model, class Returned>
inline constexpr bool is_verdict<verdict<Model, Returned>> = true;

/// Makes the result from the response to a successful write.
template <class Answer>
struct answer_from {
    static Answer make(const reply& answer) {
        Answer object{};
        auto take = [&object](json::reader& in) { return read_item(in, object); };
        read_returned_always(answer, take);
        return object;
    }
};
template <>
struct answer_from<void> {
    static void make(const reply&) noexcept {}
};
template <class Returned>
struct answer_from<std::optional<Returned>> {
    static std::optional<Returned> make(const reply& answer) {
        std::optional<Returned> found;
        auto take = [&found](json::reader& in) { return read_item(in, found.emplace()); };
        read_returned(answer, take);
        return found;
    }
};
template <class Model>
struct answer_from<verdict<Model>> {
    static verdict<Model> make(const reply&) { return verdict<Model>(); }
};
template <class Model, class Answer>
struct answer_from<verdict<Model, Answer>> {
    static verdict<Model, Answer> make(const reply& answer) {
        return verdict<Model, Answer>(answer_from<Answer>::make(answer));
    }
};

/// Returns the result of a write. Calls `effect(reply)` when the write is known to have been made. If a
/// condition did not hold and the result is a verdict, returns that verdict. Every other failure is an
/// exception. @throws error
template <class Answer, class Effect = no_effect>
awaitable<Answer> answered(awaitable<result<reply>> call, call_report* report, write_guard guard,
                           Effect effect = {}) {
    const result<reply> outcome = co_await std::move(call);
    if (report) report->add(outcome);
    if (!outcome) {
        const failure why = explain_conflict(outcome.error(), guard);
        if constexpr (is_verdict<Answer>)
            if (outcome.error().cause() == errc::conditional_check_failed) co_return Answer(why);
        throw error(why);
    }
    effect(*outcome);
    co_return answer_from<Answer>::make(*outcome);
}

/// @throws error  the failure of the first item, with its key attributes `key_names`
[[noreturn]] void throw_unreadable(const reply& from, const std::vector<std::string>& key_names,
                                   std::vector<unreadable_item>& items);

/// Returns the item of a GetItem response, if there is one, after `check` has accepted it.
template <class View>
awaitable<std::optional<View>> read_one(awaitable<result<reply>> call, call_report* report = nullptr,
                                        bool (*check)(json::reader& in) = nullptr,
                                        std::vector<std::string> (*key_names)() = nullptr) {
    result<reply> outcome = co_await std::move(call);
    if (report) report->add(outcome);
    if (!outcome) throw error(outcome.error());
    std::optional<View> found;
    std::vector<unreadable_item> misfits;
    auto take = [&found, &misfits, check](json::reader& in) {
        const json::reader::place begin = in.here();
        if ((!check || check(in)) && read_item(in, found.emplace())) return true;
        return skip_unreadable(in, begin, 0, misfits);
    };
    const result<bool> read = get_item::decode_into(outcome->body, take);
    if (!read) throw error(outcome->explain(read.error()));
    if (!misfits.empty())
        throw_unreadable(*outcome, key_names ? key_names() : std::vector<std::string>(), misfits);
    co_return found;
}

}  // namespace dynaco::detail
