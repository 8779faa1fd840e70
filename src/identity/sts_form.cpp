#include "identity/sts_form.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::identity {
namespace {

bool is_unreserved(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::size_t encoded_size(std::string_view text) noexcept {
    const auto plain = static_cast<std::size_t>(std::ranges::count_if(text, is_unreserved));
    return plain + 3 * (text.size() - plain);
}

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(c))
            out += c;
        else
            ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
}

// Views of fields; a field without a value is not sent.
class form {
 public:
    explicit form(std::string_view action) { add("Action", action).add("Version", "2011-06-15"); }

    form& add(std::string_view name, std::string_view value) {
        if (!value.empty()) fields_.emplace_back(name, value);
        return *this;
    }
    [[nodiscard]] secret text() const {
        std::size_t size = 0;
        for (const auto& [name, value] : fields_) size += name.size() + 2 + encoded_size(value);
        std::string all;
        all.reserve(size);  // never moved, which would leave a copy behind
        for (const auto& [name, value] : fields_) {
            if (!all.empty()) all += '&';
            (all += name) += '=';
            append_encoded(all, value);
        }
        return secret(std::move(all));
    }

 private:
    std::vector<std::pair<std::string_view, std::string_view>> fields_{};
};

}  // namespace

secret assume_role_form(const assume_role_options& role, std::string_view session_name,
                        std::string_view token_code) {
    const std::string seconds = role.duration.count() > 0 ? std::to_string(role.duration.count()) : "";
    form f("AssumeRole");
    f.add("RoleArn", role.role_arn).add("RoleSessionName", session_name).add("DurationSeconds", seconds);
    f.add("ExternalId", role.external_id);
    if (!token_code.empty()) f.add("SerialNumber", role.mfa_serial).add("TokenCode", token_code);
    return f.text();
}

secret web_identity_form(std::string_view role_arn, std::string_view session_name, std::string_view token) {
    form f("AssumeRoleWithWebIdentity");
    f.add("RoleArn", role_arn).add("RoleSessionName", session_name).add("WebIdentityToken", token);
    return f.text();
}

}  // namespace dynaco::identity
