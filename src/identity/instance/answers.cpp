#include "identity/instance/answers.hpp"

#include "core/ascii.hpp"
#include "core/cleanse.hpp"
#include "identity/source/failure.hpp"
#include "identity/text/json.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace dynaco::identity {
namespace {

std::string_view first_line(std::string_view text) {
    const auto blank = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
    return text.substr(0, text.find_first_of(blank));
}

// Whether the text is a valid role name, because it becomes part of a path. IAM allows letters, digits and
// _+=,.@-
bool is_name(std::string_view text) {
    constexpr std::string_view marks = "_+=,.@-";
    const auto allowed = [marks](char c) {
        return detail::is_letter_or_digit(c) || marks.find(c) != marks.npos;
    };
    return std::ranges::all_of(text, allowed);
}

failure unexpected_status(const std::string& whom, int status, const std::string& what) {
    std::string text = "HTTP status " + std::to_string(status) + ' ' + what;
    if (status == 401) text += ": the token was refused";
    if (status == 403) text += ": IMDS refuses this request";
    return failed_at(whom, text);
}

}  // namespace

result<std::string> read_instance_role(const wire::response& reply, const std::string& whom) {
    if (reply.status != 200 && reply.status != 404)
        return unexpected_status(whom, reply.status, "in response to the request for the role's name");
    const std::string_view name = reply.status == 404 ? std::string_view() : first_line(reply.body);
    if (name.empty())
        return failure(errc::missing_credentials,
                       {.detail = whom + ": this instance has no role; attach an instance profile with aws "
                                         "ec2 associate-iam-instance-profile"});
    if (!is_name(name))
        return failed_at(whom, "the response to the request for the role's name is not a role name");
    return std::string(name);
}

result<loaded_credentials> read_instance_keys(wire::response& reply, const std::string& whom,
                                              const std::string& role) {
    if (reply.status != 200)
        return unexpected_status(whom, reply.status,
                                 "in response to the request for the credentials of role " + role);
    auto keys = parse_provider_json(reply.body, {.temporary = true});
    detail::cleanse(reply.body);
    if (keys)
        return loaded_credentials{.keys = std::move(*keys),
                                  .outlive_expiration = true,
                                  .origin = "instance metadata, role " + role};
    std::string why = "role " + role + ": " + keys.error().diagnostics().detail;
    if (keys.error().diagnostics().service_code == "AssumeRoleUnauthorizedAccess")
        why += "; allow ec2.amazonaws.com to assume the role in its trust policy";
    return failed_at(whom, why);
}

result<std::string> read_instance_region(const wire::response& reply, const std::string& whom) {
    const std::string_view name = reply.status == 200 ? first_line(reply.body) : std::string_view();
    if (!name.empty() && is_name(name)) return std::string(name);
    return failure(errc::missing_region, {.detail = whom + ": the response has no region name, HTTP status " +
                                                    std::to_string(reply.status)});
}

}  // namespace dynaco::identity
