// The code of docs/guide/operations.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>
#include <dynaco/operations.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace operations {

asio::awaitable<void> lower(dynaco::client db) {
    const dynaco::item key{{"customer_id", "c-1"}};
    auto answer = co_await db.send(dynaco::get_item{.table_name = "customers", .key = key});
    if (!answer)
        std::cout << answer.error().text() << '\n';
    else if (answer->item)
        std::cout << *answer->item << '\n';

    dynaco::client hasty = db.with({.deadline = std::chrono::milliseconds(200)});
    auto tables = co_await hasty.execute(dynaco::list_tables{.limit = 10});
    for (const std::string& name : tables.table_names) std::cout << name << '\n';
}

asio::awaitable<void> by_name(dynaco::client db) {
    auto limits = co_await db.execute(dynaco::describe_limits{});
    std::cout << limits << '\n';

    dynaco::item which{{"TableName", "orders"}, {"ContributorInsightsAction", "ENABLE"}};
    auto insights = co_await db.execute(dynaco::update_contributor_insights{which});

    dynaco::item later{{"TableName", "orders"}};  // an operation without a name in this version
    auto answer = co_await db.send(dynaco::document_operation<"DescribeSomethingNew">{later});
}

struct Login {
    std::string user{};
    std::int64_t at = 0;
};

asio::awaitable<void> any_table(dynaco::client db) {
    dynaco::table<dynaco::item> events{db, "events", "user", "at"};  // the names of its keys
    const dynaco::item event{{"user", "u-1"}, {"at", 5}, {"name", "login"}};
    co_await events.save(event);
    auto found = co_await events.get("u-1", 5, dynaco::project("name", "address.city"));
    co_await events.update("u-1", 5, dynaco::attribute("count").add(1));
    auto later = events.query("u-1", "at"_a > 5, dynaco::filter("name"_a == "login"), {.limit = 10});
    while (auto each = co_await later.next()) std::cout << *each << '\n';
    auto by_name = events.index("by-name", "name").query<Login>("login");  // a struct is also possible
    while (auto each = co_await by_name.next()) std::cout << each->user << '\n';
}

}  // namespace operations
