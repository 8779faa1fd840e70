// The code of docs/guide/loading.md and bulk.md, compiled; check_snippets.py compares them.
#include <dynaco.hpp>
#include <dynaco/load/check.hpp>
#include <dynaco/load/loader.hpp>
#include <dynaco/load/tables.hpp>
#include <dynaco/operations/table.hpp>

#include <boost/asio.hpp>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace loading_guide {

struct Order {
    std::string order_id{};
    std::string item_id{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
};

asio::awaitable<void> many(dynaco::client db, std::vector<Order> orders) {
    dynaco::loader load{db, "orders"};
    for (const Order& each : orders) co_await load.put(each);  // waits for room, not for the response
    const dynaco::load_report done = co_await load.finish();
    if (done.stopped) throw dynaco::error(*done.stopped);
    std::cout << done.written << " orders were written\n";
}

class service {
 public:
    explicit service(dynaco::client db) : load_(std::move(db), "orders") {}

    asio::awaitable<void> accept(Order order) {
        const dynaco::load_ticket ticket = co_await load_.put(order);
        co_await ticket.written();  // when it matters that it is stored
    }

 private:
    dynaco::loader load_;
};

asio::awaitable<void> two_tables(dynaco::client db, Order order, dynaco::item customer) {
    dynaco::loader load{db, "orders"};
    const dynaco::loader_table customers = load.table("customers");
    co_await load.put(order);
    co_await customers.put(customer);
    const dynaco::load_report done = co_await load.finish();
    for (const dynaco::load_table_counts& each : done.tables) {
        std::cout << each.table << ": " << each.written << " items\n";
        if (each.stopped) std::cerr << each.unsent << " were not sent: " << each.stopped->text() << '\n';
    }
}

asio::awaitable<void> from_files(dynaco::client db) {
    std::ofstream rejected("rejected.txt", std::ios::app);
    rejected.exceptions(std::ios::badbit | std::ios::failbit);  // a full disk ends the load
    dynaco::load_options options;
    options.max_write_units_per_second = 2000;
    options.max_rejected = 100;
    options.rejected = [&](const dynaco::rejected_record& each) {
        rejected << "line " << each.position.line << ", " << each.attribute << ": " << each.reason << std::endl;
    };
    options.progress = [](const dynaco::load_progress& now) {
        std::cerr << now.written << " written, " << now.write_units_per_second << " units per second\n";
    };
    options.checkpoint = [](std::string_view latest) { dynaco::write_checkpoint("load.checkpoint", latest); };
    options.resume = dynaco::read_checkpoint("load.checkpoint");

    dynaco::loader load{db, "orders", options};
    const std::vector<std::string> files{"orders.csv", "more.jsonl.gz"};
    co_await load.put_files(files, {.types = "order_id:S,item_id:S,quantity:N"});
    const dynaco::load_report done = co_await load.finish();
    std::cout << done.written << " written, " << done.rejected << " rejected\n";
}

asio::awaitable<void> with_conditions(dynaco::client db, Order order) {
    dynaco::loader load{db, "orders"};
    const auto is_new = dynaco::when("order_id"_a.not_exists());
    const auto ticket = co_await load.put(order, is_new);
    const dynaco::item key{{"order_id", "o-1"}, {"item_id", "i-1"}};
    const auto one_more = dynaco::attribute("quantity").add(1);
    co_await load.update(key, one_more);
    const dynaco::load_report done = co_await load.finish();
    std::cout << done.unmet << " orders existed already\n";
}

asio::awaitable<void> before_a_load(dynaco::client db) {
    const dynaco::table_description table =
        co_await db.execute(dynaco::describe_table{.table_name = "orders"});
    auto rows = dynaco::read_records({"orders.csv"}, {.types = "order_id:S,item_id:S,quantity:N"});
    const auto print = [](const dynaco::rejected_record& each) { std::cerr << each.reason << '\n'; };
    const dynaco::check_report found = dynaco::check_records(table, rows, {.rejected = print});
    std::cout << found.puts << " items, " << found.write_units << " write units\n";
}

}  // namespace loading_guide

namespace bulk_guide {

using dynaco::attribute;
using dynaco::filter;
using dynaco::project;

void keep(const std::string& checkpoint) { std::ofstream("checkpoint") << checkpoint; }

asio::awaitable<void> exporting(dynaco::client db, std::ostream& file) {
    dynaco::table_export rows{db, "orders", {.max_read_units_per_second = 500}};
    while (auto item = co_await rows.next()) file << *item << '\n';

    dynaco::table_export large{db, "orders", filter(attribute("total") > 1000), project("id", "total"),
                               dynaco::export_options{.index = "by-customer", .page_size = 500}};
    while (auto item = co_await large.next()) file << *item << '\n';
}

asio::awaitable<void> resuming(dynaco::client db, std::ostream& file, std::string kept) {
    dynaco::table_export rows{db, "orders", {.checkpoint = kept}};
    while (auto page = co_await rows.next_page()) {
        for (std::string_view item : page->items()) file << item << '\n';
        file.flush();
        rows.acknowledge(page->position());
        keep(rows.checkpoint());
    }
}

asio::awaitable<void> working(dynaco::client db, std::uint32_t worker) {
    dynaco::table_export share{db, "orders", {.segments = 256, .worker = worker, .workers = 4}};
    while (auto item = co_await share.next()) std::cout << *item << '\n';
}

asio::awaitable<void> counting(dynaco::client db) {
    const dynaco::export_progress found = co_await dynaco::count_items(db, "orders");
    std::cout << found.items << " items\n";
}

asio::awaitable<void> truncating(dynaco::client db) {
    dynaco::truncate_report done = co_await dynaco::truncate_table(db, "sessions");
    std::cout << done.removed.written << " items removed\n";
}

asio::awaitable<void> copying(dynaco::client production, dynaco::client test) {
    auto keep_text = [](const dynaco::copy_checkpoint& reached) { keep(reached.text); };
    dynaco::copy_report done = co_await dynaco::copy_table(
        production, "orders", test, "orders", {.create = true, .checkpoint = keep_text});
    std::cout << done.written.written << " items copied\n";
}

asio::awaitable<void> comparing(dynaco::client production, dynaco::client test) {
    dynaco::compare_report found = co_await dynaco::compare_tables(production, "orders", test, "orders");
    if (!found.equal()) std::cout << found.left.items << " and " << found.right.items << " items\n";
    for (const dynaco::item_difference& each : found.differences) std::cout << each.key << '\n';
}

}  // namespace bulk_guide
