#pragma once

#include <dynaco/client/one_call.hpp>
#include <dynaco/operations/unreadable_item.hpp>
#include <dynaco/table/marker_watch.hpp>

#include <span>
#include <string>
#include <vector>

namespace dynaco {

/// Where a PartiQL statement stands among the pages of its rows. The part of `row_iterator` that does not
/// depend on the row.
class statement_source {
 public:
    /// `request` is encoded without NextToken.
    statement_source(client db, encoded_request request, std::string next_token);

    /// True if there is a page to fetch.
    [[nodiscard]] bool more() const noexcept { return more_; }
    /// Asks for the next page. @throws error; the same page can be asked for again.
    awaitable<void> fetch();
    [[nodiscard]] const reply& page() const noexcept { return page_; }
    /// Takes note of the page that was fetched and decoded, and completes the failures of its unreadable
    /// rows.
    /// @throws error  errc::malformed_reply: the service gives a token that it has given before
    void advance(std::string next_token, std::span<const std::string> key_names,
                 std::vector<unreadable_item>& unreadable);
    /// Rethrows what is being handled; Asio's exception after a cancellation as errc::canceled.
    [[noreturn]] void rethrow(const boost::system::system_error& thrown) const {
        rethrow_canceled(thrown, std::string(request_.info.name), request_.table, db_.endpoint());
    }
    [[nodiscard]] const std::string& next_token() const noexcept { return next_token_; }

 private:
    client db_;
    encoded_request request_;
    std::string next_token_;
    marker_watch watch_{};
    reply page_{};
    bool more_ = true;
};

}  // namespace dynaco
