#include "fuzz_target.hpp"

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

// Runs a target without libFuzzer: the seeds, then mutations of them, the same ones each time.
//
//     replay seeds.txt [count]      one seed per line
namespace {

class mutator {
 public:
    explicit mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

    std::string next() {
        std::string text = seeds_[below(seeds_.size())];
        for (std::size_t i = 1 + below(4); i > 0; --i) change(text);
        return text;
    }

 private:
    // Not a std distribution: those differ between libraries.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

    void change(std::string& text) {
        static const std::vector<std::string> tokens = {"{",
                                                        "}",
                                                        "[",
                                                        "]",
                                                        ",",
                                                        ":",
                                                        "\"",
                                                        "\\",
                                                        "\\u",
                                                        "\\ud800",
                                                        "\\udc00",
                                                        "\\u0000",
                                                        "null",
                                                        "true",
                                                        "false",
                                                        "0",
                                                        "-",
                                                        ".",
                                                        "e",
                                                        "E+",
                                                        "9",
                                                        " ",
                                                        "\n",
                                                        "{\"S\":\"",
                                                        "\"__type\":",
                                                        "\"N\":null,",
                                                        "=",
                                                        "00000000000000000000",
                                                        "99999999999999999999",
                                                        "1e",
                                                        "\x7f",
                                                        "\xff",
                                                        "\xed\xa0\x80",
                                                        "\t",
                                                        "+",
                                                        "#"};
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = below(9);
        switch (below(7)) {
            case 0: text.insert(at, tokens[below(tokens.size())]); break;
            case 1: text.erase(at, length); break;
            case 2: text.insert(at, text.substr(at, length)); break;
            case 3: text.resize(at); break;
            case 4: text += seeds_[below(seeds_.size())]; break;
            case 5: text.insert(at, 1, static_cast<char>(below(256))); break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        }
    }

    const std::vector<std::string>& seeds_;
    std::mt19937_64 random_{20120118};  // any fixed number
};

void run(const std::string& input) {
    // In a heap block of the exact size, so that AddressSanitizer detects a read past the end.
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    std::ifstream file(arguments[1]);
    std::vector<std::string> seeds;
    for (std::string line; std::getline(file, line);) seeds.push_back(line);
    if (seeds.empty()) return 2;
    for (const std::string& seed : seeds) run(seed);
    mutator inputs(seeds);
    for (int i = count > 2 ? std::atoi(arguments[2]) : 20'000; i > 0; --i) run(inputs.next());
    return 0;
}
