#include "identity/container_token.hpp"

#include "identity/profile_line.hpp"
#include "identity/provider_failure.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr const char* file_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* token_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

result<secret> checked(secret token, const std::string& where) {
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 127; };
    const std::string_view text = token.view();
    if (std::ranges::none_of(text, is_control)) return token;
    const bool at_end = text.ends_with('\n') && std::ranges::count_if(text, is_control) <= 2;
    return failed_at(where, at_end ? "the token ends with a newline, which no header may hold: write it "
                                     "without, as printf '%s' does"
                                   : "the token holds a newline or another control character, which no "
                                     "header may hold");
}

}  // namespace

result<secret> read_container_token(const environment& env, file_access& files) {
    const std::string path = env(file_variable);
    if (trimmed(path).empty()) {
        secret token(env(token_variable));
        if (trimmed(token).empty()) return secret();
        return checked(std::move(token), std::string("environment variable ") + token_variable);
    }
    const std::string where = path + " (environment variable " + file_variable + ')';
    auto read = files.read(path);
    if (!read) return failure_at(where, read.error());
    if (!*read) return failed_at(where, "there is no such file");
    if ((*read)->empty()) return failed_at(where, "the file is empty");
    return checked(std::move(**read), where);
}

}  // namespace dynaco::identity
