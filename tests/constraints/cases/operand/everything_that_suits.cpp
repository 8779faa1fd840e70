// expect-ok
#include "models.hpp"

awaitable<void> f(const table<Task>& tasks, const Owner& owner, const dynaco::nullable<Owner>& na,
                  const dynaco::value& any, const std::set<State>& states, const std::vector<State>& choices,
                  const dynaco::json_text<Owner>& json) {
    const std::vector<std::int64_t> list_0{1};
    const std::vector<int> list_1{1, 2, 3};
    const auto now = std::chrono::system_clock::now();
    co_await tasks.update("1", "n"_a.set(5u), "count"_a.set("count"_a + 1), "small"_a.set("small"_a - 1),
                          "rate"_a.set("n"_a + 0.5), "price"_a.set("rate"_a), "state"_a.set(State::done),
                          "previous"_a.set(std::optional<State>()), "at"_a.set(now), "span"_a.set(5min + 1s));
    co_await tasks.update("1", "n"_a.set("n"_a.if_not_exists(0) + 5), "rate"_a.set(1), "price"_a.set(1.5),
                          "list"_a.set(list_0), "fixed"_a.set(list_1), "numbers"_a.add_elements(1, 2L),
                          "states"_a.set(states), "span"_a.add(5s), "expires"_a.add(60), "json"_a.set(json));
    co_await tasks.update("1", "na"_a.set(na), "either"_a.set("x"), "owner"_a.set(owner), "id"_a.set(any),
                          "state"_a.set("previous"_a), "n"_a.set("count"_a), "list"_a.set(any),
                          dynaco::attribute("at").set("tomorrow"), "anything"_a.set(1.5));
    co_await tasks.update("1", "na"_a.set(owner), "variant"_a.set(owner), "count"_a.add(1),
                          when("state"_a != State::todo && "state"_a.begins_with("to") && "n"_a < 0.5 &&
                               1.5 <= "count"_a && "n"_a.between(0.5, dynaco::number("2.5")) &&
                               "rate"_a == "n"_a && "state"_a.in(State::todo, State::done) &&
                               "state"_a.in_range(choices) && "states"_a.contains(State::done) &&
                               "list"_a.size() > 3 && "id"_a == any && "na"_a == dynaco::null));
}
