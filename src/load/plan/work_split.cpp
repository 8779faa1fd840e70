#include "load/plan/work_split.hpp"

#include "core/counted.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string>

namespace dynaco::loading {
namespace {

// total × index ÷ count without overflow.
std::uint64_t split_border(std::uint64_t total, std::uint64_t index, std::uint64_t count) noexcept {
    return total / count * index + total % count * index / count;
}

bool read_worker_number(std::string_view text, std::uint32_t& number) noexcept {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

result<worker_share> worker_of(std::string_view text) {
    worker_share share;
    const auto slash = text.find('/');
    const bool valid = slash != std::string_view::npos &&
                       read_worker_number(text.substr(0, slash), share.index) &&
                       read_worker_number(text.substr(slash + 1), share.count) && share.index >= 1 &&
                       share.index <= share.count;
    if (!valid)
        return failure(
            errc::invalid_argument,
            {.detail = "\"" + std::string(text) + "\" is not a worker: write 2/5 for the second of five"});
    --share.index;
    return share;
}

std::vector<file_part> parts_of(std::span<const std::uint64_t> sizes, const worker_share& worker) {
    const std::uint64_t total = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
    const std::uint64_t begin = split_border(total, worker.index, worker.count);
    const std::uint64_t end = split_border(total, worker.index + std::uint64_t{1}, worker.count);
    std::vector<file_part> parts;
    std::uint64_t start = 0;  // the position of the file's first byte in the sequence
    for (std::uint32_t file = 0; file < sizes.size(); start += sizes[file++]) {
        const std::uint64_t from = std::max(begin, start);
        const std::uint64_t to = std::min(end, start + sizes[file]);
        if (from < to) parts.push_back({.file = file, .begin = from - start, .end = to - start});
    }
    return parts;
}

std::vector<std::uint32_t> files_of(std::span<const std::uint64_t> sizes, const worker_share& worker) {
    std::vector<std::uint32_t> files(sizes.size());
    std::iota(files.begin(), files.end(), 0u);
    std::ranges::stable_sort(files,
                             [sizes](std::uint32_t a, std::uint32_t b) { return sizes[a] > sizes[b]; });
    std::vector<std::uint64_t> bytes(worker.count);
    std::vector<std::uint64_t> counts(worker.count);  // so that empty files are distributed evenly
    std::vector<std::uint32_t> own;
    for (const std::uint32_t file : files) {
        std::uint32_t least = 0;
        for (std::uint32_t i = 1; i < worker.count; ++i)
            if (std::pair(bytes[i], counts[i]) < std::pair(bytes[least], counts[least])) least = i;
        bytes[least] += sizes[file];
        ++counts[least];
        if (least == worker.index) own.push_back(file);
    }
    std::ranges::sort(own);
    return own;
}

std::vector<std::uint32_t> segments_of(std::uint32_t total, const worker_share& worker) {
    std::vector<std::uint32_t> own;
    for (std::uint64_t segment = worker.index; segment < total; segment += worker.count)
        own.push_back(static_cast<std::uint32_t>(segment));
    return own;
}

result<std::uint64_t> share_of_cap(std::uint64_t cap, const worker_share& worker) {
    if (cap < worker.count)
        return failure(errc::invalid_argument,
                       {.detail = "a cap of " + detail::counted(cap, "unit", "units") +
                                  " per second cannot be shared by " + std::to_string(worker.count) +
                                  " workers; use fewer workers or a higher cap"});
    return split_border(cap, worker.index + std::uint64_t{1}, worker.count) -
           split_border(cap, worker.index, worker.count);
}

}  // namespace dynaco::loading
