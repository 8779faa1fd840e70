#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// The writes of a batch that have not been made yet. The part of `batch_writer` that does not depend on the
/// model.
class batch_write_queue {
 public:
    struct entry {
        std::string key{};      ///< JSON of the key: two writes of one item cannot go in one request.
        std::string request{};  ///< As batch_write_item makes them.
    };

    batch_write_queue(client db, std::string table);
    ~batch_write_queue();
    batch_write_queue(batch_write_queue&&) noexcept;
    batch_write_queue& operator=(batch_write_queue&&) noexcept;

    /// Adds a write, replacing a pending one of the same key; sends if a request is full.
    awaitable<void> add(result<entry> e);
    /// Sends all. @throws error  errc::unprocessed, keeping the leftovers
    awaitable<void> flush();
    [[nodiscard]] const std::vector<entry>& pending() const noexcept;

 private:
    struct state;
    awaitable<void> send_down_to(std::size_t rest);

    std::unique_ptr<state> state_;
};

/// The keys of a batch that have not been read yet. The part of `batch_reader` that does not depend on the
/// model.
class batch_get_queue {
 public:
    /// `more_members` is JSON to add to the table's entry ("ConsistentRead", "ProjectionExpression" …), or
    /// empty.
    batch_get_queue(client db, std::string table, std::string more_members, std::vector<std::string> keys,
                    std::optional<failure> refused);
    ~batch_get_queue();
    batch_get_queue(batch_get_queue&&) noexcept;
    batch_get_queue& operator=(batch_get_queue&&) noexcept;

    [[nodiscard]] bool more() const noexcept;
    /// Fetches up to 100 items into `take`. @throws error; keys that were not read stay in the queue
    awaitable<void> fetch(attributes_sink take);
    /// Keys not read yet, as JSON.
    [[nodiscard]] const std::vector<std::string>& pending() const noexcept;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace dynaco
