#pragma once

#include "support/fault_server/fault_server.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::test {

/// Tables in memory for tests of the loader, behind a `fault_server`. Their key is `id` (S); index `by-group`
/// has the hash key `group` (S). Every name is a table, except "missing". It knows DescribeTable,
/// BatchWriteItem, and PutItem, UpdateItem and DeleteItem, of which it knows the condition that the item does
/// not exist. Updates only appear in the history. Thread-safe.
class bulk_service {
 public:
    /// One write of a request.
    struct write {
        bool is_put = true;
        std::string table{};
        std::string id{};
        std::string json{};  ///< The whole WriteRequest.
    };
    /// What happens to a BatchWriteItem request.
    struct answer {
        std::vector<std::size_t> unprocessed{};  ///< These writes are not applied.
        bool applies = true;                     ///< False: nothing is applied.
        std::optional<reply> instead{};          ///< The response; nothing: the usual one.
    };
    /// Returns the effects of the request with this number, from 0. A PutItem, UpdateItem or DeleteItem has
    /// one write.
    using decide = std::function<answer(std::size_t number, const std::vector<write>& writes)>;

    explicit bulk_service(decide how = {});

    [[nodiscard]] std::string url() const { return server_.url(); }
    [[nodiscard]] fault_server& server() noexcept { return server_; }
    /// The JSON of the item with this key in the table "things", or with the name "table/key"; empty if it
    /// does not exist.
    [[nodiscard]] std::string item(const std::string& id) const;
    [[nodiscard]] std::size_t size() const;
    /// The writes that were applied to this key, in order, as JSON.
    [[nodiscard]] std::vector<std::string> history(const std::string& id) const;
    /// The number of DescribeTable requests.
    [[nodiscard]] std::size_t descriptions() const;
    /// The sizes of the requests, in writes.
    [[nodiscard]] std::vector<std::size_t> requests() const;

    /// Reads the writes of a request's body.
    [[nodiscard]] static std::vector<write> writes_of(std::string_view body);

 private:
    reply serve(const received_request& request);
    reply serve_batch(std::string_view body);
    reply serve_single(std::string_view operation, std::string_view body);
    void apply(const write& each);

    decide decide_;
    mutable std::mutex mutex_;
    std::map<std::string, std::string> items_{};
    std::map<std::string, std::vector<std::string>> history_{};
    std::vector<std::size_t> requests_{};
    std::size_t descriptions_ = 0;
    fault_server server_{};
};

}  // namespace dynaco::test
