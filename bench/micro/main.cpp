#include "subjects.hpp"

#include <benchmark/benchmark.h>
#include <exception>
#include <iostream>

int main(int count, char** arguments) {
    try {
        micro::signing();
        micro::encoding();
        micro::decoding();
        micro::decoding_shapes();
        micro::expressions();
        micro::checksums();
        micro::base64();
        micro::identifiers();
        micro::heads();
        micro::pool_lease();
        benchmark::Initialize(&count, arguments);
        if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
        benchmark::RunSpecifiedBenchmarks();
        benchmark::ClearRegisteredBenchmarks();
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
