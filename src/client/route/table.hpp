#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "wire/request_head.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace dynaco::detail {

/// A place that requests go to, with all that is prepared for it. Immutable.
struct route {
    identity::endpoint endpoint;
    std::shared_ptr<const std::string>
        url;           ///< "https://dynamodb.eu-west-1.amazonaws.com"; shared with replies.
    std::string host;  ///< The Host header.
    wire::head_template head;
};

using route_ptr = std::shared_ptr<const route>;

/// What the endpoint of a request depends on, beside what is the same for all of a client.
struct route_parameters {
    std::string_view account_id{};    ///< Of the credentials; empty: not known.
    std::string_view resource_arn{};  ///< That the request is about; empty: it names none.
    bool searches = false;            ///< SearchVectors, which has hosts of its own.

    /// The request is like most: its place depends on the account alone.
    [[nodiscard]] bool usual() const noexcept { return resource_arn.empty() && !searches; }
};

/// Tells the endpoint of requests. Pure, thread-safe.
using endpoint_rule = std::function<result<identity::endpoint>(const route_parameters& of)>;

/// The ARN that a request names instead of a table: its only one's, or the first of several; empty: none.
[[nodiscard]] std::string_view resource_arn_of(const encoded_request& request) noexcept;

/// What a rule said, kept. Thread-safe.
class route_table {
 public:
    /// More routes than this are not kept: programs name few accounts.
    static constexpr std::size_t max_kept = 1024;

    /// Prepares the head of all requests to an endpoint.
    using head_maker =
        std::function<wire::head_template(const identity::endpoint& to, std::string_view host)>;

    /// An empty rule: all requests go to `usual`.
    route_table(identity::endpoint usual, endpoint_rule rule, head_maker heads);

    /// Where requests go that no account is known of.
    [[nodiscard]] const route_ptr& usual() const noexcept { return usual_; }
    /// Whether the account makes a difference.
    [[nodiscard]] bool has_rule() const noexcept { return rule_ != nullptr; }
    /// Fails as the rule does.
    [[nodiscard]] result<route_ptr> find(const route_parameters& of);
    /// The usual route, to another node.
    [[nodiscard]] route_ptr to_node(const transport::origin& node);

 private:
    [[nodiscard]] route_ptr make(identity::endpoint where) const;
    [[nodiscard]] route_ptr kept(std::string_view name);
    void keep(std::string name, const route_ptr& made);

    const head_maker heads_;
    const endpoint_rule rule_;
    const route_ptr usual_;

    std::mutex mutex_;  // guards the routes
    std::map<std::string, route_ptr, std::less<>> routes_{};
};

}  // namespace dynaco::detail
