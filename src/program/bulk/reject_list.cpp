#include "program/bulk/reject_list.hpp"

#include "program/bulk/file_format.hpp"
#include "program/option_names.hpp"
#include "program/show/text_width.hpp"
#include "program/terminal/checked_output.hpp"
#include "program/text/characters.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <span>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::uint64_t shown_rejects = 10;

// A pipe or a device: several processes may write to it.
bool is_shared(const std::string& path) {
    std::error_code ignored;
    const std::filesystem::file_status found = std::filesystem::status(path, ignored);
    return std::filesystem::exists(found) && !std::filesystem::is_regular_file(found);
}

// So much of an item that a person knows which one it is.
std::string beginning_of(std::string_view text) {
    constexpr std::size_t most = 60;
    return text.size() <= most ? visible_text(text)
                               : cut_to_width(visible_text(text.substr(0, most)), most - 1);
}

// "orders.csv, line 3, byte 12, price: the reason"
std::string reject_summary(const rejected_record& record, const std::string& file, bool numbered) {
    std::string text = file;
    if (record.position.line > 0)
        text += ", line " + std::to_string(record.position.line);
    else if (numbered)
        text += ", record " + std::to_string(record.position.number());
    else
        text += ", item " + beginning_of(record.text);
    if (record.column > 0) text += ", byte " + std::to_string(record.column);
    if (!record.attribute.empty()) text += ", " + record.attribute;
    return text += ": " + with_option_names(record.reason);
}

// An item of a table with its attributes in the order of their names: the service returns them in any order.
std::string ordered(const std::string& text) {
    try {
        return to_dynamodb_json(from_dynamodb_json<item>(text));
    } catch (const error&) {
        return text;
    }
}

item reject_item(const rejected_record& record, std::string file, bool numbered) {
    item made{{"file", std::move(file)}, {"reason", with_option_names(record.reason)}};
    if (record.position.line > 0)
        made.insert_or_assign("line", record.position.line);
    else if (numbered)
        made.insert_or_assign("record", record.position.number());
    if (record.column > 0) made.insert_or_assign("column", record.column);
    if (!record.attribute.empty()) made.insert_or_assign("attribute", record.attribute);
    if (find_not_utf8(record.text) == std::string_view::npos) {
        made.insert_or_assign("text", numbered ? record.text : ordered(record.text));
    } else {
        const auto bytes = std::as_bytes(std::span(record.text));
        made.insert_or_assign("text_base64", binary(bytes.begin(), bytes.end()));
    }
    return made;
}

// Whether a file has something else than rejected records: it belongs to the user. A file can be large and
// have no lines, so only its beginning is read: a line has "reason" before the text of the record.
bool has_other_content(const std::string& path) {
    constexpr std::size_t enough = 4096;
    std::ifstream file(path, std::ios::binary);
    std::string beginning(enough, '\0');
    file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(file.gcount()));
    const bool is_list = beginning.starts_with("{\"") && beginning.find("\"reason\":") != beginning.npos;
    return !beginning.empty() && !is_list;
}

}  // namespace

reject_list::reject_list(work_screen& screen, std::string path, std::uint64_t keep,
                         std::function<std::string(std::uint32_t)> name_of)
    : screen_(screen), path_(std::move(path)), size_(keep), name_of_(std::move(name_of)) {
    if (path_.empty() || is_shared(path_)) return;
    refuse_packed_name("--rejects", path_);
    if (keep == 0 && has_other_content(path_))
        throw usage_error(path_ +
                          " exists and has no rejected records, so it is not replaced; name another file "
                          "with --rejects, or move it away");
    lock_ = file_lock::of(path_, "wait until it has ended, or name another file with --rejects");
    lock_.remove_at_end(lock_.is_new());
    if (keep > 0) read_kept();
}

void reject_list::read_kept() {
    std::ifstream file(path_, std::ios::binary);
    std::uint64_t read = 0;
    for (std::string line; read < size_ && std::getline(file, line);) {
        read += line.size() + 1;
        kept_.insert(std::move(line));
    }
}

reject_list::~reject_list() {
    if (file_ >= 0 && file_ != lock_.descriptor()) ::close(file_);
}

void reject_list::open() {
    lock_.remove_at_end(false);
    file_ = lock_.descriptor() >= 0 ? lock_.descriptor() : ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (file_ < 0) throw output_failed(errno, path_);
    // A pipe or a device cannot be cut.
    if (::ftruncate(file_, static_cast<off_t>(size_)) != 0 && errno != EINVAL)
        throw output_failed(errno, path_);
    if (::lseek(file_, 0, SEEK_END) < 0 && errno != ESPIPE) throw output_failed(errno, path_);
}

void reject_list::write(const std::string& line) {
    if (file_ < 0) open();
    for (std::string_view rest = line; !rest.empty();) {
        const ssize_t written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw output_failed(errno, path_);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    size_ += line.size();
}

void reject_list::add(const rejected_record& record) {
    std::string file = name_of_(record.position.file);
    ++count_;
    if (count_ <= shown_rejects) screen_.message(reject_summary(record, file, numbered_));
    if (count_ == shown_rejects + 1)
        screen_.message(path_.empty() ? "more records are rejected; --rejects FILE keeps them all"
                                      : "more records are rejected; all are in " + path_);
    if (path_.empty()) return;
    const std::string line = to_json(reject_item(record, std::move(file), numbered_));
    if (!kept_.contains(line)) write(line + '\n');
}

std::uint64_t reject_list::sync() {
    if (file_ >= 0 && ::fsync(file_) != 0 && errno != EINVAL) throw output_failed(errno, path_);
    return size_;
}

std::string reject_list::place_text() const {
    if (!path_.empty()) return "; see " + path_;
    return count_ > shown_rejects ? "; only the first of them were shown: --rejects FILE keeps all in a file"
                                  : "; rejected records are only shown: --rejects FILE keeps them in a file";
}

void reject_list::only_show() {
    path_.clear();
    lock_ = {};
}

}  // namespace dynaco::program
