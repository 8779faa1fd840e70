#include <dynaco/observing.hpp>

#include <utility>

namespace dynaco {
namespace {

class several final : public observer {
 public:
    explicit several(std::vector<std::shared_ptr<observer>> all) : all_(std::move(all)) {}

    void call_begun(const observed_call& call) override {
        for_each([&](observer& o) { o.call_begun(call); });
    }
    void attempt_ended(const attempt_event& event) override {
        for_each([&](observer& o) { o.attempt_ended(event); });
    }
    void retry_decided(const retry_event& event) override {
        for_each([&](observer& o) { o.retry_decided(event); });
    }
    void call_ended(const call_event& event) override {
        for_each([&](observer& o) { o.call_ended(event); });
    }
    [[nodiscard]] bool wants_capacity() const override {
        bool wanted = false;
        for_each([&](const observer& o) { wanted = wanted || o.wants_capacity(); });
        return wanted;
    }

 private:
    // If an observer throws, the observers behind it still receive the event.
    template <class Tell>
    void for_each(const Tell& tell) const noexcept {
        for (const auto& each : all_) {
            try {
                tell(*each);
            } catch (...) {  // NOLINT(bugprone-empty-catch): `observation` ignores exceptions, too
            }
        }
    }

    std::vector<std::shared_ptr<observer>> all_;
};

}  // namespace

std::shared_ptr<observer> observers(std::vector<std::shared_ptr<observer>> all) {
    std::erase(all, nullptr);
    if (all.empty()) return nullptr;
    if (all.size() == 1) return std::move(all.front());
    return std::make_shared<several>(std::move(all));
}

}  // namespace dynaco
