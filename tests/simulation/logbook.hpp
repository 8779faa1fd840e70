#pragma once

#include "simulation/timeline.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::simulation {

/// The log of one run: broken promises, how often each situation was reached and, if `detailed`, every event.
class logbook {
 public:
    logbook(const timeline& time, bool detailed) noexcept : time_(time), detailed_(detailed) {}

    template <class... Parts>
    void note(const Parts&... parts) {
        if (detailed_) trace.push_back(line(parts...));
    }
    /// Records a promise that the client broke.
    template <class... Parts>
    void broken(const Parts&... parts) {
        violations.push_back(line("BROKEN: ", parts...));
        trace.push_back(violations.back());
    }
    /// Counts a situation that the schedules should reach.
    void reached(std::string_view what) {
        const auto known = tally.find(what);
        ++(known == tally.end() ? tally.emplace(what, 0).first : known)->second;
    }

    std::vector<std::string> violations{};
    std::vector<std::string> trace{};
    std::map<std::string, std::size_t, std::less<>> tally{};

 private:
    template <class... Parts>
    std::string line(const Parts&... parts) {
        std::ostringstream out;
        out << time_.elapsed().count() << " ms: ";
        (out << ... << parts);
        return out.str();
    }

    const timeline& time_;
    const bool detailed_;
};

}  // namespace dynaco::simulation
