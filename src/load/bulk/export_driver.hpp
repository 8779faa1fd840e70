#pragma once

#include "load/bulk/export_checkpoint.hpp"
#include "load/bulk/read_pace.hpp"
#include "load/bulk/scan_page.hpp"
#include "load/bulk/segment_plan.hpp"
#include "load/check/table_keys.hpp"
#include "load/pace/outage_time.hpp"
#include "table/read/page_fetches.hpp"

#include <dynaco/client.hpp>
#include <dynaco/load/export.hpp>
#include <dynaco/operations/table.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace dynaco::loading {

/// A page and its position.
struct placed_page {
    /// Some items of a page, which are acknowledged together.
    struct part {
        std::size_t end = 0;  ///< The index of the item after the last one.
        page_place place{};
    };

    scan_page content{};
    page_place place{};
    std::vector<part> parts{};  ///< After `split_pages`: all parts; the last one has the place of the page.
    std::shared_ptr<const placed_page> whole{};  ///< Has the body, if this is a part of a page.
};

/// Carries out the decisions of `segment_plan` and `read_pace`: sends requests and returns pages. One caller
/// at a time.
class export_driver {
 public:
    /// `expressions`: an object with the members of the request, or why they cannot be written.
    /// @throws error  errc::invalid_argument: an option is out of range
    export_driver(client db, std::string table, result<std::string> expressions,
                  const export_options& options);

    /// Makes `next` return pages without items, too. Items are then counted by the pages' own counts, because
    /// a scan that only counts returns none.
    void return_empty_pages() noexcept { empty_pages_ = true; }
    /// Divides pages into parts of `items` items, so that less is read again after an interruption. Only for
    /// reads of a table without a projection: a part ends at the key of its last item.
    void split_pages(std::size_t items) noexcept { part_items_ = items; }
    /// Returns the next page with items; null at the end.
    awaitable<std::shared_ptr<const placed_page>> next();
    void acknowledge(const page_place& place) { plan_.acknowledge(place); }
    [[nodiscard]] std::string checkpoint() const;
    [[nodiscard]] bool complete() const noexcept { return prepared_ && plan_.all_acknowledged(); }
    [[nodiscard]] export_progress progress() const;
    [[nodiscard]] const client& db() const noexcept { return db_; }
    [[nodiscard]] const std::string& table() const noexcept { return table_; }

 private:
    struct request {
        std::uint32_t segment = 0;
        read_pace::grant grant{};
    };

    awaitable<void> prepare();
    void use(const table_description& description);
    void check_index(const table_description& description) const;
    void start_requests(const boost::asio::any_io_executor& executor);
    [[nodiscard]] encoded_request encode(const segment_plan::step& step, std::uint32_t limit) const;
    std::shared_ptr<const placed_page> handle(detail::page_fetches::outcome& ended);
    std::shared_ptr<const placed_page> handle_page(const request& of, reply&& answer);
    void handle_failure(const request& of, const failure& why);
    void repeat(const request& of, const failure& why);
    [[nodiscard]] std::size_t in_flight() const;
    void note_throttled(const failure& why);
    void place(placed_page& page, std::uint32_t segment);
    [[nodiscard]] double consumed_by(const scan_page& page) const noexcept;
    [[nodiscard]] double jitter() { return std::uniform_real_distribution<double>(0, 1)(random_); }

    client db_;
    client attempts_;  // one attempt for each call
    std::string table_;
    result<std::string> expressions_;
    export_options options_;
    std::string index_;
    std::string resume_;
    std::string head_{};  // the first bytes of each request
    export_identity identity_{};
    segment_plan plan_;
    std::optional<read_pace> pace_{};
    detail::page_fetches fetches_;
    std::vector<request> requests_;  // indexed by slot
    bool prepared_ = false;
    bool empty_pages_ = false;
    std::size_t part_items_ = 0;  // the items of a part of a page; 0: pages are not divided
    table_keys keys_{};
    std::optional<failure> stopped_{};
    export_progress counts_{};
    outage_time outage_{};
    std::optional<time_point> began_{};
    time_point ended_{};
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace dynaco::loading
