#include "load/decode/json_array.hpp"

#include "decoders.hpp"

// Any text as a JSON array.
using namespace dynaco;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = fuzz::with_lines(fuzz::as_text(data, size));
    fuzz::check_decoder([] { return std::make_unique<loading::json_array>(loading::json_shape::plain); },
                        text, true);
    fuzz::check_decoder([] { return std::make_unique<loading::json_array>(); }, text, false);
    return 0;
}
