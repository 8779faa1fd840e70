#include "decoders.hpp"
#include "load/decode/csv_rows.hpp"

// Any text as CSV, with a header in the text and with one of all types.
using namespace dynaco;

namespace {

const std::string& types() {
    static const std::string all = "s:S,n:N,b:B,t:BOOL,z:NULL,l:L,m:M,ss:SS,ns:NS,bs:BS,d:M:typed,x:typed";
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = fuzz::with_lines(fuzz::as_text(data, size));
    fuzz::check_decoder([] { return std::make_unique<loading::csv_rows>(loading::csv_options{}); }, text,
                        false);
    const std::string typed = types() + '\n' + text;
    fuzz::check_decoder([] { return std::make_unique<loading::csv_rows>(loading::csv_options{}); }, typed,
                        false);
    const std::string no_documents = "s:S,n:N,b:B,t:BOOL\n" + text;
    fuzz::check_decoder([] { return std::make_unique<loading::csv_rows>(loading::csv_options{}); },
                        no_documents, true);
    return 0;
}
