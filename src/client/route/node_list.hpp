#pragma once

#include "client/route/node_state.hpp"
#include "identity/machine/http.hpp"
#include "transport/context_end.hpp"
#include "transport/effects.hpp"

#include <dynaco/client.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::detail {

/// The nodes of a cluster. Refreshes the list from time to time by asking a node. Thread-safe.
class node_list final : public transport::context_resident, public std::enable_shared_from_this<node_list> {
 public:
    /// The parts that the list uses.
    struct parts {
        boost::asio::any_io_executor executor;  ///< Runs the refreshes, beside the calls.
        std::shared_ptr<identity::http_client> http;
        std::shared_ptr<effects> world;
    };

    /// Makes a list of `options.nodes`, which must not be empty. Fails with errc::invalid_endpoint.
    [[nodiscard]] static result<std::shared_ptr<node_list>> make(parts with, const node_options& options);

    /// Returns the node for the next request. Starts a refresh if it is due, without waiting for it.
    [[nodiscard]] transport::origin next();
    /// Reports a failed attempt at a node. Counts only failures of the node: no connection, a lost connection
    /// or a timeout.
    void failed(const transport::origin& at, errc why) noexcept;
    /// Reports that a node has sent a response of any status.
    void succeeded(const transport::origin& at) noexcept;
    /// Stops refreshing and cancels a running refresh.
    void close() noexcept;
    void context_ended() noexcept override;

    [[nodiscard]] std::size_t size() const;

 private:
    node_list(parts with, const node_options& options, std::vector<transport::origin> seeds);

    void start_refresh();
    void end_refresh() noexcept;
    boost::asio::awaitable<void> refresh();
    [[nodiscard]] std::vector<transport::origin> whom_to_ask();
    // Returns the nodes in the response, if it is a list.
    std::optional<std::vector<transport::origin>> read(const transport::origin& asked,
                                                       const result<wire::response>& reply);
    // Returns the nodes that are in use already or that respond now.
    boost::asio::awaitable<std::vector<transport::origin>> reachable(std::vector<transport::origin> named,
                                                                     transport::origin asked);

    parts parts_;
    const std::string target_;
    const std::vector<transport::origin> seeds_;
    // Used on the strand only, like `runs_`. Its handler holds an executor, so it is destroyed at the end of
    // the context.
    std::optional<boost::asio::cancellation_signal> stop_{std::in_place};
    bool runs_ = false;
    std::atomic<bool> all_up_{true};

    using strand = boost::asio::strand<boost::asio::any_io_executor>;

    mutable std::mutex mutex_;      // guards the members below
    std::optional<strand> strand_;  // empty after the end of its context
    node_state state_;
    node_refresh_state refreshes_;
    std::size_t next_seed_ = 0;
    bool closed_ = false;
};

}  // namespace dynaco::detail
