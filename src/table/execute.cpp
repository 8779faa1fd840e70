#include <dynaco/table/conflict.hpp>
#include <dynaco/table/execute.hpp>

#include <utility>

namespace dynaco {

awaitable<void> executed_statement(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (!outcome) throw error(outcome.error());
}

awaitable<verdict<item>> judged_statement(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (outcome) co_return verdict<item>();
    if (!is_refusal(outcome.error().cause())) throw error(outcome.error());
    co_return verdict<item>(outcome.error());
}

}  // namespace dynaco
