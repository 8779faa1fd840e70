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

/// An endpoint with everything that is prepared for its requests. Immutable.
struct route {
    identity::endpoint endpoint;
    /// "https://dynamodb.eu-west-1.amazonaws.com", for example; shared with replies.
    std::shared_ptr<const std::string> url;
    std::string host;  ///< The Host header.
    wire::head_template head;
};

using route_ptr = std::shared_ptr<const route>;

/// The properties of a request that its endpoint depends on, besides the client's configuration.
struct route_parameters {
    std::string_view account_id{};    ///< Account of the credentials; empty: not known.
    std::string_view resource_arn{};  ///< ARN in the request; empty: none.
    bool searches = false;            ///< SearchVectors, which has its own hosts.

    /// True for most requests: the endpoint depends only on the account.
    [[nodiscard]] bool usual() const noexcept { return resource_arn.empty() && !searches; }
};

/// Returns the endpoint of a request. Pure, thread-safe.
using endpoint_rule = std::function<result<identity::endpoint>(const route_parameters& of)>;

/// Returns the ARN that the request contains instead of a table name: of its only table or of the first of
/// several. Empty if there is none.
[[nodiscard]] std::string_view resource_arn_of(const encoded_request& request) noexcept;

/// Caches the routes of an endpoint rule. Thread-safe.
class route_table {
 public:
    /// More routes than this are not cached. Programs use few accounts.
    static constexpr std::size_t max_kept = 1024;

    /// Prepares the request head for an endpoint.
    using head_maker =
        std::function<wire::head_template(const identity::endpoint& to, std::string_view host)>;

    /// With an empty rule, all requests are sent to `usual`.
    route_table(identity::endpoint usual, endpoint_rule rule, head_maker heads);

    /// The route of requests without a known account.
    [[nodiscard]] const route_ptr& usual() const noexcept { return usual_; }
    /// Whether routes depend on the account.
    [[nodiscard]] bool has_rule() const noexcept { return rule_ != nullptr; }
    /// Returns the route of a request. Fails if the rule fails.
    [[nodiscard]] result<route_ptr> find(const route_parameters& of);
    /// Returns the usual route with another node as its origin.
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
