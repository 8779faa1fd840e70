#include "canonical_uri.hpp"
#include "derive_key.hpp"
#include "header_text.hpp"

#include <dynaco/sigv4/request_signer.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace dynaco::sigv4 {
namespace {

// The signing key of one UTC day, ready to sign; shared by the threads that use it.
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

}  // namespace

struct request_signer::state {
    state(const key_pair_view& keys, const scope& where, std::string_view path);
    ~state() { cleanse(before_target); }  // holds the session token

    std::shared_ptr<const day_key> key_of(std::string_view day);
    digest_bytes canonical_hash(const dynamodb_call& call, const amz_date& date) const;
    digest_bytes prove(const hmac_key& key, const amz_date& date, const digest_bytes& canonical_hash) const;

    std::string region;
    std::string service;
    std::string before_content_type;  // canonical request, from its start
    std::string before_target;        // canonical request, from after the date
    std::string before_payload_hash;  // canonical request, from after the target
    std::string before_day;           // Authorization, from its start
    std::string after_day;            // the scope, from after its date
    std::string before_signature;     // Authorization, from after the scope
    hmac_key secret;

    std::mutex mutex;  // guards `today`
    std::shared_ptr<const day_key> today;
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

digest_bytes request_signer::state::canonical_hash(const dynamodb_call& call, const amz_date& date) const {
    const hex_digest payload_hash = to_hex(sha256(call.body));
    digest_writer writer;
    writer.append(before_content_type);
    append_value(writer, call.content_type);
    writer.append("\nhost:");
    append_value(writer, call.host);
    writer.append("\nx-amz-date:").append(date.text()).append(before_target);
    append_value(writer, call.target);
    writer.append(before_payload_hash).append(view(payload_hash));
    return writer.finish();
}

digest_bytes request_signer::state::prove(const hmac_key& key, const amz_date& date,
                                          const digest_bytes& canonical_hash) const {
    const hex_digest hash = to_hex(canonical_hash);
    digest_writer writer{key};
    writer.append("AWS4-HMAC-SHA256\n").append(date.text()).append("\n");
    writer.append(date.day()).append(after_day).append("\n").append(view(hash));
    return writer.finish();
}

request_signer::request_signer(const key_pair_view& keys, const scope& where, std::string_view path)
    : state_(std::make_unique<state>(keys, where, path)) {}

request_signer::request_signer(request_signer&&) noexcept = default;
request_signer& request_signer::operator=(request_signer&&) noexcept = default;
request_signer::~request_signer() = default;

amz_date request_signer::sign(const dynamodb_call& call, std::chrono::sys_seconds time,
                              std::string& out) const {
    const amz_date date{time};
    const std::shared_ptr<const day_key> today = state_->key_of(date.day());
    const hex_digest proof = to_hex(state_->prove(today->key, date, state_->canonical_hash(call, date)));
    const state& fixed = *state_;
    const std::size_t size = fixed.before_day.size() + date.day().size() + fixed.after_day.size() +
                             fixed.before_signature.size() + proof.size();
    // Not reserve(): asked for exact sizes again and again, it would give up geometric growth.
    const std::size_t start = out.size();
    out.resize(start + size);
    char* to = out.data() + start;
    for (const std::string_view part :
         {std::string_view{fixed.before_day}, date.day(), std::string_view{fixed.after_day},
          std::string_view{fixed.before_signature}, view(proof)}) {
        to += part.copy(to, part.size());
    }
    return date;
}

}  // namespace dynaco::sigv4
