#include <dynaco/detail/table/read/projection.hpp>
#include <dynaco/operations/item.hpp>

#include <utility>

namespace dynaco::detail {

awaitable<bool> is_there(awaitable<result<reply>> call, call_report* report) {
    const result<reply> outcome = co_await std::move(call);
    if (report) report->add(outcome);
    if (!outcome) throw error(outcome.error());
    auto skip = [](json::reader& in) { return in.skip(); };
    const result<bool> found = get_item::decode_into(outcome->body, skip);
    if (!found) throw error(outcome->explain(found.error()));
    co_return *found;
}

}  // namespace dynaco::detail
