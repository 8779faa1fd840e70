// Signs requests for botocore_compare.py: one JSON object per line of standard input, one line of output
// each: the Authorization value of the general path, a tab, that of the fast path (`-` if `fast` is not
// true).
//
// { "method", "path", "query", "headers": [[name, value], ...], "body": base64, "id", "secret", "token",
// "region",
//   "service", "time": seconds since 1970, "fast": bool }

#include "sigv4/request_signer.hpp"
#include "sigv4/signature.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace dynaco::sigv4;

std::string_view text(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

std::string from_base64(std::string_view encoded) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : encoded.substr(0, encoded.find('='))) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) throw std::invalid_argument("not base64");
        bits = (bits << 6) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>((bits >> count) & 0xff);
    }
    return out;
}

std::string_view value_of(const std::vector<header>& headers, std::string_view name) {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const header& h) { return h.name == name; });
    return found == headers.end() ? std::string_view{} : found->value;
}

std::string sign_line(const std::string& line, signing_key_cache& cache) {
    rapidjson::Document in;
    in.Parse(line.data(), line.size());
    if (!in.IsObject()) throw std::invalid_argument("not a JSON object: " + line);
    std::vector<header> headers;
    for (const rapidjson::Value& each : in["headers"].GetArray())
        headers.push_back({text(each[0]), text(each[1])});
    const std::string body = from_base64(text(in["body"]));
    const key_pair_view keys{text(in["id"]), text(in["secret"]), text(in["token"])};
    const scope where{text(in["region"]), text(in["service"])};
    const std::chrono::sys_seconds time{std::chrono::seconds{in["time"].GetInt64()}};

    const request what{.method = text(in["method"]),
                       .path = text(in["path"]),
                       .query = text(in["query"]),
                       .headers = headers,
                       .payload = body};
    std::string out = sign(what, keys, where, time, cache).authorization + '\t';
    if (!in["fast"].GetBool()) return out + '-';
    const dynamodb_call call{.host = value_of(headers, "Host"),
                             .target = value_of(headers, "X-Amz-Target"),
                             .body = body,
                             .content_type = value_of(headers, "Content-Type")};
    request_signer{keys, where, what.path}.sign(call, time, out);
    return out;
}

}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    try {
        signing_key_cache cache;
        for (std::string line; std::getline(std::cin, line);) std::cout << sign_line(line, cache) << '\n';
    } catch (const std::exception& error) {
        std::cerr << "sign_lines: " << error.what() << '\n';
        return 1;
    }
}
