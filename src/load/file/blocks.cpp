#include "load/file/blocks.hpp"

namespace dynaco::loading {

file_blocks::file_blocks(input_file file, std::size_t block_size)
    : file_(std::move(file)), buffer_(block_size, '\0') {}

std::string_view file_blocks::peek(std::size_t count) {
    while (peeked_ < count && peeked_ < buffer_.size()) {
        const std::size_t more = file_.read(buffer_.data() + peeked_, buffer_.size() - peeked_);
        if (more == 0) break;
        peeked_ += more;
    }
    return {buffer_.data(), peeked_};
}

void file_blocks::seek(std::uint64_t offset) {
    file_.seek(offset);
    peeked_ = 0;
    position_ = offset;
}

std::string_view file_blocks::next() {
    std::size_t size = std::exchange(peeked_, 0);
    if (size == 0) size = file_.read(buffer_.data(), buffer_.size());
    const std::string_view block(buffer_.data(), size);
    if (md5_) md5_->append(block);
    position_ += size;
    return block;
}

compression compression_of(std::string_view head) noexcept {
    constexpr std::string_view gzip = "\x1f\x8b";
    constexpr std::string_view zstd = "\x28\xb5\x2f\xfd";
    constexpr std::string_view skippable = "\x2a\x4d\x18";  // a skippable frame: 5? 2a 4d 18
    if (head.starts_with(gzip)) return compression::gzip;
    if (head.starts_with(zstd)) return compression::zstd;
    const bool is_skippable = head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xf0U) == 0x50 &&
                              head.substr(1, 3) == skippable;
    return is_skippable ? compression::zstd : compression::none;
}

}  // namespace dynaco::loading
