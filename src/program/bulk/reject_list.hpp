#pragma once

#include "program/bulk/file_lock.hpp"
#include "program/bulk/work_screen.hpp"

#include <dynaco/load/record.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace dynaco::program {

/// Receives rejected records. The first ten are shown on standard error; all are written to a file as lines
/// of JSON.
///
///     {"attribute":"price","column":12,"file":"orders.csv","line":3,"reason":"…","text":"c-1,12x"}
///
/// A record whose text is not UTF-8 has the member "text_base64" instead.
class reject_list {
 public:
    /// `path`: the file, which is locked. Empty: no file. `keep`: the bytes of an existing file that are kept
    /// when the first record is added; until then it is not changed. A record that these bytes have already
    /// is not added again. A new file without a record is removed by the destructor. `name_of`: the name of a
    /// file of the source, by its number.
    /// @throws usage_error  the name is that of a compressed file, or the file has something else than
    /// rejected records. error  errc::file_failed: another process uses the file. output_failed: it cannot be
    /// written
    reject_list(work_screen& screen, std::string path, std::uint64_t keep,
                std::function<std::string(std::uint32_t)> name_of);
    ~reject_list();
    reject_list(const reject_list&) = delete;
    reject_list& operator=(const reject_list&) = delete;

    /// Takes a rejected record.
    /// @throws output_failed  the file cannot be written
    void add(const rejected_record& record);
    /// Returns when the disk has all records so far. @returns the size of the file
    std::uint64_t sync();

    /// Writes no file from now on; records are only shown.
    void only_show();
    /// Leaves the numbers of records out, which differ from run to run: they are items of a table.
    void without_numbers() noexcept { numbered_ = false; }

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Says at the end of a sentence where the records are: "; see no.jsonl". Without a file, that they are
    /// only shown, and how to keep them.
    [[nodiscard]] std::string place_text() const;

 private:
    void open();
    void read_kept();
    void write(const std::string& line);

    work_screen& screen_;
    std::string path_;
    std::uint64_t size_;
    std::function<std::string(std::uint32_t)> name_of_;
    file_lock lock_{};
    int file_ = -1;
    std::uint64_t count_ = 0;
    bool numbered_ = true;
    std::set<std::string, std::less<>> kept_{};  // the lines of earlier runs
};

}  // namespace dynaco::program
