// What the formats of the loader cost: the time to decode and to encode items of about 1 KB, per item and per
// KB of text. Run it with --benchmark_filter=EXPRESSION to select.
#include "load/decode/record_decoder.hpp"
#include "load/encode/item_encoder.hpp"
#include "load/format/make_decoder.hpp"

#include <benchmark/benchmark.h>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace dynaco;

namespace {

constexpr int items = 1000;
constexpr std::size_t block_size = std::size_t{256} << 10;

/// 1 KB as DynamoDB JSON: 12 attributes, a map, a list and a set.
std::string dynamodb_json(int n) {
    const std::string number = std::to_string(100'000 + n);
    return "{\"pk\":{\"S\":\"customer#" + number + "\"},\"sk\":{\"N\":\"" + number +
           "\"},\"name\":{\"S\":\"Alexandra Kowalski\"},\"email\":{\"S\":\"alexandra." + number +
           "@example.com\"},\"count\":{\"N\":\"42\"},\"price\":{\"N\":\"1234.5678\"},\"active\":{\"BOOL\":"
           "true},\"address\":{\"M\":{\"street\":{\"S\":\"12 "
           "Long "
           "Street\"},\"city\":{\"S\":\"Springfield\"},\"zip\":{\"S\":\"01234\"}}},\"scores\":{\"L\":[{\"N\":"
           "\"10\"},{\"N\":\"20\"},{\"N\":\"30\"},{\"N\":\"40\"}]},"
           "\"created\":{\"N\":\"1764460800\"},\"payload\":{\"S\":\"" +
           std::string(560, 'x') + "\"}}";
}

std::string text_of_items(loading::item_encoder& encoder) {
    std::string text;
    for (int i = 0; i < items; ++i) encoder.write(dynamodb_json(i), text);
    encoder.finish(text);
    return text;
}

std::string ion_text_of_items() {
    std::string text;
    for (int i = 0; i < items; ++i) {
        const std::string number = std::to_string(100'000 + i);
        text += "$ion_1_0 {Item:{pk:\"customer#" + number + "\",sk:" + number +
                ".,name:\"Alexandra Kowalski\",count:42.,price:1234.5678,active:true,address:{street:\"12 "
                "Long Street\",city:\"Springfield\"},scores:[10.,20.,30.],"
                "payload:\"" +
                std::string(560, 'x') + "\"}}\n";
    }
    return text;
}

void decode(benchmark::State& state, record_format format, const std::string& text) {
    loading::decoder_settings settings;
    for (auto _ : state) {
        const auto decoder = loading::make_decoder(format, settings);
        std::size_t bytes = 0;
        int count = 0;
        for (std::size_t at = 0; at <= text.size(); at += block_size) {
            decoder->feed(std::string_view(text).substr(at, block_size), at + block_size > text.size());
            while (const auto record = decoder->next()) {
                bytes += std::get<load_record>(*record).item.size();
                ++count;
            }
        }
        if (count != items) throw std::runtime_error("the records are not complete");
        benchmark::DoNotOptimize(bytes);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.counters["ns/KB"] =
        benchmark::Counter(static_cast<double>(state.iterations() * text.size()) / 1024 * 1e-9,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["ns/item"] = benchmark::Counter(static_cast<double>(state.iterations()) * items * 1e-9,
                                                   benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void encode(benchmark::State& state, const std::function<std::unique_ptr<loading::item_encoder>()>& make) {
    const std::string item = dynamodb_json(1);
    std::string out;
    const auto encoder = make();
    for (auto _ : state) {
        out.clear();
        encoder->write(item, out);
        benchmark::DoNotOptimize(out.data());
    }
    state.counters["ns/KB"] =
        benchmark::Counter(static_cast<double>(state.iterations() * item.size()) / 1024 * 1e-9,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

int main(int count, char** arguments) {
    const auto lines = [](bool exported) { return text_of_items(*loading::dynamodb_json_encoder(exported)); };
    const std::string plain = text_of_items(*loading::plain_json_encoder());
    const std::string csv = text_of_items(*loading::csv_encoder({.plain_documents = true}));
    std::string array = plain;
    array.insert(array.begin(), '[');
    for (char& each : array)
        if (each == '\n') each = ',';
    array.back() = ']';
    benchmark::RegisterBenchmark("decode/dynamodb-json-lines", decode, record_format::json_lines,
                                 lines(false));
    benchmark::RegisterBenchmark("decode/export-lines", decode, record_format::json_lines, lines(true));
    benchmark::RegisterBenchmark("decode/plain-json-lines", decode, record_format::json_lines, plain);
    benchmark::RegisterBenchmark("decode/plain-json-array", decode, record_format::json_array, array);
    benchmark::RegisterBenchmark("decode/csv", decode, record_format::csv, csv);
    benchmark::RegisterBenchmark("decode/csv-typed", decode, record_format::csv,
                                 text_of_items(*loading::csv_encoder({})));
    benchmark::RegisterBenchmark("decode/ion", decode, record_format::ion, ion_text_of_items());
    benchmark::RegisterBenchmark("encode/dynamodb-json-lines", encode,
                                 [] { return loading::dynamodb_json_encoder(false); });
    benchmark::RegisterBenchmark("encode/plain-json-lines", encode, loading::plain_json_encoder);
    benchmark::RegisterBenchmark("encode/csv", encode, [] { return loading::csv_encoder({}); });
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
    benchmark::RunSpecifiedBenchmarks();
}
