#include "transport/context_end.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace dynaco::transport {

namespace asio = boost::asio;

namespace {

class end_service final : public asio::execution_context::service {
 public:
    using key_type = end_service;
    static inline asio::execution_context::id id;

    explicit end_service(asio::execution_context& context) : service(context) {}

    // Services are shut down in the reverse order of their creation. The services that residents use must be
    // created before this one.
    static end_service& of(const asio::any_io_executor& executor) {
        asio::execution_context& context = executor.context();
        if (!asio::has_service<end_service>(context)) {
            const asio::steady_timer timer(executor);
            const asio::ip::tcp::socket socket(executor);
            const auto strand = asio::make_strand(executor);
        }
        return asio::use_service<end_service>(context);
    }

    void add(const std::shared_ptr<context_resident>& resident) {
        const std::lock_guard lock(mutex_);
        if (residents_.size() >= most_) {
            std::erase_if(residents_, [](const auto& each) { return each.expired(); });
            most_ = 2 * residents_.size() + 16;
        }
        residents_.push_back(resident);
    }

    const std::shared_ptr<context_life> life = std::make_shared<context_life>();

 private:
    void shutdown() noexcept override {
        {
            const std::lock_guard lock(life->mutex);
            life->over = true;
        }
        std::vector<std::weak_ptr<context_resident>> residents;
        {
            const std::lock_guard lock(mutex_);
            residents.swap(residents_);
        }
        for (const auto& each : residents)
            if (const auto resident = each.lock()) resident->context_ended();
    }

    std::mutex mutex_;  // guards the members below
    std::vector<std::weak_ptr<context_resident>> residents_;
    std::size_t most_ = 16;  // at this number, destroyed residents are removed
};

}  // namespace

std::shared_ptr<context_life> life_of_context(const asio::any_io_executor& executor) {
    return end_service::of(executor).life;
}

void tell_context_end(const asio::any_io_executor& executor,
                      const std::shared_ptr<context_resident>& resident) {
    end_service::of(executor).add(resident);
}

std::shared_ptr<context_executor> context_executor::of(const asio::any_io_executor& executor) {
    std::shared_ptr<context_executor> made(new context_executor(executor));
    tell_context_end(executor, made);
    return made;
}

asio::any_io_executor context_executor::get() const {
    const std::lock_guard lock(mutex_);
    return executor_;
}

void context_executor::context_ended() noexcept {
    const std::lock_guard lock(mutex_);
    executor_ = {};
}

}  // namespace dynaco::transport
