#include "load/plan/bisection.hpp"

#include <boost/system/error_condition.hpp>

#include <utility>

namespace dynaco::loading {

failure_kind kind_of(errc error) noexcept {
    switch (error) {
        case errc::validation_failed:
        case errc::serialization_failed:
        case errc::item_collection_size_limit_exceeded:
        case errc::conditional_check_failed:
        case errc::item_too_large:
        case errc::empty_set:
        case errc::not_a_number:
        case errc::number_out_of_range:
        case errc::nested_too_deeply: return failure_kind::item;
        case errc::resource_not_found:
        case errc::access_denied: return failure_kind::table;
        case errc::outcome_unknown: return failure_kind::in_doubt;
        // A table that is being created or changed, a conflict with a transaction or with another region, and
        // a session that has expired: they end without a change of the request.
        case errc::expired_token:
        case errc::credentials_expired:
        case errc::request_time_too_skewed:
        case errc::replicated_write_conflict:
        case errc::transaction_conflict:
        case errc::transaction_in_progress:
        case errc::limit_exceeded:
        case errc::internal_server_error: return failure_kind::transient;
        case errc::client_closed:
        case errc::canceled: return failure_kind::systemic;
        default: break;
    }
    const auto code = make_error_code(error);
    if (code == condition::throttled) return failure_kind::throttled;
    // The connection worked, but the response is damaged: the writes may have been applied.
    if (code == condition::bad_reply) return failure_kind::in_doubt;
    if (code == condition::unavailable || code == condition::timed_out) return failure_kind::transient;
    return failure_kind::systemic;
}

write_id bisection::refused(std::span<const write_id> group) {
    ++refusals_;
    if (group.size() == 1) return group.front();
    const auto half = static_cast<std::ptrdiff_t>(group.size() / 2);
    groups_.emplace_front(group.begin() + half, group.end());
    groups_.emplace_front(group.begin(), group.begin() + half);
    return no_write;
}

std::vector<write_id> bisection::next() {
    std::vector<write_id> group = std::move(groups_.front());
    groups_.pop_front();
    return group;
}

}  // namespace dynaco::loading
