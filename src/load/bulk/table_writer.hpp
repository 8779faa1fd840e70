#pragma once

#include "load/bulk/export_driver.hpp"

#include <dynaco/load/loader.hpp>
#include <dynaco/load/tables.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace dynaco::loading {

/// The settings of the loader for `options`.
[[nodiscard]] load_options load_options_of(const table_write_options& options);

/// Ends a load early: waits for the requests in flight, also if the caller was cancelled. Afterwards the
/// caller is not cancelled any more. Await `throw_if_cancelled(false)` before: Asio throws into a cancelled
/// caller before this function begins.
[[nodiscard]] awaitable<void> end_early(loader& load);

/// Some items of a page as a source of records for `loader::put_all`.
class page_records {
 public:
    /// All items. `number`: the number of the first item in the whole export, for messages about rejected
    /// items.
    page_records(std::shared_ptr<const placed_page> page, record_kind kind, std::uint64_t number) noexcept
        : page_(std::move(page)), kind_(kind), number_(number), end_(page_->content.items.size()) {}
    /// The items from the index `begin` to the one before `end`.
    page_records(std::shared_ptr<const placed_page> page, std::size_t begin, std::size_t end,
                 record_kind kind, std::uint64_t number) noexcept
        : page_(std::move(page)), kind_(kind), number_(number), used_(begin), end_(end) {}

    awaitable<std::optional<load_record>> next() {
        if (used_ == end_) co_return std::nullopt;
        load_record record;
        record.kind = kind_;
        record.item = page_->content.items[used_++];
        record.position.record = number_++;
        co_return record;
    }

 private:
    std::shared_ptr<const placed_page> page_;
    record_kind kind_;
    std::uint64_t number_;
    std::size_t used_ = 0;
    std::size_t end_;
};

}  // namespace dynaco::loading
