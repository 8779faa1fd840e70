#include "decoders.hpp"
#include "load/decode/csv_rows.hpp"
#include "load/decode/json_lines.hpp"
#include "load/encode/item_encoder.hpp"

// Any text as an item: an encoder refuses it, or writes a text that is read as one item, and as the same one
// if it is written again.
using namespace dynaco;

namespace {

std::string encoded(loading::item_encoder& encoder, std::string_view item) {
    std::string out;
    try {
        encoder.write(item, out);
        encoder.finish(out);
    } catch (const error&) {
        fuzz::check(out.empty(), "a refused item leaves nothing", item);
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view item = fuzz::as_text(data, size);
    const std::string plain = encoded(*loading::plain_json_encoder(), item);
    if (!plain.empty())
        fuzz::check(std::ranges::count(plain, '\n') >= 1 && plain.ends_with('\n'), "a line", item);
    const std::string csv = encoded(*loading::csv_encoder({}), item);
    if (csv.empty()) return 0;
    loading::csv_rows decoder({});
    const test::decoding first = test::decode(decoder, csv);
    if (first.items().size() != 1)
        return 0;  // the item was not valid: its strings, digits and names are not checked here
    const std::string again = encoded(*loading::csv_encoder({}), first.items()[0]);
    loading::csv_rows other({});
    fuzz::check(test::decode(other, again).items() == first.items(),
                "an item is equal after it was written and read", item);
    return 0;
}
