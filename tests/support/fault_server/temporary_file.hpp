#pragma once

#include <filesystem>
#include <string_view>

namespace dynaco::test {

/// A file with the given text that only this user can read. The destructor removes it.
class temporary_file {
 public:
    explicit temporary_file(std::string_view text);
    ~temporary_file();
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
    std::filesystem::path path_;
};

}  // namespace dynaco::test
