#include "identity/profile/cached_token_path.hpp"

#include "identity/profile/file.hpp"
#include "identity/profile/set.hpp"
#include "sigv4/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace dynaco::identity {
namespace {

std::string sha1_hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    // FIPS providers may lack SHA-1; then the digest is empty, and the file does not exist.
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

// Replaces "~" by the home folder.
result<std::string> in_home(const std::string& path, const environment& env) {
    if (path.starts_with('~') && home_folder(env).empty())
        return failure(
            errc::invalid_configuration,
            {.detail = "the environment variable HOME is not set, so " + path + " cannot be found: set it"});
    return expand_home(path, env);
}

}  // namespace

result<std::string> sso_token_path(std::string_view session_or_start_url, const environment& env) {
    return in_home("~/.aws/sso/cache/" + sha1_hex(session_or_start_url) + ".json", env);
}

result<std::string> login_token_path(std::string_view session, const environment& env) {
    const sigv4::hex_digest digest = sigv4::to_hex(sigv4::sha256(trimmed(session)));
    const std::string name = std::string(sigv4::view(digest)) + ".json";
    std::string folder = env("AWS_LOGIN_CACHE_DIRECTORY");
    if (trimmed(folder).empty()) folder = "~/.aws/login/cache";
    if (!folder.ends_with('/')) folder += '/';
    return in_home(folder + name, env);
}

}  // namespace dynaco::identity
