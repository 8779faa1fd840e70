// The code of docs/guide/indexes.md.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>
#include <optional>
#include <string>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace indexes_guide {

struct ByPlayer {  // the attributes that the index contains
    std::string player{};
    std::string match_id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-player", .hash_key = "player", .projection = dynaco::projection::keys_only};
};

struct ByRegion {
    std::string tournament{};
    std::string region{};
    int round = 0;
    int court = 0;
    std::string match_id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-region", .hash_key = {"tournament", "region"}, .range_key = {"round", "court"}};
};

struct Match {
    std::string match_id{};
    std::string tournament{};
    std::string region{};
    int round = 0;
    int court = 0;
    std::string player{};

    static constexpr dynaco::schema schema{.table_name = "matches", .hash_key = "match_id"};
    using indexes = dynaco::indexes<ByPlayer, ByRegion>;
};

asio::awaitable<void> reading(dynaco::table<Match> matches) {
    auto played = matches.index<ByPlayer>().query("ann");
    while (auto each = co_await played.next()) std::cout << each->match_id << '\n';
}

asio::awaitable<void> several(dynaco::table<Match> matches) {
    const auto regions = matches.index<ByRegion>();
    auto all = regions.query(dynaco::key_values("winter", "eu"));
    auto finals = regions.query(dynaco::key_values("winter", "eu"), "round"_a == 3);
    auto some = regions.query<Match>(dynaco::key_values("winter", "eu"), "round"_a == 3 && "court"_a > 5);
    std::cout << co_await all.count() << ' ' << co_await finals.count() << '\n';
    while (auto match = co_await some.next()) std::cout << match->player << '\n';
}

struct ByAssignee {
    std::string assignee{};  // always set: items without it are not in the index
    std::string ticket_id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "by-assignee", .hash_key = "assignee", .projection = dynaco::projection::keys_only};
};

struct Ticket {
    std::string ticket_id{};
    std::optional<std::string> assignee{};

    static constexpr dynaco::schema schema{.table_name = "tickets", .hash_key = "ticket_id"};
    using indexes = dynaco::indexes<ByAssignee>;
};

asio::awaitable<void> sparse(dynaco::table<Ticket> tickets) {
    co_await tickets.update("t-1", "assignee"_a.set("ann"));  // adds the ticket to the index
    co_await tickets.update("t-2", "assignee"_a.remove());    // removes it from the index
    auto assigned = tickets.index<ByAssignee>().scan();
    while (auto each = co_await assigned.next())
        std::cout << each->assignee << ": " << each->ticket_id << '\n';
}

}  // namespace indexes_guide
