#include "client/explain/explained_lines.hpp"

#include <utility>

namespace dynaco::detail {
namespace {

void add_file(identity_report& report, const char* what, const std::string& path,
              identity::file_access& files) {
    const auto text = files.read(path);
    if (!text)
        report.lines.push_back(wrong_line(what, text.error()));
    else
        report.lines.push_back({.what = what, .value = path, .source = *text ? "found" : "not found"});
}

std::string_view name_of(account_id_endpoint_mode mode) {
    switch (mode) {
        case account_id_endpoint_mode::preferred: break;
        case account_id_endpoint_mode::required: return "required";
        case account_id_endpoint_mode::disabled: return "disabled";
    }
    return "preferred";
}

std::string source_of_mode(const resolved_client& c) {
    if (c.options.account_id_endpoint_mode) return "client_options::account_id_endpoint_mode";
    return c.found.account_mode ? c.found.account_mode->from.source : "by default";
}

void add_endpoint(identity_report& report, const char* what, const result<identity::endpoint>& where,
                  const std::optional<identity::setting>& url) {
    if (!where) {
        report.lines.push_back(wrong_line(what, where.error()));
        return;
    }
    std::string source = url                 ? url->source
                         : where->of_account ? "the account's endpoint"
                                             : "the region's endpoint";
    report.lines.push_back({.what = what,
                            .value = transport::url(where->origin) + (where->path == "/" ? "" : where->path),
                            .source = std::move(source)});
}

// "2026-01-31 23:59:59 UTC"
std::string text_of(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(static_cast<int>(date.year())) + '-' + two(static_cast<unsigned>(date.month())) +
           '-' + two(static_cast<unsigned>(date.day())) + ' ' + two(clock.hours().count()) + ':' +
           two(clock.minutes().count()) + ':' + two(clock.seconds().count()) + " UTC";
}

identity_line expiration_line(const credentials& keys, std::chrono::system_clock::time_point now) {
    if (!keys.expiration) return {.what = "expiration", .value = "none"};
    const auto left = std::chrono::floor<std::chrono::minutes>(*keys.expiration - now);
    const bool over = *keys.expiration <= now;
    return {.what = "expiration",
            .value = text_of(std::chrono::floor<std::chrono::seconds>(*keys.expiration)),
            .source = over ? "the credentials have expired" : "in " + std::to_string(left.count()) + " min",
            .wrong = over};
}

}  // namespace

identity_line wrong_line(std::string what, const failure& why) {
    std::string text = why.text();
    constexpr std::string_view usual = "dynaco: ";
    if (text.starts_with(usual)) text.erase(0, usual.size());
    return {.what = std::move(what), .value = std::move(text), .wrong = true};
}

void add_profile(identity_report& report, const identity::settings& configured,
                 identity::file_access& files) {
    report.lines.push_back({.what = "profile",
                            .value = configured.profile_name(),
                            .source = configured.profile_chosen_by() +
                                      (configured.profile() ? "" : ", not found in the files")});
    add_file(report, "config file", configured.files().config_path, files);
    add_file(report, "credentials file", configured.files().credentials_path, files);
}

void add_endpoints(identity_report& report, const resolved_client& c, const identity::setting& region,
                   const credentials* keys) {
    const endpoint_choice& by = c.endpoints;
    const bool needed = !by.url;
    if (!region.value.empty())
        report.lines.push_back({.what = "region", .value = region.value, .source = region.source});
    else if (needed && keys)
        report.lines.push_back(wrong_line("region", failure(errc::missing_region, {})));
    else
        report.lines.push_back({.what = "region", .value = needed ? "not known" : "none"});
    const std::string account = keys ? keys->account_id : std::string();
    report.lines.push_back({.what = "account id", .value = account.empty() ? "not known" : account});
    report.lines.push_back({.what = "account endpoints",
                            .value = std::string(name_of(by.account_mode)),
                            .source = source_of_mode(c)});
    if (needed && region.value.empty()) return;
    const std::string_view at = region.value;
    add_endpoint(report, "endpoint",
                 keys ? dynamodb_at(by, at, {.account_id = account}) : regional_dynamodb_at(by, at), by.url);
    const bool has_own = by.streams_url || !by.url;
    add_endpoint(report, "streams endpoint", streams_at(by, at), has_own ? by.streams_url : by.url);
}

void add_plan(identity_report& report, const identity::credentials_plan& plan) {
    for (const identity::skipped_source& each : plan.skipped)
        report.lines.push_back({.what = "skipped", .value = each.name, .source = each.why});
    if (plan.chosen)
        report.lines.push_back({.what = "chosen",
                                .value = plan.name,
                                .source = plan.why.empty() ? "no other source is configured" : plan.why});
}

void add_keys(identity_report& report, const credentials& keys, std::chrono::system_clock::time_point now) {
    if (keys.access_key_id.empty()) {
        report.lines.push_back({.what = "access key id", .value = "none", .source = "anonymous"});
        return;
    }
    report.lines.push_back({.what = "access key id", .value = shortened(keys.access_key_id)});
    report.lines.push_back({.what = "secret access key", .value = "***"});
    report.lines.push_back({.what = "session token", .value = keys.session_token.empty() ? "no" : "yes"});
    report.lines.push_back(expiration_line(keys, now));
}

std::string shortened(std::string_view id) {
    if (id.size() < 12) return "***";
    return std::string(id.substr(0, 4)) + "..." + std::string(id.substr(id.size() - 4));
}

}  // namespace dynaco::detail
