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

std::string_view foreign_kind_of(std::string_view head) noexcept {
    using namespace std::string_view_literals;
    struct magic_number {
        std::string_view bytes;
        std::string_view kind;
    };
    constexpr magic_number numbers[] = {
        {"\xfd\x37\x7a\x58\x5a\x00"sv, "compressed with xz"},
        {"PK\x03\x04"sv, "a zip archive (or a workbook)"},
        {"7z\xbc\xaf\x27\x1c"sv, "a 7z archive"},
        {"\x04\x22\x4d\x18"sv, "compressed with lz4"},
        {"\xff\x06\x00\x00sNaPpY"sv, "compressed with snappy"},
        {"\x5d\x00\x00"sv, "compressed with lzma"},
        {"\x1f\x9d"sv, "compressed with compress (.Z)"},
        {"Rar!\x1a\x07"sv, "a rar archive"},
        {"PAR1\x15"sv, "a Parquet file"},
        {"Obj\x01"sv, "an Avro file"},
        {"SQLite format 3\x00"sv, "an SQLite database"},
    };
    for (const magic_number& each : numbers)
        if (head.starts_with(each.bytes)) return each.kind;
    // After "BZh" is the level, 1 to 9.
    const bool is_bzip2 = head.size() > 4 && head.starts_with("BZh") && head.substr(4).starts_with("1AY&SY");
    return is_bzip2 ? "compressed with bzip2" : std::string_view();
}

}  // namespace dynaco::loading
