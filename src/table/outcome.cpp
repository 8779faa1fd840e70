#include <dynaco/table/outcome.hpp>

namespace dynaco {

awaitable<void> written(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (!outcome) throw error(outcome.error());
}

}  // namespace dynaco
