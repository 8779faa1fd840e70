#include "sigv4/request_signer.hpp"

#include "sigv4/canonical_request.hpp"
#include "sigv4/header_text.hpp"
#include "sigv4/signing_key.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace dynaco::sigv4 {
namespace {

using std::chrono::sys_seconds;

// The signing key of one UTC day as a hashed HMAC key. The threads that use it share it.
struct day_key {
    std::string day;
    hmac_key key;
};

void append_value(digest_writer& writer, std::string_view value) {
    if (is_plain_header_value(value)) {
        writer.append(value);
        return;
    }
    std::string canonical;
    append_header_value(canonical, value);
    writer.append(canonical);
}

// The common part of all calls of one second to one host, already hashed: two of eight blocks for a request
// without a session token, 18 of 24 blocks with a token of 1 KB. Contains only hash states of the key.
struct moment {
    sys_seconds time;
    amz_date date;
    std::string host;
    std::string content_type;
    digest_writer canonical;    // the canonical request up to the target
    hmac_writer proof;          // the string to sign up to the hash
    std::string authorization;  // up to the signature

    [[nodiscard]] bool serves(const dynamodb_call& call, sys_seconds when) const noexcept {
        return time == when && host == call.host && content_type == call.content_type;
    }
};

}  // namespace

struct request_signer::state {
    state(const key_pair_view& keys, const scope& where, std::string_view path);
    ~state() { detail::cleanse(before_target); }  // contains the session token

    std::shared_ptr<const moment> moment_of(const dynamodb_call& call, sys_seconds time);
    std::shared_ptr<const day_key> key_of(std::string_view day);
    moment make_moment(const dynamodb_call& call, sys_seconds time);

    std::string region;
    std::string service;
    std::string before_content_type;  // canonical request, from its start
    std::string before_target;        // canonical request, from after the date
    std::string before_payload_hash;  // canonical request, from after the target
    std::string before_day;           // Authorization, from its start
    std::string after_day;            // the scope, from after its date
    std::string before_signature;     // Authorization, from after the scope
    hmac_key secret;

    std::mutex mutex;  // guards the two below
    std::shared_ptr<const day_key> today;
    std::shared_ptr<const moment> now;
};

request_signer::state::state(const key_pair_view& keys, const scope& where, std::string_view path)
    : region(where.region), service(where.service), secret(secret_hmac(keys.secret_access_key)) {
    require_header_text(keys.access_key_id, "access key id");
    require_header_text(keys.session_token, "session token");
    require_header_text(where);
    const bool has_token = !keys.session_token.empty();
    const std::string names = has_token ? "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
                                        : "content-type;host;x-amz-date;x-amz-target";
    before_content_type = "POST\n" + canonical_path(path, {}) + "\n\ncontent-type:";
    if (has_token) {
        constexpr std::string_view line = "\nx-amz-security-token:";
        before_target.reserve(line.size() + keys.session_token.size() + 32);  // one copy of the token only
        before_target = line;
        append_header_value(before_target, keys.session_token);
    }
    before_target += "\nx-amz-target:";
    before_payload_hash = "\n\n" + names + "\n";
    before_day = "AWS4-HMAC-SHA256 Credential=" + std::string{keys.access_key_id} + "/";
    after_day = "/" + region + "/" + service + "/aws4_request";
    before_signature = ", SignedHeaders=" + names + ", Signature=";
}

std::shared_ptr<const day_key> request_signer::state::key_of(std::string_view day) {
    const std::lock_guard lock{mutex};
    if (!today || today->day != day) {
        const signing_key derived = derive_signing_key(secret, day, {.region = region, .service = service});
        today = std::make_shared<const day_key>(day_key{std::string{day}, hmac_key{view(derived.bytes())}});
    }
    return today;
}

moment request_signer::state::make_moment(const dynamodb_call& call, sys_seconds time) {
    const amz_date date{time};
    digest_writer canonical;
    canonical.append(before_content_type);
    append_value(canonical, call.content_type);
    canonical.append("\nhost:");
    append_value(canonical, call.host);
    canonical.append("\nx-amz-date:").append(date.text()).append(before_target);
    hmac_writer proof = key_of(date.day())->key.writer();
    proof.append("AWS4-HMAC-SHA256\n").append(date.text()).append("\n");
    proof.append(date.day()).append(after_day).append("\n");
    std::string authorization = before_day;
    ((authorization += date.day()) += after_day) += before_signature;
    return {time,      date,  std::string{call.host},  std::string{call.content_type},
            canonical, proof, std::move(authorization)};
}

// The moment is made outside the lock, so that other threads can sign meanwhile. Threads with different
// seconds replace each other's moment, which is slower.
std::shared_ptr<const moment> request_signer::state::moment_of(const dynamodb_call& call, sys_seconds time) {
    {
        const std::lock_guard lock{mutex};
        if (now && now->serves(call, time)) return now;
    }
    auto made = std::make_shared<const moment>(make_moment(call, time));
    const std::lock_guard lock{mutex};
    now = made;
    return made;
}

request_signer::request_signer(const key_pair_view& keys, const scope& where, std::string_view path)
    : state_(std::make_unique<state>(keys, where, path)) {}

request_signer::request_signer(request_signer&&) noexcept = default;
request_signer& request_signer::operator=(request_signer&&) noexcept = default;
request_signer::~request_signer() = default;

amz_date request_signer::sign(const dynamodb_call& call, std::chrono::sys_seconds time,
                              std::string& out) const {
    const std::shared_ptr<const moment> now = state_->moment_of(call, time);
    digest_writer canonical = now->canonical;
    append_value(canonical, call.target);
    canonical.append(state_->before_payload_hash).append(view(to_hex(sha256(call.body))));
    hmac_writer proof = now->proof;
    const hex_digest signature = to_hex(proof.append(view(to_hex(canonical.finish()))).finish());
    // `out` grows only here, at the end: the views in `call` may point into it.
    const std::size_t start = out.size();
    out.resize(start + now->authorization.size() + signature.size());
    char* const to = out.data() + start;
    now->authorization.copy(to, now->authorization.size());
    view(signature).copy(to + now->authorization.size(), signature.size());
    return now->date;
}

}  // namespace dynaco::sigv4
