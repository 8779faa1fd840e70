// The code of docs/guide/streams.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <fstream>
#include <iostream>

namespace asio = boost::asio;

namespace streams {

struct Order {
    std::string order_id{};
    std::string item_id{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
};

void keep(const std::string& checkpoint) { std::ofstream("checkpoint") << checkpoint; }

asio::awaitable<void> following(dynaco::client db) {
    dynaco::stream_reader<Order> changes{db};
    while (auto change = co_await changes.next()) {
        if (change->event == dynaco::stream_event::remove)
            std::cout << change->keys << (change->is_ttl_deletion ? " expired\n" : " was removed\n");
        else if (change->new_image)
            std::cout << change->keys << " is now " << change->new_image->quantity << '\n';
        keep(changes.checkpoint());  // after you have processed it; every 100 changes is enough
    }
}

asio::awaitable<void> going_on(dynaco::client db, std::string checkpoint) {
    dynaco::stream_reader<Order> changes{db, {.checkpoint = checkpoint, .follow = false}};
    for (;;) {
        try {
            auto change = co_await changes.next();
            if (!change) co_return;  // caught up
            std::cout << change->sequence_number << '\n';
        } catch (const dynaco::error& e) {
            if (e.cause() != dynaco::errc::trimmed_data_access) throw;
            std::cout << "changes were missed\n";  // the next call continues with the oldest change
        }
    }
}

asio::awaitable<void> lower(dynaco::client db, std::string stream_arn) {
    auto stream = co_await db.execute(dynaco::describe_stream{.stream_arn = stream_arn});
    for (const dynaco::shard_description& shard : stream.shards) {
        auto start = co_await db.execute(
            dynaco::get_shard_iterator{.stream_arn = stream_arn, .shard_id = shard.shard_id});
        auto page = co_await db.execute(dynaco::get_records{.shard_iterator = start.shard_iterator});
        for (const auto& record : page.records) std::cout << record.event_id << '\n';
    }
}

}  // namespace streams
