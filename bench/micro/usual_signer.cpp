#include "usual_signer.hpp"

#include "sigv4/amz_date.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

namespace micro {
namespace {

struct free_md {
    void operator()(EVP_MD* md) const noexcept { EVP_MD_free(md); }
};

template <class Use>
std::string with_sha256(digest_source source, const Use& use) {
    if (source == digest_source::global) return use(EVP_sha256());
    const std::unique_ptr<EVP_MD, free_md> md{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    return use(md.get());
}

std::string sha256(digest_source source, std::string_view text) {
    return with_sha256(source, [text](const EVP_MD* md) {
        std::string out(32, '\0');
        EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, md,
                   nullptr);
        return out;
    });
}

std::string hmac(digest_source source, std::string_view key, std::string_view text) {
    return with_sha256(source, [&](const EVP_MD* md) {
        std::string out(32, '\0');
        HMAC(md, key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
             reinterpret_cast<unsigned char*>(out.data()), nullptr);
        return out;
    });
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

}  // namespace

std::string usual_signer::sign(std::string_view target, std::string_view body,
                               std::chrono::sys_seconds time) {
    const digest_source source = options_.source;
    const dynaco::sigv4::amz_date date(time);
    const std::string names = "content-type;host;x-amz-date;x-amz-target";
    const std::string canonical =
        "POST\n/\n\ncontent-type:application/x-amz-json-1.0\nhost:127.0.0.1:8000\nx-amz-date:" +
        std::string(date.text()) + "\nx-amz-target:" + std::string(target) + "\n\n" + names + "\n" +
        hex(sha256(source, body));
    const std::string scope = std::string(date.day()) + "/us-east-1/dynamodb/aws4_request";
    const std::string to_sign = "AWS4-HMAC-SHA256\n" + std::string(date.text()) + "\n" + scope + "\n" +
                                hex(sha256(source, canonical));
    if (!options_.keeps_key || key_day_ != date.day()) {
        key_ = "AWS4local";
        for (const std::string_view part : {date.day(), std::string_view("us-east-1"),
                                            std::string_view("dynamodb"), std::string_view("aws4_request")})
            key_ = hmac(source, key_, part);
        key_day_ = date.day();
    }
    return "AWS4-HMAC-SHA256 Credential=local/" + scope + ", SignedHeaders=" + names +
           ", Signature=" + hex(hmac(source, key_, to_sign));
}

}  // namespace micro
