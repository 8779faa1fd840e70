#pragma once

#include <dynaco/detail/client/one_call.hpp>
#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What batches do that does not depend on the model.
namespace dynaco::detail {

/// The writes of a batch that have not been made yet, to one table or several.
class batch_write_queue {
 public:
    struct entry {
        std::string table{};
        std::string key{};      ///< JSON of the key: two writes of one item cannot go in one request.
        std::string request{};  ///< As batch_write_item makes them.
    };

    explicit batch_write_queue(client db);
    ~batch_write_queue();
    batch_write_queue(batch_write_queue&&) noexcept;
    batch_write_queue& operator=(batch_write_queue&&) noexcept;

    /// Adds a write to `table`, replacing a pending one of the same item; sends if a request is full.
    awaitable<void> add(std::string table, result<entry> e);
    /// Sends all. @throws error  errc::unprocessed, keeping the leftovers
    awaitable<void> flush();
    [[nodiscard]] const std::vector<entry>& pending() const noexcept;

 private:
    struct state;
    awaitable<void> send_down_to(std::size_t rest);

    std::unique_ptr<state> state_;
};

/// The keys of a batch that have not been read yet, of one table or several.
class batch_get_queue {
 public:
    /// What is read from one table.
    struct part {
        std::string table{};
        std::string more_members{};  ///< JSON to add to the table's entry ("ConsistentRead" …), or empty.
        std::vector<std::string> key_names{};  ///< The attributes of the keys; known from the first of them.
        std::vector<std::string> keys{};       ///< JSON, as batch_get_item::encode_key makes it.
        std::optional<failure> refused{};      ///< Why a key could not be encoded.
        /// Looks at an item before it is read; null: nothing does.
        bool (*check)(json::reader& in) = nullptr;
        std::vector<unreadable_item> unreadable{};  ///< What did not pass the check.
    };
    /// Reads an item of the part with this index; false after a failure of the reader.
    using take_item = std::function<bool(std::size_t part, json::reader& in)>;

    explicit batch_get_queue(client db);
    ~batch_get_queue();
    batch_get_queue(batch_get_queue&&) noexcept;
    batch_get_queue& operator=(batch_get_queue&&) noexcept;

    /// Adds keys to read; those that occur twice are read once. @returns the part's index: 0, 1 …
    std::size_t add(part p);
    [[nodiscard]] bool more() const noexcept;
    /// Fetches up to 100 items. @throws error; keys that were not read stay in the queue
    awaitable<void> fetch(const take_item& take);
    /// Adds the items of the part `index` that the last `fetch` gave and that did not pass its check, behind
    /// `items` items that were read, and completes the failures of all in `unreadable`.
    void take_unreadable(std::size_t index, std::size_t items, std::vector<unreadable_item>& unreadable);
    /// Rethrows what is being handled; Asio's exception after a cancellation as errc::canceled.
    [[noreturn]] void rethrow(const boost::system::system_error& thrown) const;
    /// The number of keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

/// The text of a key that is the same however it was spelled: "1.0" or "1", escaped or not.
[[nodiscard]] std::string canonical_key(std::string_view key_json);
/// The same of the attributes `names` of the item that `in` stands at; empty if one is missing.
bool read_canonical_key(json::reader& in, const item& names, std::string& key);

}  // namespace dynaco::detail
