// The code of docs/guide/indexes.md.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace indexes_guide {

struct ByPlayer {  // what the index holds
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

}  // namespace indexes_guide
