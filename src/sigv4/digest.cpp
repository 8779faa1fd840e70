#include "sigv4/digest.hpp"

#include "core/cleanse.hpp"

#include <openssl/sha.h>

#include <bit>
#include <cstring>

namespace dynaco::sigv4 {
namespace {

constexpr std::size_t block_size = sha256_state::block_size;
using block = std::array<unsigned char, block_size>;

const unsigned char* bytes_of(std::string_view text) noexcept {
    return reinterpret_cast<const unsigned char*>(text.data());
}

digest_writer hashed_pad(const block& key, unsigned char pad) noexcept {
    block padded = key;
    const detail::cleanse_at_exit cleanse_padded{padded};
    for (unsigned char& each : padded) each = static_cast<unsigned char>(each ^ pad);
    return digest_writer{}.append(view(padded));
}

void fill_block(block& out, std::string_view prefix, std::string_view key) noexcept {
    if (prefix.size() + key.size() > block_size) {
        digest_bytes hashed = digest_writer{}.append(prefix).append(key).finish();
        const detail::cleanse_at_exit cleanse_hashed{hashed};
        std::memcpy(out.data(), hashed.data(), hashed.size());
        return;
    }
    prefix.copy(reinterpret_cast<char*>(out.data()), prefix.size());
    key.copy(reinterpret_cast<char*>(out.data()) + prefix.size(), key.size());
}

}  // namespace

// Uses arithmetic instead of a table of digits: compilers make vector instructions of it, and memory
// addresses do not depend on the digits.
hex_digest to_hex(const digest_bytes& digest) noexcept {
    const auto digit = [](unsigned nibble) {
        return static_cast<char>(nibble + '0' + (nibble > 9 ? 'a' - '9' - 1 : 0));
    };
    hex_digest hex;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        hex[2 * i] = digit(digest[i] >> 4);
        hex[2 * i + 1] = digit(digest[i] & 15U);
    }
    return hex;
}

digest_writer& digest_writer::append(std::string_view text) noexcept {
    const std::size_t waiting = size_ % block_size;
    size_ += text.size();
    if (waiting + text.size() < block_size) {
        text.copy(reinterpret_cast<char*>(block_.data()) + waiting, text.size());
        return *this;
    }
    if (waiting != 0) {
        const std::size_t missing = block_size - waiting;
        std::memcpy(block_.data() + waiting, text.data(), missing);
        state_.compress(block_.data(), 1);
        text.remove_prefix(missing);
    }
    const std::size_t whole = text.size() / block_size;
    if (whole != 0) state_.compress(bytes_of(text), whole);
    text.remove_prefix(whole * block_size);
    text.copy(reinterpret_cast<char*>(block_.data()), text.size());
    return *this;
}

// FIPS 180-4, 5.1.1: appends a one bit, zeros, and the size in bits at the end of a block.
digest_bytes digest_writer::finish() noexcept {
    std::size_t waiting = size_ % block_size;
    block_[waiting++] = 0x80;
    if (waiting > block_size - 8) {
        std::memset(block_.data() + waiting, 0, block_size - waiting);
        state_.compress(block_.data(), 1);
        waiting = 0;
    }
    std::memset(block_.data() + waiting, 0, block_size - 8 - waiting);
    for (std::size_t i = 0; i < 8; ++i)
        block_[block_size - 1 - i] = static_cast<unsigned char>((size_ * 8) >> (8 * i));
    state_.compress(block_.data(), 1);
    return state_.bytes();
}

hmac_key::hmac_key(std::string_view key, std::string_view prefix) noexcept {
    block padded{};
    const detail::cleanse_at_exit cleanse_padded{padded};
    fill_block(padded, prefix, key);
    inner_ = hashed_pad(padded, 0x36);
    outer_ = hashed_pad(padded, 0x5c);
}

digest_bytes sha256(std::string_view bytes) noexcept { return digest_writer{}.append(bytes).finish(); }

std::string sha256_hex(std::string_view bytes) { return std::string{view(to_hex(sha256(bytes)))}; }

// Does not use EVP. A signature hashes ten blocks in four hashes; in each hash, EVP's overhead costs as much
// as three blocks, and copying an EVP context allocates. The low-level functions run the same assembler code
// without this overhead. OpenSSL 3.0 deprecated them in favour of providers, which always have the overhead;
// OpenSSL 4 still has them. They always use libcrypto's own code, even if a FIPS provider is configured.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

void sha256_state::compress(const unsigned char* blocks, std::size_t count) noexcept {
    SHA256_CTX context;
    std::memcpy(context.h, words_.data(), sizeof context.h);
    context.Nl = context.Nh = context.num = 0;
    SHA256_Update(&context, blocks, count * block_size);  // cannot fail; whole blocks are not buffered
    std::memcpy(words_.data(), context.h, sizeof context.h);
    detail::cleanse(&context.h, sizeof context.h);
}

#pragma GCC diagnostic pop

digest_bytes sha256_state::bytes() const noexcept {
    // One instruction. With shifts, compilers made hundreds of instructions.
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
