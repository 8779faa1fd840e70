#include "decoders.hpp"
#include "load/decode/ion_lines.hpp"

// Any text as lines of Ion.
using namespace dynaco;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = fuzz::with_lines(fuzz::as_text(data, size));
    fuzz::check_decoder([] { return std::make_unique<loading::ion_lines>(); }, text, true);
    return 0;
}
