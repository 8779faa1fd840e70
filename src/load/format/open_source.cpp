#include "load/format/open_source.hpp"

#include "core/counted.hpp"
#include "load/file/failure.hpp"
#include "load/text/line_reader.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace dynaco::loading {

// Puts the file's name before the text of an error of the decoder.
template <class Work>
auto open_source::named(Work work) {
    try {
        return work();
    } catch (const error& e) {
        if (e.cause() != errc::malformed_file) throw;
        throw error(malformed(raw_.file().name(), e.diagnostics().detail));
    }
}

open_source::open_source(const source_file& file, std::uint32_t number, const decoder_settings& settings,
                         std::size_t block_size)
    : file_(file),
      number_(number),
      raw_(input_file(file.path), block_size),
      opened_(raw_.file().stamp()),
      format_(file.format) {
    constexpr std::size_t magic = 4;
    if (file_.expected && !file_.expected->md5.empty()) raw_.compute_md5();
    const compression packed = compression_of(raw_.peek(magic));
    const std::string& name = raw_.file().name();
    if (packed == compression::gzip) packed_ = gunzipped(raw_, name, block_size);
    if (packed == compression::zstd) packed_ = unzstded(raw_, name, block_size);
    if (format_ == record_format::guess) {
        // A pipe may deliver less than a line.
        constexpr std::size_t enough = 4096;
        do {
            const std::string_view block = more_bytes();
            if (block.empty()) break;
            pending_ += block;
        } while (pending_.size() < enough && pending_.find('\n') == pending_.npos);
        format_ = named([&] { return guess_format(pending_, file_.path); });
    }
    decoder_ = named([&] { return make_decoder(format_, settings, file_.expected.has_value()); });
}

bool open_source::limit(const file_share& share) {
    has_share_ = share.workers <= 1 || has_share_of(share);
    return has_share_;
}

bool open_source::has_share_of(const file_share& share) {
    const bool ranges = !packed_ && !file_.expected && has_lines(format_) && raw_.file().seekable();
    if (!ranges) return number_ % share.workers == share.worker;
    const std::uint64_t size = raw_.file().size();
    const auto bound = [&](std::uint64_t n) {
        return size / share.workers * n + size % share.workers * n / share.workers;
    };
    const std::uint64_t begin = begin_ = bound(share.worker);
    end_ = bound(share.worker + std::uint64_t{1});
    if (begin == end_) return false;
    if (begin == 0) return true;
    // The first line that begins in the range: the line after the byte before it.
    read_head();
    move_to(begin - 1);
    line_reader lines;
    lines.start_at({.offset = begin - 1});
    for (;;) {
        const std::string block(next_block());
        lines.feed(block, block.empty());
        if (lines.next()) break;
        if (block.empty()) return false;
    }
    const std::uint64_t first = lines.position().offset;
    decoder_->start_at({.offset = first});
    last_ = false;
    move_to(first);
    return first < end_;
}

void open_source::start_at(const source_position& start) {
    if (start.offset == 0) return;
    read_head();
    decoder_->start_at(start);
    last_ = false;
    move_to(start.offset);
}

// Feeds the beginning of the file to a decoder that needs it. The bytes stay in `pending_`.
void open_source::read_head() {
    std::string head;
    while (!decoder_->ready()) {
        std::string block(next_block());
        head += block;
        decoder_->feed(block, block.empty());
        while (named([this] { return decoder_->next(); }) && !decoder_->ready()) {
        }
        if (block.empty()) break;
    }
    pending_.insert(0, head);
}

// Drops the bytes before `offset`. Before, exactly `pending_` was read of the file.
void open_source::move_to(std::uint64_t offset) {
    if (!packed_ && raw_.file().seekable()) {
        pending_.clear();
        raw_.seek(offset);
        whole_ = false;
        return;
    }
    while (pending_.size() < offset) {
        offset -= pending_.size();
        pending_ = more_bytes();
        if (pending_.empty())
            throw error(malformed(
                raw_.file().name(),
                "the file is shorter than in the run that is resumed; start again without resuming"));
    }
    pending_.erase(0, static_cast<std::size_t>(offset));
}

std::string_view open_source::more_bytes() {
    const std::string_view block = bytes().next();
    if (block.empty()) return block;
    before_ = reached_;
    reached_ = {.text = before_.text + block.size(), .file = bytes().position()};
    return block;
}

// A compressed file has no positions of records. The bytes of a block are divided like its text.
std::uint64_t open_source::bytes_read() const noexcept {
    std::uint64_t at = decoder_->position().offset;
    if (packed_ && at >= reached_.text) {
        at = reached_.file;
    } else if (packed_) {
        const std::uint64_t text = at - std::min(at, before_.text);
        const double part = static_cast<double>(text) / static_cast<double>(reached_.text - before_.text);
        at = before_.file +
             static_cast<std::uint64_t>(static_cast<double>(reached_.file - before_.file) * part);
    }
    return std::clamp(at, begin_, std::max(begin_, end_)) - begin_;
}

std::uint64_t open_source::share_bytes() const noexcept {
    if (!has_share_) return 0;
    const std::uint64_t end = std::min(file_.size > 0 ? file_.size : raw_.position(), end_);
    return end - std::min(end, begin_);
}

std::string_view open_source::next_block() {
    if (pending_.empty()) return more_bytes();
    held_ = std::exchange(pending_, {});
    return held_;
}

std::optional<decoded> open_source::next() {
    for (;;) {
        auto record = named([this] { return decoder_->next(); });
        if (record) {
            source_position& where =
                std::visit([](auto& each) -> source_position& { return each.position; }, *record);
            if (where.offset >= end_) {
                check_unchanged();
                return std::nullopt;
            }
            where.file = number_;
            return record;
        }
        if (last_) break;
        const std::string_view block = next_block();
        last_ = block.empty();
        decoder_->feed(block, last_);
    }
    verify();
    check_unchanged();
    return std::nullopt;
}

// What was cut off meanwhile is missing, and what was added may be the rest of the last record.
void open_source::check_unchanged() const {
    const file_stamp now = raw_.file().stamp();
    if (now == opened_) return;
    const std::string sizes = now.size == opened_.size
                                  ? std::string()
                                  : " (it had " + detail::counted(opened_.size, "byte", "bytes") +
                                        ", and has " + std::to_string(now.size) + " now)";
    throw error(malformed(raw_.file().name(), "the file was changed while it was read" + sizes +
                                                  ": records may be missing or cut off; load it again "
                                                  "when nothing writes to it"));
}

source_position open_source::position() const {
    source_position where = decoder_->position();
    where.file = number_;
    return where;
}

void open_source::verify() {
    if (!file_.expected) return;
    const std::uint64_t count = decoder_->position().record;
    const std::string& name = raw_.file().name();
    if (count != file_.expected->items)
        throw error(malformed(name, "the file has " + detail::counted(count, "record", "records") +
                                        ", but the manifest says " + std::to_string(file_.expected->items) +
                                        "; copy the file again"));
    if (!whole_ || file_.expected->md5.empty()) return;
    while (!raw_.next().empty()) {
    }
    if (raw_.md5() != file_.expected->md5)
        throw error(malformed(name, "the MD5 is " + raw_.md5() + ", but the manifest says " +
                                        file_.expected->md5 +
                                        "; the file is damaged or was changed: copy it again"));
}

}  // namespace dynaco::loading
