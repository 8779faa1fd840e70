#pragma once

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// The position of a query or scan among its pages: the next request, how many items are still wanted, and
/// where to continue. It is the part of the iterators that does not depend on the model.
///
/// A parallel scan has one sequence of pages per segment. Pages are returned in the order in which they
/// arrive.
class page_source {
 public:
    /// The items to read, and the limits of the rate.
    struct plan {
        std::string_view index_name{};
        std::string_view resume_token{};         ///< Empty: from the beginning.
        std::optional<std::uint64_t> items{};    ///< Not set: no limit.
        std::uint32_t page_size = 0;             ///< 0: the service chooses.
        std::optional<std::uint32_t> segment{};  ///< The segment of a scan of one segment.
        std::optional<std::uint32_t> segments{};
        bool parallel = false;  ///< All segments at the same time.
        /// The service cannot apply the limit, because it counts items before the filter.
        bool filtered = false;
        bool ahead = true;
        std::optional<double> max_capacity_per_second{};  ///< Not set: no limit.
        std::string hash_key{};  ///< The hash key of a query that has a resume token: `{"id":{"S":"1"}}`.
        std::vector<std::string> added{};  ///< Attributes that only the resume token needs, not the caller.
    };

    /// `request` is encoded without the parts that differ from page to page. `key_names` are the attributes
    /// of a key to continue from.
    page_source(client db, encoded_request request, plan p, std::vector<std::string> key_names);
    page_source(page_source&&) noexcept;
    page_source& operator=(page_source&&) noexcept;
    ~page_source();

    /// True if there is a page to fetch.
    [[nodiscard]] bool more() const noexcept;
    /// Fetches the next page. @throws error; the same page can be fetched again
    [[nodiscard]] awaitable<void> fetch();
    [[nodiscard]] const reply& page() const noexcept;
    /// Counts the page that was fetched and decoded: `readable` items, and `unreadable` ones, whose failures
    /// are completed. @returns how many of the readable items are wanted
    std::size_t advance(page_info info, std::size_t readable, std::vector<unreadable_item>& unreadable);
    /// True if no more items are wanted.
    [[nodiscard]] bool limit_reached() const noexcept;
    /// Removes the attributes that were requested only because of the resume token.
    void drop_added(std::vector<item>& items) const;
    /// Starts to fetch the page after the current one in the background, if it is likely to be needed.
    void fetch_ahead();
    /// Reduces the limit.
    void want_at_most(std::uint64_t items) noexcept;
    /// Counts the items of all remaining pages, within the limit, without fetching the items. @throws error
    [[nodiscard]] awaitable<std::uint64_t> count();

    /// Rethrows the current exception. Asio's exception after a cancellation becomes errc::canceled.
    [[noreturn]] void rethrow(const boost::system::system_error& thrown) const;

    /// Returns the token to continue from after `given` items of the current page were returned; empty at the
    /// end. @throws error  errc::no_resume_token
    [[nodiscard]] std::string resume_token(std::size_t given) const;
    [[nodiscard]] std::uint64_t scanned_count() const noexcept;
    [[nodiscard]] const consumed_capacity& capacity() const noexcept;

 private:
    struct state;
    static awaitable<void> fetch_page(state& s, bool count_only);
    awaitable<std::uint64_t> count_pages();

    std::unique_ptr<state> state_;
};

/// Copies the options that all reads have into the request, `op`, and the plan.
template <class Op, class Options>
void take_read_options(Op& op, page_source::plan& plan, const Options& o, std::string_view index_name) {
    op.index_name = plan.index_name = index_name;
    op.consistent_read = o.consistent_read;
    op.report_capacity = o.report_capacity;
    if (o.max_capacity_per_second && o.report_capacity == report_capacity::none)
        op.report_capacity = report_capacity::total;
    plan.resume_token = o.resume_token;
    plan.items = o.limit;
    plan.page_size = o.page_size;
    plan.max_capacity_per_second = o.max_capacity_per_second;
}

}  // namespace dynaco::detail
