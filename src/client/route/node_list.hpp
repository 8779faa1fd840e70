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

/// The nodes of a cluster, and who asks them now and then which nodes there are. Thread-safe.
class node_list final : public transport::context_resident, public std::enable_shared_from_this<node_list> {
 public:
    /// What it works with.
    struct parts {
        boost::asio::any_io_executor executor;  ///< Where it asks, beside the calls.
        std::shared_ptr<identity::http_client> http;
        std::shared_ptr<effects> world;
    };

    /// A list of `options.nodes`, of which there is one at least. Fails with errc::invalid_endpoint.
    [[nodiscard]] static result<std::shared_ptr<node_list>> make(parts with, const node_options& options);

    /// The node to send the next request to. Starts a request for the list if it is time for one, and does
    /// not wait for it.
    [[nodiscard]] transport::origin next();
    /// What was sent to `at`, or was to be, failed. Counts what the node may be blamed for: no connection,
    /// a lost one, no answer in time.
    void failed(const transport::origin& at, errc why) noexcept;
    /// `at` has answered, whatever it was.
    void succeeded(const transport::origin& at) noexcept;
    /// Asks no more and cancels what is under way.
    void close() noexcept;
    void context_ended() noexcept override;

    [[nodiscard]] std::size_t size() const;

 private:
    node_list(parts with, const node_options& options, std::vector<transport::origin> seeds);

    void start_refresh();
    void end_refresh() noexcept;
    boost::asio::awaitable<void> refresh();
    [[nodiscard]] std::vector<transport::origin> whom_to_ask();
    // The list, if the reply is one.
    std::optional<std::vector<transport::origin>> read(const transport::origin& asked,
                                                       const result<wire::response>& reply);
    // Those of a list that take turns already or answer now.
    boost::asio::awaitable<std::vector<transport::origin>> reachable(std::vector<transport::origin> named,
                                                                     transport::origin asked);

    parts parts_;
    const std::string target_;
    const std::vector<transport::origin> seeds_;
    // Used on the strand, as the next. Its handler holds an executor, so it ends with the context, too.
    std::optional<boost::asio::cancellation_signal> stop_{std::in_place};
    bool runs_ = false;
    std::atomic<bool> all_up_{true};

    using strand = boost::asio::strand<boost::asio::any_io_executor>;

    mutable std::mutex mutex_;      // guards the rest
    std::optional<strand> strand_;  // none once its context has ended
    node_state state_;
    node_refresh_state refreshes_;
    std::size_t next_seed_ = 0;
    bool closed_ = false;
};

}  // namespace dynaco::detail
