#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/schema.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Reads the pages of a PartiQL statement's rows. The part of `row_iterator` that does not depend on the row.
class statement_source {
 public:
    /// Reads from `next_token` on; empty: from the beginning. `request` is encoded without NextToken.
    statement_source(client db, encoded_request request, std::string next_token);

    /// True if there is a page to fetch.
    [[nodiscard]] bool more() const noexcept { return more_; }
    /// Requests the next page.
    /// @throws error  any failure of the request; the same page can be requested again
    awaitable<void> fetch();
    [[nodiscard]] const reply& page() const noexcept { return page_; }
    /// Accepts the page that was fetched and decoded, and completes the failures of its unreadable rows.
    /// @throws error  errc::malformed_reply: the service returned a token that it had returned before
    void advance(std::string next_token, std::span<const std::string> key_names,
                 std::vector<unreadable_item>& unreadable);
    /// Rethrows the exception that is being handled; Asio's exception after a cancellation as errc::canceled.
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

// The key attributes of a row that is a model; the keys of other rows are not known.
template <class Row>
std::vector<std::string> row_key_names() {
    std::vector<std::string> names;
    if constexpr (model::has_schema<Row> && requires { Row::schema.hash_key; }) {
        for (std::size_t i = 0; i < model::field_count<Row>; ++i) {
            const std::string_view member = model::field_names<Row>[i];
            if (Row::schema.hash_key.contains(member) || Row::schema.range_key.contains(member))
                names.emplace_back(model::attribute_names<Row>[i]);
        }
    }
    return names;
}

}  // namespace dynaco::detail
