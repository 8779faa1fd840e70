#include "load/pace/throttle_reason.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::loading {
namespace {

throttle_limit limit_in(std::string_view reason) noexcept {
    const auto has = [reason](std::string_view what) { return reason.find(what) != std::string_view::npos; };
    if (has("KeyRange")) return throttle_limit::key_range;
    if (has("MaxOnDemand")) return throttle_limit::on_demand;
    if (has("AccountLimit")) return throttle_limit::account;
    if (has("Provisioned")) return throttle_limit::provisioned;
    return throttle_limit::unknown;
}

}  // namespace

throttle_reason reason_of(std::string_view reason, std::string_view resource) noexcept {
    constexpr std::string_view separator = "/index/";
    const std::string_view name = resource_name(resource);
    const auto at = name.find(separator);
    if (at == std::string_view::npos) return {.limit = limit_in(reason), .table = name};
    return {
        .limit = limit_in(reason), .table = name.substr(0, at), .index = name.substr(at + separator.size())};
}

}  // namespace dynaco::loading
