// The second floor: bare sockets, and the computations of every DynamoDB client. It hashes the request for
// the signature, computes the checksum of the response, and scans the response's JSON. It decodes nothing.

#include "../sockets/floor_client.hpp"

#include <openssl/sha.h>

#include <array>
#include <iostream>
#include <zlib.h>

namespace bench {
namespace {

using digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

// The part of Signature Version 4 that differs from request to request. Parts that are the same for a second
// are hashed once: the canonical request up to the target, the key blocks of HMAC, and the string to sign up
// to its last line.
class signature {
 public:
    explicit signature(const std::string& request)
        : body_at_(request.find("\r\n\r\n") + 4), place_(request.find("Signature=") + 10) {
        constexpr std::array<unsigned char, SHA256_CBLOCK> block{};
        for (SHA256_CTX* state : {&canonical_, &inner_, &outer_}) {
            SHA256_Init(state);
            SHA256_Update(state, block.data(), block.size());
        }
    }
    void renew(std::string& request) {
        const std::string_view target =
            "DynamoDB_20120810.GetItem\n\ncontent-type;host;x-amz-date;x-amz-target\n";
        SHA256_CTX state;
        SHA256_Init(&state);
        SHA256_Update(&state, request.data() + body_at_, request.size() - body_at_);
        const auto payload = hex(ended(state));
        state = canonical_;
        SHA256_Update(&state, target.data(), target.size());
        SHA256_Update(&state, payload.data(), payload.size());
        const auto canonical = hex(ended(state));
        state = inner_;
        SHA256_Update(&state, canonical.data(), canonical.size());
        const digest inner = ended(state);
        state = outer_;
        SHA256_Update(&state, inner.data(), inner.size());
        const auto text = hex(ended(state));
        std::ranges::copy(text, request.begin() + static_cast<std::ptrdiff_t>(place_));
    }

 private:
    static digest ended(SHA256_CTX& state) {
        digest made;
        SHA256_Final(made.data(), &state);
        return made;
    }
    static std::array<char, 2 * SHA256_DIGEST_LENGTH> hex(const digest& bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        std::array<char, 2 * SHA256_DIGEST_LENGTH> text;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            text[2 * i] = digits[bytes[i] >> 4];
            text[2 * i + 1] = digits[bytes[i] & 15];
        }
        return text;
    }

    std::size_t body_at_;
    std::size_t place_;
    SHA256_CTX canonical_;
    SHA256_CTX inner_;
    SHA256_CTX outer_;
};

// Scans the structure of a JSON text that arrives in pieces.
class structure {
 public:
    void look_at(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::size_t used = in_string_ ? rest_of_string(bytes) : up_to_string(bytes);
            bytes.remove_prefix(used);
        }
    }
    [[nodiscard]] bool is_whole() const { return depth_ == 0 && !in_string_; }

 private:
    std::size_t up_to_string(std::string_view bytes) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const char c = bytes[i];
            depth_ += static_cast<long>(c == '{' || c == '[') - static_cast<long>(c == '}' || c == ']');
            in_string_ = c == '"';
            if (in_string_) return i + 1;
        }
        return bytes.size();
    }
    std::size_t rest_of_string(std::string_view bytes) {
        if (escaped_) return escaped_ = false, 1;
        const std::size_t end = bytes.find('"');
        const std::string_view text = bytes.substr(0, end);
        if (const std::size_t escape = text.find('\\'); escape != text.npos)
            return escaped_ = true, escape + 1;
        in_string_ = end == bytes.npos;
        return in_string_ ? bytes.size() : end + 1;
    }

    long depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;  // the previous character is a backslash
};

struct every_duty {
    explicit every_duty(const std::string& request) : signature_(request) {}
    void sign(std::string& request) { signature_.renew(request); }

    // All responses of a run have the same bytes.
    class reply_check {
     public:
        void take(std::string_view body) {
            checksum_ =
                crc32(checksum_, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
            structure_.look_at(body);
        }
        void end() {
            static const uLong first = checksum_;
            if (checksum_ != first) fail("the checksum of a reply differs from the first one's");
            if (!structure_.is_whole()) fail("a reply ends inside its JSON");
            checksum_ = 0;
        }

     private:
        structure structure_{};
        uLong checksum_ = 0;
    };

 private:
    signature signature_;
};

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    std::cout << bench::result_of<bench::every_duty>(bench::parse_arguments(argc, argv)) << std::endl;
}
