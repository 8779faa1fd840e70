#include "sha256_state.hpp"

#include "core/cleanse.hpp"

#include <openssl/sha.h>

#include <bit>
#include <cstring>

namespace dynaco::sigv4 {

// Not EVP: its bookkeeping costs as much as three blocks at each of four hashes that take ten together, and
// copying an EVP context allocates. The low-level functions are the same assembler without it. They were
// deprecated in OpenSSL 3.0 to lead applications to providers, which cannot be had without the cost; OpenSSL
// 4 still has them. They are libcrypto's own also where a FIPS provider is configured.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

void sha256_state::compress(const unsigned char* blocks, std::size_t count) noexcept {
    SHA256_CTX context;
    std::memcpy(context.h, words_.data(), sizeof context.h);
    context.Nl = context.Nh = context.num = 0;
    SHA256_Update(&context, blocks, count * block_size);  // cannot fail, buffers nothing of whole blocks
    std::memcpy(words_.data(), context.h, sizeof context.h);
    cleanse(&context.h, sizeof context.h);
}

#pragma GCC diagnostic pop

digest_bytes sha256_state::bytes() const noexcept {
    // One instruction; taken apart by shifts, compilers made hundreds of it.
    const auto big_endian = [](std::uint32_t word) {
        return std::endian::native == std::endian::little ? __builtin_bswap32(word) : word;
    };
    digest_bytes out;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::uint32_t word = big_endian(words_[i]);
        std::memcpy(out.data() + i * sizeof word, &word, sizeof word);
    }
    return out;
}

}  // namespace dynaco::sigv4
