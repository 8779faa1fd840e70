#include "client/route/table.hpp"

#include <utility>

namespace dynaco::detail {
namespace {

bool is_arn(std::string_view name) noexcept { return name.starts_with("arn:"); }

}  // namespace

std::string_view resource_arn_of(const encoded_request& request) noexcept {
    if (is_arn(request.table)) return request.table;
    if (!request.resource.empty()) return request.resource;
    // The endpoint rules use only the first of several (ResourceArnList).
    return !request.tables.empty() && is_arn(request.tables.front()) ? request.tables.front()
                                                                     : std::string_view();
}

route_table::route_table(identity::endpoint usual, endpoint_rule rule, head_maker heads)
    : heads_(std::move(heads)), rule_(std::move(rule)), usual_(make(std::move(usual))) {}

route_ptr route_table::make(identity::endpoint where) const {
    std::string host = host_header(where.origin);
    wire::head_template head = heads_(where, host);
    auto url = std::make_shared<const std::string>(where.origin.host.empty() ? std::string()
                                                                             : transport::url(where.origin));
    return std::make_shared<const route>(route{.endpoint = std::move(where),
                                               .url = std::move(url),
                                               .host = std::move(host),
                                               .head = std::move(head)});
}

route_ptr route_table::kept(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const auto at = routes_.find(name);
    return at == routes_.end() ? nullptr : at->second;
}

void route_table::keep(std::string name, const route_ptr& made) {
    const std::lock_guard lock(mutex_);
    if (routes_.size() < max_kept) routes_.emplace(std::move(name), made);
}

result<route_ptr> route_table::find(const route_parameters& of) {
    if (!rule_) return usual_;
    std::string name(of.account_id);
    ((name += of.searches ? '?' : '\n') += of.resource_arn);
    if (route_ptr known = kept(name)) return known;
    auto where = rule_(of);
    if (!where) return where.error();
    route_ptr made = make(std::move(*where));
    keep(std::move(name), made);
    return made;
}

route_ptr route_table::to_node(const transport::origin& node) {
    std::string name = url(node);
    if (route_ptr known = kept(name)) return known;
    identity::endpoint where = usual_->endpoint;
    where.origin = node;
    route_ptr made = make(std::move(where));
    keep(std::move(name), made);
    return made;
}

}  // namespace dynaco::detail
