#pragma once

#include "load/encode/item_encoder.hpp"
#include "load/file/compressors.hpp"
#include "load/file/output_file.hpp"

#include <dynaco/load/sinks.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// The implementation of `item_sink`.
class item_writer {
 public:
    item_writer() = default;
    item_writer(const item_writer&) = delete;
    item_writer& operator=(const item_writer&) = delete;
    virtual ~item_writer() = default;

    virtual void write(std::string_view item) = 0;
    virtual std::uint64_t sync() = 0;
    [[nodiscard]] virtual std::uint32_t crc32() const noexcept = 0;
    virtual void finish() = 0;
    [[nodiscard]] virtual std::uint64_t items() const noexcept = 0;
    [[nodiscard]] virtual std::vector<sink_warning> warnings() const = 0;

    std::optional<failure> failed{};  ///< The reason why the file cannot be written any more.
};

/// Writes one file.
class file_writer final : public item_writer {
 public:
    file_writer(const std::string& path, const sink_options& options);

    void write(std::string_view item) override;
    std::uint64_t sync() override;
    [[nodiscard]] std::uint32_t crc32() const noexcept override { return file_.crc32(); }
    void finish() override;
    [[nodiscard]] std::uint64_t items() const noexcept override { return items_; }
    [[nodiscard]] std::vector<sink_warning> warnings() const override { return encoder_->lost().warnings(); }

 private:
    void hand_down();

    std::unique_ptr<item_encoder> encoder_;  // first: a mistake in the options makes no file
    output_file file_;
    std::unique_ptr<byte_sink> packed_;  // compresses into `file_`
    std::string text_;
    std::uint64_t items_ = 0;
};

/// Writes the folder of an S3 export.
[[nodiscard]] std::unique_ptr<item_writer> make_export_writer(const std::string& path,
                                                              const sink_options& options);

}  // namespace dynaco::loading
