#include "transport/gunzip.hpp"

#include "wire/crc32.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/zlib/error.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace dynaco::transport {
namespace {

namespace zlib = boost::beast::zlib;

constexpr std::size_t trailer_size = 8;
// Memory is reserved for the length in the trailer, but at most for this many times the size of the data.
// JSON rarely compresses better.
constexpr std::size_t usual_ratio = 20;

failure malformed(const char* what) {
    return {errc::malformed_reply, {.detail = std::string("the gzip data ") + what}};
}

// Little-endian.
std::uint32_t number_at(std::string_view data, std::size_t at, std::size_t bytes = 4) noexcept {
    std::uint32_t value = 0;
    for (std::size_t i = bytes; i > 0; --i) value = value << 8 | static_cast<unsigned char>(data[at + i - 1]);
    return value;
}

// Returns the size of the header before the compressed data, or nothing if it is invalid or incomplete (RFC
// 1952, 2.3).
std::optional<std::size_t> header_size(std::string_view data) noexcept {
    constexpr std::size_t fixed = 10;
    constexpr std::string_view magic = "\x1f\x8b\x08";  // gzip, deflate
    if (data.size() < fixed || !data.starts_with(magic)) return std::nullopt;
    const auto flags = static_cast<unsigned char>(data[3]);
    constexpr unsigned has_crc = 2;
    constexpr unsigned has_extra = 4;
    constexpr unsigned has_name = 8;
    constexpr unsigned has_comment = 16;
    constexpr unsigned reserved = 0xe0;
    if ((flags & reserved) != 0) return std::nullopt;
    std::size_t size = fixed;
    if ((flags & has_extra) != 0) {
        if (data.size() < size + 2) return std::nullopt;
        size += 2 + number_at(data, size, 2);
    }
    for (const unsigned text : {has_name, has_comment}) {
        if ((flags & text) == 0) continue;
        const auto end = data.find('\0', size);
        if (end == data.npos) return std::nullopt;
        size = end + 1;
    }
    if ((flags & has_crc) != 0) {
        if (data.size() < size + 2) return std::nullopt;
        if (number_at(data, size, 2) != (wire::crc32(data.substr(0, size)) & 0xffffU)) return std::nullopt;
        size += 2;
    }
    if (size > data.size()) return std::nullopt;
    return size;
}

enum class inflated { completely, not_to_the_end, too_much, wrongly };

// Uses Beast's port of zlib, which reads and writes as long as there is room.
class inflation {
 public:
    inflation(std::string_view in, std::string& out, std::size_t max_size) noexcept
        : out_(out), max_(max_size) {
        at_.next_in = in.data();
        at_.avail_in = in.size();
    }

    inflated run() {
        for (;;) {
            if (at_.avail_out == 0 && !make_room()) return inflated::too_much;
            boost::system::error_code ec;
            stream_.write(at_, zlib::Flush::none, ec);
            if (ec == zlib::error::end_of_stream) break;
            if (ec == zlib::error::need_buffers && at_.avail_out > 0) return inflated::not_to_the_end;
            if (ec && ec != zlib::error::need_buffers) return inflated::wrongly;
        }
        out_.resize(at_.total_out);
        return out_.size() > max_ ? inflated::too_much : inflated::completely;
    }

    /// The number of input bytes after the compressed data. The reader reads bits ahead; the bits that it has
    /// left are whole bytes.
    [[nodiscard]] std::size_t unread() const noexcept {
        const auto bits = static_cast<std::size_t>(at_.data_type) & 63U;
        return at_.avail_in + bits / 8;
    }

 private:
    // Allows one byte more than the limit, so that a result of exactly the limit can reach its end.
    bool make_room() {
        if (out_.size() > max_) return false;
        const std::size_t more = std::max<std::size_t>(out_.size() / 2, 4096);
        const std::size_t room = std::max(out_.capacity(), out_.size() + more);
        out_.resize(std::min(room, max_ + 1));
        at_.next_out = out_.data() + at_.total_out;
        at_.avail_out = out_.size() - at_.total_out;
        return true;
    }

    zlib::inflate_stream stream_{};
    zlib::z_params at_{};
    std::string& out_;
    const std::size_t max_;
};

}  // namespace

result<std::string> gunzip(std::string_view data, std::size_t max_size) {
    const auto header = header_size(data);
    if (!header) return malformed("has no valid header");
    data.remove_prefix(*header);
    if (data.size() < trailer_size) return malformed("is incomplete");

    std::string text;
    const std::size_t claimed = number_at(data, data.size() - 4);
    text.reserve(std::min({claimed + 1, max_size + 1, data.size() * usual_ratio}));
    inflation work(data, text, max_size);
    switch (work.run()) {
        case inflated::completely: break;
        case inflated::not_to_the_end: return malformed("is incomplete");
        case inflated::wrongly: return malformed("is corrupt");
        case inflated::too_much: return failure(errc::reply_too_large, {.detail = "after decompression"});
    }
    if (work.unread() < trailer_size) return malformed("is incomplete");
    if (work.unread() > trailer_size) return malformed("is followed by other data");
    if (number_at(data, data.size() - 8) != wire::crc32(text)) return malformed("does not match its CRC32");
    if (claimed != (text.size() & 0xffffffffU)) return malformed("does not match its length");
    return text;
}

result<void> decode_content(wire::response& reply, bool asked, std::size_t max_size) {
    const auto is = [&reply](std::string_view name) {
        return boost::beast::iequals(reply.content_encoding, {name.data(), name.size()});
    };
    if (reply.content_encoding.empty() || is("identity")) return {};
    const auto refused = [&reply](const failure& why) {
        return failure(why.cause(), {.detail = why.diagnostics().detail,
                                     .request_id = reply.request_id,
                                     .http_status = reply.status});
    };
    if (!asked || (!is("gzip") && !is("x-gzip")))
        return refused({errc::malformed_reply,
                        {.detail = "the response has a Content-Encoding that was not requested: " +
                                   reply.content_encoding}});
    if (reply.cut) reply.body.clear();
    const bool error_without_body = reply.body.empty() && reply.status >= 300;
    if (error_without_body) return {};
    auto text = gunzip(reply.body, max_size);
    if (!text) return refused(text.error());
    reply.body = std::move(*text);
    return {};
}

}  // namespace dynaco::transport
