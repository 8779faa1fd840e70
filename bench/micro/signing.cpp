#include "sigv4/canonical_request.hpp"
#include "sigv4/request_signer.hpp"
#include "sigv4/signature.hpp"
#include "subject.hpp"
#include "subjects.hpp"
#include "usual_signer.hpp"

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace micro {
namespace {

namespace sigv4 = dynaco::sigv4;

constexpr std::chrono::sys_seconds signed_at{std::chrono::seconds(1'767'225'600)};
constexpr std::string_view host = "127.0.0.1:8000";
constexpr sigv4::key_pair_view keys{.access_key_id = "local", .secret_access_key = "local"};
constexpr sigv4::scope scope{.region = "us-east-1", .service = "dynamodb"};

// The number of 64-byte blocks that SHA-256 makes of a message: its bytes, one byte, and its length in 8
// bytes.
constexpr std::size_t blocks(std::size_t size) { return (size + 9 + 63) / 64; }

// The blocks that every signature must hash: the body, the canonical request, the string to sign (in HMAC's
// inner hash), and the result of the inner hash (in the outer hash). The key blocks of both hashes are
// computed once.
std::size_t blocks_of_signature(std::string_view target, std::string_view body) {
    const sigv4::amz_date date(signed_at);
    const sigv4::header headers[] = {
        {"content-type", "application/x-amz-json-1.0"}, {"host", host}, {"x-amz-target", target}};
    const sigv4::request request{.method = "POST", .path = "/", .headers = headers, .payload = body};
    const std::string canonical = sigv4::canonical_request(request, keys, date).text;
    const std::string to_sign = sigv4::string_to_sign(date, scope, canonical);
    return blocks(body.size()) + blocks(canonical.size()) + blocks(to_sign.size()) + 1;
}

struct free_context {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

// Only compresses blocks: one call of libcrypto for all of them, in a context that is reused.
class compression {
 public:
    explicit compression(std::size_t count)
        : data_(64 * count, 'x'), context_(EVP_MD_CTX_new(), free_context{}) {
        EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr);
    }
    void operator()() const { EVP_DigestUpdate(context_.get(), data_.data(), data_.size()); }

 private:
    std::string data_;
    std::shared_ptr<EVP_MD_CTX> context_;
};

void one_size(const std::string& name, std::string_view target, const std::string& body) {
    const auto signer = std::make_shared<const sigv4::request_signer>(keys, scope);
    const auto by_dynaco = [=](std::string& out) {
        out.clear();
        return signer->sign({.host = host, .target = target, .body = body}, signed_at, out);
    };
    const auto as_usual = [=](const usual_signer::options& o) {
        return [=, usual = usual_signer(o)]() mutable { return usual.sign(target, body, signed_at); };
    };
    std::string ours;
    by_dynaco(ours);
    require(ours == as_usual({})(), "signature");

    const subject s("sign " + name, body.size());
    s.measure("dynaco", [by_dynaco, out = std::string()]() mutable { return by_dynaco(out); });
    s.measure("floor: its SHA-256 blocks", compression(blocks_of_signature(target, body)));
    s.measure("floor: the body's SHA-256 blocks", compression(blocks(body.size())));
    s.measure("other: kept key, EVP_sha256() and HMAC() for each", as_usual({.keeps_key = true}));
    s.measure("other: kept key, EVP_MD_fetch for each",
              as_usual({.source = digest_source::fetched_by_call, .keeps_key = true}));
    s.measure("other: key derived and EVP_MD_fetch for each",
              as_usual({.source = digest_source::fetched_by_call}));
}

}  // namespace

void signing() {
    one_size("126 B", "DynamoDB_20120810.GetItem", std::string(126, 'x'));
    one_size("1053 B", "DynamoDB_20120810.PutItem", std::string(1053, 'x'));
    one_size("26 KB", "DynamoDB_20120810.BatchWriteItem", std::string(std::size_t{26} * 1024, 'x'));
}

}  // namespace micro
