#include "load/bulk/table_facts.hpp"
#include "load/bulk/table_writer.hpp"

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <utility>

namespace dynaco {
namespace loading {

load_options load_options_of(const table_write_options& options) {
    load_options made;
    made.max_write_units_per_second = options.max_write_units_per_second;
    made.max_memory = options.max_memory;
    made.max_requests_in_flight = options.max_requests_in_flight;
    made.max_writes_per_request = options.max_writes_per_request;
    made.patience = options.patience;
    made.max_rejected = options.max_rejected;
    if (options.rejected) made.rejected = options.rejected;
    if (options.progress) made.progress = options.progress;
    return made;
}

awaitable<void> end_early(loader& load) {
    co_await boost::asio::this_coro::reset_cancellation_state(boost::asio::disable_cancellation());
    load.stop();
    co_await load.finish();
}

namespace {

// A projection of the key attributes, as members of the request.
std::string projection_of(const std::vector<std::string>& names) {
    std::string text;
    detail::json::writer out(text);
    std::string projection;
    for (std::size_t i = 0; i < names.size(); ++i) projection += (i ? ",#" : "#") + std::to_string(i);
    out.begin_object();
    out.member("ProjectionExpression", projection);
    out.plain_key("ExpressionAttributeNames");
    out.begin_object();
    for (std::size_t i = 0; i < names.size(); ++i) out.member("#" + std::to_string(i), names[i]);
    out.end_object();
    out.end_object();
    return text;
}

awaitable<void> remove_items(export_driver& keys, loader& load) {
    for (;;) {
        auto page = co_await keys.next();
        if (!page) break;
        keys.acknowledge(page->place);
        page_records records(page, record_kind::remove, keys.progress().items - page->content.items.size());
        co_await load.put_all(records);
    }
}

awaitable<truncate_report> truncate(client db, std::string table, truncate_options options) {
    const table_description description = co_await describe(db, table);
    export_driver keys(db, table, projection_of(key_names_of(description)), options.read);
    loader load(db, table, load_options_of(options.write));
    truncate_report report;
    std::exception_ptr thrown;
    try {
        co_await remove_items(keys, load);
    } catch (...) {
        thrown = std::current_exception();
    }
    if (thrown) {
        // Otherwise Asio throws again before `end_early` begins.
        co_await boost::asio::this_coro::throw_if_cancelled(false);
        co_await end_early(load);
        std::rethrow_exception(thrown);
    }
    report.removed = co_await load.finish();
    if (report.removed.stopped) throw error(*report.removed.stopped);
    report.read = keys.progress();
    co_return report;
}

}  // namespace
}  // namespace loading

awaitable<truncate_report> truncate_table(client db, std::string table, truncate_options options) {
    if (!options.read.index.empty() || !options.read.checkpoint.empty())
        throw error(errc::invalid_argument,
                    {.operation = "truncate",
                     .table = table,
                     .detail = "truncate_options::read must have neither an index nor a checkpoint"});
    options.read.index = options.read.checkpoint = {};
    auto truncating = loading::truncate(db, table, options);
    return detail::one_call(std::move(db), std::move(truncating), "truncate", std::move(table));
}

}  // namespace dynaco
