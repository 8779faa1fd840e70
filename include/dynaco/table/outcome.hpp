#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/get_item.hpp>
#include <dynaco/table/verdict.hpp>

#include <optional>
#include <utility>

/// From the outcome of a call to what the caller of a table gets.
namespace dynaco {

/// @throws error
awaitable<void> written(awaitable<result<reply>> call);

/// A condition's verdict is an answer, every other failure an exception.
template <class Model>
awaitable<verdict<Model>> judged(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (outcome) co_return verdict<Model>();
    if (outcome.error().cause() != errc::conditional_check_failed) throw error(outcome.error());
    co_return verdict<Model>(outcome.error());
}

/// The item of GetItem's reply.
template <class View>
awaitable<std::optional<View>> read_one(awaitable<result<reply>> call) {
    result<reply> outcome = co_await std::move(call);
    if (!outcome) throw error(outcome.error());
    std::optional<View> found;
    auto take = [&found](json::reader& in) { return read_item(in, found.emplace()); };
    const result<bool> read = get_item::decode_into(outcome->body, take);
    if (!read) throw error(outcome->explain(read.error()));
    co_return found;
}

}  // namespace dynaco
