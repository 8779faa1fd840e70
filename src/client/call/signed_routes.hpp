#pragma once

#include "client/route/node_list.hpp"
#include "client/route/table.hpp"
#include "core/striped.hpp"
#include "sigv4/request_signer.hpp"

#include <dynaco/client.hpp>
#include <dynaco/credentials.hpp>
#include <dynaco/detail/core/recycled_string.hpp>
#include <dynaco/errors.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace dynaco::detail {

/// A route and the signer for it. Without a signer, requests are not signed: the credentials are anonymous.
struct signed_route {
    route_ptr where;
    std::shared_ptr<const sigv4::request_signer> signer;
};

/// Finds the route of a request and the signer of its credentials. Keeps those of the last credentials,
/// because the next request usually has the same ones. Thread-safe.
class signed_routes {
 public:
    /// `nodes`: of a cluster, which are used in turn; null: one endpoint.
    signed_routes(identity::endpoint usual, endpoint_rule rule, route_table::head_maker heads,
                  std::shared_ptr<node_list> nodes);

    /// The route of requests without a known account.
    [[nodiscard]] const route_ptr& usual() const noexcept { return table_.usual(); }
    /// Whether routes depend on the account.
    [[nodiscard]] bool has_rule() const noexcept { return table_.has_rule(); }
    /// The route of requests of an account. Fails if the endpoint rule fails.
    [[nodiscard]] result<route_ptr> of_account(std::string_view account_id) {
        return table_.find({.account_id = account_id});
    }
    /// Fails if the endpoint rule fails, or with errc::invalid_argument if the credentials cannot sign.
    [[nodiscard]] result<signed_route> find(const std::shared_ptr<const credentials>& keys,
                                            const encoded_request& request);

 private:
    [[nodiscard]] route_parameters parameters_of(const credentials& keys,
                                                 const encoded_request& request) const;

    route_table table_;
    const std::shared_ptr<node_list> nodes_;

    // The route and the signer that a thread used last. Threads have their own, so that they do not wait for
    // each other.
    struct last_used {
        std::mutex mutex;  // guards the two members below
        std::shared_ptr<const credentials> keys{};
        signed_route to{};  // the route of requests without an ARN
    };
    void forget_others(const last_used& mine);
    striped<last_used> last_{};
};

/// The parts of a request's head that differ between the attempts of a call.
struct attempt_head {
    std::string_view invocation_id{};
    int attempt = 1;
    int max_attempts = 1;
    std::optional<std::chrono::sys_seconds> ends{};  ///< When the attempt times out. Not set: not sent.
    std::chrono::sys_seconds time{};                 ///< The time of the signature.
};

/// Writes the head of a request and signs it.
[[nodiscard]] recycled_string signed_head(const signed_route& to, const credentials& keys,
                                          const encoded_request& request, const attempt_head& attempt);

}  // namespace dynaco::detail
