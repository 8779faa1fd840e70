#include "identity/cached_token_path.hpp"

#include "sigv4/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace dynaco::identity {
namespace {

std::string sha1_hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    // FIPS providers may have no SHA-1; then there is no such file either.
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

result<std::string> below_home(std::string_view path, const environment& env) {
    std::string home = env("HOME");
    if (home.empty())
        return failure(errc::invalid_configuration,
                       {.detail = "the environment variable HOME is not set, so ~/" + std::string(path) +
                                  " cannot be found: set it"});
    while (home.size() > 1 && home.ends_with('/')) home.pop_back();
    if (home != "/") home += '/';
    return home.append(path);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

}  // namespace

result<std::string> sso_token_path(std::string_view session_or_start_url, const environment& env) {
    return below_home(".aws/sso/cache/" + sha1_hex(session_or_start_url) + ".json", env);
}

result<std::string> login_token_path(std::string_view session, const environment& env) {
    const sigv4::hex_digest digest = sigv4::to_hex(sigv4::sha256(trimmed(session)));
    const std::string name = std::string(sigv4::view(digest)) + ".json";
    const std::string folder = env("AWS_LOGIN_CACHE_DIRECTORY");
    if (trimmed(folder).empty()) return below_home(".aws/login/cache/" + name, env);
    const std::string path = folder.ends_with('/') ? folder + name : folder + '/' + name;
    return path.starts_with("~/") ? below_home(std::string_view(path).substr(2), env) : path;
}

}  // namespace dynaco::identity
