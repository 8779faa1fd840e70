#include "load/file/blocks.hpp"
#include "load/file/failure.hpp"

#include <algorithm>
#include <zlib.h>

namespace dynaco::loading {
namespace {

/// Decompresses gzip members (RFC 1952), one after the other.
class gzip_blocks final : public byte_blocks {
 public:
    gzip_blocks(byte_blocks& raw, std::string name, std::size_t block_size)
        : raw_(raw), name_(std::move(name)), out_(block_size, '\0') {
        constexpr int gzip_window = 15 + 16;  // zlib's way to ask for the gzip wrapper
        if (::inflateInit2(&stream_, gzip_window) != Z_OK) throw std::bad_alloc();
    }
    ~gzip_blocks() override { ::inflateEnd(&stream_); }

    // Text that precedes an error is returned first; the next call finds the error again.
    std::string_view next() override {
        stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
        stream_.avail_out = static_cast<uInt>(out_.size());
        while (stream_.avail_out > 0 && !ended_) {
            // A full output buffer may hide text that was decompressed already: `flushed_` is false then.
            if (stream_.avail_in == 0 && flushed_ && !more_input()) {
                if (has_text()) break;
                if (!between_) throw error(malformed_byte(name_, consumed_, cut_off));
                ended_ = true;
                break;
            }
            step();
        }
        if (!damage_.empty() && !has_text()) throw error(malformed_byte(name_, damaged_, damage_));
        return {out_.data(), out_.size() - stream_.avail_out};
    }

    [[nodiscard]] std::uint64_t position() const noexcept override { return consumed_ - stream_.avail_in; }

 private:
    static constexpr std::string_view cut_off =
        "the gzip data is cut off; the records before it were read; transfer the file again";

    [[nodiscard]] bool has_text() const noexcept { return stream_.avail_out < out_.size(); }

    bool more_input() {
        const std::string_view block = raw_.next();
        consumed_ += block.size();
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
        stream_.avail_in = static_cast<uInt>(block.size());
        return !block.empty();
    }

    void step() {
        if (between_ && !first_ && !next_member()) return;
        first_ = between_ = false;
        const int verdict = ::inflate(&stream_, Z_NO_FLUSH);
        if (verdict == Z_STREAM_END) {
            ::inflateReset(&stream_);
            between_ = true;
        } else if (verdict == Z_MEM_ERROR) {
            throw std::bad_alloc();
        } else if (verdict != Z_OK && verdict != Z_BUF_ERROR) {
            damaged("the gzip data is damaged; transfer the file again");
        }
        flushed_ = between_ || stream_.avail_out > 0;
    }

    // Between two members. Zero bytes are padding, as for gzip(1).
    bool next_member() {
        Bytef* const end = stream_.next_in + stream_.avail_in;
        Bytef* const at = std::find_if(stream_.next_in, end, [](Bytef each) { return each != 0; });
        stream_.avail_in = static_cast<uInt>(end - at);
        stream_.next_in = at;
        if (at == end) return false;
        constexpr Bytef magic = 0x1f;
        if (*at == magic) return true;
        damaged("other bytes follow the gzip data; remove them");
        return false;
    }

    void damaged(std::string_view what) {
        ended_ = true;
        damage_ = what;
        damaged_ = consumed_ - stream_.avail_in;
    }

    byte_blocks& raw_;
    std::string name_;
    std::string out_;
    z_stream stream_{};
    std::uint64_t consumed_ = 0;  // compressed bytes that were handed to zlib
    std::string_view damage_;
    std::uint64_t damaged_ = 0;
    bool first_ = true;
    bool between_ = true;  // no member is open
    bool flushed_ = true;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<byte_blocks> gunzipped(byte_blocks& raw, std::string name, std::size_t block_size) {
    return std::make_unique<gzip_blocks>(raw, std::move(name), block_size);
}

}  // namespace dynaco::loading
