#include <dynaco/table/execute.hpp>

#include <utility>

namespace dynaco {

awaitable<verdict<item>> judged_statement(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (outcome) co_return verdict<item>();
    const errc cause = outcome.error().cause();
    if (cause != errc::conditional_check_failed && cause != errc::duplicate_item)
        throw error(outcome.error());
    co_return verdict<item>(outcome.error());
}

}  // namespace dynaco
