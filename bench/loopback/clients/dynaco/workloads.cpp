#include "workloads.hpp"

#include "item.hpp"
#include "sample_item.hpp"

#include <stdexcept>
#include <vector>

namespace bench {

thread_local tally* tally_of_this_thread = nullptr;

namespace {

using dynaco::awaitable;
using items = dynaco::table<item>;

// The time of an operation ends when it returns its result.
bool completed(clock::time_point& began) {
    const auto ended = clock::now();
    const bool again = tally_of_this_thread->completed(began, ended);
    began = ended;
    return again;
}

const item& found(const std::optional<item>& answer) {
    if (!answer || answer->payload.empty()) throw std::runtime_error("the item is not there");
    return *answer;
}

awaitable<void> get_items(items table) {
    const std::string pk = partition;
    auto began = clock::now();
    for (bool again = true; again; again = completed(began)) {
        const std::optional<item> answer = co_await table.get(pk, first_sort_key);
        found(answer);
    }
}

awaitable<void> put_items(items table) {
    auto began = clock::now();
    for (bool again = true; again; again = completed(began)) {
        const item object = sample_item<item>();
        co_await table.save(object);
    }
}

awaitable<void> query_pages(items table) {
    const std::string pk = partition;
    auto began = clock::now();
    for (bool again = true; again; again = completed(began)) {
        auto found = table.query(pk);
        const std::optional<std::vector<item>> page = co_await found.next_page();
        if (!page) throw std::runtime_error("the page is empty");
    }
}

awaitable<void> scan_pages(items table) {
    auto began = clock::now();
    for (bool again = true; again; again = completed(began)) {
        // All prepared pages have the same LastEvaluatedKey. One scan would refuse the second page as endless.
        auto found = table.scan({.page_size = 1000});
        const std::optional<std::vector<item>> page = co_await found.next_page();
        if (!page) throw std::runtime_error("the scan has ended");
    }
}

std::vector<item> batch_of_25() {
    std::vector<item> batch;
    for (int i = 0; i < 25; ++i) batch.push_back(sample_item<item>(i));
    return batch;
}

awaitable<void> write_batches(items table) {
    auto began = clock::now();
    const std::vector<item> batch = batch_of_25();
    for (bool again = true; again; again = completed(began)) {
        auto writer = table.batch_write();
        for (const item& each : batch) co_await writer.save(each);
        co_await writer.flush();
    }
}

}  // namespace

awaitable<void> work(dynaco::client db, workload what) {
    const items table(std::move(db));
    switch (what) {
        case workload::get_item: return get_items(table);
        case workload::put_item: return put_items(table);
        case workload::query: return query_pages(table);
        case workload::scan: return scan_pages(table);
        case workload::batch_write: return write_batches(table);
    }
    throw std::logic_error("no such workload");
}

awaitable<std::string> one_result(dynaco::client db, workload what) {
    items table(std::move(db));
    const std::string pk = partition;
    if (what == workload::get_item) {
        const std::optional<item> answer = co_await table.get(pk, first_sort_key);
        co_return dynaco::to_json(found(answer));
    }
    if (what == workload::query || what == workload::scan) {
        auto rows = what == workload::query ? table.query(pk) : table.scan();
        const std::optional<item> first = co_await rows.next();
        co_return dynaco::to_json(found(first));
    }
    if (what == workload::put_item) {
        const item object = sample_item<item>();
        co_await table.save(object);
    } else {
        const std::vector<item> batch = batch_of_25();
        auto writer = table.batch_write();
        for (const item& each : batch) co_await writer.save(each);
        co_await writer.flush();
    }
    co_return dynaco::to_json(sample_item<item>());
}

}  // namespace bench
