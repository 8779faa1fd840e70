#include "load/file/compressors.hpp"

#include <algorithm>
#include <new>
#include <zlib.h>
#include <zstd.h>

namespace dynaco::loading {
namespace {

constexpr std::size_t out_block = std::size_t{64} << 10;

class gzip_sink final : public byte_sink {
 public:
    gzip_sink(byte_sink& to, int level) : to_(to), out_(out_block, '\0') {
        constexpr int gzip_window = 15 + 16;
        constexpr int usual_memory = 8;
        if (::deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, usual_memory, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::bad_alloc();
    }
    gzip_sink(gzip_sink&&) = delete;
    gzip_sink& operator=(gzip_sink&&) = delete;
    ~gzip_sink() override { ::deflateEnd(&stream_); }

    void write(std::string_view bytes) override {
        constexpr std::size_t most = std::size_t{1} << 30;  // zlib counts in 32 bits
        open_ = true;                                       // even without bytes: an empty file has a member
        for (; !bytes.empty(); bytes.remove_prefix(std::min(most, bytes.size()))) {
            const std::string_view part = bytes.substr(0, most);
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
            stream_.avail_in = static_cast<uInt>(part.size());
            while (stream_.avail_in > 0) step(Z_NO_FLUSH);
        }
    }
    void flush() override {
        if (open_) {
            while (step(Z_FINISH) != Z_STREAM_END) {
            }
            ::deflateReset(&stream_);
            open_ = false;
        }
        to_.flush();
    }

 private:
    int step(int mode) {
        stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
        stream_.avail_out = static_cast<uInt>(out_.size());
        const int verdict = ::deflate(&stream_, mode);
        to_.write({out_.data(), out_.size() - stream_.avail_out});
        return verdict;
    }

    byte_sink& to_;
    std::string out_;
    z_stream stream_{};
    bool open_ = false;
};

struct free_zstd_writer {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};

class zstd_sink final : public byte_sink {
 public:
    zstd_sink(byte_sink& to, int level) : to_(to), out_(out_block, '\0'), context_(ZSTD_createCCtx()) {
        if (!context_) throw std::bad_alloc();
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
    }

    void write(std::string_view bytes) override {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        open_ = true;
        while (in.pos < in.size) step(in, ZSTD_e_continue);
    }
    void flush() override {
        ZSTD_inBuffer in{nullptr, 0, 0};
        if (open_)
            while (step(in, ZSTD_e_end) != 0) {
            }
        open_ = false;
        to_.flush();
    }

 private:
    std::size_t step(ZSTD_inBuffer& in, ZSTD_EndDirective mode) {
        ZSTD_outBuffer out{out_.data(), out_.size(), 0};
        const std::size_t left = ZSTD_compressStream2(context_.get(), &out, &in, mode);
        if (ZSTD_isError(left) != 0) throw std::bad_alloc();  // the only failure without a dictionary
        to_.write({out_.data(), out.pos});
        return left;
    }

    byte_sink& to_;
    std::string out_;
    std::unique_ptr<ZSTD_CCtx, free_zstd_writer> context_;
    bool open_ = false;
};

}  // namespace

std::unique_ptr<byte_sink> gzipping(byte_sink& to, int level) {
    return std::make_unique<gzip_sink>(to, level);
}
std::unique_ptr<byte_sink> zstding(byte_sink& to, int level) {
    return std::make_unique<zstd_sink>(to, level);
}

}  // namespace dynaco::loading
