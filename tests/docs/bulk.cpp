// The code of docs/guide/bulk.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>
#include <dynaco/load/tables.hpp>

#include <boost/asio.hpp>

#include <fstream>
#include <iostream>

namespace asio = boost::asio;

namespace bulk {

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

asio::awaitable<void> truncating(dynaco::client db) {
    dynaco::truncate_report done = co_await dynaco::truncate_table(db, "sessions");
    std::cout << done.removed.written << " items removed\n";
}

asio::awaitable<void> copying(dynaco::client production, dynaco::client test) {
    auto keep_text = [](const std::string& checkpoint) { keep(checkpoint); };
    dynaco::copy_report done = co_await dynaco::copy_table(
        production, "orders", test, "orders", {.create = true, .checkpoint = keep_text});
    std::cout << done.written.written << " items copied\n";
}

asio::awaitable<void> comparing(dynaco::client production, dynaco::client test) {
    dynaco::compare_report found = co_await dynaco::compare_tables(production, "orders", test, "orders");
    if (!found.equal()) std::cout << found.left.items << " and " << found.right.items << " items\n";
    for (const dynaco::item_difference& each : found.differences) std::cout << each.key << '\n';
}

}  // namespace bulk
