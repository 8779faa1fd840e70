#include "load/bulk/export_driver.hpp"

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/load/tables.hpp>

#include <utility>

namespace dynaco {
namespace loading {
namespace {

// The members of the request, in an object.
result<std::string> counting(detail::expression::expressions_ref filter) {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("Select", "COUNT");
    const bool written = filter.write(out);
    out.end_object();
    if (!written || out.failed()) return out.why();
    return text;
}

awaitable<export_progress> count(std::unique_ptr<export_driver> pages,
                                 load_callback<export_progress> progress) {
    pages->return_empty_pages();
    for (;;) {
        const auto page = co_await pages->next();
        if (!page) break;
        pages->acknowledge(page->place);
        if (progress) progress(pages->progress());
    }
    co_return pages->progress();
}

}  // namespace
}  // namespace loading

awaitable<export_progress> count_items(client db, std::string table, count_options options) {
    if (!options.read.checkpoint.empty())
        throw error(errc::invalid_argument, {.operation = "count",
                                             .table = table,
                                             .detail = "count_options::read must not have a checkpoint"});
    auto pages = std::make_unique<loading::export_driver>(db, table, loading::counting(options.expressions),
                                                          options.read);
    return detail::one_call(std::move(db), loading::count(std::move(pages), options.progress), "count",
                            std::move(table));
}

}  // namespace dynaco
