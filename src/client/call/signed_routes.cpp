#include "client/call/signed_routes.hpp"

#include "sigv4/amz_date.hpp"
#include "wire/request_head.hpp"

#include <stdexcept>
#include <utility>

namespace dynaco::detail {
namespace {

// Null for anonymous credentials.
result<std::shared_ptr<const sigv4::request_signer>> signer_for(const credentials& keys,
                                                                const identity::endpoint& at) {
    if (keys.access_key_id.empty()) return std::shared_ptr<const sigv4::request_signer>();
    try {
        return std::make_shared<const sigv4::request_signer>(
            sigv4::key_pair_view{.access_key_id = keys.access_key_id,
                                 .secret_access_key = keys.secret_access_key,
                                 .session_token = keys.session_token},
            sigv4::scope{.region = at.signing_region, .service = "dynamodb"}, at.path);
    } catch (const std::invalid_argument& e) {
        return failure(errc::invalid_argument, {.detail = e.what()});
    }
}

}  // namespace

signed_routes::signed_routes(identity::endpoint usual, endpoint_rule rule, route_table::head_maker heads,
                             std::shared_ptr<node_list> nodes)
    : table_(std::move(usual), std::move(rule), std::move(heads)), nodes_(std::move(nodes)) {}

route_parameters signed_routes::parameters_of(const credentials& keys, const encoded_request& request) const {
    route_parameters of{.account_id = keys.account_id};
    if (table_.has_rule()) {
        of.resource_arn = resource_arn_of(request);
        of.searches = request.info.name == "SearchVectors";
    }
    return of;
}

result<signed_route> signed_routes::find(const std::shared_ptr<const credentials>& keys,
                                         const encoded_request& request) {
    const route_parameters of = parameters_of(*keys, request);
    route_ptr node = nodes_ ? table_.to_node(nodes_->next()) : nullptr;
    last_used& last = last_.mine();
    const std::lock_guard lock(last.mutex);
    if (last.keys == keys && of.usual()) {
        signed_route found = last.to;
        if (node) found.where = std::move(node);
        return found;
    }
    const auto where = node ? result<route_ptr>(std::move(node)) : table_.find(of);
    if (!where) return where.error();
    signed_route found{.where = *where, .signer = nullptr};
    // All endpoints of a client have the same signer: they differ only in their hosts.
    if (last.keys == keys) {
        found.signer = last.to.signer;
        return found;
    }
    if (auto signer = signer_for(*keys, found.where->endpoint); signer)
        found.signer = std::move(*signer);
    else
        return signer.error();
    if (!of.usual()) return found;
    found.where = with_own_count(std::move(found.where));
    last.keys = keys;
    last.to = found;
    forget_others(last);
    return found;
}

// Threads that make no more calls would keep the old credentials and their signers.
void signed_routes::forget_others(const last_used& mine) {
    last_.for_each([&mine](last_used& each) {
        if (&each == &mine) return;
        const std::unique_lock lock(each.mutex, std::try_to_lock);
        if (!lock || each.keys == mine.keys) return;
        each.keys = nullptr;
        each.to = {};
    });
}

recycled_string signed_head(const signed_route& to, const credentials& keys, const encoded_request& request,
                            const attempt_head& attempt) {
    // The token of anonymous credentials was not checked, and the service would not read it.
    const std::string_view token = to.signer ? std::string_view(keys.session_token) : std::string_view();
    auto head = recycled_string::with_room(1024 + token.size());
    std::optional<sigv4::amz_date> ttl;
    if (attempt.ends) ttl.emplace(*attempt.ends);
    const std::string_view target = to.where->head.begin(head, {.service = request.info.target,
                                                                .operation = request.info.name,
                                                                .security_token = token,
                                                                .invocation_id = attempt.invocation_id,
                                                                .ttl = ttl ? ttl->text() : std::string_view(),
                                                                .attempt = attempt.attempt,
                                                                .max_attempts = attempt.max_attempts,
                                                                .content_length = request.body.size()});
    if (!to.signer) {
        wire::end_unsigned_head(head);
        return head;
    }
    const auto date =
        to.signer->sign({.host = to.where->host, .target = target, .body = request.body}, attempt.time, head);
    wire::end_head(head, date.text());
    return head;
}

}  // namespace dynaco::detail
