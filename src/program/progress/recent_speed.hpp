#pragma once

#include "program/progress/work_progress.hpp"

#include <chrono>

namespace dynaco::program {

/// The speed of work over about the last 15 seconds: older seconds count less and less. Rates between two
/// progress lines jump up and down, and the mean since the beginning follows a change too late. Outages do
/// not count. Pure: time is that of the work.
class recent_speed {
 public:
    /// Takes the present state of the work.
    void note(const work_progress& work);
    /// Returns the work with this speed: its rates, and the share for the time that is left.
    /// @param silence  the time since the last response, in which the shown rates become lower
    [[nodiscard]] work_progress applied(work_progress work, std::chrono::milliseconds silence = {}) const;

 private:
    // What has been done, or what is done in a second.
    struct amounts {
        double items = 0;
        double units = 0;
        double share = 0;
    };
    [[nodiscard]] static amounts done_by(const work_progress& work) noexcept;
    void add(const amounts& per_second, double keep) noexcept;

    amounts done_{};                       // when it was noted last
    std::chrono::milliseconds working_{};  // until then, without outages
    amounts weighted_{};                   // per second; divide by `weight_`
    double weight_ = 0;
};

}  // namespace dynaco::program
