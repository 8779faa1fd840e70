#include "../fuzz_target.hpp"
#include "load/file/blocks.hpp"
#include "unit/load/compressed.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>
#include <string>

// Any bytes as gzip and zstd, and any bytes compressed, in blocks of several sizes: the text, and whether it
// fails, must not depend on them.
using namespace dynaco;

namespace {

class text_blocks final : public loading::byte_blocks {
 public:
    text_blocks(std::string_view text, std::size_t size) : text_(text), size_(size) {}
    std::string_view next() override {
        const std::string_view block = text_.substr(0, size_);
        text_.remove_prefix(block.size());
        at_ += block.size();
        return block;
    }
    [[nodiscard]] std::uint64_t position() const noexcept override { return at_; }

 private:
    std::string_view text_;
    std::size_t size_;
    std::uint64_t at_ = 0;
};

constexpr std::size_t most = std::size_t{1} << 20;

struct outcome {
    std::string text{};
    bool failed = false;
    friend bool operator==(const outcome&, const outcome&) = default;
};

outcome unpack(std::string_view data, bool gzip, std::size_t in, std::size_t out) {
    text_blocks raw(data, in);
    const auto blocks = gzip ? loading::gunzipped(raw, "x", out) : loading::unzstded(raw, "x", out);
    outcome all;
    try {
        for (auto block = blocks->next(); !block.empty() && all.text.size() < most; block = blocks->next())
            all.text += block;
    } catch (const error& e) {
        fuzz::check(e.cause() == errc::malformed_file, "the cause is malformed_file", data);
        all.failed = true;
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::as_text(data, size);
    for (const bool gzip : {true, false}) {
        const outcome any = unpack(input, gzip, std::max<std::size_t>(size, 1), 4096);
        if (any.text.size() < most)
            fuzz::check(unpack(input, gzip, 1, 4096).failed == any.failed, "blocks do not matter", input);
        const std::string packed = gzip ? test::gzipped(input) : test::zstded(input);
        for (const std::size_t block : {std::size_t{1}, std::size_t{7}, packed.size() + 1})
            fuzz::check(unpack(packed, gzip, block, 64) == outcome{std::string(input), false},
                        "compressing and decompressing", input);
        if (packed.empty()) continue;
        fuzz::check(unpack(packed.substr(0, packed.size() - 1), gzip, 64, 64).failed, "cut-off data fails",
                    input);
    }
    return 0;
}
