#include "json/base64.hpp"

#include "floors.hpp"
#include "subject.hpp"
#include "subjects.hpp"

#include <openssl/evp.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace micro {
namespace {

const unsigned char* octets(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string encode(const std::string& bytes) {
    std::string out;
    dynaco::detail::json::append_base64(out, std::as_bytes(std::span(bytes)));
    return out;
}

std::string encode_by_openssl(const std::string& bytes) {
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), octets(bytes),
                    static_cast<int>(bytes.size()));
    return out;
}

std::vector<std::byte> decode(const std::string& text) {
    std::vector<std::byte> out;
    if (!dynaco::detail::json::decode_base64(text, out)) out.clear();
    return out;
}

std::vector<std::byte> decode_by_openssl(const std::string& text) {
    std::vector<std::byte> out(text.size() / 4 * 3);
    EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), octets(text),
                    static_cast<int>(text.size()));
    return out;
}

}  // namespace

void base64() {
    std::string bytes;
    for (std::size_t i = 0; i < 1023; ++i) bytes += static_cast<char>(i * 7919 >> 3);  // without padding
    const std::string text = encode(bytes);
    require(text == encode_by_openssl(bytes), "base64");
    require(decode(text) == decode_by_openssl(text), "bytes of base64");

    const subject writing("base64 encode 1 KB", bytes.size());
    writing.measure("dynaco", [bytes] { return encode(bytes); });
    writing.measure("floor: memcpy", memcpy_of(text));
    writing.measure("floor: a copy of the text", copy_of(text));
    writing.measure("other: EVP_EncodeBlock", [bytes] { return encode_by_openssl(bytes); });

    const subject reading("base64 decode 1 KB", bytes.size());
    reading.measure("dynaco", [text] { return decode(text); });
    reading.measure("floor: memcpy", memcpy_of(bytes));
    reading.measure("floor: a copy of the bytes", copy_of(bytes));
    reading.measure("other: EVP_DecodeBlock", [text] { return decode_by_openssl(text); });
}

}  // namespace micro
