#include "simulation/watch/signature_check.hpp"

#include "sigv4/signature.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <vector>

namespace dynaco::simulation {
namespace {

std::string access_key_of(const std::string& authorization) {
    constexpr std::string_view before = "Credential=";
    const auto at = authorization.find(before);
    if (at == std::string::npos) return {};
    const auto begin = at + before.size();
    return authorization.substr(begin, authorization.find('/', begin) - begin);
}

}  // namespace

std::string signature_check::complaint(const test::sent_request& request, const key_ring& keys) {
    std::map<std::string, std::string> found;
    for (auto& [name, value] : request.headers()) found.emplace(name, value);
    const credentials* const key = keys.named(access_key_of(found["authorization"]));
    if (!key) return "unknown access key: " + found["authorization"];
    if (found["x-amz-security-token"] != key->session_token)
        return "the token does not belong to the key: " + found["x-amz-security-token"];
    std::vector<sigv4::header> headers;
    for (const auto& [name, value] : found)
        if (name == "host" || name == "content-type" || name == "x-amz-target")
            headers.push_back({.name = name, .value = value});
    const auto expected =
        sigv4::sign({.method = "POST", .path = "/", .headers = headers, .payload = request.body},
                    {.access_key_id = key->access_key_id,
                     .secret_access_key = key->secret_access_key,
                     .session_token = key->session_token},
                    {.region = "eu-west-1", .service = "dynamodb"}, parse_date(found["x-amz-date"]), cache_);
    return expected.authorization == found["authorization"] ? "" : "the signature is wrong";
}

std::chrono::sys_seconds parse_date(const std::string& amz_date) {
    using namespace std::chrono;
    int y = 0;
    unsigned mo = 0;
    unsigned d = 0;
    int h = 0;
    int mi = 0;
    int s = 0;
    if (std::sscanf(amz_date.c_str(), "%4d%2u%2uT%2d%2d%2dZ", &y, &mo, &d, &h, &mi, &s) != 6) return {};
    return sys_days(year(y) / month(mo) / day(d)) + hours(h) + minutes(mi) + seconds(s);
}

std::string http_date(std::chrono::sys_seconds time) {
    using namespace std::chrono;
    static constexpr std::array days_of_week = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto date = floor<days>(time);
    const year_month_day ymd(date);
    const hh_mm_ss clock(time - date);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  days_of_week[weekday(date).c_encoding()], static_cast<unsigned>(ymd.day()),
                  months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

}  // namespace dynaco::simulation
