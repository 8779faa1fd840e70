#pragma once

#include "table/read/page_fetches.hpp"
#include "table/read/rate_limit_state.hpp"
#include "table/read/resume_token.hpp"

#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/detail/table/read/page_source.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace dynaco::detail {

/// A sequence of pages: the whole of a query or scan, or a segment.
struct page_sequence {
    paging::position next{};  // where its next page starts
    paging::position last{};  // and where the page at hand did
    marker_watch watch{};     // over the starts of its pages
    bool stuck = false;       // the next page starts where an earlier one did
    paging::rate_limit_state::turn turn{};
};

struct page_source::state {
    state(client c, encoded_request r, plan p, std::vector<std::string> names);

    [[nodiscard]] bool more() const noexcept;
    /// The request for the next page of a sequence.
    [[nodiscard]] encoded_request request_for(std::size_t sequence, bool count_only) const;
    /// Starts the next page of every sequence that has one and is not under way.
    void start_all(bool count_only);
    /// Cancels what is under way.
    void stop() noexcept;

    client db;
    encoded_request request;  // the part that is the same for all pages
    plan options;             // without its texts
    paging::read_scope scope;
    std::vector<std::string> key_names;
    std::vector<page_sequence> sequences;
    paging::page_fetches fetches;
    paging::rate_limit_state rate;
    boost::asio::any_io_executor executor{};  // of the last call

    reply fetched{};             // the page that is being decoded,
    std::size_t source = 0;      // and its sequence
    reply page{};                // the page at hand,
    std::size_t current = 0;     // its sequence
    std::size_t page_items = 0;  // and its size
    std::uint64_t pages = 0;
    std::uint64_t left;
    std::uint64_t scanned = 0;
    bool counting = false;      // a count() did not come to its end,
    std::uint64_t counted = 0;  // but so far
    consumed_capacity capacity{};
};

}  // namespace dynaco::detail
