#include "decoders.hpp"
#include "load/format/export_manifest.hpp"

// Any text as manifest-files.json: its lines are read, or the cause is malformed_file.
using namespace dynaco;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = fuzz::with_lines(fuzz::as_text(data, size));
    try {
        for (const loading::manifest_line& each : loading::manifest_lines(text, "x"))
            fuzz::check(!each.key.empty(), "a file has a key", text);
    } catch (const error& e) {
        fuzz::check(e.cause() == errc::malformed_file, "the cause is malformed_file", text);
    }
    return 0;
}
