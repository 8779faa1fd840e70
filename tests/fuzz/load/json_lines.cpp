#include "load/decode/json_lines.hpp"

#include "decoders.hpp"

// Any text as JSON lines. RapidJSON must also accept any text that is accepted as plain JSON.
using namespace dynaco;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = fuzz::with_lines(fuzz::as_text(data, size));
    fuzz::check_decoder([] { return std::make_unique<loading::json_lines>(); }, text, false);
    fuzz::check_decoder([] { return std::make_unique<loading::json_lines>(loading::json_shape::plain); },
                        text, true);
    std::string item;
    loading::plain_json plain;
    if (plain.item(text, item)) fuzz::check(fuzz::is_strict_json(text), "what is accepted is JSON", text);
    return 0;
}
