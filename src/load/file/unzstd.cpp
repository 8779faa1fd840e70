#include "load/file/blocks.hpp"
#include "load/file/failure.hpp"

#include <new>
#include <zstd.h>

namespace dynaco::loading {
namespace {

struct free_zstd_reader {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

/// Decompresses zstd frames (RFC 8878), one after the other.
class zstd_blocks final : public byte_blocks {
 public:
    zstd_blocks(byte_blocks& raw, std::string name, std::size_t block_size)
        : raw_(raw), name_(std::move(name)), out_(block_size, '\0'), context_(ZSTD_createDCtx()) {
        if (!context_) throw std::bad_alloc();
    }

    std::string_view next() override {
        ZSTD_outBuffer to{out_.data(), out_.size(), 0};
        while (to.pos < to.size && !ended_) {
            // A full output buffer may hide text that was decompressed already: `flushed_` is false then.
            if (in_.pos == in_.size && flushed_ && !more_input()) {
                if (to.pos > 0) break;
                if (inside_) throw error(malformed_byte(name_, consumed_, cut_off));
                ended_ = true;
                break;
            }
            step(to);
        }
        if (damage_ && to.pos == 0)
            throw error(malformed_byte(name_, consumed_ - (in_.size - in_.pos), damage_text()));
        return {out_.data(), to.pos};
    }

    [[nodiscard]] std::uint64_t position() const noexcept override {
        return consumed_ - (in_.size - in_.pos);
    }

 private:
    static constexpr std::string_view cut_off =
        "the zstd data is cut off; the records before it were read; transfer the file again";

    bool more_input() {
        const std::string_view block = raw_.next();
        consumed_ += block.size();
        in_ = {block.data(), block.size(), 0};
        return !block.empty();
    }

    void step(ZSTD_outBuffer& to) {
        const std::size_t verdict = ZSTD_decompressStream(context_.get(), &to, &in_);
        if (ZSTD_isError(verdict) != 0) {
            damage_ = ZSTD_getErrorName(verdict);
            ended_ = true;
            return;
        }
        inside_ = verdict != 0;
        flushed_ = to.pos < to.size || !inside_;
    }

    [[nodiscard]] std::string damage_text() const {
        return std::string("the zstd data is damaged (") + damage_ + "); transfer the file again";
    }

    byte_blocks& raw_;
    std::string name_;
    std::string out_;
    std::unique_ptr<ZSTD_DCtx, free_zstd_reader> context_;
    ZSTD_inBuffer in_{nullptr, 0, 0};
    std::uint64_t consumed_ = 0;  // compressed bytes that were handed to libzstd
    const char* damage_ = nullptr;
    bool inside_ = false;  // a frame is open
    bool flushed_ = true;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<byte_blocks> unzstded(byte_blocks& raw, std::string name, std::size_t block_size) {
    return std::make_unique<zstd_blocks>(raw, std::move(name), block_size);
}

}  // namespace dynaco::loading
