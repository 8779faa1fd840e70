#pragma once

#include "load/scan_service.hpp"
#include "support/local_table.hpp"
#include "support/run.hpp"

#include <dynaco/load/export.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace dynaco::test {

using exported_items = std::vector<std::string>;

/// Runs a coroutine with a client of the service.
template <class Body>
void run_export(scan_service& service, const Body& body) {
    boost::asio::io_context io;
    run(io, body(local_client(io, service.url())), std::chrono::seconds(60));
}

/// The items of a service with so many, in order.
inline exported_items all_items(int count) {
    exported_items all;
    for (int i = 0; i < count; ++i) all.push_back(scan_service::item(i));
    std::ranges::sort(all);
    return all;
}

inline exported_items sorted(exported_items items) {
    std::ranges::sort(items);
    return items;
}

inline awaitable<exported_items> read_all(table_export& rows) {
    exported_items items;
    while (const auto item = co_await rows.next()) items.emplace_back(*item);
    co_return items;
}

}  // namespace dynaco::test
