#include "floors.hpp"
#include "subject.hpp"
#include "subjects.hpp"
#include "wire/crc32.hpp"

#include <zlib.h>
#if defined(MICRO_WITH_LIBDEFLATE)
#include <libdeflate.h>
#endif

#include <string>

namespace micro {
namespace {

std::uint32_t by_zlib(const std::string& bytes) {
    return static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

void one_size(const std::string& name, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 7919 >> 3);
    require(dynaco::wire::crc32(bytes) == by_zlib(bytes), "CRC-32");

    const subject s("crc32 " + name, size);
    s.measure("dynaco", [bytes] { return dynaco::wire::crc32(bytes); });
    s.measure("floor: memcpy", memcpy_of(bytes));
    s.measure("other: zlib", [bytes] { return by_zlib(bytes); });
#if defined(MICRO_WITH_LIBDEFLATE)
    s.measure("other: libdeflate", [bytes] { return libdeflate_crc32(0, bytes.data(), bytes.size()); });
#endif
}

}  // namespace

void checksums() {
    one_size("1 KB", 1024);
    one_size("1 MB", std::size_t{1} << 20);
}

}  // namespace micro
