#pragma once

#include "allocations.hpp"

#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace micro {

/// The figures of one subject, which can be compared: ratios.py divides "dynaco" by each of the others.
///
///     const subject signing("sign 126 B", body.size());
///     signing.measure("dynaco", [&] { return signer.sign(call, time, out); });
///     signing.measure("floor: its SHA-256 blocks", …);     // the least work of any implementation
///     signing.measure("other: HMAC() at once", …);         // a common alternative
class subject {
 public:
    /// `bytes`: the number of bytes that one run processes.
    subject(std::string name, std::size_t bytes) : name_(std::move(name)), bytes_(bytes) {}

    struct run_options {
        int threads = 1;
        std::int64_t batch = 1;  ///< How often one call of `work` does what is measured.
    };

    /// Repeats copies of `work`, one per thread. `work` must own its data or refer to data that outlives
    /// `main`. It runs once before measuring, so that work that is done once (a thread's contexts, the key of
    /// the day) is not counted.
    template <class Work>
    void measure(const std::string& role, Work work, const run_options& o) const {
        const auto run = [bytes = bytes_, batch = o.batch, work](benchmark::State& state) {
            Work mine = work;
            once(mine);
            const std::uint64_t before = allocations();
            while (state.KeepRunningBatch(batch)) once(mine);
            const auto made = static_cast<double>(allocations() - before);
            state.counters["allocations"] = benchmark::Counter(made, benchmark::Counter::kAvgIterations);
            state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
        };
        auto* const figure = benchmark::RegisterBenchmark((name_ + "/" + role).c_str(), run);
        if (o.threads > 1) figure->Threads(o.threads);
    }
    template <class Work>
    void measure(const std::string& role, Work work) const {
        measure(role, work, run_options());
    }

 private:
    template <class Work>
    static void once(Work& work) {
        if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
            work();
        } else {
            auto outcome = work();
            benchmark::DoNotOptimize(outcome);
        }
        benchmark::ClobberMemory();
    }

    std::string name_;
    std::size_t bytes_;
};

/// Checks that the compared implementations have the same result.
inline void require(bool equal, const char* what) {
    if (!equal) throw std::logic_error(std::string("micro: not the same result: ") + what);
}

}  // namespace micro
