#include "transport/gunzip.hpp"

#include "fuzz_target.hpp"

#include <limits>
#include <string>
#include <zlib.h>

// Any bytes as gzip data, and any bytes compressed: zlib is the oracle. The first byte says how; the seeds
// are text ("d": to decompress).
using namespace dynaco;
using fuzz::check;

namespace {

constexpr std::size_t max_size = std::size_t{1} << 16;
constexpr int gzip_window = 15 + 16;  // zlib's way to ask for the gzip wrapper

Bytef* bytes_of(std::string& text) { return reinterpret_cast<Bytef*>(text.data()); }

std::string compressed(std::string plain, int level, int strategy) {
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, strategy);
    std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    stream.next_in = bytes_of(plain);
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = bytes_of(packed);
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

struct decompressed {
    bool good = false;
    std::string text{};
};

decompressed by_zlib(std::string data) {
    z_stream stream{};
    inflateInit2(&stream, gzip_window);
    std::string text(max_size + 1, '\0');
    stream.next_in = bytes_of(data);
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = bytes_of(text);
    stream.avail_out = static_cast<uInt>(text.size());
    const int end = inflate(&stream, Z_FINISH);
    text.resize(stream.total_out);
    const bool good = end == Z_STREAM_END && stream.avail_in == 0 && text.size() <= max_size;
    inflateEnd(&stream);
    return {good, std::move(text)};
}

void agree(const std::string& data, std::string_view input) {
    const auto ours = transport::gunzip(data, max_size);
    const decompressed expected = by_zlib(data);
    check(ours.has_value() == expected.good, "what zlib takes is taken, and nothing else", input);
    if (ours) check(*ours == expected.text, "the text is zlib's", input);
    if (ours && !ours->empty())
        check(!transport::gunzip(data, ours->size() - 1), "a limit is exact to the byte", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input = fuzz::as_text(data, size);
    const std::string rest(input.substr(1));
    if (data[0] == 'd') {
        agree(rest, input);
    } else if (data[0] == 'r') {  // nearly raw deflate: no header and trailer to find first
        std::string wrapped("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
        agree(wrapped + rest + std::string(8, '\0'), input);
    } else {
        const int level = data[0] % 10;
        const int strategy = data[0] / 10 % 5;
        std::string packed = compressed(rest, level, strategy);
        const auto back = transport::gunzip(packed, max_size);
        check(back && *back == rest, "what was compressed comes back", input);
        for (const std::size_t cut : {packed.size() - 1, packed.size() / 2, std::size_t{5}})
            check(!transport::gunzip(std::string_view(packed).substr(0, cut), max_size),
                  "cut data is refused", input);
        packed[size % packed.size()] = static_cast<char>(packed[size % packed.size()] ^ 0x10);
        agree(packed, input);
    }
    return 0;
}
