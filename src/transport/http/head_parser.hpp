#pragma once

#include "wire/response.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstddef>
#include <string>

namespace dynaco::transport {

namespace beast = boost::beast;

/// Parses the head of a response. It keeps only the fields that are needed to judge DynamoDB's responses,
/// without a field container or an allocation for each header. It also collects bodies in chunks or without a
/// length. Bodies with a length are not passed to it.
class response_parser final : public beast::http::basic_parser<false> {
 public:
    static constexpr std::uint32_t max_head = 64 * 1024;

    /// The most bytes that are read of an error's body. Status 400 is exempt, because its body may contain
    /// items.
    static constexpr std::size_t max_error_body = std::size_t{64} * 1024;

    response_parser(wire::response& response, std::size_t max_body)
        : response_(response), max_body_(max_body) {
        header_limit(max_head);
        body_limit(boost::none);  // `max_body` decides when the status is known
    }

    /// The largest body in bytes. Valid when the status is known.
    [[nodiscard]] std::size_t max_body() const noexcept;
    /// Whether a longer body is cut instead of being an error.
    [[nodiscard]] bool cuts_body() const noexcept {
        return response_.status >= 300 && response_.status != 400;
    }

 private:
    using string_view = beast::string_view;
    using error_code = beast::error_code;
    using field = beast::http::field;

    void on_request_impl(beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int code, string_view, int version, error_code& ec) override;
    void on_field_impl(field name, string_view text, string_view value, error_code&) override;
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view body, error_code& ec) override { return append(body, ec); }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& ec) override {
        return append(body, ec);
    }
    void on_finish_impl(error_code&) override {}

    std::size_t append(string_view body, error_code& ec);

    wire::response& response_;
    const std::size_t max_body_;
    int version_ = 0;
};

}  // namespace dynaco::transport
