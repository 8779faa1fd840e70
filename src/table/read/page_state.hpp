#pragma once

#include "table/read/page_fetches.hpp"
#include "table/read/rate_limit_state.hpp"
#include "table/read/resume_token.hpp"

#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/detail/table/read/page_source.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace dynaco::detail {

/// The sequence of pages of a whole query or scan, or of one segment.
struct page_sequence {
    paging::position next{};  // start of the next page
    paging::position last{};  // start of the current page
    marker_watch watch{};     // watches the starts of the pages
    bool stuck = false;       // the next page starts where an earlier page started
    paging::rate_limit_state::turn turn{};
};

struct page_source::state {
    state(client c, encoded_request r, plan p, std::vector<std::string> names);

    [[nodiscard]] bool more() const noexcept;
    /// The request for the next page of a sequence.
    [[nodiscard]] encoded_request request_for(std::size_t sequence, bool count_only) const;
    /// Requests the next page of each sequence that has one and has no running request.
    void start_all(bool count_only);
    /// Cancels the running requests.
    void stop() noexcept;

    client db;
    encoded_request request;  // the part that is the same for all pages
    plan options;             // its texts are cleared
    paging::read_scope scope;
    std::vector<std::string> key_names;
    std::vector<page_sequence> sequences;
    paging::page_fetches fetches;
    paging::rate_limit_state rate;
    boost::asio::any_io_executor executor{};  // the executor of the last call

    reply fetched{};             // the page that is being decoded
    std::size_t source = 0;      // the sequence of `fetched`
    reply page{};                // the current page
    std::size_t current = 0;     // the sequence of `page`
    std::size_t page_items = 0;  // the number of items of `page`
    std::uint64_t pages = 0;
    std::uint64_t left;
    std::uint64_t scanned = 0;
    bool counting = false;      // a count() has not ended
    std::uint64_t counted = 0;  // the items counted so far
    consumed_capacity capacity{};
};

}  // namespace dynaco::detail
