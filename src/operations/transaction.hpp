#pragma once

#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Functions that read and write transactions share. `Action` is encoded_action or encoded_get.
namespace dynaco::operations {

/// The table of all actions; empty if there are several tables or no actions.
template <class Action>
std::string_view common_table(std::span<const Action> actions) noexcept {
    if (actions.empty()) return {};
    const std::string& first = actions.front().table_name;
    const bool one = std::ranges::all_of(actions, [&](const Action& a) { return a.table_name == first; });
    return one ? std::string_view(first) : std::string_view();
}

/// The names of the tables of all actions, each once, in the order of their first use.
template <class Action>
std::vector<std::string> tables_of(std::span<const Action> actions) {
    std::vector<std::string> names;
    for (const Action& each : actions)
        if (std::ranges::find(names, each.table_name) == names.end()) names.push_back(each.table_name);
    return names;
}

/// A statement for messages, counted from 1: `statement 2 (update accounts)`.
template <class Action>
std::string statement_text(std::span<const Action> actions, std::size_t i) {
    return "statement " + std::to_string(i + 1) + " (" + actions[i].text() + ")";
}

/// Checks the actions as DynamoDB does: at least one, at most `most`, and at most one for each item.
/// Otherwise `out` fails with errc::invalid_argument and the function returns false.
template <class Action>
bool check_actions(detail::json::writer& out, std::span<const Action> actions, std::size_t most) {
    if (actions.empty()) return out.fail(errc::invalid_argument, "the transaction is empty");
    if (actions.size() > most)
        return out.fail(errc::invalid_argument, "the transaction has " + std::to_string(actions.size()) +
                                                    " statements; DynamoDB's limit is " +
                                                    std::to_string(most));
    for (std::size_t i = 1; i < actions.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const bool same = !actions[i].key.empty() && actions[i].key == actions[k].key &&
                              actions[i].table_name == actions[k].table_name;
            if (same)
                return out.fail(errc::invalid_argument, statement_text(actions, k) + " and " +
                                                            statement_text(actions, i) +
                                                            " are for the same item; combine them into one");
        }
    }
    return true;
}

/// Writes `"TransactItems":[…]`.
template <class Action>
void write_actions(detail::json::writer& out, std::span<const Action> actions) {
    out.plain_key("TransactItems");
    out.begin_array();
    for (const Action& each : actions) {
        out.element();
        out.raw(each.json);
    }
    out.end_array();
}

}  // namespace dynaco::operations
