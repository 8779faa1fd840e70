#include <dynaco/core/throttling_reason.hpp>

namespace dynaco {

// arn:aws:dynamodb:eu-west-1:123456789012:table/accounts/index/by_email
std::string_view resource_name(std::string_view arn) noexcept {
    constexpr std::string_view kind = ":table/";
    const auto at = arn.starts_with("arn:") ? arn.find(kind) : arn.npos;
    return at == arn.npos ? arn : arn.substr(at + kind.size());
}

}  // namespace dynaco
