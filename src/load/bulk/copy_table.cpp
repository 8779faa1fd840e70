#include "load/bulk/table_definition_copy.hpp"
#include "load/bulk/table_facts.hpp"
#include "load/bulk/table_writer.hpp"

#include <dynaco/detail/client/access.hpp>
#include <dynaco/detail/client/one_call.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace dynaco {
namespace loading {
namespace {

class table_copy {
 public:
    table_copy(client from, std::string from_table, client to, std::string to_table,
               const copy_options& options)
        : from_(std::move(from)),
          to_(std::move(to)),
          from_table_(std::move(from_table)),
          to_table_(std::move(to_table)),
          options_(options),
          rows_(from_, from_table_, std::string("{}"), options.read) {
        options_.read.index = options_.read.checkpoint = {};  // `rows_` has copies
    }

    awaitable<copy_report> run() {
        co_await prepare();
        loader load(to_, to_table_, load_options_of(options_.write));
        std::exception_ptr thrown;
        try {
            co_await copy_items(load);
        } catch (...) {
            thrown = std::current_exception();
        }
        if (thrown) {
            co_await end_early(load);
            std::rethrow_exception(thrown);
        }
        report_.written = co_await load.finish();
        if (report_.written.stopped) throw error(*report_.written.stopped);
        keep_checkpoint();
        report_.read = rows_.progress();
        co_return report_;
    }

 private:
    // Checks the keys, and creates the target if it does not exist.
    awaitable<void> prepare() {
        const table_description source = co_await describe(from_, from_table_);
        const describe_table op{.table_name = to_table_};
        awaitable<result<table_description>> call = to_.send(op);
        const result<table_description> target = co_await std::move(call);
        if (target) {
            if (!source.id.empty() && source.id == target->id)
                throw error(errc::invalid_argument,
                            {.operation = "copy",
                             .table = to_table_,
                             .detail = "the source and the target are the same table"});
            check_same_keys(source, *target, "copy");
            co_return;
        }
        if (target.error().cause() != errc::resource_not_found || !options_.create)
            throw error(target.error());
        co_await create_like(from_, source, to_, to_table_);
        report_.created = true;
    }

    awaitable<void> copy_items(loader& load) {
        auto kept_at = detail::client_access::now(from_);
        for (;;) {
            auto page = co_await rows_.next();
            if (!page) break;
            read_.push_back(page->place);
            page_records records(page, record_kind::put, rows_.progress().items - page->content.items.size());
            page = nullptr;
            co_await load.put_all(records);
            if (!options_.checkpoint ||
                detail::client_access::now(from_) - kept_at < options_.checkpoint_interval)
                continue;
            co_await load.flush();
            keep_checkpoint();
            kept_at = detail::client_access::now(from_);
        }
    }
    // All items that were read so far are stored in the target.
    void keep_checkpoint() {
        for (const page_place& each : read_) rows_.acknowledge(each);
        read_.clear();
        if (options_.checkpoint) options_.checkpoint(rows_.checkpoint());
    }

    client from_;
    client to_;
    std::string from_table_;
    std::string to_table_;
    copy_options options_;
    export_driver rows_;
    std::vector<page_place> read_{};  // pages that are not acknowledged
    copy_report report_{};
};

awaitable<copy_report> run_copy(std::unique_ptr<table_copy> copy) { co_return co_await copy->run(); }

}  // namespace
}  // namespace loading

awaitable<copy_report> copy_table(client from, std::string from_table, client to, std::string to_table,
                                  copy_options options) {
    if (!options.read.index.empty())
        throw error(errc::invalid_argument,
                    {.operation = "copy",
                     .table = from_table,
                     .detail = "copy_options::read must not have an index: it may lack attributes"});
    auto copy =
        std::make_unique<loading::table_copy>(from, from_table, std::move(to), std::move(to_table), options);
    return detail::one_call(std::move(from), loading::run_copy(std::move(copy)), "copy",
                            std::move(from_table));
}

}  // namespace dynaco
