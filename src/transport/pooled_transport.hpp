#pragma once

#include "transport/pool.hpp"

namespace dynaco::transport {

/// A pool for each origin. Thread-safe.
class pooled_transport final : public transport {
 public:
    pooled_transport(boost::asio::any_io_executor executor, connection_setup setup,
                     const pool_options& options)
        : executor_(std::move(executor)), setup_(std::move(setup)), options_(options) {}
    ~pooled_transport() override { close(); }

    awaitable<result<lease>> acquire(const origin& to, steady_time deadline) override;
    void drop_idle(const origin& to) noexcept override;
    void close() noexcept override;

 private:
    std::shared_ptr<pool> pool_of(const origin& to);

    boost::asio::any_io_executor executor_;
    connection_setup setup_;
    pool_options options_;
    std::mutex mutex_;  // guards all below
    std::map<origin, std::shared_ptr<pool>> pools_;
    bool closed_ = false;
};

}  // namespace dynaco::transport
