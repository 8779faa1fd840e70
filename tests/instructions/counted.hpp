#pragma once

#include <string>
#include <valgrind/callgrind.h>

namespace dynaco::test {

/// Lets callgrind count the instructions of `times` runs of `work`, and stores them under `name`. Work that
/// is done only once is not counted: contexts of the thread, the key of the day, functions that are looked
/// up.
template <class Work>
void count(const char* name, int times, const Work& work) {
    const std::string note = std::to_string(times) + " x " + name;
    CALLGRIND_TOGGLE_COLLECT;  // before that, too: callgrind forgets no calls that cost nothing
    for (int i = 0; i < 3; ++i) work();
    CALLGRIND_DUMP_STATS;
    for (int i = 0; i < times; ++i) work();
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS_AT(note.c_str());
}

}  // namespace dynaco::test
