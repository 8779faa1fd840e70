#include "load/bulk/export_driver.hpp"

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/load/export.hpp>

#include <boost/system/system_error.hpp>

#include <utility>

namespace dynaco {

std::span<const std::string_view> exported_page::items() const noexcept { return page_->content.items; }

std::uint64_t exported_page::scanned() const noexcept { return page_->content.info.scanned_count; }

export_position exported_page::position() const noexcept {
    return {.segment = page_->place.segment, .page = page_->place.page};
}

table_export::table_export(client db, std::string table, result<std::string> expressions,
                           const export_options& options)
    : driver_(std::make_unique<loading::export_driver>(std::move(db), std::move(table),
                                                       std::move(expressions), options)) {}

table_export::~table_export() = default;

table_export::table_export(table_export&&) noexcept = default;

table_export& table_export::operator=(table_export&&) noexcept = default;

// Makes `page_` a page with an item that was not returned, if there is one.
awaitable<void> table_export::advance() {
    if (page_ && used_ < page_->content.items.size()) co_return;
    if (page_) driver_->acknowledge(page_->place);
    page_ = nullptr;
    used_ = 0;
    try {
        page_ = co_await driver_->next();
    } catch (const boost::system::system_error& thrown) {
        detail::rethrow_canceled(thrown, "export", driver_->table(), driver_->db().endpoint());
    }
}

awaitable<std::optional<std::string_view>> table_export::next() {
    if (!page_ || used_ == page_->content.items.size()) co_await advance();
    if (!page_) co_return std::nullopt;
    co_return page_->content.items[used_++];
}

awaitable<std::optional<exported_page>> table_export::next_page() {
    co_await advance();
    if (!page_) co_return std::nullopt;
    // A page that `next` has begun is returned whole only if nothing of it was returned.
    auto page = std::exchange(page_, nullptr);
    if (const std::size_t used = std::exchange(used_, 0); used > 0) {
        auto rest = std::make_shared<loading::placed_page>();
        rest->content.items.assign(page->content.items.begin() + static_cast<std::ptrdiff_t>(used),
                                   page->content.items.end());
        rest->content.info = page->content.info;
        rest->place = page->place;
        rest->whole = std::move(page);
        page = std::move(rest);
    }
    co_return exported_page(std::move(page));
}

void table_export::acknowledge(export_position position) {
    driver_->acknowledge({.segment = position.segment, .page = position.page});
}

std::string table_export::checkpoint() const { return driver_->checkpoint(); }

bool table_export::complete() const noexcept { return driver_->complete(); }

export_progress table_export::progress() const { return driver_->progress(); }

}  // namespace dynaco
